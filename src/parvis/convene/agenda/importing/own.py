"""Documents that this site wrote itself: an export that was corrected elsewhere finds its events again.

A format carries only a part of an event (`CARRIED` of each writer): what it cannot say is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from parvis.civics.formats.writers import csv_rows, front_matter, icalendar, json_ld, openagenda
from parvis.convene.agenda.importing.work import Work
from parvis.convene.agenda.models import Event, FormerSlug
from parvis.ground.text import without_attribute_lists
from parvis.people.names import name_key

CARRIED = {
    "agenda-page": front_matter.CARRIED,
    "csv": csv_rows.CARRIED,
    "icalendar": icalendar.CARRIED,
    "json-ld": json_ld.CARRIED,
    "openagenda": openagenda.CARRIED,
}
# column of an event → the field of a document that says it
COLUMNS = {
    "title": "title",
    "lead": "lead",
    "body": "body",
    "language": "language",
    "start_day": "start",
    "start_time": "start",
    "zone": "start",
    "end_day": "end",
    "end_time": "end",
    "mode": "mode",
    "admission": "admission",
    "status": "status",
    "more_to_come": "more_to_come",
    "place_id": "place",
    "online_url": "online_url",
}
TEXTS = ("title", "lead", "body")
# Parts that each format holds whole. A part of which it says a piece is not compared: of who takes part, documents know
# neither the office nor what is said in words; of sessions, not what was held back.
WHOLE = {
    "agenda-page": frozenset({"formats", "themes", "audiences", "information", "registration_links", "quotes"}),
    "csv": frozenset({"formats", "themes", "audiences"}),
    "icalendar": frozenset({"formats", "themes"}),
    "json-ld": frozenset({"formats", "themes", "audiences"}),
    "openagenda": frozenset({"themes"}),
}  # fmt: skip
PAGE = re.compile(r"/(?:fr|en)/agenda/([a-z0-9_-]+)/\Z")


def recognise(works: Sequence[Work]) -> None:
    """Give each document the event of ours whose identifier or address it bears. 1–3 queries."""
    uids = {work.key: uid for work in works if (uid := own_uid(work.identity))}
    slugs = {work.key: slug for work in works if work.key not in uids and (slug := own_slug(work.document.url))}
    if not uids and not slugs:
        return
    by_uid = {event.uid: event for event in found(uid__in=uids.values())} if uids else {}
    by_slug = {event.slug: event for event in found(slug__in=slugs.values())} if slugs else {}
    if missing := set(slugs.values()) - by_slug.keys():
        former = FormerSlug.objects.filter(slug__in=missing).select_related("event__organisation", "event__place")
        by_slug |= {row.slug: row.event for row in former.order_by("pk")}
    for work in works:
        event = by_uid.get(uids.get(work.key)) or by_slug.get(slugs.get(work.key, ""))
        if event is not None:
            work.event, work.ours = event, True


def found(**condition: Any) -> Any:
    return Event.objects.filter(**condition).select_related("organisation", "place").order_by("pk")


def own_uid(identity: str) -> UUID | None:
    """The event that a calendar's identifier names: `<uuid>@<our host>`."""
    name, _at, host = identity.partition("@")
    if host != (urlsplit(settings.SITE_URL).hostname or "parvis.example"):
        return None
    try:
        return UUID(name)
    except ValueError:
        return None


def own_slug(url: str) -> str:
    """The event whose page this is, empty when the address is not ours."""
    if not url.startswith(f"{settings.SITE_URL}/"):
        return ""
    page = PAGE.match(urlsplit(url).path)
    return page[1] if page else ""


def carried(work: Work) -> dict[str, Any]:
    """Columns of the draft that the document's format says, and that mean the same as what stands when they do."""
    event, draft, document = work.the_event(), work.the_draft(), work.document
    says = CARRIED.get(document.kind, frozenset())
    columns = {name: draft.columns[name] for name, field in COLUMNS.items() if field in says}
    for name in TEXTS:
        # Ends of lines and spaces around a text are a matter of format, not of words.
        if name in columns and plain(columns[name]) == plain(getattr(event, name)):
            del columns[name]
    if document.end is None and event.start_time is not None and event.end_time is None:
        # No format says “ends on that day, nobody knows when”.
        columns.pop("end_day", None)
    place = document.place
    if place is not None and event.place is not None and "place_id" in columns:
        said, known = (place.name, place.city), (event.place.name, event.place.city)
        if [name_key(word) for word in said] == [name_key(word) for word in known]:
            columns["place_id"] = event.place_id
    return columns


def plain(text: str) -> str:
    return without_attribute_lists(text).replace("\r\n", "\n").strip()


def carried_parts(work: Work) -> frozenset[str] | None:
    """Parts to compare; None for all of them."""
    return WHOLE.get(work.document.kind, frozenset()) if work.ours else None
