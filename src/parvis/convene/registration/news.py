"""What those who registered are told without asking: that the event has changed, and that it is tomorrow."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from parvis.convene.agenda.actions.telling import RINGING
from parvis.convene.agenda.models import Event, State, Status
from parvis.convene.registration.models import ACTIVE, Letter, LetterKind, Registration, SignUp
from parvis.convene.registration.models import State as SignUpState
from parvis.ground import clock
from parvis.ground.tasks import scheduled

TOLD = frozenset({"event.cancelled", "event.postponed", "event.moved-online", "event.rescheduled"})
# Somebody who corrects the hour often corrects the room a minute later: one letter says both.
GATHERED_FOR = timedelta(minutes=5)
REMINDED_FROM = time(10)  # on the clock of the event, the day before
NOT_IF_WITHIN = timedelta(hours=12)  # of registering: the ticket is still at the top of the mailbox
AT_ONCE = 500


def tell_of_change(event: Event, action: str, parts: Collection[str]) -> None:
    """Owe a letter to everybody who registered, in the transaction of the change; one that did not leave says all."""
    if action not in TOLD and RINGING.isdisjoint(parts):
        return
    now = clock.now()
    if event.ends_at <= now:
        return
    people = SignUp.objects.filter(registration__event=event, parent=None, state__in=sorted(ACTIVE)).exclude(email="")
    unsent = Letter.objects.filter(sign_up__in=people, kind=LetterKind.NEWS, sent_at=None, claimed_at=None)
    due = now if action == "event.cancelled" else now + GATHERED_FOR
    waiting = set(unsent.values_list("sign_up_id", flat=True))
    if action in TOLD:  # stronger than a change of the hour
        unsent.update(detail={"what": action}, due_at=due)
    keys = [key for key in people.order_by("pk").values_list("pk", flat=True) if key not in waiting]
    Letter.objects.bulk_create(
        (Letter(sign_up_id=key, kind=LetterKind.NEWS, detail={"what": action}, due_at=due) for key in keys),
        batch_size=AT_ONCE,
    )


@scheduled("registration.remind", every=timedelta(minutes=20))
def remind_those_of_tomorrow() -> str:
    return f"{remind()} reminded"


def remind() -> int:
    """Owe the reminder of the day before to those who are registered, once; how many are reminded."""
    now = clock.now()
    soon = (now, now + timedelta(days=2))
    found = Registration.objects.filter(
        Q(session=None, event__starts_at__range=soon) | Q(session__starts_at__range=soon),
        reminder=True,
        anonymised_at=None,
        event__state=State.PUBLISHED,
    ).exclude(event__status__in=[Status.CANCELLED, Status.POSTPONED])
    return sum(
        remind_of(one, now)
        for one in found.select_related("event", "session").order_by("pk")
        if is_the_day_before(one, now)
    )


def is_the_day_before(registration: Registration, now: datetime) -> bool:
    zone = ZoneInfo(registration.event.zone)
    here, starts = now.astimezone(zone), registration.starts_at.astimezone(zone)
    return here.date() == starts.date() - timedelta(days=1) and here.time() >= REMINDED_FROM


def remind_of(registration: Registration, now: datetime) -> int:
    due = SignUp.objects.filter(
        registration=registration,
        parent=None,
        state=SignUpState.CONFIRMED,
        reminded_at=None,
        confirmed_at__lte=now - NOT_IF_WITHIN,
    ).exclude(email="")
    reminded = 0
    while keys := list(due.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            # Who marks the row writes the letter, whatever the number of schedulers.
            mine = list(
                SignUp.objects.select_for_update().filter(pk__in=keys, reminded_at=None).values_list("pk", flat=True)
            )
            SignUp.objects.filter(pk__in=mine).update(reminded_at=now)
            Letter.objects.bulk_create(Letter(sign_up_id=key, kind=LetterKind.REMINDER) for key in mine)
        reminded += len(mine)
    return reminded
