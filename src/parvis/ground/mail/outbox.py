"""The demonstration's mail back end: every message is kept in the database, where a page shows it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from parvis.ground.mail.models import OutboxMessage


class OutboxBackend(BaseEmailBackend):
    """Keeps messages instead of sending them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store each message that has a recipient; returns how many."""
        kept = [kept_message(message) for message in email_messages if message.recipients()]
        return len(OutboxMessage.objects.bulk_create(kept))


def kept_message(message: EmailMessage) -> OutboxMessage:
    return OutboxMessage(
        sender=message.from_email or "",
        to=", ".join(message.recipients()),
        subject=str(message.subject),
        body=str(message.body),
        headers={name: str(value) for name, value in message.extra_headers.items()},
        attachments=[kept_file(*one) for one in message.attachments if isinstance(one, tuple)],
    )


def kept_file(name: str | None, content: str | bytes, media_type: str | None) -> dict[str, str]:
    """One attachment as the row keeps it."""
    given = content.encode() if isinstance(content, str) else content
    return {
        "name": name or "",
        "type": media_type or "application/octet-stream",
        "content": b64encode(given).decode(),
    }


def forget_messages() -> int:
    """Empty the outbox; returns how many messages it held."""
    return OutboxMessage.objects.all().delete()[0]
