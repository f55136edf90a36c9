"""Showing a contribution, answering it with a reason, and the author's right of reply.

An answer holds a number that the database lets nobody take twice: of two people who answer at once, one does.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.commit.drafting.links import page_of, signed_page_of
from parvis.commit.drafting.models import Answer, Contribution, Criterion, Outcome, Stage
from parvis.commit.plans.models import Commitment
from parvis.disclose.links.actions import add_link
from parvis.disclose.links.models import Relation, Standing
from parvis.ground import clock
from parvis.ground.follows.actions import follow_own, stop_link_of
from parvis.ground.follows.facts import notify
from parvis.ground.identifiers import Ref
from parvis.ground.journal.actions import record
from parvis.ground.mail.sending import send
from parvis.ground.sources.models import Source

log = logging.getLogger(__name__)


class AlreadyAnswered(Exception):
    """Somebody else answered since the page was opened."""


@transaction.atomic
def show(actor: Any, contribution: Contribution) -> Contribution:
    """Show the contribution to everybody; twice changes nothing."""
    won = (
        Contribution.objects.filter(pk=contribution.pk)
        .exclude(stage__in=(Stage.PUBLIC, Stage.UNCONFIRMED))
        .update(stage=Stage.PUBLIC, set_aside_reason="")
    )
    contribution.refresh_from_db(fields=["stage", "set_aside_reason"])
    if won:
        record(actor, "contribution.shown", "contribution", contribution.uid)
    return contribution


@transaction.atomic
def set_aside(actor: Any, contribution: Contribution, reason: str) -> Contribution:
    """Do not show it, for a reason that its author reads; it counts among what was received."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this contribution is not shown.")})
    won = (
        Contribution.objects.filter(pk=contribution.pk)
        .exclude(stage=Stage.UNCONFIRMED)
        .update(stage=Stage.SET_ASIDE, set_aside_reason=reason.strip())
    )
    contribution.refresh_from_db(fields=["stage", "set_aside_reason"])
    if won:
        record(actor, "contribution.set-aside", "contribution", contribution.uid, private={"reason": reason.strip()})
        transaction.on_commit(lambda: tell_author(contribution, "contribution-not-shown"), robust=True)
    return contribution


@transaction.atomic
def answer(
    actor: Any,
    contribution: Contribution,
    *,
    base: int,
    outcome: str,
    reason: str,
    commitment: Commitment | None = None,
    criterion: Criterion | None = None,
    remedy: str = "",
) -> Answer:
    """Give a reasoned response: kept in a commitment; or not, by a published criterion, with what would change it.

    base     number of answers on the page that the person has read
    raises   ValidationError keyed by part; AlreadyAnswered when another came first
    """
    sound(contribution, outcome, reason, commitment, criterion, remedy)
    fresh = Answer(
        contribution=contribution,
        number=base + 1,
        outcome=outcome,
        commitment=commitment if outcome != Outcome.NOT_KEPT else None,
        criterion=criterion if outcome != Outcome.KEPT else None,
        reason=reason.strip(),
        remedy=remedy.strip() if outcome != Outcome.KEPT else "",
        actor=actor if getattr(actor, "pk", None) else None,
    )
    if contribution.answers.count() != base:
        raise AlreadyAnswered
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError:
        raise AlreadyAnswered from None
    Contribution.objects.filter(pk=contribution.pk).update(answered_at=clock.now())
    contribution.refresh_from_db(fields=["answered_at"])
    # Codes are said in the reader's language: see `register_parts` in apps.
    record(actor, "contribution.answered", "contribution", contribution.uid, public={"parts": fresh.outcome})
    if fresh.commitment is not None:
        tie(actor, contribution, fresh.commitment)
    notify("contribution", contribution.uid, ANSWERED)
    if fresh.commitment is not None:
        follow_what_is_built(contribution)
    transaction.on_commit(lambda: tell_author(contribution, "contribution-answer"), robust=True)
    return fresh


