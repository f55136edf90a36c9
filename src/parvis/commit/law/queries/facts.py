"""Measures with all that is known of them, and the state that follows; seven queries, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

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


@dataclass
class Rows:
    """Rows of many measures, by the key of the measure or of the milestone."""

    provisions: Mapping[int, list[Provision]] = field(default_factory=dict)
    decrees: Mapping[int, list[Decree]] = field(default_factory=dict)
    milestones: Mapping[int, list[Milestone]] = field(default_factory=dict)
    responsible: Mapping[int, list[Responsibility]] = field(default_factory=dict)
    last: Mapping[tuple[int, int | None], ProgressReport] = field(default_factory=dict)
    proofs: Mapping[tuple[int, int | None], int] = field(default_factory=dict)
    evidence: Mapping[int, int] = field(default_factory=dict)


def measures_of(found: QuerySet[Commitment], today: date) -> list[Measure]:
    """The measures of a queryset in the order of their laws, computed for a day."""
    commitments = list(found.select_related("plan__legal_text", "plan__organisation").order_by("plan", "order", "pk"))
    rows = read([one.pk for one in commitments], today)
    return [measure(one, rows, today) for one in commitments]


def read(keys: Collection[int], today: date) -> Rows:
    """Everything that hangs from these measures; 6 queries."""
    if not keys:
        return Rows()
    decrees = Decree.objects.filter(measure__in=keys).select_related("provision", "source").order_by("order", "pk")
    milestones = Milestone.objects.filter(commitment__in=keys, withdrawn_on__isnull=True).order_by("order", "pk")
    holders = (
        Responsibility.objects.filter(commitment__in=keys, milestone__isnull=True)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .select_related("organisation")
        .order_by("order", "pk")
    )
    last: dict[tuple[int, int | None], ProgressReport] = {}
    for report in (
        ProgressReport.objects.filter(commitment__in=keys, day__lte=today).defer("body", "html").order_by("day", "pk")
    ):
        last[report.commitment_id, report.milestone_id] = report
    proofs: dict[tuple[int, int | None], int] = defaultdict(int)
    in_all: dict[int, int] = defaultdict(int)
    evidence = Evidence.objects.filter(commitment__in=keys, set_aside_at__isnull=True).order_by("pk")
    for of, step in evidence.values_list("commitment_id", "milestone_id"):
        proofs[of, step] += 1
        in_all[of] += 1
    return Rows(
        provisions=grouped(
            Provision.objects.filter(measure__in=keys).select_related("source").order_by("order", "pk"), "measure_id"
        ),
        decrees=grouped(decrees, "measure_id"),
        milestones=grouped(milestones, "commitment_id"),
        responsible=grouped(holders, "commitment_id"),
        last=last,
        proofs=proofs,
        evidence=in_all,
    )


def grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def measure(one: Commitment, rows: Rows, today: date) -> Measure:
    law = one.plan.legal_text
    provisions, decrees = rows.provisions.get(one.pk, []), rows.decrees.get(one.pk, [])
    duties = [
        Duty(milestone, rows.last.get((one.pk, milestone.pk)), rows.proofs.get((one.pk, milestone.pk), 0))
        for milestone in rows.milestones.get(one.pk, [])
    ]
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
        responsible=tuple(rows.responsible.get(one.pk, [])),
        evidence=rows.evidence.get(one.pk, 0),
    )


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
