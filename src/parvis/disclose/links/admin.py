"""Links, for operators: added and removed, never changed; the journal follows."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from parvis.disclose.links.actions import remove_link, tell_both
from parvis.disclose.links.models import Link


@admin.register(Link)
class LinkAdmin(admin.ModelAdmin):
    list_display = ["from_type", "from_uid", "relation", "to_type", "to_uid", "standing"]
    list_filter = ["relation", "standing", "from_type", "to_type"]
    search_fields = ["from_uid", "to_uid"]
    autocomplete_fields = ["source"]

    def has_change_permission(self, request: HttpRequest, obj: Link | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Link, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        tell_both(request.user, "link.added", obj)

    def delete_model(self, request: HttpRequest, obj: Link) -> None:
        remove_link(request.user, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Link]) -> None:
        for link in queryset.order_by("id"):
            remove_link(request.user, link)