def sound(
    contribution: Contribution,
    outcome: str,
    reason: str,
    commitment: Commitment | None,
    criterion: Criterion | None,
    remedy: str,
) -> None:
    mistakes: dict[str, Any] = {}
    if contribution.stage == Stage.UNCONFIRMED:
        raise ValidationError({"__all__": _("Nobody has confirmed this contribution yet.")})
    if outcome not in Outcome.values:
        mistakes["outcome"] = _("Say whether it is kept.")
    if not reason.strip():
        mistakes["reason"] = _("Say in your own words why: an outcome alone is no answer.")
    if "\0" in reason + remedy:
        mistakes["reason"] = _("This text holds a null character; take it out.")
    if outcome in (Outcome.KEPT, Outcome.PARTLY):
        if commitment is None:
            mistakes["commitment"] = _("Say in which commitment it is kept.")
        elif commitment.plan_id != contribution.cocreation.plan_id:
            mistakes["commitment"] = _("This commitment belongs to another plan.")
    if outcome in (Outcome.NOT_KEPT, Outcome.PARTLY):
        if criterion is None or criterion.cocreation_id != contribution.cocreation_id:
            mistakes["criterion"] = _("Name the published criterion that decided.")
        if not remedy.strip():
            mistakes["remedy"] = _("Say what would make it eligible, or who else may take it up.")
    if mistakes:
        raise ValidationError(mistakes)


def tie(actor: Any, contribution: Contribution, commitment: Commitment) -> None:
    """The contribution feeds the commitment: the link is documented by the published answer itself."""
    fictional = contribution.cocreation.plan.standing == "fictional"
    source = None
    if not fictional:
        source, _created = Source.objects.get_or_create(
            url=page_of(contribution, "fr"),
            title=f"{contribution}"[:300],
            defaults={"publisher": settings.SITE_NAME, "consulted_on": clock.today()},
        )
    add_link(
        actor,
        Ref("contribution", contribution.uid),
        Relation.FEEDS,
        Ref("commitment", commitment.uid),
        standing=Standing.ILLUSTRATIVE if fictional else Standing.DOCUMENTED,
        source=source,
    )


def follow_what_is_built(contribution: Contribution) -> None:
    """From the first answer that keeps it on, its author is told when the commitment moves; whoever left stays out."""
    address = address_of_author(contribution)
    if address and contribution.answers.filter(commitment__isnull=False).count() == 1:
        follow_own("contribution", contribution.uid, address, language=contribution.language, user=contribution.author)


def address_of_author(contribution: Contribution) -> str:
    """Where its author reads us; empty for what was said in a meeting."""
    if contribution.email or contribution.author is None or contribution.heard_on:
        return contribution.email
    return contribution.author.email


@transaction.atomic
def reply(contribution: Contribution, text: str) -> Contribution:
    """The author's answer to the answer: kept once, shown when somebody has read it.

    Raises ValidationError without words, before an answer, or when a reply stands already.
    """
    if not text.strip() or "\0" in text:
        raise ValidationError({"text": _("Write your reply.")})
    if contribution.answered_at is None:
        raise ValidationError({"text": _("There is no answer to reply to yet.")})
    won = Contribution.objects.filter(pk=contribution.pk, replied_at=None).update(
        reply=text.strip(), replied_at=clock.now()
    )
    if not won:
        raise ValidationError({"text": _("You have replied already.")})
    contribution.refresh_from_db(fields=["reply", "replied_at"])
    record(None, "contribution.replied", "contribution", contribution.uid)
    return contribution


@transaction.atomic
def show_reply(actor: Any, contribution: Contribution) -> Contribution:
    """Show the author's reply below the answer."""
    won = (
        Contribution.objects.filter(pk=contribution.pk, reply_shown=False)
        .exclude(replied_at=None)
        .update(reply_shown=True)
    )
    contribution.refresh_from_db(fields=["reply_shown"])
    if won:
        record(actor, "contribution.reply-shown", "contribution", contribution.uid)
    return contribution


def tell_author(contribution: Contribution, template: str) -> None:
    """Write to whoever proposed it, in their language; a mail server that is away does not undo an answer."""
    address = address_of_author(contribution)
    if not address:
        return
    last = contribution.answers.select_related("criterion", "commitment").order_by("-number").first()
    language = contribution.language
    with translation.override(language):
        context = {
            "title": contribution.title,
            "plan": contribution.cocreation.plan.title.localize(language),
            "outcome": str(Outcome(last.outcome).label) if last else "",
            "reason": last.reason if last else contribution.set_aside_reason,
            "criterion": last.criterion.label.localize(language) if last and last.criterion else "",
            "remedy": last.remedy if last else "",
            "commitment": str(last.commitment) if last and last.commitment else "",
            "stop": stop_link_of("contribution", contribution.uid, address),
            "link": signed_page_of(contribution, language) if contribution.email else page_of(contribution, language),
        }
        if template == "contribution-not-shown":
            context["reason"] = contribution.set_aside_reason
    try:
        send(template, address, context, language)
    except OSError as failure:
        log.warning("An answer to a contribution did not leave: %s", failure)


ANSWERED = {"fr": "Une réponse lui a été donnée.", "en": "It was answered."}
