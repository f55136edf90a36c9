"""Submitting without an account: nothing is queued before the mailed link has proved the address."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from parvis.convene.agenda.actions import create_event
from parvis.convene.submissions import links
from parvis.convene.submissions.actions.offering import NotOpen, queue
from parvis.convene.submissions.models import Opening, Proposal, Submission
from parvis.ground import clock
from parvis.ground.mail.limit import had_enough
from parvis.ground.mail.sending import send
from parvis.ground.text import localized

UNCONFIRMED_FOR = timedelta(days=7)
AGAIN_AFTER = timedelta(minutes=10)  # between two messages about the same event


@dataclass(frozen=True)
class Contact:
    """Who proposes the event, as they say it."""

    name: str
    email: str
    organisation: str
    language: str


def fingerprint(opening: Opening, contact: Contact, content: Mapping[str, Any]) -> str:
    """A name for this event of this person in this edition, from which nothing can be read back."""
    title = " ".join(str(content["title"]).casefold().split())
    told = f"{opening.edition_id}|{contact.email}|{title}|{content['start_day']}"
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), "sha256").hexdigest()


@transaction.atomic
def propose(opening: Opening, contact: Contact, content: Mapping[str, Any], note: str = "") -> Proposal:
    """Keep the event and send the link that submits it; the same event twice is the same proposal, as last written.

    raises   NotOpen
    """
    if not opening.public or not opening.is_open(clock.now()):
        raise NotOpen(opening)
    said = {
        "email": contact.email,
        "name": contact.name,
        "organisation_words": contact.organisation,
        "language": contact.language,
        "content": dict(content),
        "note": note,
    }
    name = fingerprint(opening, contact, content)
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(edition_id=opening.edition_id, fingerprint=name, **said)
    except IntegrityError:
        Proposal.objects.filter(fingerprint=name, confirmed_at=None).update(**said)
        proposal = Proposal.objects.get(fingerprint=name)
    if may_be_told(proposal, contact.email):
        transaction.on_commit(lambda: send_link(proposal, contact))
    return proposal


def may_be_told(proposal: Proposal, email: str) -> bool:
    """Claim the right to send a message: not twice in ten minutes, nor more than six an hour to one address."""
    at = clock.now()
    if had_enough(Proposal.objects.filter(email=email), "sent_at"):
        return False
    quiet = Q(sent_at=None) | Q(sent_at__lt=at - AGAIN_AFTER)
    return bool(Proposal.objects.filter(quiet, pk=proposal.pk).update(sent_at=at))


def send_link(proposal: Proposal, contact: Contact) -> None:
    """The link to confirm; to what became of it when it is confirmed already."""
    with translation.override(contact.language):
        if proposal.submission is not None:
            send_receipt(proposal.submission)
            return
        context = {
            "title": proposal.content["title"],
            "edition": localized(proposal.edition.name, contact.language),
            "link": settings.SITE_URL + reverse("submissions:confirm", args=[proposal.token]),
            "days": UNCONFIRMED_FOR.days,
        }
    send("submission-confirmation", contact.email, context, contact.language)


def send_receipt(submission: Submission) -> None:
    """The signed link by which the person follows it."""
    language = submission.language
    context = {
        "title": submission.title,
        "edition": localized(submission.edition.name, language),
        "number": submission.number,
        "due": submission.due,
        "link": links.of_contributor(submission, language),
    }
    send("submission-received", submission.contact_email, context, language)


@transaction.atomic
def confirm(token: str) -> Submission | None:
    """Submit what the mailed link names; used twice, it gives the same submission. None when it is not known.

    Whoever wrote before the deadline may confirm after it, while the link lives.
    """
    proposal = Proposal.objects.select_related("edition__host", "submission").filter(token=token).first()
    if proposal is None:
        return None
    if not Proposal.objects.filter(pk=proposal.pk, confirmed_at=None).update(confirmed_at=clock.now()):
        proposal.refresh_from_db()
        return proposal.submission
    opening = Opening.objects.select_related("edition").get(edition=proposal.edition_id)
    event = create_event(None, proposal.edition.host, proposal.content)
    submission = queue(
        None,
        event,
        opening,
        proposal.note,
        language=proposal.language,
        contact_name=proposal.name,
        contact_email=proposal.email,
        organisation_words=proposal.organisation_words,
    )
    Proposal.objects.filter(pk=proposal.pk).update(
        submission=submission, email="", name="", organisation_words="", content={}, note=""
    )
    transaction.on_commit(lambda: send_receipt(submission), robust=True)
    return submission


def forget_unconfirmed() -> int:
    """Erase what nobody confirmed in seven days; returns how many."""
    return Proposal.objects.filter(confirmed_at=None, created_at__lt=clock.now() - UNCONFIRMED_FOR).delete()[0]
