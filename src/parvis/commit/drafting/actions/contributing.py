"""Proposing something for a plan: nothing is received before the mailed link has proved the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.commit.drafting.links import page_of, signed_page_of
from parvis.commit.drafting.models import CoCreation, Contribution, Stage
from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.ground.mail.limit import had_enough
from parvis.ground.mail.sending import send
from parvis.people.models import Organisation

UNCONFIRMED_FOR = timedelta(days=7)
TRIED = 20


class NotOpen(Exception):
    """Nobody may propose today."""


class TooMany(Exception):
    """This address was sent enough messages for now."""


@dataclass(frozen=True)
class Proposed:
    """What somebody proposes, as they wrote it."""

    title: str
    body: str
    email: str = ""
    signature: str = ""
    language: str = "fr"


@transaction.atomic
def propose(cocreation: CoCreation, proposed: Proposed) -> Contribution:
    """Keep the proposal and send the link that submits it.

    raises   NotOpen; TooMany, which the page does not tell: whoever owns the address has messages enough
    """
    if not cocreation.is_open(clock.today()):
        raise NotOpen
    address = proposed.email.strip().lower()  # as it is kept: capitals would open the limit again
    if had_enough(Contribution.objects.filter(email=address), "created_at"):
        raise TooMany
    contribution = contribution_of(cocreation, proposed)
    contribution.save(force_insert=True)
    transaction.on_commit(lambda: send_link(contribution))
    return contribution


def contribution_of(cocreation: CoCreation, proposed: Proposed) -> Contribution:
    """The row, checked, not saved yet."""
    if "\0" in proposed.title + proposed.body + proposed.signature:
        raise ValidationError({"body": _("This text holds a null character; take it out.")})
    contribution = Contribution(
        cocreation=cocreation,
        title=proposed.title.strip(),
        body=proposed.body.strip(),
        email=proposed.email.strip().lower(),
        signature=proposed.signature.strip(),
        language=proposed.language,
    )
    contribution.full_clean(exclude=["html"], validate_constraints=False)
    return contribution


def send_link(contribution: Contribution) -> None:
    with translation.override(contribution.language):
        context = {
            "title": contribution.title,
            "plan": contribution.cocreation.plan.title.localize(contribution.language),
            "link": settings.SITE_URL + reverse("drafting:confirm", args=[contribution.token]),
            "days": UNCONFIRMED_FOR.days,
        }
    send("contribution-confirmation", contribution.email, context, contribution.language)


@transaction.atomic
def confirm(token: str) -> Contribution | None:
    """Receive what the mailed link names; used twice, it gives the same contribution. None when it is not known.

    Whoever wrote before the last day may confirm after it, while the link lives.
    """
    contribution = Contribution.objects.select_related("cocreation__plan").filter(token=token).first()
    if contribution is None:
        return None
    if receive(contribution):
        record(None, "contribution.received", "contribution", contribution.uid)
        transaction.on_commit(lambda: send_receipt(contribution), robust=True)
    return contribution


@transaction.atomic
def write_down(
    actor: Any,
    cocreation: CoCreation,
    proposed: Proposed,
    *,
    heard_on: date | None = None,
    organisation: Organisation | None = None,
) -> Contribution:
    """Receive what was said in a meeting, or what a body sent: the team writes it down, and it is shown like any other.

    Raises ValidationError keyed by field.
    """
    contribution = contribution_of(cocreation, proposed)
    contribution.heard_on, contribution.organisation = heard_on, organisation
    contribution.author = actor if getattr(actor, "pk", None) else None
    contribution.save(force_insert=True)
    receive(contribution)
    record(actor, "contribution.heard", "contribution", contribution.uid)
    return contribution


def receive(contribution: Contribution) -> bool:
    """Give it its number, which nobody else may take, and put it in the queue; False when it was there already."""
    won = 0
    for attempt in range(TRIED):
        numbers = Contribution.objects.filter(cocreation=contribution.cocreation_id)
        number = (numbers.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                won = Contribution.objects.filter(pk=contribution.pk, stage=Stage.UNCONFIRMED).update(
                    number=number, stage=Stage.WAITING, submitted_at=clock.now()
                )
            break
        except IntegrityError:
            if attempt == TRIED - 1:
                raise
    contribution.refresh_from_db(fields=["number", "stage", "submitted_at"])
    return bool(won)


def send_receipt(contribution: Contribution) -> None:
    """The signed link by which the person follows it and may reply."""
    language = contribution.language
    context = {
        "title": contribution.title,
        "plan": contribution.cocreation.plan.title.localize(language),
        "number": contribution.number,
        "days": contribution.cocreation.answer_within,
        "page": page_of(contribution, language),
        "link": signed_page_of(contribution, language),
    }
    send("contribution-received", contribution.email, context, language)


def forget_unconfirmed() -> int:
    """Erase what nobody confirmed in seven days; returns how many."""
    old = Contribution.objects.filter(stage=Stage.UNCONFIRMED, created_at__lt=clock.now() - UNCONFIRMED_FOR)
    return old.delete()[0]
