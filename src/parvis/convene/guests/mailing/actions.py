"""Writing a message, sending it once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from i18nfield.strings import LazyI18nString

from parvis.convene.guests.mailing.letters import sample, words_for
from parvis.convene.guests.mailing.segments import Segment, reach, recipients
from parvis.convene.guests.models import Mailing, MailingState
from parvis.convene.registration.models import Letter, LetterKind, Registration
from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.ground.mail.sending import send_words

BATCH = 300
STILL_AFTER = timedelta(minutes=5)


class Overtaken(Exception):
    """Somebody has changed, sent or discarded the message since this page was opened."""


@transaction.atomic
def write(actor: Any, registration: Registration, segment: Segment, subject: Any, text: Any) -> Mailing:
    """A new message, not sent yet."""
    return Mailing.objects.create(
        registration=registration,
        segment=segment.as_json(),
        subject=LazyI18nString(subject),
        text=LazyI18nString(text),
        created_by=actor,
    )


@transaction.atomic
def rewrite(mailing: Mailing, version: int, segment: Segment, subject: Any, text: Any) -> None:
    """Change a message that was not sent.

    raises   Overtaken
    """
    changed = Mailing.objects.filter(pk=mailing.pk, version=version, state=MailingState.DRAFT).update(
        segment=segment.as_json(),
        subject=LazyI18nString(subject),
        text=LazyI18nString(text),
        version=F("version") + 1,
        changed_at=clock.now(),
    )
    if not changed:
        raise Overtaken
    mailing.refresh_from_db()


def discard(mailing: Mailing) -> bool:
    """Throw away a message that was not sent; False when it is gone, or was sent."""
    gone, _each = Mailing.objects.filter(pk=mailing.pk, state=MailingState.DRAFT).delete()
    return bool(gone)


def send_test(actor: Any, mailing: Mailing, language: str) -> None:
    """The letter as people will read it, to the organiser alone, with nobody's name nor link; sent now."""
    send_words(*words_for(mailing, sample(actor), language), actor.email)


@transaction.atomic
def send(actor: Any, mailing: Mailing, version: int) -> None:
    """Have the letters written, once: of two organisers who press at the same time, one is told that it is done.

    raises   Overtaken when it was changed, or sent, meanwhile
    """
    from parvis.convene.guests.mailing.tasks import write_letters

    registration, now = mailing.registration, clock.now()
    found = reach(registration, Segment.of_json(mailing.segment))
    claimed = Mailing.objects.filter(pk=mailing.pk, version=version, state=MailingState.DRAFT).update(
        state=MailingState.SENDING, sent_by=actor, asked_at=now, moved_at=now, expected=found.letters
    )
    if not claimed:
        raise Overtaken
    record(
        actor,
        "registration.message-sent",
        "event",
        registration.event.uid,
        public={"session": str(registration.session or ""), "people": found.people},
    )
    transaction.on_commit(lambda: write_letters.enqueue(str(mailing.uid)))
    mailing.refresh_from_db()


def write_all(mailing: Mailing) -> int:
    """Write the letters that are not there yet, batch by batch; how many this call wrote."""
    number = 0
    while (written := write_batch(mailing)) is not None:
        number += written
    return number


@transaction.atomic
def write_batch(mailing: Mailing) -> int | None:
    """Some letters and the position after them, together or not at all; None when nothing is left to do here."""
    current = Mailing.objects.select_related("registration").get(pk=mailing.pk)
    if current.state != MailingState.SENDING:
        return None
    asked = recipients(current.registration, Segment.of_json(current.segment)).filter(pk__gt=current.position)
    rows = list(asked.values_list("pk", "seats")[:BATCH])
    mine = Mailing.objects.filter(pk=current.pk, position=current.position, state=MailingState.SENDING)
    if not rows:
        mine.update(state=MailingState.SENT, done_at=clock.now(), moved_at=clock.now())
        return None
    moved = mine.update(
        position=rows[-1][0],
        letters=F("letters") + len(rows),
        people=F("people") + sum(seats for _key, seats in rows),
        moved_at=clock.now(),
    )
    if not moved:  # another worker has taken this batch
        return None
    detail = {"mailing": str(current.uid)}
    Letter.objects.bulk_create(
        [Letter(sign_up_id=key, kind=LetterKind.MESSAGE, detail=detail) for key, _seats in rows], batch_size=BATCH
    )
    return len(rows)


@transaction.atomic
def stop(actor: Any, mailing: Mailing) -> bool:
    """Write no further letter, and take back those that have not left; False when there is nothing to stop."""
    stopped = Mailing.objects.filter(pk=mailing.pk, state__in=(MailingState.SENDING, MailingState.SENT)).update(
        state=MailingState.STOPPED, done_at=clock.now()
    )
    if not stopped:
        return False
    owed = Letter.objects.filter(kind=LetterKind.MESSAGE, detail__mailing=str(mailing.uid), sent_at=None)
    owed.filter(claimed_at=None).delete()
    record(
        actor,
        "registration.message-stopped",
        "event",
        mailing.registration.event.uid,
        public={"session": str(mailing.registration.session or "")},
    )
    return True


def take_up_still() -> int:
    """Go on with messages whose worker died; how many letters were written."""
    still = Mailing.objects.filter(state=MailingState.SENDING, moved_at__lt=clock.now() - STILL_AFTER)
    return sum(write_all(mailing) for mailing in still.order_by("pk"))
