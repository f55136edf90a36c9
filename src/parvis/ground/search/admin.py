"""The index as operators see it: read only; `reindex` builds it again."""

from typing import Any

from django.contrib import admin

from parvis.ground.search.models import Document


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    list_display = ["title", "object_type", "language", "day"]
    list_filter = ["object_type", "language"]

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Document | None = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Document | None = None) -> bool:
        return False
