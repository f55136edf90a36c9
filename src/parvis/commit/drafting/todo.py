"""What waits for who promised: milestones whose day has come, “completed” never proved, contributions to answer."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.commit.drafting.models import Contribution, Stage
from parvis.commit.drafting.queries.plans import late_milestones
from parvis.commit.drafting.queries.queue import oldest, waiting
from parvis.commit.drafting.rules import answerable_by
from parvis.commit.plans import rules
from parvis.commit.plans.models import Commitment, Evidence, Milestone, ProgressReport, State
from parvis.ground import clock
from parvis.people.todo import Heap, Waiting, register_source

SOON = timedelta(days=14)
SILENCE = timedelta(days=182)  # half a year without a word: a repository is updated at least twice a year


def register() -> None:
    register_source("drafting.due", milestones_due)
    register_source("drafting.silent", promises_without_news)
    register_source("drafting.read", contributions_to_read)
    register_source("drafting.answer", contributions_to_answer)


def midnight(day: Any) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))


def milestones_due(user: Any, limit: int) -> Heap:
    """Milestones of one's promises that are late, or due within two weeks, and not declared completed; 2 queries."""
    mine = rules.commitments_of(user, *rules.DECLARING).filter(state=State.PUBLISHED)
    due = late_milestones(clock.today() + SOON).filter(commitment__in=mine)
    rows = due.select_related("commitment").order_by("due_by", "pk")[:limit]
    language = get_language() or "fr"
    return Heap(due.count(), tuple(due_line(row, language) for row in rows))


def due_line(row: Milestone, language: str) -> Waiting:
    by = row.due_by or clock.today()
    title = f"{row.number} {row.title.localize(language)}".strip()
    return Waiting(
        kind=_("Milestone due"),
        title=title,
        detail=_("Commitment: %(title)s. Say how far it is, and what shows it.")
        % {"title": row.commitment.title.localize(language)},
        url=reverse("drafting:progress", args=[row.commitment.uid]),
        verb=_("Declare progress"),
        since=midnight(by - SOON),
        due=midnight(by + timedelta(days=1)),
    )


def promises_without_news(user: Any, limit: int) -> Heap:
    """Published promises of which nothing was declared nor brought for half a year; 2 queries."""
    long_ago = clock.now() - SILENCE
    mine = silent(rules.commitments_of(user, *rules.DECLARING), long_ago)
    rows = mine.order_by("published_at", "pk")[:limit]
    language = get_language() or "fr"
    return Heap(
        mine.count(),
        tuple(
            Waiting(
                kind=_("Promise without news"),
                title=str(row.title.localize(language)),
                detail=_("Nothing was declared nor brought for half a year."),
                url=reverse("drafting:progress", args=[row.uid]),
                verb=_("Declare progress"),
                since=row.published_at + SILENCE if row.published_at else clock.now(),
            )
            for row in rows
        ),
    )


def silent(rows: QuerySet[Commitment], long_ago: datetime) -> QuerySet[Commitment]:
    reports = ProgressReport.objects.filter(commitment=OuterRef("pk"), reported_at__gt=long_ago)
    evidence = Evidence.objects.filter(commitment=OuterRef("pk"), added_at__gt=long_ago)
    running = Q(plan__last_day=None) | Q(plan__last_day__gte=clock.today())
    return rows.filter(
        running,
        ~Exists(reports),
        ~Exists(evidence),
        state=State.PUBLISHED,
        withdrawn_on=None,
        published_at__lt=long_ago,
    )


def contributions_to_read(user: Any, limit: int) -> Heap:
    """Contributions that nobody has shown nor set aside; 2 queries."""
    rows = answerable_by(user).filter(stage=Stage.WAITING)
    return heap(rows, limit, _("Contribution to read"), _("Proposed for “%(plan)s”: read it, then show it."), _("Read"))


def contributions_to_answer(user: Any, limit: int) -> Heap:
    """Contributions that everybody reads and nobody has answered, once people may propose no more; 2 queries."""
    rows = waiting(answerable_by(user), "answer").filter(cocreation__last_day__lt=clock.today())
    return heap(
        rows, limit, _("Contribution to answer"), _("Proposed for “%(plan)s”: a reasoned response was promised."),
        _("Answer"),
    )  # fmt: skip


def heap(rows: QuerySet[Contribution], limit: int, kind: str, detail: str, verb: str) -> Heap:
    language = get_language() or "fr"
    return Heap(
        rows.count(),
        tuple(
            Waiting(
                kind=kind,
                title=str(one),
                detail=detail % {"plan": one.cocreation.plan.title.localize(language)},
                url=reverse("drafting:answer", args=[one.uid]),
                verb=verb,
                since=one.submitted_at or one.created_at,
                due=promised(one),
            )
            for one in oldest(rows, limit)
        ),
    )


def promised(one: Contribution) -> datetime:
    """The end of the last day of the promise."""
    last = max(clock.day_of(one.submitted_at or one.created_at), one.cocreation.last_day)
    return midnight(last + timedelta(days=one.cocreation.answer_within + 1))
