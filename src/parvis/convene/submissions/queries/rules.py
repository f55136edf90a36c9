"""The public page of an edition's rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Edition
from parvis.convene.agenda.queries.shapes import Link
from parvis.convene.agenda.queries.visibility import editions_visible_to
from parvis.convene.submissions.models import Opening, Part, RefusalReason
from parvis.convene.submissions.queries.counts import Counts, counts_of
from parvis.ground.text import localized
from parvis.ui import dates


@dataclass(frozen=True)
class Criterion:
    label: str
    explanation: str
    remedy: str


@dataclass(frozen=True)
class RulesPage:
    """What whoever submits must know before, and what became of those who did."""

    edition: Link
    host: Link | None
    is_open: bool
    before: bool
    opens: str
    closes: str
    guidelines_html: str
    parts: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    two_person: bool
    answer_within: int
    contact: str
    public: bool
    counts: Counts


def opening_of(slug: str, viewer: Any) -> Opening | None:
    """The opening of an edition the viewer may see; 1 query."""
    seen = editions_visible_to(viewer).filter(slug=slug).values("pk")
    found = Opening.objects.filter(edition__in=seen).select_related("edition__host", "edition__series")
    return found.order_by().first()


def reasons_of(edition: Edition) -> QuerySet[RefusalReason]:
    """The published reasons for which this edition's host may refuse."""
    return RefusalReason.objects.filter(Q(host=None) | Q(host=edition.host_id), in_use=True).order_by(
        "order", "code", "pk"
    )


def rules_page(slug: str, viewer: Any, language: str, now: datetime) -> RulesPage | None:
    """Everything on the page of the rules, or None when the edition takes no submissions; 4 queries."""
    opening = opening_of(slug, viewer)
    if opening is None:
        return None
    edition, host = opening.edition, opening.edition.host
    return RulesPage(
        edition=Link(localized(edition.name, language), addresses.edition(edition.slug, language)),
        host=Link(host.name, addresses.organisation(host.slug, language)) if host else None,
        is_open=opening.is_open(now),
        before=now < opening.opens_at,
        opens=moment(opening.opens_at, language),
        closes=moment(opening.closes_at, language),
        guidelines_html=localized(opening.guidelines_html, language),
        parts=tuple(dates.capital(str(part.label)) for part in Part if part.value in opening.required_parts),
        criteria=tuple(
            Criterion(
                localized(reason.label, language),
                localized(reason.explanation, language),
                localized(reason.remedy, language),
            )
            for reason in reasons_of(edition)
        ),
        two_person=opening.two_person,
        answer_within=opening.answer_within,
        contact=opening.contact,
        public=opening.public,
        counts=counts_of([edition.pk], now)[edition.pk],
    )


def moment(at: datetime, language: str) -> str:
    """An instant in words, on the site's clock: "jeudi 12 mars 2026, 18 h 30"."""
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    day = dates.day_words(local.date(), language, weekday=True, year=True)
    return f"{day}, {dates.time_words(local.time(), language)}"
