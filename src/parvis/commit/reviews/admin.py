from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.forms import I18nTextarea, I18nTextInput

from parvis.commit.reviews.models import Answer, Glance, Indicator, Method, MethodVersion, Review, Stage

# Those of the back office know nothing of languages: without these no page of a method opens.
WORDS = {I18nCharField: {"widget": I18nTextInput}, I18nTextField: {"widget": I18nTextarea}}
ADDRESSES = {models.URLField: {"assume_scheme": "https"}}


class IndicatorInline(admin.TabularInline[Indicator, MethodVersion]):
    model = Indicator
    formfield_overrides = WORDS
    extra = 0
    fields = ("code", "family", "label", "group", "confirmed", "order")


@admin.register(Method)
class MethodAdmin(admin.ModelAdmin[Method]):
    list_display = ("slug", "name", "publisher")
    formfield_overrides = {**ADDRESSES, **WORDS}


@admin.register(MethodVersion)
class MethodVersionAdmin(admin.ModelAdmin[MethodVersion]):
    """A draft version may be mended here; the database refuses to change an adopted one.

    Nor one under which a review was published: its labels are the words in which everybody reads that review.
    """

    list_display = ("code", "name", "first_year", "last_year", "adopted")
    inlines = (IndicatorInline,)
    formfield_overrides = WORDS

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.reviews.filter(state=Stage.PUBLISHED).exists():
            return False
        return super().has_change_permission(request, obj)


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
