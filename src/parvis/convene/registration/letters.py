"""E-mails that sign-ups are owed: claimed by one sender, sent over one connection, tried again until they leave.

A letter is owed in the transaction that gives cause for it, so none is lost; it is claimed by a conditional update, so
two senders never send the same one. What is between the mail server's yes and the row that says so is lost only when
the process dies there: the letter then leaves twice, under one Message-ID.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import F, Q, QuerySet
from django.utils import translation

from parvis.convene.registration import said
from parvis.convene.registration.models import ACTIVE, Letter, LetterKind, SignUp, State
from parvis.convene.registration.queries.letter import Written, written
from parvis.convene.registration.queries.news import news_of
from parvis.ground import clock
from parvis.ground.mail.sending import send, send_words

log = logging.getLogger(__name__)

TRIES = 8
CLAIMED_FOR = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
JOINED = (
    "sign_up__registration__event__place",
    "sign_up__registration__event__organisation",
    "sign_up__registration__session__place",
    "sign_up__category",
    "sign_up__parent__registration__event__place",
    "sign_up__parent__registration__event__organisation",
)

# A letter that came too late to be true is not sent: kind → the states in which it still is.
TRUE_IN: dict[str, frozenset[State]] = {
    LetterKind.CONFIRM: frozenset({State.ASKED, State.HELD}),
    LetterKind.PENDING: frozenset({State.PENDING}),
    LetterKind.TICKET: frozenset({State.CONFIRMED}),
    LetterKind.WAITING: frozenset({State.WAITING}),
    LetterKind.OFFER: frozenset({State.OFFERED}),
    LetterKind.REMINDER: frozenset({State.CONFIRMED}),
    LetterKind.LAPSED: frozenset({State.LAPSED}),
    LetterKind.EXPIRED: frozenset({State.EXPIRED}),
    LetterKind.CHANGED: ACTIVE,
    LetterKind.KNOWN: ACTIVE,
    LetterKind.NEWS: ACTIVE,
}


def owed(now: datetime) -> QuerySet[Letter]:
    """Letters that are to leave and that nobody is sending."""
    unclaimed = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIMED_FOR)
    return Letter.objects.filter(unclaimed, sent_at=None, due_at__lte=now, tries__lt=TRIES)


def given_up(registration: int) -> QuerySet[Letter]:
    """Letters of a registration that never left, for its organisers to see."""
    unsent = Letter.objects.filter(sign_up__registration=registration, sent_at=None, tries__gte=TRIES)
    return unsent.order_by("pk")


def send_owed(limit: int = 100) -> int:
    """Send what is owed, the oldest first, over one connection; how many left."""
    letters = claimed(limit)
    if not letters:
        return 0
    connection = get_connection()
    left, held_until = 0, clock.now() + CLAIMED_FOR / 2
    try:
        for number, letter in enumerate(letters):
            if clock.now() >= held_until:
                release(letters[number:])
                break
            left += sent(letter, connection)
    finally:
        connection.close()
    return left


def claimed(limit: int) -> list[Letter]:
    """Letters that this call alone is to send; 3 queries, 1 when there is none."""
    now = clock.now()
    keys = list(owed(now).order_by("pk").values_list("pk", flat=True)[:limit])
    if not keys:
        return []
    # The instant is the claim: no two senders have the same, to the microsecond.
    mine = now.replace(microsecond=random.randrange(1_000_000))  # noqa: S311 -- no secret, only another one each time
    owed(now).filter(pk__in=keys).update(claimed_at=mine)
    return list(Letter.objects.filter(pk__in=keys, claimed_at=mine, sent_at=None).order_by("pk"))


def release(letters: Sequence[Letter]) -> None:
    """Give back what this call has no time to send: past CLAIMED_FOR, another sender would send it as well."""
    ours = Letter.objects.filter(pk__in=[one.pk for one in letters], claimed_at=letters[0].claimed_at)
    ours.update(claimed_at=None)


def sent(claim: Letter, connection: object) -> bool:
    """Send one letter, as all stands now; a failure puts it off. False when it did not leave.

    While those before it left, the party may have cancelled, another address may have been given, or the name have been
    erased and the letter with it.
    """
    now = clock.now()
    ours = Letter.objects.filter(pk=claim.pk, claimed_at=claim.claimed_at, sent_at=None)
    letter = ours.select_related(*JOINED).first()
    if letter is None:
        return False
    try:
        is_true = deliver(letter, connection)
    except (OSError, SMTPException) as failure:
        log.warning("A letter of registration did not leave: %s", type(failure).__name__)
        put_off(letter, failure, now)
        return False
    except Exception as fault:  # one letter that cannot be written must not stop the others
        log.exception("A letter of registration cannot be written.")
        put_off(letter, fault, now)
        return False
    Letter.objects.filter(pk=letter.pk).update(
        sent_at=now, claimed_at=None, trouble="" if is_true else "not true any more when its turn came"
    )
    return is_true


def put_off(letter: Letter, failure: Exception, now: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(
        tries=F("tries") + 1,
        claimed_at=None,
        due_at=now + FIRST_PAUSE * 2**letter.tries,
        trouble=f"{type(failure).__name__}: {failure}"[:300],
    )


def deliver(letter: Letter, connection: object) -> bool:
    """Have a letter leave; False when it is not to leave any more."""
    sign_up = letter.sign_up
    reader = sign_up.parent or sign_up
    if not reader.email:
        return False
    language = reader.language if reader.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    headers = {"Message-ID": f"<letter.{letter.pk}.{reader.uid.hex}@{host()}>", "Auto-Submitted": "auto-generated"}
    writer = said.writer_of(letter.kind)
    if writer is not None:
        with translation.override(language):
            words = writer(letter)
        if words is None:
            return False
        send_words(*words, reader.email, headers=headers, connection=connection)
        return True
    if not is_true_still(letter, sign_up):
        return False
    with translation.override(language):
        found: Written = written(letter, reader, language)
    send(
        f"registration-{letter.kind}",
        reader.email,
        found.context,
        language,
        headers=headers,
        attachments=found.attachments,
        connection=connection,
    )
    return True


def is_true_still(letter: Letter, sign_up: SignUp) -> bool:
    """At most 1 query."""
    states = TRUE_IN.get(letter.kind)
    if states is not None and State(sign_up.state) not in states:
        return False
    if letter.kind == LetterKind.REMINDER:
        return not (sign_up.registration.is_cancelled or sign_up.registration.is_postponed)
    return letter.kind != LetterKind.NEWS or news_of(letter) is not None


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "parvis.example"
