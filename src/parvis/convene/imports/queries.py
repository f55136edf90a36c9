"""What the pages of imports read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Edition, ImportedDocument
from parvis.convene.imports import rules
from parvis.convene.imports.actions.batches import WRITABLE
from parvis.convene.imports.cases import Case, case_of_row
from parvis.convene.imports.models import Batch, PictureWish, Row, State
from parvis.disclose.importing import records
from parvis.people import rules as people

SHOWN, HISTORY, CASES = 100, 20, 10
ACTIONS = (records.CREATE, records.UPDATE, records.QUARANTINE, records.LEFT_OUT, records.UNCHANGED)


def editions_for(user: Any) -> Any:
    """Editions that the person fills on their own authority, the latest first."""
    editions = Edition.objects.order_by("-year", "slug")
    if people.runs_the_instance(user):
        return editions
    return editions.filter(host__in=rules.bodies_of(user).order_by())


def history(user: Any, page: str | None) -> Page:
    """Batches of the person's bodies, the latest first."""
    batches = rules.batches_of(user).select_related("organisation", "by")
    return Paginator(batches, HISTORY).get_page(page)


def action_words(action: str, number: int) -> str:
    """“12 created”, before or after the fact."""
    match action:
        case records.CREATE:
            return ngettext("document makes something new", "documents make something new", number)
        case records.UPDATE:
            return ngettext("document changes something", "documents change something", number)
        case records.QUARANTINE:
            return ngettext("document to correct", "documents to correct", number)
        case records.LEFT_OUT:
            return ngettext("document left out", "documents left out", number)
    return ngettext("document says nothing new", "documents say nothing new", number)


def verb_of(action: str) -> str:
    return {
        records.CREATE: _("Create"),
        records.UPDATE: _("Change"),
        records.QUARANTINE: _("To correct"),
        records.LEFT_OUT: _("Left out"),
        records.UNCHANGED: _("Unchanged"),
        "dismissed": _("Dismissed"),
    }.get(action, action)


@dataclass(frozen=True)
class Counted:
    number: int
    words: str


@dataclass(frozen=True)
class Line:
    """A row ready to print: `open` when it can be chosen, `done` when something became of it."""

    row: Row
    verb: str
    parts: tuple[str, ...]
    url: str
    reasons: tuple[str, ...]
    open: bool
    done: str


@dataclass(frozen=True)
class BatchPage:
    counts: tuple[Counted, ...]
    tabs: tuple[dict[str, Any], ...]
    lines: tuple[Line, ...]
    page: Page
    chosen: int
    writable: int
    nothing: str
    unchosen_twins: int
    cases: tuple[tuple[Row, Case], ...]
    more_cases: int
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Picture:
    """A picture that an imported page names."""

    event: str
    title: str
    event_url: str
    url: str
    alt: str
    credit: str
    wish: PictureWish | None


def batch_page(batch: Batch, only: str, page: str | None) -> BatchPage:
    """Rows of a batch, a hundred a page; the number of queries is that of no row."""
    rows = Row.objects.filter(batch=batch)
    by_action = dict(rows.order_by().values_list("action").annotate(number=Count("pk")))
    only = only if only in ACTIONS else ""
    wanted = rows.filter(action=only) if only else rows
    shown = Paginator(wanted.defer("text", "page").order_by("number"), SHOWN).get_page(page)
    waiting = rows.filter(action=records.QUARANTINE, outcome__in=("", records.QUARANTINE)).select_related("batch")
    open_ = batch.state in {State.READ, State.DONE}
    cases = list(waiting.order_by("number")[:CASES]) if open_ else []
    left = rows.filter(outcome="").aggregate(
        picked=Count("pk", filter=Q(chosen=True)),
        writable=Count("pk", filter=Q(action__in=WRITABLE)),
        doubled=Count("pk", filter=Q(chosen=False, action=records.CREATE) & ~Q(twins=[])),
    )
    for row in cases:
        row.batch = batch
    return BatchPage(
        counts=tuple(
            Counted(by_action[action], action_words(action, by_action[action]))
            for action in ACTIONS
            if action in by_action
        ),
        tabs=tuple(tabs(batch, by_action, only)),
        lines=tuple(line(row, batch) for row in shown),
        page=shown,
        chosen=left["picked"],
        writable=left["writable"],
        nothing=nothing_words(frozenset(by_action)),
        unchosen_twins=left["doubled"],
        cases=tuple((row, case_of_row(row)) for row in cases),
        more_cases=max(by_action.get(records.QUARANTINE, 0) - len(cases), 0) if len(cases) == CASES else 0,
        pictures=pictures_of(batch) if batch.state == State.DONE else (),
    )


