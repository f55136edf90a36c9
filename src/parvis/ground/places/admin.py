"""Places, for operators."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.ground.places.models import Accessibility, Place, TransportLine


class PlaceForm(forms.ModelForm):
    accessibility = forms.MultipleChoiceField(
        label=_("accessibility"),
        choices=Accessibility.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class TransportLineInline(admin.TabularInline):
    model = TransportLine
    extra = 1


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    form = PlaceForm
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ["name", "city", "postcode", "insee"]
    list_filter = ["country"]
    search_fields = ["name", "city", "address", "insee"]
    prepopulated_fields = {"slug": ["name", "city"]}
    inlines = [TransportLineInline]
