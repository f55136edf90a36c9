"""What a reading would do, thing by thing, before anything is done: the same for a first trial and for each reading."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from parvis.civics.formats import EventDocument
from parvis.convene.agenda.importing.reading import digest_of
from parvis.convene.agenda.models import Event, State, Status
from parvis.convene.harvest.models import Feed, Item, ItemState
from parvis.convene.harvest.selection import Reason, Rules, Span, alike, doubts_of, held_back, left_out

NEW, CHANGED, BACK, SAME = "new", "changed", "back", "same"
HELD, SKIPPED = "held", "skipped"
WRITTEN = frozenset({NEW, CHANGED, BACK})


@dataclass(frozen=True)
class Known:
    """What is known of a thing that the feed announced before."""

    pk: int
    digest: str
    state: str
    by_hand: bool
    reasons: list[Reason]
    event: int | None
    ends_at: datetime | None
    withdrawn: bool


@dataclass
class Row:
    """One thing that the feed announces and what is to be done with it; `noted` when its row already says so."""

    document: EventDocument
    identity: str
    digest: str
    verdict: str
    reasons: list[Reason] = field(default_factory=list)
    known: Known | None = None
    noted: bool = False


@dataclass
class Plan:
    """Rows in the order of the feed.

    leaving     taken things that are no longer announced and not over: (key, event)
    forgotten   keys of things without an event that are no longer announced
    living      how many taken things were announced and not over before this reading
    """

    rows: list[Row]
    leaving: list[tuple[int, int]] = field(default_factory=list)
    forgotten: list[int] = field(default_factory=list)
    living: int = 0

    @property
    def suspicious(self) -> bool:
        """More than half of what was announced is gone at once: more likely a mistake of the site than its wish."""
        return 2 * len(self.leaving) > self.living

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.verdict for row in self.rows)


def plan(feed: Feed, documents: Sequence[EventDocument], *, now: datetime, today: date) -> Plan:
    """Decide on everything that a feed announces; 2 queries, 1 for a feed that is not saved yet."""
    rules, span = Rules.of(feed.rules), span_of(feed)
    known = known_items(feed)
    rows = [decided(document, known.get(document.external_id), rules, span, today) for document in documents]
    hold([row for row in rows if row.verdict == NEW], rules, today)
    for row in rows:
        row.noted = (
            row.known is not None
            and row.known.digest == row.digest
            and row.verdict in {SAME, HELD, SKIPPED}
            and (row.verdict == SAME or (row.known.state == row.verdict and row.known.reasons == row.reasons))
        )
    found = Plan(rows)
    announced = {row.identity for row in rows}
    for identity, item in known.items():
        living = item.event is not None and item.state in {ItemState.TAKEN, ItemState.HELD}
        alive = living and not item.withdrawn and item.ends_at is not None and item.ends_at > now
        found.living += alive
        if identity in announced:
            continue
        if alive and item.event is not None:
            found.leaving.append((item.pk, item.event))
        elif item.event is None and item.state != ItemState.GONE and not item.by_hand:
            found.forgotten.append(item.pk)
    return found


def decided(document: EventDocument, item: Known | None, rules: Rules, span: Span, today: date) -> Row:
    """What becomes of one document, before looking for its twins."""
    row = Row(document, document.external_id, digest_of(document), SAME, known=item)
    if item is not None and item.event is not None:
        return followed(row, item)
    if item is not None and item.by_hand:
        row.verdict, row.reasons = SKIPPED, item.reasons or [{"code": "skipped", "value": ""}]
        return row
    if item is not None and item.state in {ItemState.TAKEN, ItemState.GONE}:
        # Its event was deleted by a person, who did not mean to see it come back.
        row.verdict, row.reasons = SKIPPED, [{"code": "removed", "value": ""}]
        return row
    if item is not None and item.state == ItemState.HELD and item.digest == row.digest:
        row.verdict, row.reasons = HELD, item.reasons
        return row
    reason = left_out(document, rules, span, today)
    if reason is None and document.status == Status.CANCELLED:
        reason = {"code": "cancelled", "value": ""}
    row.verdict, row.reasons = (SKIPPED, [reason]) if reason else (NEW, [])
    return row


def followed(row: Row, item: Known) -> Row:
    """A thing that has an event here: what the source says of it now is followed, when it can be read."""
    same = item.digest == row.digest
    if item.state == ItemState.HELD and same:
        row.verdict, row.reasons = HELD, item.reasons
    elif reasons := [] if same else doubts_of(row.document):
        row.verdict, row.reasons = HELD, reasons
    elif item.state == ItemState.GONE:
        row.verdict = BACK
    elif not same:
        row.verdict = CHANGED
    return row


def hold(rows: Sequence[Row], rules: Rules, today: date) -> None:
    """Hold back what waits for a person; 1 query when near-duplicates are looked for."""
    titles = titles_by_day(rows) if rules.hold_twins else {}
    for row in rows:
        start = row.document.start
        twin = alike(row.document.title, titles.get(start.day, ())) if start else ""
        row.reasons = held_back(row.document, rules, today, twin)
        if row.reasons:
            row.verdict = HELD


def titles_by_day(rows: Iterable[Row]) -> dict[date, list[str]]:
    """Titles of our events on the days of these documents."""
    days = {row.document.start.day for row in rows if row.document.start is not None}
    found: dict[date, list[str]] = defaultdict(list)
    if not days:
        return found
    events = Event.objects.filter(start_day__range=(min(days), max(days)))
    events = events.exclude(state__in=[State.WITHDRAWN, State.REFUSED])
    for day, title in events.order_by("pk").values_list("start_day", "title"):
        if day in days:
            found[day].append(title)
    return found


def known_items(feed: Feed) -> dict[str, Known]:
    if feed.pk is None:
        return {}
    rows = Item.objects.filter(feed=feed).order_by("pk")
    return {
        identity: Known(pk, digest, state, by_hand, reasons, event, ends_at, event_state == State.WITHDRAWN)
        for identity, pk, digest, state, by_hand, reasons, event, ends_at, event_state in rows.values_list(
            "external_id", "pk", "digest", "state", "by_hand", "reasons", "event", "event__ends_at", "event__state"
        )
    }


def span_of(feed: Feed) -> Span:
    return Span(feed.edition.first_day, feed.edition.last_day) if feed.edition else Span()