def nothing_words(actions: frozenset[str]) -> str:
    """Why a batch of which nothing is left to write has nothing to write.

    actions   of all its rows; those that could be written were settled one by one
    """
    if actions <= {records.LEFT_OUT}:
        return _("There is nothing to write: every document is left out, and its row says why.")
    if actions <= {records.UNCHANGED}:
        return _("There is nothing to write: all that these documents say is here already.")
    if actions <= {records.LEFT_OUT, records.UNCHANGED}:
        return _("There is nothing to write: each document is left out, or says what is here already.")
    return _("There is nothing left to write: what these documents could change is settled.")


def tabs(batch: Batch, by_action: Mapping[str, int], only: str) -> Any:
    total = sum(by_action.values())
    yield {"label": _("All"), "url": "?", "current": not only, "count": total}
    for action in ACTIONS:
        if action in by_action:
            yield {
                "label": verb_of(action),
                "url": f"?only={action}",
                "current": only == action,
                "count": by_action[action],
            }


def line(row: Row, batch: Batch) -> Line:
    return Line(
        row=row,
        verb=verb_of(row.action),
        parts=tuple(part_words(part) for part in row.parts),
        url=row.url or (addresses.event(row.slug) if row.slug else ""),
        reasons=tuple(row.reasons),
        open=batch.state == State.READ and row.outcome == "" and row.action in WRITABLE,
        done=done_words(row.outcome),
    )


def done_words(outcome: str) -> str:
    return {
        records.CREATE: _("Created"),
        records.UPDATE: _("Changed"),
        records.QUARANTINE: _("In quarantine"),
        records.LEFT_OUT: _("Left out"),
        records.UNCHANGED: _("Unchanged"),
        "dismissed": _("Dismissed"),
    }.get(outcome, "")


def part_words(part: str) -> str:
    """Parts of an event in the words of a reader."""
    return {
        "title": _("title"),
        "lead": _("lead"),
        "body": _("text"),
        "language": _("language"),
        "start_day": _("day"),
        "start_time": _("hours"),
        "end_day": _("last day"),
        "end_time": _("hours"),
        "zone": _("time zone"),
        "mode": _("attendance"),
        "admission": _("admission"),
        "status": _("status"),
        "place": _("place"),
        "online_url": _("online address"),
        "website": _("website"),
        "formats": _("formats"),
        "themes": _("themes"),
        "audiences": _("audiences"),
        "information": _("information"),
        "registration_links": _("registration"),
        "quotes": _("quotes"),
        "participations": _("who takes part"),
        "sessions": _("programme"),
        "editions": _("editions"),
        "state": pgettext("a part of an event", "published"),
    }.get(part, part.replace("_", " "))


def pictures_of(batch: Batch) -> tuple[Picture, ...]:
    """Pictures that the pages of this import name, with what became of them; 2 queries."""
    identities = Row.objects.filter(batch=batch, outcome__in=(records.CREATE, records.UPDATE)).values("slug")
    documents = ImportedDocument.objects.filter(event__slug__in=identities, event__isnull=False).exclude(suggestions=[])
    found = []
    rows = documents.order_by("event__start_day", "pk").values_list(
        "event__slug", "event__title", "suggestions", "event_id"
    )
    wishes = {(wish.event_id, wish.url): wish for wish in PictureWish.objects.filter(batch=batch)}
    for slug, title, suggestions, event in rows[:SHOWN]:
        for one in suggestions:
            url = one.get("data", {}).get("url", "")
            if one.get("kind") == "image" and url.startswith(("http://", "https://")) and len(url) <= 1000:
                wish = wishes.get((event, url))
                found.append(Picture(slug, title, addresses.event(slug), url, one.get("text", ""), "", wish))
    return tuple(found[:SHOWN])


def quarantine_page(user: Any, page: str | None) -> Page:
    """Documents that wait in the quarantine, the oldest first."""
    waiting = rules.waiting_documents(user).select_related("custody__organisation").defer("text")
    return Paginator(waiting, HISTORY).get_page(page)
