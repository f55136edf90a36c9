"""Series and editions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from parvis.convene.agenda import actions
from parvis.convene.agenda.admin.boxes import ADDRESSES, WORDS
from parvis.convene.agenda.models import (
    Edition,
    Series,
)
from parvis.ground.journal.actions import record


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin):
    formfield_overrides = WORDS
    list_display = ["name", "kind", "standing"]
    list_filter = ["kind", "standing"]
    search_fields = ["slug"]

    def save_model(self, request: HttpRequest, obj: Series, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record(request.user, "series.changed", "series", obj.uid)


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    formfield_overrides = {**ADDRESSES, **WORDS}
    list_display = ["name", "series", "year", "first_day", "last_day", "published"]
    list_filter = ["published", "standing"]
    list_select_related = ["series"]
    search_fields = ["slug"]

    def save_model(self, request: HttpRequest, obj: Edition, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        obj.refresh_from_db()
        actions.edition_changed(request.user, obj, created=not change)
