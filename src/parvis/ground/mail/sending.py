"""E-mails in the reader's language, as plain text: a subject, short lines, whole addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, TemplateDoesNotExist
from django.template.loader import select_template
from django.utils import translation


@dataclass(frozen=True)
class Attachment:
    """A file that goes with an e-mail."""

    name: str
    content: bytes
    media_type: str


class TemplateWithoutSubjectError(Exception):
    """A mail template does not begin with its subject."""


def send(
    template: str,
    to: str,
    context: Mapping[str, Any],
    language: str,
    *,
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[Attachment] = (),
    connection: Any = None,
) -> None:
    """Send one e-mail to one address, now; the back end decides whether it leaves (SMTP) or is kept (demonstration).

    template  the name of `mail/<template>.txt`, whose first line is "Subject: …"; a `mail/<template>.<language>.txt`
              written for one language comes first; LookupError when there is neither
    context   values for the template, beside `site_name`, `site_url`, `site_contact` and `language`
    headers     more headers, such as List-Unsubscribe
    attachments files that go with it
    connection  open to the mail server, when several leave one after the other

    Raises what the back end raises: a mail that does not leave is a failure of the task that sends it.
    """
    subject, body = written(template, context, language)
    send_words(subject, body, to, headers=headers, attachments=attachments, connection=connection)


def send_words(
    subject: str,
    body: str,
    to: str,
    *,
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[Attachment] = (),
    connection: Any = None,
) -> None:
    """The same for words that are written already."""
    EmailMessage(
        subject=" ".join(subject.split()),  # a line break must not become a header
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers=dict(headers or {}),
        attachments=[(one.name, one.content, one.media_type) for one in attachments],
        connection=connection,
    ).send()


def written(template: str, context: Mapping[str, Any], language: str) -> tuple[str, str]:
    """The subject and the body of a mail, in that language."""
    with translation.override(language):
        try:
            chosen = select_template([f"mail/{template}.{language}.txt", f"mail/{template}.txt"])
        except TemplateDoesNotExist:
            raise LookupError(f"There is no template mail/{template}.txt.") from None
        values = {
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "site_contact": settings.SITE_CONTACT,
            "language": language,
            **context,
        }
        # Plain text: an apostrophe stays an apostrophe.
        text = chosen.template.render(Context(values, autoescape=False))
    first, _, body = text.lstrip().partition("\n")
    if not first.startswith("Subject:"):
        raise TemplateWithoutSubjectError(f"mail/{template}.txt begins with its subject: “Subject: …”.")
    # A value with a line break must not become a header.
    return " ".join(first.removeprefix("Subject:").split()), tidy(body)


def tidy(body: str) -> str:
    """The body without the blank lines that template tags leave, two empty lines in a row at most one."""
    lines: list[str] = []
    for line in (line.rstrip() for line in body.strip().splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines) + "\n"
