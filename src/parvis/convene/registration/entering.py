"""From a form to the page that follows it: the registration, the line, or the words that tell a stranger nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Exists
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from parvis.convene.registration import links
from parvis.convene.registration.actions import Refused, seats
from parvis.convene.registration.actions.line import enter as register_or_stand_in_line
from parvis.convene.registration.actions.resending import letters_too_many, tell_known
from parvis.convene.registration.forms.registering import RegisterForm
from parvis.convene.registration.models import Access, Arrival, Category, Origin, Registration, SignUp, State
from parvis.convene.registration.senders import fingerprint, network_of
from parvis.ground import clock

JUST_MADE = timedelta(minutes=10)


@dataclass(frozen=True)
class Entered:
    """The path of the page that follows, and what was made: nothing for the echo of a registration that existed.

    waits   the echo says, as to a newcomer, that seats are all taken
    """

    path: str
    sign_up: SignUp | None = None
    arrival: Arrival | None = None
    waits: bool = False


def enter(
    request: HttpRequest, registration: Registration, form: RegisterForm, origin: Origin = Origin.WEB, key: str = ""
) -> Entered:
    """Register who sends the form.

    An address that is registered already is answered as a new one, and a letter to that address says how it stands.

    key   the number that a program gives its request: what it knows it again by, in place of its words

    raises   Refused, also for "often": the address was sent its fill of messages
    """
    category = category_for(registration, form)
    demand = form.demand(category.pk, get_language() or "fr", network_of(request), origin)
    if key:
        demand = replace(demand, fingerprint=fingerprint(registration, ["key", key], demand.network))
    line_stands, had_enough = before(registration, demand.email)
    if had_enough:
        raise Refused("often")
    try:
        outcome = register_or_stand_in_line(registration, category, demand, line_stands=line_stands)
    except Refused as why:
        if why.known is None:
            raise
        now = clock.now()
        tell_known(why.known)
        if why.code != "address":
            raise
        return Entered(echo_of(why.known, registration, now, waits=why.waits), waits=why.waits)
    if isinstance(outcome, Arrival):
        return Entered(reverse("registration:line", args=[links.in_line(outcome)]), arrival=outcome)
    return Entered(page_after(outcome.sign_up, registration), outcome.sign_up)


def before(registration: Registration, email: str) -> tuple[bool, bool]:
    """Whether others stand in line, and whether this address was sent its fill of messages; 1 query."""
    found = Registration.objects.filter(pk=registration.pk)
    return found.values_list(Exists(seats.line(registration.pk)), Exists(letters_too_many(email))).get()


def category_for(registration: Registration, form: RegisterForm) -> Category:
    """The category that a code opens, for 1 query; else the one that was chosen, for none."""
    if code := form.cleaned_data.get("code"):
        with_code = Category.objects.filter(registration=registration, access=Access.CODE).order_by("order", "pk")
        category = next((one for one in with_code if same(one.code, code)), None)
        if category is None:
            raise Refused("code")
        form.demand_answers(category.pk)
        if form.errors:
            raise Refused("")
        return category
    chosen = form.asked.category(form.category())
    if chosen is None:
        raise Refused("category")
    return chosen.as_row(registration)


def same(code: str, typed: str) -> bool:
    return code.strip().casefold() == typed.strip().casefold()


def page_after(sign_up: SignUp, registration: Registration) -> str:
    """Where who sent the form goes: to the whole registration only when no letter is to prove the address.

    Then too for a few minutes alone: the same form sent twice by a hurried finger, not by somebody else next week.
    """
    now = clock.now()
    if not registration.confirm_by_mail and now - sign_up.created_at < JUST_MADE:
        return links.page(sign_up)
    until = None if sign_up.state == State.WAITING else sign_up.until or time_given(registration, now)
    return reverse("registration:own", args=[links.typed(sign_up, until)])


def echo_of(known: SignUp, registration: Registration, now: datetime, *, waits: bool) -> str:
    """The page of a newcomer, for who typed an address that is registered already.

    waits   as a newcomer would
    """
    until = None if waits else time_given(registration, now)
    return reverse("registration:own", args=[links.typed(known, until, echo=True)])


def time_given(registration: Registration, now: datetime) -> datetime:
    return now + timedelta(minutes=registration.confirm_within)
