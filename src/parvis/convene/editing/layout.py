"""The form of an event as a page: its sections, the lines of each, and the margin beside every line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from parvis.convene.editing.forms.event import EventForms
from parvis.ground.files.models import Picture
from parvis.ui.findings import Noted
from parvis.ui.margins import Asked, Line, Listing, Margin, RowLine, Section

TITLES: tuple[tuple[str, Any, Asked, tuple[str, ...]], ...] = (
    ("what", _("What it is"), (("organisation",), ("title",), ("lead",), ("body",), ("language",)), ()),
    (
        "when",
        _("When"),
        (
            ("start_day", "start_time"),
            ("end_day", "end_time"),
            ("zone",),
            ("hours_to_confirm",),
            ("hours_to_check",),
            ("more_to_come",),
        ),
        (),
    ),
    ("where", _("Where"), (("mode",), ("place",), ("new_place_name",), ("room",), ("online_url",)), ()),
    ("who", _("Who makes it"), (), ("participations",)),
    (
        "come",
        _("How to come"),
        (("admission",), ("admission_note",), ("accessibility",)),
        ("registration_links",),
    ),
    ("programme", _("Programme"), (), ("sessions",)),
    (
        "more",
        _("Small print"),
        (("formats",), ("themes",), ("audiences",), ("website",), ("video_url",)),
        ("pictures", "information", "quotes", "figures", "recordings", "sources", "related"),
    ),
)
SHUT = {  # lines that most events leave alone: folded under a word
    "language": _("In another language"),
    "zone": _("In another time zone"),
    "new_place_name": _("The place is not in the register: add it"),
    "formats": _("Formats"),
    "themes": _("Themes"),
    "audiences": _("For whom"),
    "accessibility": _("Accessibility on the day"),
}
USUAL = {"language": "fr", "zone": "Europe/Paris"}
ONE = {
    "sessions": _("Session"),
    "participations": _("Organiser or guest"),
    "registration_links": _("Link"),
    "pictures": _("Picture"),
    "information": _("Line"),
    "quotes": _("Quote"),
    "figures": _("Figure"),
    "recordings": _("Recording"),
    "sources": _("Source"),
    "related": _("Event"),
}
LISTS: dict[str, tuple[Any, Any, Any, Asked, tuple[str, ...], bool]] = {
    # part → title, hint, what the button says, lines of a row, fields on demand, folded
    "sessions": (
        _("Sessions"), _("One for each moment people may choose. Leave it empty when there is only one."),
        _("Add a session"),
        (("title",), ("start_day", "start_time", "end_time"), ("summary",), ("place", "room")),
        ("formats", "mode", "admission", "online_url", "recording_url", "end_day", "language", "status", "programmes",
         "links", "press_only", "off", "held_back"), False,
    ),
    "participations": (
        _("Organisers, speakers, guests"),
        _("In the order of the page. A name not in the register is printed as typed."),
        _("Add somebody"),
        (("who", "role"),), ("office", "session", "programmes"), False,
    ),
    "registration_links": (
        _("Registration"), _("Where one registers, on another site."), _("Add a registration link"),
        (("url",), ("label",)), ("session",), False,
    ),
    "pictures": (
        _("Pictures"), _("The first one stands at the head of the page."), _("Add a picture"),
        (("file",), ("alt",), ("credit", "caption")), (), True,
    ),
    "information": (
        _("Information"), _("What one wants to know before coming."), _("Add a line"),
        (("label",), ("content",), ("link",)), (), True,
    ),
    "quotes": (
        _("Quotes"), "", _("Add a quote"), (("text",), ("author", "office"), ("language", "source")), (), True,
    ),
    "figures": (
        _("Figures"), _("With what they count, and who says so."), _("Add a figure"),
        (("value", "unit"), ("scope", "source")), (), True,
    ),
    "recordings": (
        _("Recordings"), "", _("Add a recording"), (("title",), ("url",), ("language", "session"), ("subtitled",)),
        (), True,
    ),
    "sources": (
        _("Sources"), _("The documents this page rests on."), _("Add a source"),
        (("title",), ("url",), ("publisher", "consulted_on"), ("note",)), (), True,
    ),
    "related": (_("Related events"), "", _("Add a related event"), (("event",),), (), True),
}  # fmt: skip
NEW_PLACE_LINE = ("new_place_name", "new_place_address", "new_place_postcode", "new_place_city")


def sections_of(forms: EventForms, notes: Sequence[Noted]) -> list[Section]:
    """The sections in order, every finding beside what it is about."""
    margins = margins_of(forms, notes)
    return [
        Section(
            code,
            title,
            tuple(line for names in asked if (line := line_of(forms.main, names, margins)) is not None),
            tuple(listing_of(forms, part, margins) for part in parts),
        )
        for code, title, asked, parts in TITLES
    ]


def margins_of(forms: EventForms, notes: Sequence[Noted]) -> dict[str, tuple[Noted, ...]]:
    """Code of a margin → its findings. A session's code says its place in the form, where empty rows count."""
    places = {part: [place for place, _row in rows.told()] for part, rows in forms.rows.items()}
    found: dict[str, list[Noted]] = defaultdict(list)
    for note in notes:
        found[code_of(note.part, places)].append(note)
    return {code: tuple(those) for code, those in found.items()}


