"""States and instants, as the organisers' pages say them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.convene.registration.models import State
from parvis.ui import dates


def when_words(at: datetime, zone: str, language: str) -> str:
    """`3 décembre, 18 h`, by the clocks of the event's place."""
    local = at.astimezone(ZoneInfo(zone))
    day = dates.day_words(local.date(), language, weekday=False)
    return _("%(day)s, %(hour)s") % {"day": day, "hour": dates.time_words(local.time().replace(second=0), language)}


def state_words(state: str) -> str:
    """A state in one or two words, as a list says it."""
    return {
        State.ASKED: pgettext("sign-up", "Address to confirm"),
        State.HELD: pgettext("sign-up", "Address to confirm"),
        State.PENDING: pgettext("sign-up", "To approve"),
        State.WAITING: pgettext("sign-up", "Waiting"),
        State.OFFERED: pgettext("sign-up", "Seat offered"),
        State.CONFIRMED: pgettext("sign-up", "Registered"),
        State.CANCELLED: pgettext("sign-up", "Cancelled"),
        State.EXPIRED: pgettext("sign-up", "Not confirmed in time"),
        State.LAPSED: pgettext("sign-up", "Offer not taken"),
        State.REFUSED: pgettext("sign-up", "Not approved"),
        State.REMOVED: pgettext("sign-up", "Removed"),
    }[State(state)]
