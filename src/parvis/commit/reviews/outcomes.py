"""Answers of institutions to recommendations: what the home page says of them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.text import Truncator

from parvis.commit.plans.models import Standing
from parvis.commit.reviews import addresses
from parvis.commit.reviews.models import Answer
from parvis.commit.reviews.queries.visibility import published, standing
from parvis.disclose.outcomes import Outcome, register_outcomes

LONGEST = 120


def register() -> None:
    register_outcomes("reviews.answers", answers)


def answers(today: date, limit: int) -> list[Outcome]:
    """The last answer to each recommendation that has one, the latest first, as the last version asks it; 1 query."""
    reviews = standing(published()).exclude(plan__standing=Standing.DOCUMENTED).order_by().values("pk")
    rows = Answer.objects.filter(recommendation__review__in=reviews)
    found: dict[int, Outcome] = {}
    for one in rows.select_related("recommendation__review", "organisation").order_by("-at", "-pk")[: limit * 3]:
        advice = one.recommendation
        line = Outcome(
            kind="answer",
            title=Truncator(" ".join(advice.text.split())).chars(LONGEST),
            url=addresses.recommendation(advice.review.slug, advice.number),
            words=one.get_kind_display(),
            body=one.organisation.name if one.organisation else "",
            day=one.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date(),
        )
        found.setdefault(advice.pk, line)
    return list(found.values())[:limit]
