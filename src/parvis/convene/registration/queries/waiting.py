"""Where somebody is on the waiting list, and why it does not move, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.registration.models import SignUp, State
from parvis.convene.registration.queries.line import Waiting, position, why_waiting
from parvis.ui.templatetags.parvis import number


def position_words(sign_up: SignUp) -> str:
    """`You are number 12 on the list.`; empty when the person does not wait. 1 query."""
    if sign_up.state != State.WAITING:
        return ""
    return _("You are number %(n)s on the list.") % {"n": number(position(sign_up))}


def why_words(sign_up: SignUp) -> str:
    """How the list moves, and what it waits for, of a sign-up read for this page; empty when the person does not wait.

    At most 2 queries.
    """
    why = why_waiting(sign_up, just_read=True)
    return in_words(why, sign_up) if why is not None else ""


def in_words(why: Waiting, sign_up: SignUp) -> str:
    if why.code == "full":
        return _("It moves when somebody gives a seat back: the seat is offered to the first of the list by e-mail.")
    if why.code == "category-full":
        return _("Seats are left, but none of your category: the list moves when somebody of it gives a seat back.")
    if why.code == "paused":
        return _("The organisers have stopped registration: the list stands still until they take it up again.")
    if why.code == "begun":
        return _("It has begun: no seat is offered any more.")
    if why.code == "first-needs-more":
        free = ngettext("%(n)s seat is free", "%(n)s seats are free", why.free) % {"n": number(why.free)}
        if why.needed == sign_up.seats and position(sign_up) == 1:
            return _("%(free)s, and your party needs %(needed)s: it is kept for you until there are enough.") % {
                "free": free,
                "needed": number(why.needed),
            }
        return _("%(free)s, and the party before needs %(needed)s: nobody passes it.") % {
            "free": free,
            "needed": number(why.needed),
        }
    return _("Your turn has come: a seat is about to be offered to you.")
