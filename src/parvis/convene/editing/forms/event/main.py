"""What an event is, when and where it takes place, and how one comes: everything but the lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.convene.editing.forms.event.fields import (
    ADMISSIONS,
    LANGUAGES,
    MODES,
    ZONES,
    address_field,
    choice_field,
    day_field,
    hidden_field,
    hour_field,
    text_field,
)
from parvis.ground.places.models import Accessibility


class EventForm(forms.Form):
    """Fields bear the names of the parts of a content; `organisation` and `new_place_…` are no parts."""

    base = hidden_field()
    copy = hidden_field()
    organisation = forms.ChoiceField(label=_("Published by"), help_text=_("The body that answers for this page."))

    title = text_field(
        _("Title"), required=True, most=300, help_text=_("What it is, in a few words. No date: it has its own field.")
    )
    lead = text_field(_("In short"), rows=3, help_text=_("One or two sentences: what one does there, and for whom."))
    body = text_field(
        _("Text"),
        rows=9,
        help_text=_("A blank line makes a paragraph, ## a heading, - a list, [words](address) a link."),
    )
    language = choice_field(_("Language of the event"), LANGUAGES)

    start_day = day_field(_("First day"), required=True)
    start_time = hour_field(_("Begins at"))
    end_day = day_field(_("Last day"), help_text=_("If it lasts several days."))
    end_time = hour_field(_("Ends at"))
    zone = choice_field(_("Time zone"), [(zone, zone.replace("_", " ")) for zone in ZONES])
    hours_to_confirm = forms.BooleanField(label=_("The hours are still to be confirmed"), required=False)
    hours_to_check = forms.BooleanField(
        label=_("The hours are still to be checked"),
        required=False,
        help_text=_("They were read from a text by an import. Untick it once you have looked."),
    )
    more_to_come = forms.BooleanField(
        label=_("More details are to come"),
        required=False,
        help_text=_("Readers can ask to be told when they are there."),
    )

    mode = forms.ChoiceField(label=_("How people take part"), choices=MODES, required=False, widget=forms.RadioSelect)
    place = text_field(_("Place"), lists="places", help_text=_("Its name; the register suggests it as you type."))
    room = text_field(_("Room"), most=200)
    new_place_name = text_field(_("Name of the place"), most=200)
    new_place_address = text_field(_("Street and number"), most=300)
    new_place_postcode = text_field(_("Postcode"), most=10)
    new_place_city = text_field(_("Town"), most=120)
    online_url = address_field(_("Online address"))
    video_url = address_field(_("Video channel"))
    website = address_field(_("Website of the event"))

    admission = forms.ChoiceField(label=_("Who may come"), choices=ADMISSIONS, required=False, widget=forms.RadioSelect)
    admission_note = text_field(_("A word about it"), most=300, help_text=_("“Bring an identity card”, “40 seats”."))
    accessibility = forms.MultipleChoiceField(
        label=_("Accessibility on the day"),
        choices=Accessibility.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("On top of what the place always offers."),
    )

    formats = forms.MultipleChoiceField(label=_("Formats"), required=False, widget=forms.CheckboxSelectMultiple)
    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)
    audiences = forms.MultipleChoiceField(label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, bodies: list[tuple[str, str]], terms: dict[str, list[tuple[str, str]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        several = [("", _("Choose a body"))] if len(bodies) > 1 else []
        self._choices("organisation", [*several, *bodies])
        self.fields["organisation"].error_messages["required"] = _("Say which body publishes the event.")
        self.fields["title"].error_messages["required"] = _("Give the event a title.")
        for part in ("formats", "themes", "audiences"):
            self._choices(part, terms[part])
        zone = str(self.initial.get("zone") or (self.data.get("zone") if self.is_bound else "") or "")
        if zone and zone not in ZONES and "/" in zone:
            self._choices("zone", [*((one, one.replace("_", " ")) for one in ZONES), (zone, zone)])

    def _choices(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = [name for name in NEW_PLACE if cleaned.get(name)]
        if typed and not cleaned.get("new_place_name"):
            self.add_error("new_place_name", _("Give the new place a name."))
        if cleaned.get("new_place_name") and cleaned.get("place"):
            self.add_error("place", _("A place is chosen here and another is added below: keep one."))
        return cleaned


NEW_PLACE = ("new_place_name", "new_place_address", "new_place_postcode", "new_place_city")
