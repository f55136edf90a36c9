"""Bodies and people of the public pages, for operators. Accounts and roles have their own pages, in teams."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField
from i18nfield.forms import I18nTextarea

from parvis.ground.journal.actions import record
from parvis.people.actions.organisations import line_of
from parvis.people.models import Organisation, OrganisationName, Person, User


class OrganisationForm(forms.ModelForm):
    def clean_successor(self) -> Organisation | None:
        successor: Organisation | None = self.cleaned_data["successor"]
        if successor is not None and self.instance.pk and self.instance in (successor, *line_of(successor)):
            raise forms.ValidationError(_("A body cannot succeed itself, nor one that succeeds it."))
        return successor


class OrganisationNameInline(admin.TabularInline):
    model = OrganisationName
    fields = ["name", "valid_from", "valid_to"]
    extra = 1


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    form = OrganisationForm
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        I18nTextField: {"widget": I18nTextarea},
    }
    fields = ["name", "acronym", "slug", "kind", "website", "summary", "successor", "succeeded_on", "fictional"]
    list_display = ["name", "acronym", "kind", "successor"]
    list_filter = ["kind", "fictional"]
    list_select_related = ["successor"]
    search_fields = ["name", "acronym", "names__name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["successor"]
    inlines = [OrganisationNameInline]

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        action = "organisation.changed" if change else "organisation.created"
        record(request.user, action, "organisation", obj.uid, public={"name": obj.name})


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    fields = ["name", "slug", "fictional"]
    list_display = ["name", "fictional"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Who may open the back office, and with which permissions; the account itself is its owner's."""

    fields = ["email", "name", "is_active", "is_staff", "is_superuser", "groups", "user_permissions"]
    readonly_fields = ["email", "name"]
    filter_horizontal = ["groups", "user_permissions"]
    list_display = ["email", "name", "is_staff", "is_active"]
    search_fields = ["email", "name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # accounts are opened by their owner, by an invitation or by `parvis user create`

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # erasure keeps public acts and empties private ones: it is the account page's

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return bool(getattr(request.user, "is_superuser", False))  # or staff could promote themselves

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record(request.user, "account.changed", "account", obj.uid)
