"""The conversation about a submission, as both sides read it."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.convene.submissions.models import MessageKind, Side, Submission
from parvis.ui import dates


@dataclass(frozen=True)
class Turn:
    """One message: who spoke, what they did, when, in words."""

    side: str
    who: str
    did: str
    kind: str
    when: str
    text: str


def conversation(submission: Submission, language: str, *, names: bool) -> tuple[Turn, ...]:
    """What was said, the oldest first; 1 query. The host's moderators are named to their colleagues only."""
    host = submission.edition.host.name if submission.edition.host else settings.SITE_NAME
    turns = []
    for message in submission.messages.select_related("author").order_by("at", "pk"):
        if message.side == Side.HOST:
            who = str(message.author) if names and message.author else host
        else:
            who = str(message.author) if message.author else submission.contact_name or _("the contributor")
        local = message.at.astimezone(ZoneInfo(settings.TIME_ZONE))
        when = f"{dates.day_words(local.date(), language, year=True)}, {dates.time_words(local.time(), language)}"
        did = "" if message.kind == MessageKind.NOTE else str(MessageKind(message.kind).label)
        turns.append(Turn(message.side, who, did, message.kind, when, message.text))
    return tuple(turns)
