"""Events that another site announces, and then no longer: withdrawn with it, and back with it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from parvis.convene.agenda.finding import index_events
from parvis.convene.agenda.models import Event, State
from parvis.ground import clock
from parvis.ground.journal.models import Entry

OPEN = (State.DRAFT, State.SUBMITTED, State.PUBLISHED)


@transaction.atomic
def gone_from_source(events: Collection[int], source: str) -> list[int]:
    """Withdraw the events that their source no longer announces; returns the keys of those that were not already.

    source   its name, as the journal of each event will say it; about 6 queries whatever the number of events
    """
    leaving = list(Event.objects.filter(pk__in=events, state__in=OPEN).order_by("pk").values_list("pk", flat=True))
    Event.objects.filter(pk__in=leaving).update(state=State.WITHDRAWN, changed_at=clock.now())
    leave_traces(leaving, "event.source-gone", source)
    return leaving


@transaction.atomic
def back_at_source(events: Collection[int], source: str) -> list[int]:
    """Show again the withdrawn events that their source announces again: as they were, in public or as drafts.

    Call it only for what `gone_from_source` withdrew: what a person withdrew stays so.
    """
    back = list(Event.objects.filter(pk__in=events, state=State.WITHDRAWN).order_by("pk").values_list("pk", flat=True))
    among, at = Event.objects.filter(pk__in=back), clock.now()
    among.filter(published_at__isnull=True).update(state=State.DRAFT, changed_at=at)
    among.filter(published_at__isnull=False).update(state=State.PUBLISHED, changed_at=at)
    leave_traces(back, "event.source-back", source)
    return back


def leave_traces(events: Collection[int], action: str, source: str) -> None:
    if not events:
        return
    uids = Event.objects.filter(pk__in=events).order_by("pk").values_list("uid", flat=True)
    Entry.objects.bulk_create(
        [Entry(action=action, object_type="event", object_uid=uid, public={"origin": source}) for uid in uids],
        batch_size=200,
    )
    index_events(events)
