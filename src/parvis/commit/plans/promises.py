"""Promises of the plans whose day has passed without a word: no progress report, no evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.civics.dates import from_iso
from parvis.commit.plans.models import (
    Commitment,
    Evidence,
    Milestone,
    Plan,
    ProgressReport,
    Responsibility,
    Role,
    Standing,
    State,
)
from parvis.commit.plans.public_types import commitment_url, milestone_url, numbered, when
from parvis.commit.plans.queries.visibility import published
from parvis.commit.plans.rules import held_today
from parvis.disclose.promises import PromiseSource, Unanswered, register_promises
from parvis.ground.identifiers import Ref

PIECE = 1_000  # more than a page of the portal reads: what is prefetched is asked once
OWING = (Role.RESPONSIBLE, Role.LEAD)


def register() -> None:
    register_promises(PromiseSource("milestones", gettext_lazy("milestones of plans"), milestones))
    register_promises(PromiseSource("commitments", gettext_lazy("commitments of plans"), commitments))


def milestones(today: date) -> Iterator[Unanswered]:
    """Public milestones whose last possible day has passed, of which nobody has said or shown anything; 2 queries.

    Plans of the archive are left out: what was said of them elsewhere, nobody looked up.
    """
    late = Milestone.objects.filter(
        silent("milestone"),
        commitment__state=State.PUBLISHED,
        commitment__plan__published=True,
        commitment__withdrawn_on=None,
        withdrawn_on=None,
        due_by__lt=today,
    ).exclude(commitment__plan__standing=Standing.DOCUMENTED)
    rows = late.select_related("commitment__plan__organisation").prefetch_related(owing("commitment__responsibilities"))
    language = get_language() or "fr"
    for one in rows.order_by("due_by", "uid").iterator(chunk_size=PIECE):
        plan = one.commitment.plan
        body, slug = who_owes(one.commitment.responsibilities.all(), plan, one.pk)
        yield Unanswered(
            ref=Ref("milestone", one.uid),
            title=numbered(one.number, one.title.localize(language)),
            url=milestone_url(one),
            promise=_("No progress report and no evidence. Commitment: %(title)s")
            % {"title": numbered(one.commitment.number, one.commitment.title.localize(language))},
            due=one.due_by,
            precision=when(one.due)[1],
            body=body,
            body_slug=slug,
            standing=plan.standing,
        )


def commitments(today: date) -> list[Unanswered]:
    """Public commitments that have ended, or whose plan has, without a report nor evidence of any kind; 2 queries."""
    rows = (
        published()
        .filter(silent("commitment"), withdrawn_on=None)
        .exclude(plan__standing=Standing.DOCUMENTED)
        .select_related("plan__organisation")
        .prefetch_related(owing("responsibilities"))
    )
    language = get_language() or "fr"
    found = []
    for one in rows.order_by("uid"):
        end, precision = last_day(one)
        if end is None or end >= today:
            continue
        body, slug = who_owes(one.responsibilities.all(), one.plan)
        found.append(
            Unanswered(
                ref=Ref("commitment", one.uid),
                title=numbered(one.number, one.title.localize(language)),
                url=commitment_url(one),
                promise=_("It has ended without any progress report or evidence."),
                due=end,
                precision=precision,
                body=body,
                body_slug=slug,
                standing=one.plan.standing,
            )
        )
    return sorted(found, key=lambda unanswered: (unanswered.due, unanswered.title))


def silent(owner: str) -> Any:
    """No report and no evidence that still stands: a condition on the rows that `owner` names from both tables."""
    reports = ProgressReport.objects.filter(**{owner: OuterRef("pk")})
    proofs = Evidence.objects.filter(**{owner: OuterRef("pk")}, set_aside_at=None)
    return ~Exists(reports) & ~Exists(proofs)


def owing(path: str) -> Prefetch:
    rows: QuerySet[Responsibility] = Responsibility.objects.filter(held_today(OWING))
    return Prefetch(path, rows.select_related("organisation").order_by("-role", "order", "pk"))


def who_owes(responsibilities: Iterable[Responsibility], plan: Plan, milestone: int | None = None) -> tuple[str, str]:
    """Name and slug of whoever is responsible for that milestone, else leads the commitment, else answers for the plan.

    An office has no slug.
    """
    concerned = [one for one in responsibilities if one.milestone_id in (None, milestone)]
    for one in sorted(concerned, key=lambda one: (one.milestone_id is None, one.role != Role.RESPONSIBLE)):
        if one.organisation is not None:
            return one.organisation.name, one.organisation.slug
        if one.office:
            return one.office, ""
    return (plan.organisation.name, plan.organisation.slug) if plan.organisation else (plan.member, "")


def last_day(commitment: Commitment) -> tuple[date | None, str]:
    """The last day it may take, from its own words or from its plan's; None for one without an end."""
    if not commitment.ends:
        return commitment.plan.last_day, "day"
    ends = from_iso(commitment.ends)
    return (None, "unknown") if ends.open_end else when(commitment.ends)
