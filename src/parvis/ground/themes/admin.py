"""Vocabularies, for operators."""

from django.contrib import admin
from i18nfield.admin import I18nModelAdmin

from parvis.ground.themes.models import Term


@admin.register(Term)
class TermAdmin(I18nModelAdmin):
    list_display = ["name", "vocabulary", "code", "order", "valid_from", "valid_to"]
    list_filter = ["vocabulary"]
    list_editable = ["order"]
    search_fields = ["code"]
