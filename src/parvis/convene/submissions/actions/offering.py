"""The contributor's side: submit, submit again, withdraw, reply."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from parvis.convene.agenda.models import Edition, Event
from parvis.convene.submissions.models import OPEN, Message, MessageKind, Opening, Side, Stage, Submission
from parvis.convene.submissions.queries.requirements import Requirement, missing, standing
from parvis.ground import clock
from parvis.ground.journal.actions import record


class NotOpen(Exception):
    """The edition takes no submission now; `opening` says since when, or until when, None when it never was open."""

    def __init__(self, opening: Opening | None) -> None:
        super().__init__()
        self.opening = opening


class PartsMissing(Exception):
    """The event does not say what the host demands."""

    def __init__(self, parts: tuple[Requirement, ...]) -> None:
        super().__init__(", ".join(part.code for part in parts))
        self.parts = parts


class AlreadySubmitted(Exception):
    """The event is before this host already."""

    def __init__(self, submission: Submission) -> None:
        super().__init__(submission.pk)
        self.submission = submission


@transaction.atomic
def submit(actor: Any, event: Event, edition: Edition, note: str = "") -> Submission:
    """Offer the event to the edition.

    raises   NotOpen before and after the days of the opening, PartsMissing, AlreadySubmitted
    """
    opening = Opening.objects.filter(edition=edition).first()
    if opening is None or not opening.is_open(clock.now()):
        raise NotOpen(opening)
    return queue(actor, event, opening, note, language=getattr(actor, "language", "") or "fr")


def queue(
    actor: Any,
    event: Event,
    opening: Opening,
    note: str,
    *,
    language: str,
    contact_name: str = "",
    contact_email: str = "",
    organisation_words: str = "",
) -> Submission:
    """The row itself, inside the caller's transaction; the counter of the edition is held for as short as can be."""
    number, content = standing(event)
    lacking = missing(content, opening.required_parts)
    if lacking:
        raise PartsMissing(lacking)
    at = clock.now()
    fresh = Submission(
        edition_id=opening.edition_id,
        event=event,
        title=event.title,
        version=number,
        submitted_at=at,
        due=opening.due(at),
        submitted_by=actor if getattr(actor, "pk", None) else None,
        language=language,
        contact_name=contact_name,
        contact_email=contact_email,
        organisation_words=organisation_words,
    )
    try:
        with transaction.atomic():
            Opening.objects.filter(pk=opening.pk).update(last_number=F("last_number") + 1)
            fresh.number = Opening.objects.values_list("last_number", flat=True).get(pk=opening.pk)
            fresh.save(force_insert=True)
    except IntegrityError:
        known = Submission.objects.filter(event=event, edition=opening.edition_id, state__in=OPEN).first()
        if known is None:
            raise
        raise AlreadySubmitted(known) from None
    if note.strip():
        say(fresh, actor, MessageKind.NOTE, note)
    record(actor, "submission.submitted", "submission", fresh.uid, public={"number": fresh.number})
    return fresh


@transaction.atomic
def resubmit(actor: Any, submission: Submission, note: str = "") -> bool:
    """Offer it again after the changes that were asked for; a new answer is promised. False when nothing was asked.

    The deadline is for the first time: whoever was asked for changes may bring them after it.
    """
    opening = Opening.objects.get(edition=submission.edition_id)
    number, content = standing(submission.event)
    lacking = missing(content, opening.required_parts)
    if lacking:
        raise PartsMissing(lacking)
    at = clock.now()
    won = Submission.objects.filter(pk=submission.pk, state=Stage.CHANGES).update(
        state=Stage.WAITING,
        submitted_at=at,
        due=opening.due(at),
        version=number,
        title=submission.event.title,
        replied_at=None,
        first_approval_by=None,
        first_approval_at=None,
        first_approval_version=None,
    )
    if not won:
        return False
    if note.strip():
        say(submission, actor, MessageKind.NOTE, note)
    record(actor, "submission.resubmitted", "submission", submission.uid)
    submission.refresh_from_db()
    return True


@transaction.atomic
def withdraw(actor: Any, submission: Submission) -> bool:
    """Take it back before it is accepted; the event stays a draft of its owner. False when it was answered already."""
    won = Submission.objects.filter(pk=submission.pk, state__in=(Stage.WAITING, Stage.CHANGES)).update(
        state=Stage.WITHDRAWN, replied_at=None
    )
    if won:
        record(actor, "submission.withdrawn", "submission", submission.uid)
        submission.refresh_from_db()
    return bool(won)


@transaction.atomic
def reply(actor: Any, submission: Submission, text: str) -> Message:
    """Write to the host; after an answer, a refusal included, it waits on the host's list until somebody answers."""
    message = say(submission, actor, MessageKind.REPLY, text)
    answered = Submission.objects.filter(pk=submission.pk).exclude(state__in=(Stage.WAITING, Stage.WITHDRAWN))
    answered.update(replied_at=Coalesce(F("replied_at"), Value(message.at)))
    record(actor, "submission.replied", "submission", submission.uid)
    submission.refresh_from_db(fields=["replied_at"])
    return message


def say(submission: Submission, actor: Any, kind: MessageKind, text: str) -> Message:
    return Message.objects.create(
        submission=submission,
        side=Side.CONTRIBUTOR,
        kind=kind,
        author=actor if getattr(actor, "pk", None) else None,
        text=text.strip(),
    )
