"""Answers to what residents proposed for a plan: what the home page says of them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from parvis.commit.drafting.links import address_of
from parvis.commit.drafting.models import Answer
from parvis.commit.drafting.rules import contributions_visible_to
from parvis.disclose.outcomes import Outcome, register_outcomes


def register() -> None:
    register_outcomes("drafting.answers", answers)


def answers(today: date, limit: int) -> list[Outcome]:
    """The last answer of each public proposal that has one, the latest first; 1 query."""
    rows = Answer.objects.filter(contribution__in=contributions_visible_to(AnonymousUser()).order_by().values("pk"))
    found: dict[int, Outcome] = {}
    for one in rows.select_related("contribution__cocreation__plan__organisation").order_by("-at", "-pk")[: limit * 3]:
        body = one.contribution.cocreation.plan.organisation
        day = one.at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
        line = Outcome(
            kind="answer",
            title=one.contribution.title,
            url=address_of(one.contribution),
            words=one.get_outcome_display(),
            body=body.name if body else "",
            day=day,
        )
        found.setdefault(one.contribution_id, line)
    return list(found.values())[:limit]
