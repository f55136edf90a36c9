"""What an organiser may do to one party, as data: when it fits, what it asks, what it says afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.convene.guests import actions
from parvis.convene.guests.actions.deciding import UNSEATED
from parvis.convene.guests.forms import verbs as forms
from parvis.convene.registration.actions import approve, refuse_approval, remove
from parvis.convene.registration.models import ACTIVE, HOLDING, Category, SignUp, State

Fits = Callable[[SignUp], bool]
Do = Callable[[Any, SignUp, Mapping[str, Any]], bool]


@dataclass(frozen=True)
class Verb:
    """`consequence` is what happens, before the button; `done` what has happened."""

    code: str
    label: Any
    consequence: Any
    done: Any
    form: Any
    fits: Fits
    do: Do
    danger: bool = False


def in_states(*states: State) -> Fits:
    return lambda sign_up: sign_up.state in states


def has_address(sign_up: SignUp) -> bool:
    return sign_up.state in ACTIVE and bool(sign_up.email)


def moved(actor: Any, sign_up: SignUp, given: Mapping[str, Any]) -> bool:
    category = Category.objects.get(registration=sign_up.registration, uid=given["category"])
    return actions.move_to(actor, sign_up, category)


VERBS = {
    verb.code: verb
    for verb in (
        Verb(
            "approve",
            _("Approve"),
            _("The seat is theirs, and the ticket leaves."),
            _("Approved: the ticket leaves."),
            forms.NothingForm,
            in_states(State.PENDING),
            lambda actor, one, given: approve(actor, one),
        ),
        Verb(
            "refuse",
            _("Refuse"),
            _("The seat goes to the next in line; the letter gives your reason."),
            _("Refused, with its reason."),
            forms.ReasonForm,
            in_states(State.PENDING),
            lambda actor, one, given: refuse_approval(actor, one, given["reason"]),
            danger=True,
        ),
        Verb(
            "confirm",
            _("Register them by hand"),
            _("On your word: no address to confirm, no approval to wait for. The ticket leaves."),
            _("Registered: the ticket leaves."),
            forms.NothingForm,
            lambda one: one.state in (HOLDING - {State.PENDING}) | UNSEATED,
            lambda actor, one, given: actions.confirm_by_hand(actor, one),
        ),
        Verb(
            "offer",
            _("Offer a seat before their turn"),
            _("Others who came earlier go on waiting; your reason is kept with the steps."),
            _("A seat is offered: the letter leaves."),
            forms.InnerReasonForm,
            in_states(State.WAITING),
            lambda actor, one, given: actions.offer_out_of_turn(actor, one, given["reason"]),
        ),
        Verb(
            "again",
            _("Send the letter again"),
            _("The ticket, the offer or the link to confirm, as it stands now."),
            _("The letter leaves again."),
            forms.NothingForm,
            lambda one: has_address(one) or (one.state in ACTIVE and one.parent_id is not None),
            lambda actor, one, given: actions.send_again(actor, one),
        ),
        Verb(
            "address",
            _("Correct the address"),
            _("Letters go there from now on. Check it: whoever reads that mail manages the registration."),
            _("The address is corrected, and the letter leaves."),
            forms.AddressForm,
            lambda one: one.state in ACTIVE and one.parent_id is None,
            lambda actor, one, given: actions.correct_address(actor, one, given["email"]),
        ),
        Verb(
            "move",
            _("Move to another category"),
            _("The seat, or the rank in the list, is kept."),
            _("Moved."),
            forms.MoveForm,
            lambda one: one.state in ACTIVE,
            moved,
        ),
        Verb(
            "note",
            _("Write a note"),
            _("For those who organise."),
            _("The note is kept."),
            forms.NoteForm,
            lambda one: one.anonymised_at is None,
            lambda actor, one, given: actions.annotate(actor, one, given["note"]),
        ),
        Verb(
            "remove",
            _("Remove the registration"),
            _("The seats go to those who wait, the ticket is worth nothing any more; the letter gives your reason."),
            _("Removed, with its reason."),
            forms.ReasonForm,
            lambda one: one.state in ACTIVE - {State.PENDING},
            lambda actor, one, given: remove(actor, one, given["reason"]),
            danger=True,
        ),
    )
}


def form_of(verb: Verb, sign_up: SignUp, categories: list[Category], data: Any = None) -> Any:
    """The verb's form, with what is known already."""
    if verb.code == "move":
        others = [one for one in categories if one.pk != sign_up.category_id]
        return forms.MoveForm(others, data, prefix=verb.code)
    initial = {"email": sign_up.email, "note": sign_up.note}
    return verb.form(data, prefix=verb.code, initial=initial)
