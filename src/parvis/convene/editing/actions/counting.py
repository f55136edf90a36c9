"""Counting findings where they are made, so that lists and to-do's read one row instead of checking an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice

from django.db.models import F, Q, QuerySet

from parvis.convene.agenda.models import Event, State
from parvis.convene.editing.findings import findings_of_many
from parvis.convene.editing.models import FindingCount
from parvis.ground import clock
from parvis.ui.findings import Noted

BATCH = 200
LINGERS = timedelta(days=30)  # what was over for longer is not checked again every night
LIVE = (State.DRAFT, State.SUBMITTED, State.PUBLISHED)


def recount(events: Sequence[Event]) -> int:
    """Check these events and keep how many findings each has; 17 queries for up to 200."""
    todo, done = iter(events), 0
    while batch := list(islice(todo, BATCH)):
        now = clock.now()
        found = findings_of_many(batch, language="fr")
        known = dict(
            FindingCount.objects.filter(event__in=batch, errors__gt=0)
            .order_by()
            .values_list("event_id", "errors_since")
        )
        rows = [count_of(event.pk, found[event.pk], known.get(event.pk)) for event in batch]
        for row in rows:
            row.checked_at = now
        FindingCount.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["event"],
            update_fields=["errors", "warnings", "infos", "first", "errors_since", "checked_at"],
        )
        done += len(batch)
    return done


def count_of(event: int, found: Sequence[Noted], since: object) -> FindingCount:
    waiting = [one for one in found if one.is_open]
    errors = [one for one in waiting if one.severity == "error"]
    return FindingCount(
        event_id=event,
        errors=len(errors),
        warnings=sum(one.severity == "warning" for one in waiting),
        infos=sum(one.severity == "info" for one in waiting),
        first={"rule": errors[0].rule, "quote": errors[0].quote[:200]} if errors else {},
        errors_since=(since or clock.now()) if errors else None,
    )


def changed_since_counted() -> QuerySet[Event]:
    """Events that were never counted, or changed since; whoever changed them."""
    stale = Q(finding_count__isnull=True) | Q(finding_count__checked_at__lt=F("changed_at"))
    return Event.objects.filter(stale, state__in=LIVE, end_day__gte=clock.today() - LINGERS).order_by("pk")


def not_over() -> QuerySet[Event]:
    """Events that the day of the check may concern."""
    return Event.objects.filter(state__in=LIVE, end_day__gte=clock.today() - LINGERS).order_by("pk")


def in_batches(events: QuerySet[Event]) -> Iterator[list[Event]]:
    last = 0
    while batch := list(events.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        yield batch
