"""The reminder of the day before: owed once for each day announced."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from parvis.convene.agenda.models import State, Status
from parvis.convene.registration.models import Letter, LetterKind, Registration, SignUp
from parvis.convene.registration.models import State as SignUpState
from parvis.ground import clock
from parvis.ground.tasks import scheduled

REMINDED_FROM = time(10)  # on the clock of the event, the day before
NOT_IF_WITHIN = timedelta(hours=12)  # of registering: the ticket is still at the top of the mailbox
NOT_TAKING_PLACE = (Status.CANCELLED, Status.POSTPONED)
AT_ONCE = 500


@scheduled("registration.remind", every=timedelta(minutes=20))
def remind_those_of_tomorrow() -> str:
    return f"{remind()} reminded"


def remind() -> int:
    """Owe the reminder of the day before to those who are registered, once; how many are reminded."""
    now = clock.now()
    soon = (now, now + timedelta(days=2))
    found = (
        Registration.objects.filter(
            Q(session=None, event__starts_at__range=soon) | Q(session__starts_at__range=soon),
            reminder=True,
            anonymised_at=None,
            event__state=State.PUBLISHED,
        )
        .exclude(event__status__in=NOT_TAKING_PLACE)
        .exclude(session__isnull=False, session__status__in=NOT_TAKING_PLACE)
    )
    return sum(
        remind_of(one, now)
        for one in found.select_related("event", "session").order_by("pk")
        if is_the_day_before(one, now)
    )


def is_the_day_before(registration: Registration, now: datetime) -> bool:
    eve = eve_of(registration)
    return eve <= now and now.astimezone(eve.tzinfo).date() == eve.date()


def eve_of(registration: Registration) -> datetime:
    """From when reminders leave, on the clock of the event."""
    zone = ZoneInfo(registration.event.zone)
    day = registration.starts_at.astimezone(zone).date() - timedelta(days=1)
    return datetime.combine(day, REMINDED_FROM, zone)


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
                SignUp.objects.select_for_update()
                .filter(pk__in=keys, reminded_at=None)
                .order_by("pk")
                .values_list("pk", flat=True)
            )
            SignUp.objects.filter(pk__in=mine).update(reminded_at=now)
            Letter.objects.bulk_create(Letter(sign_up_id=key, kind=LetterKind.REMINDER) for key in mine)
        reminded += len(mine)
    return reminded


def remind_anew(registration: Registration, now: datetime) -> None:
    """Who was reminded of a day that has moved is reminded of the new one, unless its eve has begun; 0 or 1 query."""
    if now < eve_of(registration):
        SignUp.objects.filter(registration=registration).exclude(reminded_at=None).update(reminded_at=None)
