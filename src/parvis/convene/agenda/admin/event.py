"""An event with all its parts, on one page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from parvis.convene.agenda import actions
from parvis.convene.agenda.admin.boxes import ADDRESSES
from parvis.convene.agenda.admin.documents import findings_list, reasons_list
from parvis.convene.agenda.models import (
    Event,
    EventPicture,
    EventSource,
    Figure,
    FormerSlug,
    ImportedDocument,
    Inclusion,
    Information,
    Participation,
    Quote,
    Recording,
    RegistrationLink,
    Session,
)
from parvis.ground.places.models import Accessibility
from parvis.ground.themes.models import Term

# The part that each inline stands for, in the words of `Event.edited`.
PARTS = {
    Session: "sessions",
    Participation: "participations",
    Information: "information",
    RegistrationLink: "registration_links",
    Quote: "quotes",
    Figure: "figures",
    Recording: "recordings",
    EventPicture: "pictures",
    EventSource: "sources",
    Inclusion: "editions",
}


class EventForm(forms.ModelForm):
    accessibility = forms.MultipleChoiceField(
        label=_("Accessibility, on top of the place's"),
        choices=Accessibility.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in actions.RESERVED or FormerSlug.objects.filter(slug=slug).exclude(event=self.instance.pk).exists():
            raise ValidationError(_("This address is taken, or once led to another event."))
        return slug


class SessionInline(admin.StackedInline):
    formfield_overrides = ADDRESSES
    model = Session
    extra = 0
    autocomplete_fields = ["place"]
    filter_horizontal = ["formats"]
    show_change_link = True

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **{**kwargs, **_of_vocabulary(db_field.name)})


class ParticipationInline(admin.TabularInline):
    model = Participation
    extra = 0

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "session":
            kwargs["queryset"] = _sessions_of(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class LinkedToSession(admin.TabularInline):
    formfield_overrides = ADDRESSES
    extra = 0

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "session":
            kwargs["queryset"] = _sessions_of(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class RegistrationInline(LinkedToSession):
    model = RegistrationLink


class RecordingInline(LinkedToSession):
    model = Recording


class InformationInline(admin.TabularInline):
    formfield_overrides = ADDRESSES
    model = Information
    extra = 0


class QuoteInline(admin.StackedInline):
    model = Quote
    extra = 0


class FigureInline(admin.TabularInline):
    model = Figure
    extra = 0


class PictureInline(admin.TabularInline):
    model = EventPicture
    extra = 0


class SourceInline(admin.TabularInline):
    model = EventSource
    extra = 0


class InclusionInline(admin.TabularInline):
    model = Inclusion
    extra = 0


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    form = EventForm
    formfield_overrides = ADDRESSES
    list_display = ["title", "start_day", "place", "state", "status", "standing"]
    list_filter = ["state", "status", "mode", "standing", "hours_to_check"]
    list_select_related = ["place"]
    search_fields = ["title", "slug"]
    date_hierarchy = "start_day"
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["place", "related"]
    filter_horizontal = ["formats", "themes", "audiences"]
    readonly_fields = ["state", "published_at", "edited_parts", "doubts", "findings"]
    inlines = [
        SessionInline,
        ParticipationInline,
        InformationInline,
        RegistrationInline,
        InclusionInline,
        PictureInline,
        QuoteInline,
        FigureInline,
        RecordingInline,
        SourceInline,
    ]
    actions = ["publish", "withdraw", "cancel", "postpone", "mark_full"]
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["title", "slug", "lead", "body", "language", "organisation", "state", "published_at"]}),
        (
            _("When"),
            {
                "fields": [
                    ("start_day", "start_time"),
                    ("end_day", "end_time"),
                    "zone",
                    ("hours_to_confirm", "hours_to_check"),
                    "previous_start_day",
                    "status",
                    "more_to_come",
                ]
            },
        ),
        (
            _("Where and how"),
            {
                "fields": [
                    "mode",
                    "place",
                    "room",
                    "online_url",
                    "accessibility",
                    "admission",
                    "admission_note",
                    "video_url",
                    "website",
                ]
            },
        ),
        (_("Filing"), {"fields": ["formats", "themes", "audiences", "related", "standing"]}),
        (_("From the import"), {"classes": ["collapse"], "fields": ["edited_parts", "doubts", "findings"]}),
    ]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **{**kwargs, **_of_vocabulary(db_field.name)})

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        """The address changes through `rename`, so that the former one redirects."""
        wanted = obj.slug
        if change and "slug" in form.changed_data:
            obj.slug = form.initial["slug"]
        super().save_model(request, obj, form, change)
        if obj.slug != wanted:
            actions.rename(request.user, obj, wanted)

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            actions.created_by_hand(request.user, form.instance)
            return
        parts = {name for name in form.changed_data if name != "slug"}
        parts |= {PARTS[formset.model] for formset in formsets if formset.has_changed()}
        actions.edited_by_hand(request.user, form.instance, parts)

    @admin.display(description=_("edited by a person"))
    def edited_parts(self, event: Event) -> str:
        return ", ".join(event.edited) or "—"

    @admin.display(description=_("doubts of the import"))
    def doubts(self, event: Event) -> SafeString | str:
        document = ImportedDocument.objects.filter(event=event.pk).first()
        return reasons_list(document.doubts) if document else "—"

    @admin.display(description=_("findings of the checker"))
    def findings(self, event: Event) -> SafeString | str:
        document = ImportedDocument.objects.filter(event=event.pk).first()
        return findings_list(document) if document else "—"

    @admin.action(description=_("Publish"))
    def publish(self, request: HttpRequest, events: QuerySet[Event]) -> None:
        number = actions.publish_many(request.user, list(events))
        self.message_user(
            request, ngettext("%(count)d event published.", "%(count)d events published.", number) % {"count": number}
        )

    @admin.action(description=_("Withdraw from the public"))
    def withdraw(self, request: HttpRequest, events: QuerySet[Event]) -> None:
        self._each(request, events, actions.withdraw)

    @admin.action(description=_("Say that it is cancelled"))
    def cancel(self, request: HttpRequest, events: QuerySet[Event]) -> None:
        self._each(request, events, actions.cancel)

    @admin.action(description=_("Say that it is postponed"))
    def postpone(self, request: HttpRequest, events: QuerySet[Event]) -> None:
        self._each(request, events, actions.postpone)

    @admin.action(description=_("Say that it is full"))
    def mark_full(self, request: HttpRequest, events: QuerySet[Event]) -> None:
        self._each(request, events, actions.mark_full)

    def _each(self, request: HttpRequest, events: QuerySet[Event], act: Any) -> None:
        number = 0
        for event in events:
            act(request.user, event)
            number += 1
        told = ngettext("%(count)d event changed.", "%(count)d events changed.", number) % {"count": number}
        self.message_user(request, told, messages.SUCCESS)

    def delete_model(self, request: HttpRequest, obj: Event) -> None:
        actions.withdraw(request.user, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        for event in queryset:
            self.delete_model(request, event)


def _of_vocabulary(field: str) -> dict[str, Any]:
    """The terms that a field may hold: those of its own vocabulary."""
    if field in {"formats", "themes", "audiences"}:
        return {"queryset": Term.objects.filter(vocabulary=field[:-1]).order_by("order", "code")}
    return {}


def _sessions_of(request: HttpRequest) -> QuerySet[Session]:
    """Sessions of the event on the page: an event's participant never speaks in another's session."""
    match = request.resolver_match
    event = match.kwargs.get("object_id") if match else None
    return Session.objects.filter(event=event).order_by("starts_at", "pk") if event else Session.objects.none()
