"""A review in one line, its day and its value in words: what several pages print alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.civics.dates import from_iso, write_date
from parvis.commit.plans import addresses as plans
from parvis.commit.plans.public_types import numbered
from parvis.commit.plans.queries.telling import absence_words
from parvis.commit.reviews import addresses
from parvis.commit.reviews.models import Assessment, Phase, Product, Review, Stage
from parvis.commit.reviews.queries.shapes import Link, ReviewLine
from parvis.ground import clock
from parvis.ui import dates

ORDER = {Phase.DESIGN: 0, Phase.MIDTERM: 1, Phase.END: 2}


def moment_words(at: datetime | None, language: str, *, hour: bool = False) -> str:
    """The day of an instant, with its hour when asked."""
    if at is None:
        return ""
    there = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    day = dates.day_words(there.date(), language, weekday=False, year=True)
    return f"{day}, {dates.time_words(there.time(), language)}" if hour else day


def when(review: Review, language: str) -> str:
    """The day of the report; for one that was read from a page that does not say it, that it does not."""
    if review.day:
        return write_date(from_iso(review.day), language)
    if review.read:
        return _("day not said by the page")
    return moment_words(review.published_at, language)


def in_order(review: Review) -> tuple[int, str, int]:
    """Reviews in the order of what they speak of: the design first, the end last."""
    day = review.day or (clock.day_of(review.published_at).isoformat() if review.published_at else "")
    return ORDER[Phase(review.phase)], day, review.pk


def judged(review: Review, language: str) -> Link:
    """What it is about; needs `plan` and `commitment`."""
    plan, commitment = review.plan, review.commitment
    if commitment is None:
        return Link(str(plan.title.localize(language)), plans.plan(plan.slug, language))
    title = numbered(commitment.number, str(commitment.title.localize(language)))
    return Link(title, plans.commitment(plan.slug, commitment.slug, language))


def line(review: Review, language: str) -> ReviewLine:
    return ReviewLine(
        heading=review.heading,
        url=addresses.review(review.slug, language),
        product=dates.capital(str(Product(review.product).label)),
        phase=str(Phase(review.phase).label),
        judged=judged(review, language),
        reviewer=who(review),
        when=when(review, language) if review.state == Stage.PUBLISHED else "",
        method=str(review.version.name.localize(language)),
        open_until=moment_words(review.comments_close_at, language) if review.state == Stage.COMMENT else "",
        version=review.number,
        language=review.language,
    )


def who(review: Review) -> str:
    """The reviewer, and the body that sends them."""
    body = review.body.name if review.body else ""
    return ", ".join(part for part in (review.reviewer, body) if part)


def value_words(one: Assessment, language: str) -> str:
    """The value in words, or its absence in its own."""
    if one.value is not None:
        return dates.capital(str(one.value.label.localize(language)))
    return absence_words(one.absence)


def glance_words(one: Assessment, language: str) -> str:
    """The same as the box groups it."""
    if one.value is not None and (grouped := localized(one.value.glance, language)):
        return dates.capital(grouped)
    return value_words(one, language)


def localized(text: Any, language: str) -> str:
    return str(text.localize(language)) if hasattr(text, "localize") else str(text or "")