BESIDE = {"start_time": "start_day", "end_time": "end_day", "place": "place", "room": "place"}


def code_of(part: str, places: Mapping[str, Sequence[int]]) -> str:
    name, bracket, rest = part.partition("[")
    if not bracket:
        return BESIDE.get(name, name)
    number, row = int(rest.rstrip("]")), places.get(name, ())
    return f"{name}-{row[number]}" if number < len(row) else name


def line_of(form: BaseForm, names: tuple[str, ...], margins: Mapping[str, tuple[Noted, ...]]) -> Line | None:
    first = names[0]
    if first == "hours_to_check" and not form[first].value():
        return None
    if first == "new_place_name":
        names = NEW_PLACE_LINE
    fields = tuple(form[name] for name in names)
    if first in ("formats", "themes", "audiences") and not fields[0].field.choices:  # type: ignore[attr-defined]
        return None
    notes = margins.get(first, ())
    told = any(field.errors or (field.value() and field.value() != USUAL.get(field.name)) for field in fields)
    aside = str(SHUT.get(first, ""))
    return Line(fields, Margin(first, notes), aside, bool(aside) and (told or bool(notes)))


def listing_of(forms: EventForms, part: str, margins: Mapping[str, tuple[Noted, ...]]) -> Listing:
    title, hint, add, asked, more, folded = LISTS[part]
    rows = forms.rows[part]
    pictures = forms.pictures() if part == "pictures" else {}
    shown = tuple(row_of(part, place, form, asked, more, margins, pictures) for place, form in enumerate(rows.forms))
    return Listing(part, title, ONE[part], hint, add, rows.management_form, shown, folded)


def row_of(
    part: str,
    place: int,
    form: BaseForm,
    asked: Asked,
    more: tuple[str, ...],
    margins: Mapping[str, tuple[Noted, ...]],
    pictures: Mapping[str, Picture],
) -> RowLine:
    on_demand = tuple(form[name] for name in more if name != "held_back" or form[name].value())
    code = f"{part}-{place}"
    name = str(form["alt" if part == "pictures" else asked[0][0]].value() or "")
    wrong = bool(form.errors) if form.is_bound else False
    focused = any("autofocus" in field.field.widget.attrs for field in form)
    return RowLine(
        place=place,
        number=place + 1,
        anchor=code,
        name=name,
        said=said_beside(part, form),
        open=not name or wrong or focused or bool(margins.get(code)),
        hidden=tuple(form.hidden_fields()),
        fields=tuple(tuple(form[name] for name in names) for names in asked),
        more=on_demand,
        more_open=any(field.errors for field in on_demand) or any(is_said(field) for field in on_demand),
        errors=tuple(form.non_field_errors()),
        margin=Margin(code, margins.get(code, ())),
        picture=pictures.get(str(form["picture"].value() or "")) if part == "pictures" else None,
    )


def said_beside(part: str, form: BaseForm) -> str:
    """What a folded row says after its name: the hours of a session, the role of a guest."""
    if part == "sessions":
        return " – ".join(filter(None, (str(form[name].value() or "")[:5] for name in ("start_time", "end_time"))))
    if part == "participations":
        field: Any = form.fields["role"]
        return str(dict(field.choices).get(form["role"].value(), ""))
    return ""


ROW_MARGINS = re.compile(r"\w+-\d+$")
ORDINARY = frozenset({"unknown", "scheduled", "onsite", "free", "fr", ""})


def is_said(field: BoundField) -> bool:
    value = field.value()
    return bool(value) and value not in ORDINARY if not isinstance(value, list) else bool(value)
