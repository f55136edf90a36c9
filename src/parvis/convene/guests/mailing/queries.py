"""What the pages of messages show."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Event
from parvis.convene.guests.mailing.letters import Reader, words_for
from parvis.convene.guests.mailing.segments import Segment, recipients
from parvis.convene.guests.models import Mailing
from parvis.convene.registration.models import Letter, LetterKind
from parvis.ui import dates


@dataclass(frozen=True)
class Progress:
    """Letters of a message: written so far, left, in trouble; `why` are the troubles with their count."""

    expected: int
    written: int
    left: int
    troubled: int
    why: tuple[tuple[str, int], ...]

    @property
    def waiting(self) -> int:
        return self.written - self.left - self.troubled

    @property
    def is_over(self) -> bool:
        return self.written >= self.expected and not self.waiting


def history(event: Event) -> list[Mailing]:
    """Every message about the event and its sessions, the latest first; 1 query."""
    found = Mailing.objects.filter(registration__event=event)
    return list(found.select_related("registration__session", "created_by", "sent_by").order_by("-pk"))


def progress(mailing: Mailing) -> Progress:
    """2 queries."""
    letters = Letter.objects.filter(
        kind=LetterKind.MESSAGE,
        detail__mailing=str(mailing.uid),
        sign_up__registration__event=mailing.registration.event_id,
    )
    counted = letters.aggregate(
        written=Count("pk"),
        left=Count("pk", filter=Q(sent_at__isnull=False)),
        troubled=Count("pk", filter=Q(sent_at__isnull=True) & ~Q(trouble="")),
    )
    why = letters.filter(sent_at=None).exclude(trouble="").order_by().values_list("trouble").annotate(n=Count("pk"))
    kinds: dict[str, int] = {}
    for trouble, number in why:
        kind = trouble.partition(":")[0]  # what follows may hold an address
        kinds[kind] = kinds.get(kind, 0) + number
    return Progress(max(mailing.expected, counted["written"]), **counted, why=tuple(sorted(kinds.items())))


@dataclass(frozen=True)
class Preview:
    name: str
    subject: str
    body: str
    language: str


def preview(mailing: Mailing) -> Preview | None:
    """The letter of the first person to whom it goes, without her link; None when it goes to nobody. 2 queries."""
    first = recipients(mailing.registration, Segment.of_json(mailing.segment)).first()
    if first is None:
        return None
    subject, body = words_for(mailing, Reader(first.name), first.language)
    return Preview(first.name or first.email, subject, body, first.language)


def when(mailing: Mailing, language: str) -> str:
    at = localtime(mailing.asked_at or mailing.changed_at)
    return _("%(day)s, %(hour)s") % {
        "day": dates.day_words(at.date(), language, weekday=False, year=True),
        "hour": dates.time_words(at.time(), language),
    }
