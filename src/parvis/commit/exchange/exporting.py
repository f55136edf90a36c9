"""Commitments of a plan as a file says them, for every export: what everybody may read, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from parvis.civics.formats.plans import CommitmentText, MilestoneText, Money, PlanText, ProgressText
from parvis.civics.formats.plans.columns import PARTS
from parvis.civics.formats.plans.model import BodyText, NameText, OfficeText, Withdrawn
from parvis.commit.plans import addresses
from parvis.commit.plans.content import LANGUAGES, standing_texts
from parvis.commit.plans.models import (
    Commitment,
    Evidence,
    Milestone,
    Plan,
    ProgressReport,
    Responsibility,
    Role,
    State,
    Text,
    TextPart,
    Wording,
)
from parvis.commit.plans.queries.visibility import not_pending
from parvis.commit.plans.reading import fuzzy_of
from parvis.commit.plans.rules import held_on
from parvis.ground import clock
from parvis.people.models import Organisation

BATCH = 200
_RANK = ("official", "human", "machine")


def whole(path: str) -> str:
    """The whole address of a page."""
    return f"{settings.SITE_URL}{path}"


def iri(uid: Any) -> str:
    """The address of a plan, a commitment or a milestone that never changes: it leads to the page of the day."""
    return whole(f"/commitments/id/{uid}")


def plan_text(plan: Plan, language: str) -> PlanText:
    """What a plan says of itself; 1 query."""
    adopted = plan.versions.filter(adopted=True).order_by("number").first()
    return PlanText(
        title=plan.title.localize(language),
        slug=plan.slug,
        iri=iri(plan.uid),
        page=whole(addresses.plan(plan.slug, language)),
        framework=plan.framework.name.localize(language),
        member=plan.member,
        number=plan.number,
        cycle=plan.cycle,
        language=language,
        summary=str(plan.summary.localize(language)),
        first_day=plan.first_day,
        last_day=plan.last_day,
        adopted_on=adopted.adopted_on if adopted else None,
        body=plan.organisation.name if plan.organisation else "",
    )


def texts(commitments: QuerySet[Commitment], language: str) -> Iterator[CommitmentText]:
    """Commitments of a queryset, in its order, 200 at a time; about 10 queries for each 200.

    The caller decides who may see them. Each says its texts in `language` where it has any, else in another.
    """
    rows = commitments.select_related("plan", "predecessor__plan").prefetch_related("policy_areas")
    source = rows.iterator(chunk_size=BATCH)
    while some := list(islice(source, BATCH)):
        parts = Parts([one.pk for one in some])
        for one in some:
            yield text_of(one, parts, language)


class Parts:
    """What hangs from some commitments, by their keys; one query a part."""

    def __init__(self, keys: Sequence[int]) -> None:
        said = Text.objects.filter(not_pending(), commitment__in=keys)  # what waits for its amendment is not public yet
        rows = said.select_related("source").order_by("pk")
        self.texts: dict[int, list[Text]] = defaultdict(list)
        for text in rows:
            self.texts[text.commitment_id].append(text)
        self.roles: dict[int, list[Responsibility]] = defaultdict(list)
        held = Responsibility.objects.filter(held_on(clock.today()), commitment__in=keys).select_related("organisation")
        for role in held.order_by("commitment_id", "order", "pk"):
            self.roles[role.commitment_id].append(role)
        self.steps: dict[int, list[Milestone]] = defaultdict(list)
        for step in Milestone.objects.filter(commitment__in=keys).order_by("commitment_id", "order", "pk"):
            self.steps[step.commitment_id].append(step)
        self.reports: dict[int, list[ProgressReport]] = defaultdict(list)
        shown = Prefetch("evidence", Evidence.objects.filter(set_aside_at=None).order_by("pk"))
        reports = ProgressReport.objects.filter(commitment__in=keys).prefetch_related(shown)
        for report in reports.order_by("commitment_id", "day", "pk"):
            self.reports[report.commitment_id].append(report)


def text_of(one: Commitment, parts: Parts, language: str) -> CommitmentText:
    language = spoken(one, parts, language)
    said, wording = wordings(parts.texts[one.pk], language)
    own = [text for text in said if text.milestone_id is None]
    bodies = {part_name(text.part): text.body for text in own}
    roles = [role for role in parts.roles[one.pk] if role.milestone_id is None]
    reports = parts.reports[one.pk]
    before = one.predecessor
    visible = before is not None and before.state == State.PUBLISHED and before.plan.published
    return CommitmentText(
        external_id=one.external_id,
        number=one.number,
        title=" ".join(str(one.title.localize(language)).split()),
        language=language,
        authority=min((text.authority for text in own), key=_RANK.index, default=""),
        wording=wording if own else "",
        parts=tuple((part, bodies[part]) for part in PARTS if part in bodies),
        values=tuple(one.values),
        lead=tuple(called(role) for role in roles if role.role == Role.LEAD),
        supporting=tuple(called(role) for role in roles if role.role in (Role.SUPPORTING, Role.PARTNER)),
        policy_areas=tuple(str(area.name.localize(language)) for area in one.policy_areas.all()),
        budget=Money(one.budget_minor, one.budget_currency or "EUR") if one.budget_minor is not None else None,
        budget_note=one.budget_note,
        starts=fuzzy_of(one.starts) if one.starts else None,
        ends=fuzzy_of(one.ends) if one.ends else None,
        carried_over=one.carried_over,
        predecessor=before.external_id if before is not None and visible else "",
        absences=tuple(sorted(one.absences.items())),
        url=next((text.source.url for text in own if text.source and text.source.url), ""),
        withdrawn=Withdrawn(one.withdrawn_on, one.withdrawal_reason) if one.withdrawn_on else None,
        milestones=tuple(step_of(step, one, parts, said, language) for step in parts.steps[one.pk]),
        reports=tuple(report_of(report, one, language) for report in reports if report.milestone_id is None),
        iri=iri(one.uid),
        page=whole(addresses.commitment(one.plan.slug, one.slug, language)),
    )


def spoken(one: Commitment, parts: Parts, language: str) -> str:
    """The language asked, when the commitment says anything in it; else the first in which it does."""
    has = {text.language for text in parts.texts[one.pk]}
    titled = {code for code in LANGUAGES if isinstance(one.title.data, dict) and one.title.data.get(code)}
    for among in (has, titled):
        if among:
            return (
                language if language in among else next(code for code in (*LANGUAGES, *sorted(among)) if code in among)
            )
    return language


def wordings(rows: Sequence[Text], language: str) -> tuple[list[Text], str]:
    """The texts that stand in a language; only where there is none, those that summarise. With their wording."""
    here = [text for text in rows if text.language == language]
    full = [text for text in here if text.wording != Wording.SUMMARISED]
    if full or not here:
        later = any(text.wording == Wording.LATER for text in full)
        return list(standing_texts(full).values()), str(Wording.LATER if later else Wording.ADOPTED)
    latest = {(text.milestone_id, text.part): text for text in sorted(here, key=lambda text: text.number)}
    return list(latest.values()), str(Wording.SUMMARISED)


def part_name(part: str) -> str:
    return "full_title" if part == TextPart.TITLE else part.replace("-", "_")


def called(role: Responsibility) -> str:
    """The office as the plan names it, else the body."""
    return " ".join((role.office or (role.organisation.name if role.organisation else "")).split())


def step_of(step: Milestone, one: Commitment, parts: Parts, said: Sequence[Text], language: str) -> MilestoneText:
    return MilestoneText(
        number=step.number,
        title=" ".join(str(step.title.localize(language)).split()),
        text=next((text.body for text in said if text.milestone_id == step.pk), ""),
        starts=fuzzy_of(step.starts) if step.starts else None,
        due=fuzzy_of(step.due) if step.due else None,
        due_words=step.due_words,
        responsible=tuple(called(role) for role in parts.roles[one.pk] if role.milestone_id == step.pk),
        withdrawn=Withdrawn(step.withdrawn_on, step.withdrawal_reason) if step.withdrawn_on else None,
        reports=tuple(
            report_of(report, one, language) for report in parts.reports[one.pk] if report.milestone_id == step.pk
        ),
        iri=iri(step.uid),
    )


def report_of(report: ProgressReport, one: Commitment, language: str) -> ProgressText:
    """A declaration with the addresses of what shows it: those of files and objects are a place of our page."""
    shown = [
        piece.url or whole(addresses.evidence(one.plan.slug, one.slug, piece.uid, language))
        for piece in report.evidence.all()
    ]
    return ProgressText(report.day, report.completion, report.body, None, tuple(dict.fromkeys(shown)))


def bodies(commitments: QuerySet[Commitment]) -> list[BodyText]:
    """Bodies that have, or had, a role in these commitments, with the offices that plans name; 3 queries."""
    rows = Responsibility.objects.filter(commitment__in=commitments, organisation__isnull=False)
    offices: dict[int, list[OfficeText]] = defaultdict(list)
    for role in rows.select_related("commitment", "source").order_by("organisation_id", "commitment_id", "order", "pk"):
        offices[role.organisation_id or 0].append(
            OfficeText(
                label=role.office,
                role=role.role,
                commitment=iri(role.commitment.uid),
                first=role.valid_from,
                last=role.valid_to,
                source=role.source.url if role.source else "",
            )
        )
    found = Organisation.objects.filter(pk__in=offices).select_related("successor").prefetch_related("names")
    return [
        BodyText(
            iri=f"urn:uuid:{body.uid}",
            name=body.name,
            classification=body.kind,
            acronym=body.acronym,
            website=body.website,
            names=tuple(NameText(other.name, other.valid_from, other.valid_to) for other in body.names.all()),
            identifiers=(("parvis", str(body.uid)),),
            offices=tuple(offices[body.pk]),
            ended=body.succeeded_on,
            successor=f"urn:uuid:{body.successor.uid}" if body.successor else "",
        )
        for body in found.order_by("name_key", "pk")
    ]
