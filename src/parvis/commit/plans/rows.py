"""What the plans publish as data, as plain rows: the same for the API, the datasets and the JSON of the pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Subquery

from parvis.commit.plans import addresses
from parvis.commit.plans.models import (
    Commitment,
    Evidence,
    Milestone,
    Plan,
    PlanVersion,
    ProgressReport,
    Responsibility,
    State,
    Text,
)
from parvis.commit.plans.queries.columns import last_report_of_commitment, last_report_of_milestone
from parvis.commit.plans.queries.steps import step
from parvis.commit.plans.queries.visibility import published
from parvis.commit.plans.rules import held_on
from parvis.ground import clock
from parvis.ground.text import plain_text

BATCH = 500
Row = dict[str, Any]
Make = Callable[[Sequence[Any], str], list[Row]]


def whole(path: str) -> str:
    """The address with its site, as data gives it."""
    return settings.SITE_URL + path


def streamed(make: Make, rows: QuerySet[Any], language: str) -> Iterator[Row]:
    """Rows of a queryset of any length, in its order, a batch of 500 at a time."""
    source = iter(rows.iterator(chunk_size=BATCH))
    while batch := list(islice(source, BATCH)):
        yield from make(batch, language)


# --- Plans ------------------------------------------------------------------------------------------


def plans(found: QuerySet[Plan]) -> QuerySet[Plan]:
    """The plans with what their rows need."""
    shown = Q(commitments__state=State.PUBLISHED)
    return found.select_related("framework", "organisation").annotate(size=Count("commitments", filter=shown))


def plan_rows(batch: Sequence[Any], language: str) -> list[Row]:
    versions = _versions([plan.pk for plan in batch])
    return [
        {
            "uid": str(plan.uid),
            "url": whole(addresses.plan(plan.slug, language)),
            "slug": plan.slug,
            "title": str(plan.title.localize(language)),
            "framework": str(plan.framework.name.localize(language)),
            "framework_kind": plan.framework.kind,
            "organisation": plan.organisation.slug if plan.organisation else None,
            "member": plan.member,
            "number": plan.number,
            "cycle": plan.cycle,
            "first_day": plan.first_day,
            "last_day": plan.last_day,
            "standing": plan.standing or "ordinary",
            "versions": versions.get(plan.pk, []),
            "absences": dict(plan.absences),
            "commitments": plan.size,
            "published_at": plan.published_at,
            "updated_at": plan.changed_at,
        }
        for plan in batch
    ]


def _versions(keys: Sequence[int]) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for version in PlanVersion.objects.filter(plan__in=keys, adopted=True).order_by("plan_id", "number"):
        found[version.plan_id].append(
            {
                "number": version.number,
                "kind": version.kind,
                "adopted_on": iso(version.adopted_on),
                "adopted_on_absence": version.adopted_on_absence,
            }
        )
    return found


# --- Commitments ------------------------------------------------------------------------------------


def commitments(found: QuerySet[Commitment]) -> QuerySet[Commitment]:
    own = last_report_of_commitment()
    return found.select_related("plan", "predecessor").annotate(
        declared=Subquery(own.values("completion")[:1]), declared_on=Subquery(own.values("day")[:1])
    )


def commitment_rows(batch: Sequence[Any], language: str) -> list[Row]:
    """4 queries for a batch, made by `commitments`."""
    keys = [one.pk for one in batch]
    areas, roles, steps = _areas(keys), _roles(keys), _steps(keys)
    return [
        {
            "uid": str(one.uid),
            "url": whole(addresses.commitment(one.plan.slug, one.slug, language)),
            "plan": one.plan.slug,
            "slug": one.slug,
            "external_id": one.external_id,
            "number": one.number,
            "title": str(one.title.localize(language)),
            "values": list(one.values),
            "policy_areas": areas.get(one.pk, []),
            "lead": [role["name"] for role in roles.get(one.pk, []) if role["role"] == "lead"],
            "supporting": [role["name"] for role in roles.get(one.pk, []) if role["role"] == "supporting"],
            "starts": one.starts,
            "ends": one.ends,
            "budget_minor": one.budget_minor,
            "budget_currency": one.budget_currency if one.budget_minor is not None else "",
            "carried_over": one.carried_over,
            "predecessor": str(one.predecessor.uid) if one.predecessor else None,
            "absences": dict(one.absences),
            "declared_completion": one.declared,
            "declared_on": one.declared_on,
            "milestones": len(steps.get(one.pk, [])),
            "milestones_declared_completed": sum(found.code == "done" for found in steps.get(one.pk, [])),
            "milestones_late": sum(found.late for found in steps.get(one.pk, [])),
            "withdrawn_on": one.withdrawn_on,
            "withdrawal_reason": one.withdrawal_reason,
            "published_at": one.published_at,
            "updated_at": one.changed_at,
        }
        for one in batch
    ]


def _areas(keys: Sequence[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    links = Commitment.policy_areas.through._default_manager.filter(commitment__in=keys)
    ordered = links.order_by("term__order", "term__code")
    for key, code in ordered.values_list("commitment_id", "term__code"):
        found[key].append(code)
    return found


def _roles(keys: Sequence[int]) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    own = Responsibility.objects.filter(commitment__in=keys, milestone=None)
    own = own.filter(held_on(clock.today())).order_by("order", "pk")
    for key, role, name, office in own.values_list("commitment_id", "role", "organisation__name", "office"):
        found[key].append({"role": role, "name": name or office})
    return found


def _steps(keys: Sequence[int]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    today = clock.today()
    own = milestones(Milestone.objects.filter(commitment__in=keys)).order_by("order", "pk")
    for key, declared, due_by, withdrawn, whole_withdrawn in own.values_list(
        "commitment_id", "declared", "due_by", "withdrawn_on", "commitment__withdrawn_on"
    ):
        found[key].append(step(declared, due_by, bool(withdrawn or whole_withdrawn), today))
    return found


def text_rows(texts: Iterable[Text]) -> list[Row]:
    """What a commitment says: every text, by part, language and wording."""
    return [
        {
            "part": text.part,
            "milestone": str(text.milestone.uid) if text.milestone else None,
            "language": text.language,
            "authority": text.authority,
            "wording": text.wording,
            "number": text.number,
            "text": text.body,
            "frozen": text.frozen,
        }
        for text in texts
    ]


# --- Milestones -------------------------------------------------------------------------------------


def milestones(found: QuerySet[Milestone]) -> QuerySet[Milestone]:
    own = last_report_of_milestone()
    return found.select_related("commitment__plan").annotate(
        declared=Subquery(own.values("completion")[:1]), declared_on=Subquery(own.values("day")[:1])
    )


def milestone_rows(batch: Sequence[Any], language: str) -> list[Row]:
    today = clock.today()
    rows = []
    for one in batch:
        of = one.commitment
        stands = step(one.declared, one.due_by, bool(one.withdrawn_on or of.withdrawn_on), today)
        rows.append(
            {
                "uid": str(one.uid),
                "url": whole(addresses.milestone(of.plan.slug, of.slug, one.number, one.uid, language)),
                "commitment": str(of.uid),
                "plan": of.plan.slug,
                "number": one.number,
                "title": str(one.title.localize(language)),
                "due": one.due,
                "due_words": one.due_words,
                "due_as_adopted": one.adopted_due,
                "last_day": one.due_by,
                "declared_completion": one.declared,
                "declared_on": one.declared_on,
                "late": stands.late,
                "days_late": stands.days_late,
                "withdrawn_on": one.withdrawn_on,
            }
        )
    return rows


# --- What the bodies declare, what shows it, who answers ----------------------------------------------


def reports(found: QuerySet[ProgressReport]) -> QuerySet[ProgressReport]:
    return found.select_related("commitment__plan", "milestone", "organisation")


def report_rows(batch: Sequence[Any], language: str) -> list[Row]:
    proofs = _proofs([one.pk for one in batch])
    return [
        {
            "uid": str(one.uid),
            "url": whole(f"{addresses.commitment(one.commitment.plan.slug, one.commitment.slug, language)}#reports"),
            "commitment": str(one.commitment.uid),
            "milestone": str(one.milestone.uid) if one.milestone else None,
            "day": one.day,
            "completion": one.completion,
            "text": plain_text(one.html),
            "language": one.language,
            "declared_by": one.organisation.slug if one.organisation else None,
            "evidence": proofs.get(one.pk, []),
            "reported_at": one.reported_at,
        }
        for one in batch
    ]


def _proofs(keys: Sequence[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    named = Evidence.objects.filter(reports__in=keys).annotate(of=F("reports")).order_by("pk", "of")
    for key, uid in named.values_list("of", "uid"):
        found[key].append(str(uid))
    return found


def evidence(found: QuerySet[Evidence]) -> QuerySet[Evidence]:
    return found.select_related("commitment__plan", "milestone", "organisation")


def evidence_rows(batch: Sequence[Any], language: str) -> list[Row]:
    return [
        {
            "uid": str(one.uid),
            "url": whole(addresses.evidence(one.commitment.plan.slug, one.commitment.slug, one.uid, language)),
            "commitment": str(one.commitment.uid),
            "milestone": str(one.milestone.uid) if one.milestone else None,
            "kind": one.kind,
            "title": one.title,
            "note": one.note,
            "address": one.url,
            "object_type": one.object_type,
            "object_uid": str(one.object_uid) if one.object_uid else None,
            "date": one.day,
            "sha256": one.digest,
            "media_type": one.archive_type,
            "consulted_on": one.consulted_on,
            "brought_by": one.organisation.slug if one.organisation else None,
            "added_at": one.added_at,
            "set_aside_at": one.set_aside_at,
            "set_aside_reason": one.set_aside_reason,
        }
        for one in batch
    ]


def responsibilities(found: QuerySet[Responsibility]) -> QuerySet[Responsibility]:
    return found.select_related("commitment__plan", "milestone", "organisation")


def responsibility_rows(batch: Sequence[Any], language: str) -> list[Row]:
    return [
        {
            "commitment": str(one.commitment.uid),
            "url": whole(addresses.commitment(one.commitment.plan.slug, one.commitment.slug, language)),
            "milestone": str(one.milestone.uid) if one.milestone else None,
            "role": one.role,
            "organisation": one.organisation.slug if one.organisation else None,
            "name": one.organisation.name if one.organisation else "",
            "office": one.office,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
        }
        for one in batch
    ]


def last_change() -> datetime | None:
    """When what is public last changed; one query, answered by an index."""
    return published().order_by("-changed_at").values_list("changed_at", flat=True).first()


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
