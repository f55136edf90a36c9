"""What goes before the names: networks after a day, needs after the event, who never confirmed after a week."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from parvis.convene.guests.retention.ending import ended
from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.erasing import batches, erase
from parvis.convene.registration.models import AccessNeed, Registration, SignUp, State
from parvis.ground import clock

NETWORKS_KEPT = timedelta(days=1)
UNCONFIRMED_KEPT = timedelta(days=7)


def forget_networks() -> int:
    """Erase from where forms came, a day later; how many sign-ups."""
    old = SignUp.objects.filter(created_at__lt=clock.now() - NETWORKS_KEPT).exclude(network="")
    return old.update(network="")


def forget_needs() -> int:
    """Erase what people needed to take part, the day after; how many parties."""
    yesterday = clock.now() - timedelta(days=1)
    gone, _each = AccessNeed.objects.filter(ended(yesterday, "sign_up__registration__")).delete()
    return gone


def forget_unconfirmed() -> int:
    """Erase who never confirmed an address, a week later: it may be a stranger's; how many sign-ups.

    Their `ended_at` is when the time to confirm ran out.
    """
    late = clock.now() - UNCONFIRMED_KEPT
    expired = SignUp.objects.filter(state=State.EXPIRED, ended_at__lt=late, anonymised_at=None)
    number = 0
    for registration in Registration.objects.filter(pk__in=expired.values("registration")).order_by("pk"):
        for keys in batches(expired.filter(registration=registration)):
            with transaction.atomic():
                seats.lock(registration.pk)
                # One who has confirmed meanwhile keeps her name.
                still = list(expired.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
                erase(still)
                number += len(still)
    return number
