"""The outbox as operators see it: read only."""

from typing import Any

from django.contrib import admin

from parvis.ground.mail.models import OutboxMessage


@admin.register(OutboxMessage)
class OutboxMessageAdmin(admin.ModelAdmin):
    list_display = ["at", "to", "subject"]
    search_fields = ["to", "subject"]

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: OutboxMessage | None = None) -> bool:
        return False
