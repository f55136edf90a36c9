"""What an event says, held against what an opening demands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from parvis.convene.agenda.content import Content, content_of
from parvis.convene.agenda.models import Admission, Event
from parvis.convene.submissions.models import Part
from parvis.ground.versions.actions import keep
from parvis.ground.versions.queries import latest
from parvis.ui.dates import capital

# Part → where the event's page holds it: a field, or the section of a list that may still be empty.
PLACES = {
    Part.LEAD: "id_lead",
    Part.BODY: "id_body",
    Part.HOURS: "id_start_time",
    Part.PLACE: "id_place",
    Part.ADMISSION: "id_admission",
    Part.REGISTRATION: "s-come",
    Part.FORMATS: "id_formats",
    Part.THEMES: "id_themes",
    Part.AUDIENCES: "id_audiences",
    Part.ACCESSIBILITY: "id_accessibility",
    Part.ORGANISER: "s-who",
}
# Part → the part of the content that says it, when it has another name.
CONTENT = {
    Part.HOURS: "start_time",
    Part.REGISTRATION: "registration_links",
    Part.ORGANISER: "participations",
}
PLACE_LABELS = frozenset({"lieu", "place", "venue"})  # information lines that say the place in words


@dataclass(frozen=True)
class Requirement:
    """One thing the host demands: `field` is the part of the content that says it, `anchor` is on the event's page."""

    code: str
    label: str
    field: str
    anchor: str
    met: bool


def requirements(content: Mapping[str, Any], required: Collection[str]) -> tuple[Requirement, ...]:
    """Each demanded part, in the order of the page, and whether the event says it."""
    return tuple(
        Requirement(
            part.value, capital(str(part.label)), CONTENT.get(part, part.value), PLACES[part], says(content, part)
        )
        for part in Part
        if part.value in required
    )


def missing(content: Mapping[str, Any], required: Collection[str]) -> tuple[Requirement, ...]:
    return tuple(one for one in requirements(content, required) if not one.met)


def says(content: Mapping[str, Any], part: Part) -> bool:
    """Whether the content holds that part."""
    if part == Part.PLACE:
        labels = {str(line.get("label") or "").strip().lower() for line in content.get("information") or ()}
        return bool(content.get("place") or content.get("online_url") or labels & PLACE_LABELS)
    if part == Part.ADMISSION:
        return content.get("admission") not in (None, "", Admission.UNKNOWN)
    if part == Part.REGISTRATION:
        return bool(content.get("registration_links")) or content.get("admission") == Admission.FREE
    return bool(content.get(CONTENT.get(part, part.value)))


def standing(event: Event) -> tuple[int, Content]:
    """Number and content of the event's last version; one is kept when there is none. 1 query as a rule."""
    version = latest("event", event.uid) or keep(None, "event", event.uid, content_of(event))
    return version.number, version.content


def page_of_fields(event: Event) -> str:
    """The page on which the event is written, without an anchor."""
    return reverse("editing:event", args=[event.uid])
