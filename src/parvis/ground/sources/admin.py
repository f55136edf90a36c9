"""Sources, for operators."""

from django.contrib import admin
from django.db import models

from parvis.ground.sources.models import Citation, Source


class CitationInline(admin.TabularInline):
    model = Citation
    extra = 0


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["title", "publisher", "url", "consulted_on"]
    search_fields = ["title", "publisher", "url"]
    inlines = [CitationInline]
