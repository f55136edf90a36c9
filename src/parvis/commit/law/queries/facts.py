"""Measures with all that is known of them, and the state that follows; one query, whatever their number."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet

from parvis.commit.law.application import (
    Application,
    DecreeFacts,
    DutyFacts,
    LawFacts,
    ProvisionFacts,
    application,
)
from parvis.commit.law.models import Decree, LegalText, Provision
from parvis.commit.plans.models import Commitment, Completion, Evidence, Milestone, ProgressReport, Responsibility
from parvis.commit.plans.queries.columns import about_the_whole
from parvis.ground.compiled.gathered import GatheredInstances, gathered


@dataclass(frozen=True)
class Duty:
    """What a body must do under a measure: a milestone, and the last that was declared of it (None: nothing)."""

    milestone: Milestone
    report: ProgressReport | None
    evidence: int


@dataclass(frozen=True)
class Measure:
    """A measure, what is stored of it, and how far it is applied on the day that was asked."""

    commitment: Commitment
    law: LegalText
    application: Application
    provisions: tuple[Provision, ...] = ()
    decrees: tuple[Decree, ...] = ()
    duties: tuple[Duty, ...] = ()
    responsible: tuple[Responsibility, ...] = ()
    evidence: int = 0


def measures_of(found: QuerySet[Commitment], today: date) -> list[Measure]:
    """The measures of a queryset in the order of their laws, computed for a day."""
    commitments = with_all(found).select_related("plan__legal_text", "plan__organisation")
    return [measure(one, today) for one in commitments.order_by("plan", "order", "pk")]


PROVISIONS = GatheredInstances(Provision, related=("source",))
DECREES = GatheredInstances(Decree, related=("provision", "source"))
MILESTONES = GatheredInstances(Milestone)
HOLDERS = GatheredInstances(Responsibility, related=("organisation",))
REPORTS = GatheredInstances(ProgressReport, without=("body", "html"))


def with_all(found: QuerySet[Commitment]) -> QuerySet[Any]:
    """Measures with everything that hangs from them."""
    measured, own = {"measure": OuterRef("pk")}, {"commitment": OuterRef("pk")}
    return found.annotate(
        with_provisions=PROVISIONS.column(Provision.objects.filter(**measured), "measure"),
        with_decrees=DECREES.column(Decree.objects.filter(**measured), "measure"),
        with_steps=MILESTONES.column(Milestone.objects.filter(**own, withdrawn_on__isnull=True), "commitment"),
        with_holders=HOLDERS.column(about_the_whole(Responsibility.objects.filter(**own)), "commitment"),
        with_reports=REPORTS.column(ProgressReport.objects.filter(**own), "commitment"),
        with_evidence=gathered(Evidence.objects.filter(**own, set_aside_at__isnull=True), "commitment", "milestone_id"),
    )


def in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda one: (one.order, one.pk))


def measure(one: Any, today: date) -> Measure:
    """A measure of `with_all`, as it stands on a day."""
    law = one.plan.legal_text
    provisions, decrees = in_order(PROVISIONS.read(one.with_provisions)), in_order(DECREES.read(one.with_decrees))
    reports = sorted(REPORTS.read(one.with_reports), key=lambda said: (said.day, said.pk))
    last = {report.milestone_id: report for report in reports if report.day <= today}
    proofs = Counter(step for (step,) in json.loads(one.with_evidence or "[]"))
    duties = [
        Duty(milestone, last.get(milestone.pk), proofs[milestone.pk])
        for milestone in in_order(MILESTONES.read(one.with_steps))
    ]
    holders = [role for role in HOLDERS.read(one.with_holders) if holds(role, today)]
    return Measure(
        commitment=one,
        law=law,
        application=application(
            law_facts(law),
            [ProvisionFacts(row.in_force_on, row.repealed_on) for row in provisions],
            [DecreeFacts(row.standing, row.published_on, row.expected_by, row.repealed_on) for row in decrees],
            [duty_facts(duty) for duty in duties],
            today=today,
        ),
        provisions=tuple(provisions),
        decrees=tuple(decrees),
        duties=tuple(duties),
        responsible=tuple(in_order(holders)),
        evidence=proofs.total(),
    )


def holds(role: Any, today: date) -> bool:
    """Whether a role holds on that day: begun, and not over."""
    return (role.valid_from is None or role.valid_from <= today) and (role.valid_to is None or role.valid_to >= today)


def law_facts(law: LegalText) -> LawFacts:
    return LawFacts(law.signed_on, law.published_on, law.in_force_on, law.repealed_on)


def duty_facts(duty: Duty) -> DutyFacts:
    """What is declared; the evidence a report names counts even where it hangs from the whole measure."""
    report = duty.report
    named = int(report is not None and report.proof_id is not None)
    return DutyFacts(
        declared_done=report is not None and report.completion == Completion.COMPLETE,
        evidence=max(duty.evidence, named),
    )
