"""The words of a message for one reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from parvis.convene.agenda import addresses
from parvis.convene.guests.models import Mailing, MailingState
from parvis.convene.registration import links
from parvis.convene.registration.models import ACTIVE, Letter, SignUp
from parvis.ground.mail.sending import written
from parvis.ground.text import localized

FILLED = ("name", "event", "link")  # what a text may name between braces


@dataclass(frozen=True)
class Reader:
    """`link` leads to her registration; empty in a preview, where nobody else's link is shown."""

    name: str
    link: str = ""


def sample(user: Any) -> Reader:
    return Reader(str(getattr(user, "name", "") or user))


def words_of(letter: Letter) -> tuple[str, str] | None:
    """Subject and body of a letter of ours, in the reader's language; None when it is not to leave any more.

    The message is gone or was stopped, or the party is not registered any more.
    """
    mailing = (
        Mailing.objects.select_related("registration__event", "registration__session")
        .filter(uid=letter.detail.get("mailing"))
        .first()
    )
    if mailing is None or mailing.state == MailingState.STOPPED or not still_registered(letter, mailing):
        return None
    reader = letter.sign_up.parent or letter.sign_up
    language = reader.language if reader.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return words_for(mailing, Reader(reader.name, links.of_person(reader, language)), language)


def still_registered(letter: Letter, mailing: Mailing) -> bool:
    """Whether the party that was meant, at the event or at a session of it, is still there; 1 query."""
    meant = Q(pk=letter.sign_up_id) | Q(parent=letter.sign_up_id)
    return SignUp.objects.filter(meant, registration=mailing.registration_id, state__in=sorted(ACTIVE)).exists()


def words_for(mailing: Mailing, reader: Reader, language: str) -> tuple[str, str]:
    event = mailing.registration.event
    with translation.override(language):
        link = reader.link or _("(each person’s own link)")
    values = {"name": reader.name, "event": event.title, "link": link}
    contact = mailing.registration.contact
    context = {
        "subject": filled(in_some_language(mailing.subject, language), values),
        "text": filled(in_some_language(mailing.text, language), values),
        "event": event.title,
        "event_url": settings.SITE_URL + addresses.event(event.slug, language),
        "link": link,
        "contact": contact,
    }
    return written("guests-message", context, language)


def filled(text: str, values: dict[str, str]) -> str:
    """The text with what stands between braces filled in; other braces stay as they are."""
    return re.sub(r"{(\w+)}", lambda found: values.get(found[1], found[0]), text)


def in_some_language(value: Any, language: str) -> str:
    """The words in that language, in another one when there are none."""
    found = localized(value, language)
    if found or not isinstance(value, LazyI18nString) or not isinstance(value.data, dict):
        return found
    return next((words for words in value.data.values() if words), "")
