"""What the lower layers may ask of the plans: their public types, with dated stops of the right precision."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from parvis.civics.dates import FuzzyDate, Precision, from_iso
from parvis.commit.plans import addresses, finding
from parvis.commit.plans.models import Commitment, Completion, Evidence, Milestone, Plan, PlanVersion, ProgressReport
from parvis.commit.plans.queries.steps import step
from parvis.commit.plans.queries.visibility import (
    evidence_visible_to,
    milestones_visible_to,
    plans_visible_to,
    visible_to,
)
from parvis.commit.plans.ties import awaited_of_commitment, awaited_of_milestone, body_of_plan, ties
from parvis.disclose.links.ties import register_ties
from parvis.ground import clock
from parvis.ground.identifiers import PublicType, Stop, register
from parvis.ground.search.indexing import register_indexer

# A quarter has no word of its own in the stories: it is told by the month that ends it.
PRECISIONS = {
    Precision.YEAR: "year",
    Precision.SEMESTER: "semester",
    Precision.QUARTER: "month",
    Precision.MONTH: "month",
    Precision.DAY: "day",
    Precision.MINUTE: "day",
}


def when(iso: str, *, first: bool = False) -> tuple[date | None, str]:
    """The day by which a date of any precision is put in order, and how finely it is known.

    A period is told on its last day, since nothing says that it was done before; on its first one when `first`, or when
    its end is open.
    """
    if not iso:
        return None, "unknown"
    found: FuzzyDate = from_iso(iso)
    return (found.start if first or found.open_end else found.end), PRECISIONS[found.precision]


def plan_stops(plan: Plan) -> Sequence[Stop]:
    """The start of the plan and each version that was adopted."""
    url, title = addresses.plan(plan.slug), str(plan.title)
    return [
        Stop(plan.first_day, "day" if plan.first_day else "unknown", title, _("action plan"), url),
        *(
            Stop(version.adopted_on, "day", title, _kind_of(version), f"{url}#v-{version.number}")
            for version in plan.versions.all()
            if version.adopted and version.adopted_on
        ),
    ]


def _kind_of(version: PlanVersion) -> str:
    return _("adopted: %(kind)s") % {"kind": version.get_kind_display()}


def commitment_stops(commitment: Commitment) -> Sequence[Stop]:
    """Its adoption, and its withdrawal."""
    url, title = commitment_url(commitment), str(commitment)
    version = commitment.added_in
    if version is not None and version.adopted_on:
        day, precision = version.adopted_on, "day"
    elif commitment.starts:
        day, precision = when(commitment.starts, first=True)
    else:
        day, precision = commitment.plan.first_day, "day" if commitment.plan.first_day else "unknown"
    stops = [Stop(day, precision, title, _("commitment"), url)]
    if commitment.withdrawn_on:
        stops.append(Stop(commitment.withdrawn_on, "day", title, _("commitment, withdrawn"), url))
    return stops


def milestone_stops(milestone: Milestone) -> Sequence[Stop]:
    """Its due date, the day of which its completion was declared, and its withdrawal."""
    url, title = milestone_url(milestone), str(milestone)
    day, precision = when(milestone.due)
    stops = [Stop(day, precision, title, _("milestone, due"), url)]
    done = next((report for report in milestone.reports.all() if report.completion == Completion.COMPLETE), None)
    if done is not None:
        stops.append(Stop(done.day, "day", title, _("milestone, declared completed"), url))
    if milestone.withdrawn_on:
        stops.append(Stop(milestone.withdrawn_on, "day", title, _("milestone, withdrawn"), url))
    return stops


def evidence_stops(evidence: Evidence) -> Sequence[Stop]:
    day, precision = when(evidence.day)
    kind = _("evidence, set aside") if evidence.set_aside_at else _("evidence")
    return (Stop(day, precision, evidence.title, kind, evidence_url(evidence)),)


def commitment_url(commitment: Commitment) -> str:
    return addresses.commitment(commitment.plan.slug, commitment.slug)


def milestone_url(milestone: Milestone) -> str:
    of = milestone.commitment
    return addresses.milestone(of.plan.slug, of.slug, milestone.number, milestone.uid)


def evidence_url(evidence: Evidence) -> str:
    return addresses.evidence(evidence.commitment.plan.slug, evidence.commitment.slug, evidence.uid)


def commitment_status(commitment: Commitment) -> str:
    return pgettext("commitment", "withdrawn") if commitment.withdrawn_on else ""


def milestone_status(milestone: Milestone) -> str:
    """`late` or `withdrawn`; empty otherwise, since what is declared is not a state of the milestone."""
    last = next(iter(milestone.reports.all()), None)
    found = step(last.completion if last else "", milestone.due_by, milestone.withdrawn_on is not None, clock.today())
    if found.late:
        return pgettext("milestone", "late")
    return pgettext("milestone", "withdrawn") if milestone.withdrawn_on else ""


def with_plan(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return rows.select_related("plan__framework", "added_in")


def with_reports(rows: QuerySet[Milestone]) -> QuerySet[Milestone]:
    reports = ProgressReport.objects.order_by("-day", "-pk").defer("body", "html")
    return rows.select_related("commitment__plan").prefetch_related(Prefetch("reports", reports))


def with_versions(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    return rows.prefetch_related(Prefetch("versions", PlanVersion.objects.order_by("number")))


def loader(rows: Callable[[], QuerySet[Any]]) -> Callable[[Collection[UUID]], Mapping[UUID, Any]]:
    def load(uids: Collection[UUID]) -> Mapping[UUID, Any]:
        return {found.uid: found for found in rows().filter(uid__in=uids).order_by("pk")}

    return load


PLAN = PublicType(
    code="plan",
    label=gettext_lazy("action plan"),
    plural=gettext_lazy("action plans"),
    load=loader(lambda: with_versions(Plan.objects.all())),
    visible_to=lambda viewer: with_versions(plans_visible_to(viewer)),
    title=lambda plan, language: plan.title.localize(language),
    url=lambda plan: addresses.plan(plan.slug),
    stops=plan_stops,
    bodies=body_of_plan,
)
COMMITMENT = PublicType(
    code="commitment",
    label=gettext_lazy("commitment"),
    plural=gettext_lazy("commitments"),
    load=loader(lambda: with_plan(Commitment.objects.all())),
    visible_to=lambda viewer: with_plan(visible_to(viewer)),
    title=lambda commitment, language: numbered(commitment.number, commitment.title.localize(language)),
    url=commitment_url,
    stops=commitment_stops,
    status=commitment_status,
    bodies=lambda commitment: body_of_plan(commitment.plan),
    awaits=awaited_of_commitment,
)
MILESTONE = PublicType(
    code="milestone",
    label=gettext_lazy("milestone"),
    plural=gettext_lazy("milestones"),
    load=loader(lambda: with_reports(Milestone.objects.all())),
    visible_to=lambda viewer: with_reports(milestones_visible_to(viewer)),
    title=lambda milestone, language: numbered(milestone.number, milestone.title.localize(language)),
    url=milestone_url,
    stops=milestone_stops,
    status=milestone_status,
    bodies=lambda milestone: body_of_plan(milestone.commitment.plan),
    awaits=awaited_of_milestone,
)
EVIDENCE = PublicType(
    code="evidence",
    label=gettext_lazy("piece of evidence"),
    plural=gettext_lazy("evidence"),
    load=loader(lambda: Evidence.objects.select_related("commitment__plan")),
    visible_to=lambda viewer: evidence_visible_to(viewer).select_related("commitment__plan"),
    title=lambda evidence, language: evidence.title,
    url=evidence_url,
    stops=evidence_stops,
    bodies=lambda evidence: body_of_plan(evidence.commitment.plan),
)


def numbered(number: str, title: str) -> str:
    """`14. Make what is decided legible`."""
    return f"{number}. {title}" if number else title


def register_all() -> None:
    for public_type in (PLAN, COMMITMENT, MILESTONE, EVIDENCE):
        register(public_type)
    register_ties("plans", ties)
    register_indexer("plan", finding.all_plans)
    register_indexer("commitment", finding.all_commitments)
