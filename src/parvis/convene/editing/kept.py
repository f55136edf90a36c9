"""The four things that organisers write and whose versions are kept: how each is found, read, written and named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from parvis.convene.agenda import rules
from parvis.convene.agenda.actions import restored, write_edition, write_event, write_series
from parvis.convene.agenda.content import content_of as event_content
from parvis.convene.agenda.frames import EDITION_PARTS, SERIES_PARTS, edition_content, series_content
from parvis.convene.agenda.models import Edition, Event, Series
from parvis.ground.places.actions import write_place
from parvis.ground.places.content import PARTS as PLACE_PARTS
from parvis.ground.places.content import content_of as place_content
from parvis.ground.places.models import Place

Write = Callable[..., frozenset[str]]


@dataclass(frozen=True)
class Kept:
    """One kind of thing. `kind` is its word in addresses, `code` its type in versions and in the journal."""

    kind: str
    code: str
    rows: Callable[[], QuerySet[Any]]
    content: Callable[[Any], dict[str, Any]]
    write: Write
    may_read: Callable[[Any, Any], bool]
    may_write: Callable[[Any, Any], bool]
    page: Callable[[Any], str]
    restorable: Callable[[Mapping[str, Any]], dict[str, Any]]

    def find(self, uid: UUID) -> Any:
        found = self.rows().filter(uid=uid).first()
        if found is None:
            raise Http404
        return found


def parts_among(parts: tuple[str, ...]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    return lambda content: {part: value for part, value in content.items() if part in parts}


KEPT = {
    one.kind: one
    for one in (
        Kept(
            "events",
            "event",
            lambda: Event.objects.select_related("organisation"),
            event_content,
            write_event,
            rules.may_read_history,
            rules.may_edit_event,
            lambda event: reverse("editing:event", args=[event.uid]),
            restored,
        ),
        Kept(
            "editions",
            "edition",
            lambda: Edition.objects.select_related("series", "host"),
            edition_content,
            write_edition,
            rules.may_manage_edition,
            rules.may_manage_edition,
            lambda edition: reverse("editing:edition", args=[edition.uid]),
            parts_among(EDITION_PARTS),
        ),
        Kept(
            "series",
            "series",
            Series.objects.all,
            series_content,
            write_series,
            rules.may_edit_series,
            rules.may_edit_series,
            lambda series: reverse("editing:series", args=[series.uid]),
            parts_among(SERIES_PARTS),
        ),
        Kept(
            "places",
            "place",
            Place.objects.all,
            place_content,
            write_place,
            lambda user, _place: rules.may_add_place(user),
            lambda user, _place: rules.may_edit_place(user),
            lambda place: reverse("editing:place", args=[place.uid]),
            parts_among(PLACE_PARTS),
        ),
    )
}
BY_CODE = {one.code: one for one in KEPT.values()}


def named(kind: str) -> Kept:
    if kind not in KEPT:
        raise Http404
    return KEPT[kind]
