"""Telling the contributor, in their language. An answer that did not leave is sent again until it has."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation

from parvis.convene.agenda.rules import WRITERS
from parvis.convene.submissions import links
from parvis.convene.submissions.models import Message, MessageKind, Side, Submission
from parvis.ground import clock
from parvis.ground.mail.sending import send
from parvis.ground.text import localized
from parvis.people.models import User

log = logging.getLogger(__name__)
KEEP_TRYING = timedelta(days=7)


def tell_soon(message: Message) -> None:
    """Send it once the transaction is there to stay; a mail server that is away does not undo an answer."""
    transaction.on_commit(lambda: tell(message.pk), robust=True)


def tell(key: int) -> bool:
    """Send a message of the host to the contributor, once; False when it has left already."""
    if not Message.objects.filter(pk=key, told_at=None, side=Side.HOST).update(told_at=clock.now()):
        return False
    message = Message.objects.select_related(
        "submission__edition__host", "submission__event", "submission__reason"
    ).get(pk=key)
    try:
        for address, language in addresses_of(message.submission):
            send("submission-answer", address, written(message, language), language)
    except Exception:
        Message.objects.filter(pk=key).update(told_at=None)
        raise
    return True


def tell_again() -> int:
    """Send what could not be sent; returns how many messages left."""
    waiting = Message.objects.filter(told_at=None, side=Side.HOST, at__gt=clock.now() - KEEP_TRYING)
    left = 0
    for key in list(waiting.order_by("at", "pk").values_list("pk", flat=True)):
        try:
            left += tell(key)
        except OSError as failure:
            log.warning("An answer to a submission did not leave: %s", failure)
    return left


def addresses_of(submission: Submission) -> list[tuple[str, str]]:
    """(address, language) of who is told: the person who submitted; when gone, those who write for the body."""
    if submission.contact_email:
        return [(submission.contact_email, submission.language)]
    if submission.submitted_by is not None and submission.submitted_by.is_active:
        return [(submission.submitted_by.email, submission.submitted_by.language)]
    body = submission.event.organisation_id
    if body is None:
        return []
    writers = User.objects.filter(is_active=True, memberships__organisation=body, memberships__role__in=WRITERS)
    return list(writers.distinct().order_by("email").values_list("email", "language"))


def written(message: Message, language: str) -> dict[str, object]:
    submission, reason = message.submission, message.submission.reason
    with translation.override(language):
        return {
            "kind": MessageKind(message.kind).value,
            "title": submission.title,
            "edition": localized(submission.edition.name, language),
            "host": submission.edition.host.name if submission.edition.host else settings.SITE_NAME,
            "text": message.text,
            "reason": localized(reason.label, language) if reason and message.kind == MessageKind.REFUSE else "",
            "remedy": localized(reason.remedy, language) if reason and message.kind == MessageKind.REFUSE else "",
            "link": links.of_contributor(submission, language),
        }
