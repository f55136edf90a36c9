"""The host's side: accept, ask for changes, refuse, write.

An answer is one conditional update on (submission, state, number of answers so far), and its message holds a number
that the database lets nobody take twice: of sixteen moderators who answer at the same instant, one does.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from parvis.convene.agenda.actions import publish
from parvis.convene.agenda.finding import index_events
from parvis.convene.agenda.models import Event, Inclusion, State
from parvis.convene.submissions.actions.telling import tell_soon
from parvis.convene.submissions.models import (
    Message,
    MessageKind,
    Opening,
    RefusalReason,
    Side,
    Stage,
    Submission,
)
from parvis.convene.submissions.queries.marks import errors_in
from parvis.convene.submissions.queries.requirements import standing
from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.ground.text import localized

UNANSWERED = (Stage.WAITING, Stage.CHANGES)


class AlreadyAnswered(Exception):
    """Somebody else answered since the page was opened; `submission` is what stands now."""

    def __init__(self, submission: Submission) -> None:
        super().__init__(submission.pk)
        self.submission = submission


class SamePerson(Exception):
    """Two different people must accept, and this one has already done so."""


class Changed(Exception):
    """The event is not what the moderator has read: it was changed since the page was opened."""


class FindingsOpen(Exception):
    """Nothing that contradicts itself is published: `findings` are the errors still open."""

    def __init__(self, findings: tuple[Any, ...]) -> None:
        super().__init__(len(findings))
        self.findings = findings


class WordsMissing(Exception):
    """An answer other than yes says why."""


@transaction.atomic
def accept(actor: Any, submission: Submission, *, base: int, version: int, text: str = "") -> Submission:
    """Take the event into the edition and publish it; under the two-person rule the first of two only approves.

    base, version   number of answers, and version of the event, on the page that the moderator has read
    raises          AlreadyAnswered, Changed, FindingsOpen, SamePerson
    """
    # Whoever comes second learns it before the event is read and checked; it is the update below that decides.
    if not Submission.objects.filter(pk=submission.pk, decisions=base).exists():
        refuse_politely(actor, submission, base)
    event = Event.objects.get(pk=submission.event_id)
    number, content = standing(event)
    if number != version or event.state == State.WITHDRAWN:
        raise Changed
    errors = errors_in(event, content)
    if errors:
        raise FindingsOpen(errors)
    opening = Opening.objects.get(edition=submission.edition_id)
    mine = Submission.objects.filter(pk=submission.pk, state__in=UNANSWERED, decisions=base)
    if opening.two_person:
        if approve_first(actor, submission, mine, version):
            return submission
        mine = mine.filter(first_approval_version=version).exclude(first_approval_by=actor)
    answer(actor, submission, mine, MessageKind.ACCEPT, text, base, state=Stage.ACCEPTED, version=version, reason=None)
    Inclusion.objects.get_or_create(event=event, edition_id=submission.edition_id, selected_by=None)
    name = localized(submission.edition.name, "fr")
    record(actor, "submission.accepted", "event", event.uid, public={"edition": name})
    publish(actor, event)
    index_events([event.pk])
    return submission


def approve_first(actor: Any, submission: Submission, mine: Any, version: int) -> bool:
    """Note the first of two approvals; one of an earlier version of the event, or of a lost account, counts no more."""
    fresh = mine.filter(Q(first_approval_by=None) | ~Q(first_approval_version=version))
    won = fresh.update(first_approval_by=actor, first_approval_at=clock.now(), first_approval_version=version)
    if won:
        record(actor, "submission.approved-once", "submission", submission.uid)
        submission.refresh_from_db()
    return bool(won)


@transaction.atomic
def ask_for_changes(actor: Any, submission: Submission, *, base: int, text: str) -> Submission:
    """Say what to change; a refused event can be taken up again in this way.

    raises   WordsMissing, AlreadyAnswered
    """
    if not text.strip():
        raise WordsMissing
    mine = Submission.objects.filter(pk=submission.pk, state__in=(*UNANSWERED, Stage.REFUSED), decisions=base)
    answer(actor, submission, mine, MessageKind.ASK, text, base, state=Stage.CHANGES, reason=None)
    record(actor, "submission.changes-asked", "submission", submission.uid)
    return submission


@transaction.atomic
def refuse(actor: Any, submission: Submission, *, base: int, reason: RefusalReason, text: str) -> Submission:
    """Say no, for a published reason and in words of one's own; the event stays a draft of its owner.

    raises   WordsMissing, AlreadyAnswered
    """
    if not text.strip():
        raise WordsMissing
    mine = Submission.objects.filter(pk=submission.pk, state__in=UNANSWERED, decisions=base)
    answer(actor, submission, mine, MessageKind.REFUSE, text, base, state=Stage.REFUSED, reason=reason)
    record(actor, "submission.refused", "submission", submission.uid, public={"reason": reason.code})
    return submission


def answer(
    actor: Any, submission: Submission, mine: Any, kind: MessageKind, text: str, base: int, **changes: Any
) -> None:
    """The conditional update, then the numbered message; AlreadyAnswered or SamePerson when another came first."""
    try:
        with transaction.atomic():
            won = mine.update(decisions=F("decisions") + 1, answered_at=clock.now(), replied_at=None, **changes)
            if not won:
                refuse_politely(actor, submission, base)
            message = Message.objects.create(
                submission=submission,
                side=Side.HOST,
                kind=kind,
                author=actor if getattr(actor, "pk", None) else None,
                text=text.strip(),
                decision=base + 1,
            )
    except IntegrityError:
        # It was taken up again while the same event came back another way.
        refuse_politely(actor, submission, base)
    submission.refresh_from_db()
    tell_soon(message)


def refuse_politely(actor: Any, submission: Submission, base: int) -> None:
    """Raise what is the matter with an answer that came to nothing."""
    now = Submission.objects.select_related("edition", "event").get(pk=submission.pk)
    if now.decisions == base and now.state in UNANSWERED and now.first_approval_by == actor:
        raise SamePerson
    raise AlreadyAnswered(now)


@transaction.atomic
def note(actor: Any, submission: Submission, text: str) -> Message:
    """Write to the contributor without deciding anything; what they wrote is answered by it."""
    if not text.strip():
        raise WordsMissing
    message = Message.objects.create(
        submission=submission, side=Side.HOST, kind=MessageKind.NOTE, author=actor, text=text.strip()
    )
    Submission.objects.filter(pk=submission.pk).update(replied_at=None)
    record(actor, "submission.answered", "submission", submission.uid)
    submission.refresh_from_db(fields=["replied_at"])
    tell_soon(message)
    return message


@transaction.atomic
def see_changes(actor: Any, submission: Submission, version: int) -> bool:
    """Note that the host has read what the contributor changed after it was accepted, up to that version."""
    won = Submission.objects.filter(pk=submission.pk, state=Stage.ACCEPTED, version__lt=version).update(version=version)
    if won:
        record(actor, "submission.changes-seen", "submission", submission.uid)
        submission.refresh_from_db(fields=["version"])
    return bool(won)
