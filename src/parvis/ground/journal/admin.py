"""The journal as operators see it: read only."""

from typing import Any

from django.contrib import admin

from parvis.ground.journal.models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    list_display = ["at", "action", "object_type", "object_uid", "actor"]
    list_filter = ["object_type", "action"]
    list_select_related = ["actor"]
    search_fields = ["object_uid"]
    date_hierarchy = "at"

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Entry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Entry | None = None) -> bool:
        return False
