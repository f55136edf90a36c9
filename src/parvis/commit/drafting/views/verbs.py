"""What is done with a written commitment: shown, handed over, withdrawn; each on a page that says what follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.commit.drafting.forms.plan import HandOverForm, WithdrawalForm
from parvis.commit.drafting.queries.plans import body_names
from parvis.commit.drafting.views.commitment import numbered, verbs_for
from parvis.commit.drafting.views.finding import commitment_for
from parvis.commit.drafting.views.plans import tell
from parvis.commit.plans import actions, rules
from parvis.commit.plans.advice import advice_of
from parvis.commit.plans.models import Commitment
from parvis.ground import clock
from parvis.people.entrance import organisers_page
from parvis.people.queries.organisations import find_organisation


@dataclass(frozen=True)
class Verb:
    """`question` is the title of its page, `consequence` what everybody will see, `button` what is pressed."""

    code: str
    label: Any
    question: Any
    consequence: Any
    button: Any
    may: Callable[[Any, Commitment], bool]
    do: Callable[[Any, Commitment, dict[str, Any]], object]
    form: type[BaseForm] = Form
    grave: bool = False


def do_publish(user: Any, commitment: Commitment, _given: dict[str, Any]) -> object:
    return actions.publish_commitment(user, commitment)


def do_withdraw(user: Any, commitment: Commitment, given: dict[str, Any]) -> object:
    return actions.withdraw_commitment(user, commitment, on=given["on"], reason=given["reason"])


def do_hand_over(user: Any, commitment: Commitment, given: dict[str, Any]) -> object:
    body = find_organisation(given["body"])
    if body is None:
        raise ValidationError({"body": _("No body of the register has this name.")})
    return actions.hand_over(user, commitment, body, on=given["on"], office=given["office"])


VERBS = {
    one.code: one
    for one in (
        Verb(
            "publish",
            gettext_lazy("Publish"),
            gettext_lazy("Publish this commitment?"),
            gettext_lazy("Everybody reads it as soon as its plan is public. It is adopted later, with the plan."),
            gettext_lazy("Publish"),
            rules.may_publish_commitment,
            do_publish,
        ),
        Verb(
            "hand-over",
            gettext_lazy("Hand over to another institution"),
            gettext_lazy("Who leads it from now on?"),
            gettext_lazy("The page keeps who led it before, with the days. The new lead declares progress."),
            gettext_lazy("Hand over"),
            rules.may_withdraw_commitment,
            do_hand_over,
            HandOverForm,
        ),
        Verb(
            "withdraw",
            gettext_lazy("Withdraw"),
            gettext_lazy("Withdraw this commitment?"),
            gettext_lazy(
                "The page stays, with the day and the reason, and a version of the plan says so. It cannot be undone."
            ),
            gettext_lazy("Withdraw, with this reason"),
            rules.may_withdraw_commitment,
            do_withdraw,
            WithdrawalForm,
            grave=True,
        ),
    )
}


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def verb(request: HttpRequest, uid: UUID, code: str) -> HttpResponse:
    """Ask, say what follows, then do it."""
    if code not in VERBS:
        raise Http404
    one = VERBS[code]
    commitment = commitment_for(request, uid, one.may)
    if code not in verbs_for(request.user, commitment):
        messages.info(request, _("This was done already."))
        return redirect("drafting:plan", uid=commitment.plan.uid)
    form = one.form(request.POST if request.method == "POST" else None, initial={"on": clock.today()})
    notes = advice_of(commitment) if code == "publish" else []
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            one.do(request.user, commitment, form.cleaned_data)
            messages.success(request, _("Done."))
            return redirect("drafting:plan", uid=commitment.plan.uid)
        except actions.HeldBack:
            status = 422
        except ValidationError as error:
            tell(form, error)
    context = {
        "verb": one,
        "form": form,
        "asks": bool(form.fields),
        "commitment": commitment,
        "title": numbered(commitment, get_language() or "fr"),
        "held": [note for note in notes if note.stops],
        "notes": [note for note in notes if note.is_open and not note.stops],
        "body_names": body_names() if code == "hand-over" else [],
    }
    return render(request, "drafting/verb.html", context, status=422 if form.errors else status)
