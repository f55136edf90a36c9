"""A commitment with everything that its page shows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from parvis.commit.plans.models import (
    Commitment,
    Evidence,
    PlanVersion,
    ProgressReport,
    ReadPage,
    Responsibility,
    Text,
)
from parvis.ground.identifiers import Ref
from parvis.ground.sources.actions import cite
from parvis.ground.sources.models import Source
from parvis.ground.themes.models import Term
from tests.factories import CommitmentFactory, EventFactory, MilestoneFactory, OrganisationFactory, PlanFactory, both

TODAY = date(2026, 11, 26)
DIGEST = "ab" * 32


def whole(size: int = 1, **fields: Any) -> Commitment:
    """A commitment with `size` milestones, each reported and proved by an event, and one of everything else."""
    plan = fields.pop("plan", None) or PlanFactory()
    version = PlanVersion.objects.create(
        plan=plan, number=plan.versions.count() + 1, adopted=True, adopted_on=date(2026, 1, 15)
    )
    fields.setdefault("title", both("Rendre lisible ce qui se décide", "Make legible what is decided"))
    commitment = CommitmentFactory(plan=plan, ends="2026-41", added_in=version, values=["inclusion"], **fields)
    area = Term.objects.get(vocabulary="policy-area", code="challenge-justice")
    commitment.policy_areas.add(area)
    source = Source.objects.create(
        title="Délibération 2025-018", url="https://ambrelle.example/d", consulted_on=date(2026, 1, 20)
    )
    body, former = OrganisationFactory(name="Secrétariat des assemblées"), OrganisationFactory(name="Mission données")
    Responsibility.objects.create(
        commitment=commitment, organisation=body, office="la Secrétaire", valid_from=date(2026, 5, 1)
    )
    Responsibility.objects.create(commitment=commitment, organisation=former, valid_to=date(2026, 4, 30), source=source)
    for language, body_text in (("fr", "La Ville **publie** tout."), ("en", "The City publishes everything.")):
        Text.objects.create(
            commitment=commitment, part="solution", language=language, body=body_text, source=source, version=version,
            authority="official" if language == "fr" else "machine", frozen=True,
        )  # fmt: skip
    Text.objects.create(
        commitment=commitment,
        part="solution",
        language="fr",
        wording="later",
        frozen=True,
        body="La Ville **publie** presque tout.",
    )
    Text.objects.create(commitment=commitment, part="problem", language="fr", body="On ne sait rien.")
    for n in range(size):
        milestone = MilestoneFactory(
            commitment=commitment, number=f"{commitment.number}.{n + 1}", due="2026-10-17", order=n
        )
        event = EventFactory()
        proof = Evidence.objects.create(
            commitment=commitment,
            milestone=milestone,
            title="Le calendrier",
            object_type="event",
            object_uid=event.uid,
            day="2026-10",
        )
        report = ProgressReport.objects.create(
            commitment=commitment, milestone=milestone, day=date(2026, 10, 1), completion="limited", organisation=body,
            body="Neuf sur seize.", proof=proof,
        )  # fmt: skip
        report.evidence.add(proof)
        Evidence.objects.create(
            commitment=commitment, title="Une page", url="https://ambrelle.example/p", kind="budget", digest=DIGEST,
            consulted_on=date(2026, 10, 2),
        )  # fmt: skip
    ReadPage.objects.create(
        commitment=commitment, origin="ambrelle.example", name="page.txt", language="fr", digest=DIGEST,
        text="Achèvement :\n\nAchèvement : terminé", seen_at=datetime(2026, 11, 1, 9, tzinfo=UTC),
        findings=[{
            "rule": "F-NARR", "severity": "error", "line": 1, "quote": "Achèvement :",
            "message": {"fr": "Rien n’est dit ici.", "en": "Nothing is said here."}, "suggestion": {},
        }],
    )  # fmt: skip
    cite(source, "commitment", commitment.uid, "page 2")
    return commitment


def proof_event(commitment: Commitment) -> Ref:
    one = commitment.evidence.filter(object_type="event").order_by("pk")[0]
    return Ref("event", one.object_uid)
