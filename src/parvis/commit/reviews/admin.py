from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from parvis.commit.reviews.models import Answer, Glance, Indicator, Method, MethodVersion, Review


class IndicatorInline(admin.TabularInline[Indicator, MethodVersion]):
    model = Indicator
    extra = 0
    fields = ("code", "family", "label", "group", "confirmed", "order")


@admin.register(Method)
class MethodAdmin(admin.ModelAdmin[Method]):
    list_display = ("slug", "name", "publisher")


@admin.register(MethodVersion)
class MethodVersionAdmin(admin.ModelAdmin[MethodVersion]):
    """A draft version may be mended here; the database refuses to change an adopted one."""

    list_display = ("code", "name", "first_year", "last_year", "adopted")
    inlines = (IndicatorInline,)


@admin.register(Review)
class ReviewAdmin(admin.ModelAdmin[Review]):
    """Reviews are written by their reviewers, on pages of their own: here one looks at them."""

    list_display = ("heading", "commitment", "state", "published_at", "digest")
    list_filter = ("state", "product", "phase")
    search_fields = ("heading", "reviewer", "digest")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Answer)
class AnswerAdmin(admin.ModelAdmin[Answer]):
    list_display = ("recommendation", "kind", "organisation", "at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Glance)
class GlanceAdmin(admin.ModelAdmin[Glance]):
    list_display = ("commitment", "language", "seen_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
