"""The lists of an event, one form a row; a row without its telling fields is as if it were not there."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models import Role, Status
from parvis.convene.editing.forms.event.fields import (
    ADMISSIONS,
    LANGUAGES,
    MODES,
    NONE_SAID,
    address_field,
    choice_field,
    day_field,
    hidden_field,
    hour_field,
    text_field,
)

MOST_ROWS = 200


class Row(forms.Form):
    """`telling` fields are those that make a row exist; `required` ones are asked once it does."""

    telling: ClassVar[tuple[str, ...]] = ()
    needed: ClassVar[dict[str, Any]] = {}
    optional: ClassVar[bool] = False

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, allowed in choices.items():
            if name in self.fields:
                field: Any = self.fields[name]
                field.choices = allowed

    def value(self, name: str) -> Any:
        """What stands in the field: as typed, or as it was given."""
        return self[name].value()

    def has_changed(self) -> bool:
        sent = self.files.get(self.add_prefix("file")) if "file" in self.fields else None
        return sent is not None or any(self.value(name) for name in self.telling)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, sentence in self.needed.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned


class SessionRow(Row):
    telling = ("title", "summary", "start_day", "start_time", "end_time", "place", "room")
    needed: ClassVar[dict[str, Any]] = {"title": _("Give the session a title.")}

    uid = hidden_field()
    title = text_field(_("Title of the session"), most=300)
    start_day = day_field(_("Day"), help_text=_("Empty: the event’s first day."))
    start_time = hour_field(_("Begins at"))
    end_time = hour_field(_("Ends at"))
    end_day = day_field(_("Last day"))
    summary = text_field(_("What happens there"), rows=3)
    formats = forms.MultipleChoiceField(
        label=_("Formats"), required=False, widget=forms.SelectMultiple(attrs={"size": "4"})
    )
    place = text_field(_("Place"), lists="places", help_text=_("Empty: the event’s."))
    room = text_field(_("Room"), most=200)
    mode = choice_field(_("How people take part"), MODES)
    admission = choice_field(_("Who may come"), ADMISSIONS)
    online_url = address_field(_("Online address"))
    recording_url = address_field(_("Recording"))
    language = choice_field(_("Language"), [NONE_SAID, *LANGUAGES])
    status = choice_field(_("What becomes of it"), Status.choices)
    programmes = text_field(_("Programmes"), help_text=_("Those it belongs to, separated by commas."))
    links = text_field(_("Links"), rows=2, help_text=_("One a line: words, then the address."))
    press_only = forms.BooleanField(label=_("Press only"), required=False)
    off = forms.BooleanField(label=_("Outside the days announced, on purpose"), required=False)
    held_back = forms.BooleanField(
        label=_("Not shown: its day is doubtful"), required=False, help_text=_("Untick it once you have looked.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Its identifier is made with the row, so that a speaker or a link may name it before it is saved.
        if not self.is_bound and not self.initial.get("uid"):
            self.initial["uid"] = str(uuid4())

    def clean_links(self) -> str:
        text = str(self.cleaned_data.get("links") or "")
        for line in text.splitlines():
            if line.strip() and "://" not in line:
                raise forms.ValidationError(_("“%(line)s” has no address."), params={"line": line.strip()[:60]})
        return text


class ParticipationRow(Row):
    telling = ("who",)
    needed: ClassVar[dict[str, Any]] = {"who": _("Name an organisation or a person.")}

    who = text_field(_("Organisation or person"), most=300, lists="bodies")
    role = choice_field(_("As"), Role.choices)
    office = text_field(_("Office held that day"), most=200)
    programmes = text_field(_("Through which programmes"))
    session = choice_field(_("In"), [])
    label = hidden_field()


class InformationRow(Row):
    telling = ("label", "content", "link")
    needed: ClassVar[dict[str, Any]] = {"label": _("Say what the line is about.")}

    label = text_field(_("About"), most=120, help_text=_("“Childcare”, “Interpreting”, “Contact”."))
    content = text_field(_("What to know"), rows=2)
    link = address_field(_("Link"), most=1000)


class RegistrationLinkRow(Row):
    telling = ("url", "label")
    needed: ClassVar[dict[str, Any]] = {"url": _("Give the address where one registers.")}

    url = address_field(_("Where one registers"), most=1000)
    label = text_field(_("What the button says"), most=200, help_text=_("“Register” when empty."))
    session = choice_field(_("For"), [])


class QuoteRow(Row):
    telling = ("text", "author")
    needed: ClassVar[dict[str, Any]] = {
        "text": _("Write the words that were said."),
        "author": _("Say who said it."),
    }

    text = text_field(_("Words, exactly as said"), rows=3)
    author = text_field(_("Who said it"), most=200)
    office = text_field(_("Office held then"), most=200)
    language = choice_field(_("Language"), LANGUAGES)
    source = choice_field(_("Source"), [])


class FigureRow(Row):
    telling = ("value", "unit")
    needed: ClassVar[dict[str, Any]] = {"value": _("Give the figure."), "unit": _("Say what it counts.")}

    value = text_field(_("Figure, as announced"), most=60, help_text=_("“more than 90”"))
    unit = text_field(_("Of what"), most=120)
    scope = text_field(_("Over what"), most=200, help_text=_("This edition, all three editions…"))
    source = choice_field(_("Source"), [])


class RecordingRow(Row):
    telling = ("url", "title")
    needed: ClassVar[dict[str, Any]] = {"url": _("Give the address."), "title": _("Give the recording a title.")}

    title = text_field(_("Title"), most=200)
    url = address_field(_("Address"), most=1000)
    language = choice_field(_("Language"), [("", _("Not said")), *LANGUAGES])
    subtitled = forms.BooleanField(label=_("Subtitled"), required=False)
    session = choice_field(_("Of"), [])


class PictureRow(Row):
    telling = ("picture",)
    needed: ClassVar[dict[str, Any]] = {"alt": _("Describe the picture for those who do not see it.")}

    picture = hidden_field()
    file = forms.FileField(
        label=_("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("JPEG, PNG or WebP, up to 15 MB. It is made again without what the camera wrote in it."),
    )  # fmt: skip
    alt = text_field(_("What one sees on it"), most=300, help_text=_("Read aloud to those who do not see it."))
    credit = text_field(_("Credit"), most=200)
    caption = text_field(_("Caption"), most=300)


class SourceRow(Row):
    telling = ("title", "url")
    needed: ClassVar[dict[str, Any]] = {"title": _("Give the source a title.")}

    source = hidden_field()
    title = text_field(_("Title of the document"), most=300)
    url = address_field(_("Address"))
    publisher = text_field(_("Published by"), most=200)
    consulted_on = day_field(_("Consulted on"))
    note = text_field(_("Where to look in it"), most=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and not self.initial.get("source"):
            self.initial["source"] = str(uuid4())


class RelatedRow(Row):
    telling = ("event",)

    event = text_field(_("Event"), most=400, lists="events", help_text=_("Its title, or the address of its page."))


class Rows(BaseFormSet):  # type: ignore[type-arg]
    """Every row may be left empty; those that are say nothing."""

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def told(self) -> list[tuple[int, Any]]:
        """(place in the form, row) of the rows that say something."""
        return [(place, form) for place, form in enumerate(self.forms) if form.has_changed()]


def rows_of(form: type[Row]) -> type[Rows]:
    return formset_factory(form, formset=Rows, extra=0, absolute_max=MOST_ROWS, max_num=MOST_ROWS)


# part → its rows, in the order of the page
ROW_FORMS: dict[str, type[Row]] = {
    "sessions": SessionRow,
    "participations": ParticipationRow,
    "registration_links": RegistrationLinkRow,
    "pictures": PictureRow,
    "information": InformationRow,
    "quotes": QuoteRow,
    "figures": FigureRow,
    "recordings": RecordingRow,
    "sources": SourceRow,
    "related": RelatedRow,
}
