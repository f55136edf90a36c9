"""Follows, for operators: how many follow what; an address is seen, never changed."""

from typing import Any

from django.contrib import admin

from parvis.ground.follows.models import Fact, Follow


@admin.register(Follow)
class FollowAdmin(admin.ModelAdmin):
    list_display = ["object_type", "object_uid", "topic", "language", "confirmed_at"]
    list_filter = ["object_type", "topic"]
    search_fields = ["email"]
    exclude = ["token"]

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Follow | None = None) -> bool:
        return False


@admin.register(Fact)
class FactAdmin(admin.ModelAdmin):
    list_display = ["at", "object_type", "object_uid", "topic", "sentence"]
    list_filter = ["object_type", "topic"]

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Fact | None = None) -> bool:
        return False
