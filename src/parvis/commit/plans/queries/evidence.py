"""What shows that something was done: by kind, with its date, its hash and the copy that was kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import F

from parvis.commit.plans import addresses
from parvis.commit.plans.models import Evidence, EvidenceKind, Milestone
from parvis.commit.plans.queries.cards import day
from parvis.commit.plans.queries.shapes import EvidenceGroup, EvidenceLine, Link
from parvis.commit.plans.queries.sources import Footnotes
from parvis.commit.plans.queries.steps import date_words
from parvis.ground.compiled import CompiledInstances
from parvis.ground.identifiers import Ref, Resolved
from parvis.ui import dates


class Proofs(NamedTuple):
    """The evidence of a commitment, what of this site it names, and which reports rest on which piece."""

    all: Sequence[Evidence]
    objects: Mapping[Ref, Resolved]
    of_report: Mapping[int, Sequence[Evidence]]


pieces_of = CompiledInstances(
    Evidence,
    lambda commitment: (
        Evidence.objects.filter(commitment=commitment).annotate(named_by=F("reports")).order_by("pk", "named_by")
    ),
    related=("source", "organisation"),
    extra=("named_by",),
)


def proofs_of(commitment: int) -> Proofs:
    """1 query: a piece comes once for each report that names it. What it names of this site is not looked up yet."""
    by_key: dict[int, Evidence] = {}
    of_report: dict[int, list[Evidence]] = defaultdict(list)
    one: Any
    for one in pieces_of(commitment):
        kept = by_key.setdefault(one.pk, one)
        if one.named_by:
            of_report[one.named_by].append(kept)
    return Proofs(tuple(by_key.values()), {}, of_report)


def named(proofs: Proofs) -> list[Ref]:
    """The objects of this site that evidence is."""
    return [Ref(one.object_type, one.object_uid) for one in proofs.all if one.object_uid]


def groups(
    proofs: Proofs, milestones: Mapping[int, Milestone], language: str, footnotes: Footnotes
) -> tuple[EvidenceGroup, ...]:
    """By kind in the order of the kinds; what was set aside comes last in its kind, with the reason."""
    made = []
    for kind in EvidenceKind:
        lines = [line(one, proofs, milestones, language, footnotes) for one in proofs.all if one.kind == kind]
        if lines:
            ordered = tuple(sorted(lines, key=lambda one: bool(one.aside)))
            made.append(EvidenceGroup(str(kind), dates.capital(str(kind.label)), ordered))
    return tuple(made)


def line(
    one: Evidence, proofs: Proofs, milestones: Mapping[int, Milestone], language: str, footnotes: Footnotes
) -> EvidenceLine:
    shown = proofs.objects.get(Ref(one.object_type, one.object_uid)) if one.object_uid else None
    step = milestones.get(one.milestone_id) if one.milestone_id else None
    return EvidenceLine(
        uid=one.uid,
        anchor=addresses.evidence_anchor(one.uid),
        title=shown.title if shown else one.title,
        url=shown.url if shown else one.url,
        external=shown is None and bool(one.url),
        what=dates.capital(shown.type_label) if shown else "",
        note=one.note,
        when=dates.capital(date_words(one.day, language)),
        milestone=step.number or str(step.title.localize(language)) if step else "",
        milestone_anchor=addresses.milestone_anchor(step.number, step.uid) if step else "",
        body=one.organisation.name if one.organisation else "",
        consulted=day(one.consulted_on, language),
        archive_url=one.archive.url if one.archive else "",
        archive_name=one.archive_name,
        digest=f"{one.digest[:8]}…{one.digest[-4:]}" if one.digest else "",
        whole_digest=one.digest,
        source=footnotes.note(one.source),
        aside=one.set_aside_reason if one.set_aside_at else "",
    )


def link(one: Evidence) -> Link:
    """A piece of evidence as its report names it: a place of the same page."""
    return Link(one.title, f"#{addresses.evidence_anchor(one.uid)}")
