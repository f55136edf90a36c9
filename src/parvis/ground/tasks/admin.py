"""What the scheduler did, for operators: read only."""

from typing import Any

from django.contrib import admin

from parvis.ground.tasks.models import Run


@admin.register(Run)
class RunAdmin(admin.ModelAdmin):
    list_display = ["name", "slot", "state", "claimed_at", "finished_at", "outcome"]
    list_filter = ["state", "name"]

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Run | None = None) -> bool:
        return False
