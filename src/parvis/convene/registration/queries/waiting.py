"""Where somebody is in the waiting list, in words."""

from __future__ import annotations

from django.db.models import Sum
from django.utils.translation import gettext as _

from parvis.convene.registration.models import SignUp, State
from parvis.ui.templatetags.parvis import number


def position_words(sign_up: SignUp) -> str:
    """`You are number 12 in the list.`; empty when the person does not wait. 1 query."""
    if sign_up.state != State.WAITING or sign_up.rank is None:
        return ""
    before = SignUp.objects.filter(registration=sign_up.registration_id, state=State.WAITING, rank__lt=sign_up.rank)
    people = before.aggregate(people=Sum("seats"))["people"] or 0
    return _("You are number %(n)s in the list.") % {"n": number(people + 1)}
