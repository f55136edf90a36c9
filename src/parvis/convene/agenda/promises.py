"""What the agenda promised and never gave: details to come, hours to be confirmed, and the day has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Event, Status
from parvis.convene.agenda.queries.visibility import published
from parvis.disclose.promises import PromiseSource, Unanswered, register_promises
from parvis.ground.identifiers import Ref
from parvis.ground.sources.standing import Standing

GONE = (Status.CANCELLED, Status.POSTPONED)


def register() -> None:
    register_promises(PromiseSource("event-details", gettext_lazy("details of events"), details))


def details(today: date) -> Iterator[Unanswered]:
    """Published events that are over and still say that something is to come; one query.

    Of the archive only what a document itself announced counts: hours that it does not give are no promise.
    """
    hours = Q(hours_to_confirm=True) & ~Q(standing=Standing.DOCUMENTED)
    waiting = published().filter(Q(more_to_come=True) | hours, end_day__lt=today)
    kept = waiting.exclude(status__in=GONE).select_related("organisation").order_by("start_day", "uid")
    for event in kept.iterator(chunk_size=200):
        yield Unanswered(
            ref=Ref("event", event.uid),
            title=event.title,
            url=addresses.event(event.slug),
            promise=promise_of(event),
            due=event.start_day,
            body=event.organisation.name if event.organisation else "",
            body_slug=event.organisation.slug if event.organisation else "",
            standing=event.standing,
        )


def promise_of(event: Event) -> str:
    if event.more_to_come and event.hours_to_confirm and event.standing != Standing.DOCUMENTED:
        return _("More details were to come, and its hours to be confirmed.")
    return _("More details were to come.") if event.more_to_come else _("Its hours were to be confirmed.")
