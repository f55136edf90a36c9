"""A law with its measures, for tests; each test adds what it is about."""

from __future__ import annotations

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from parvis.commit.law.models import Decree, LegalText, Provision
from parvis.commit.plans.models import (
    Commitment,
    Completion,
    Evidence,
    FrameworkKind,
    Milestone,
    ProgressReport,
    Responsibility,
)
from parvis.people.actions.memberships import grant_role
from parvis.people.models import Organisation, User
from tests.factories import CommitmentFactory, FrameworkFactory, MilestoneFactory, PlanFactory, UserFactory, both

TODAY = "2026-11-26T10:00:00+01:00"


class LawFactory(DjangoModelFactory[LegalText]):
    """A published law of January 2026."""

    class Meta:
        model = LegalText

    plan = factory.SubFactory(
        PlanFactory,
        framework=factory.SubFactory(FrameworkFactory, kind=FrameworkKind.LAW),
        title=both("Données de l’eau", "Water data"),
        slug=factory.Sequence(lambda n: f"loi-{n}"),
    )
    number = "2026-12"
    title = "Loi no 2026-12 du 7 janvier 2026 sur les données de l’eau"
    signed_on = date(2026, 1, 7)
    published_on = date(2026, 1, 8)
    in_force_on = date(2026, 1, 9)


def measure(law: LegalText, **fields: Any) -> Commitment:
    return CommitmentFactory(plan=law.plan, **fields)


def decree(of: Commitment, standing: str = "awaited", **fields: Any) -> Decree:
    if standing == "published":
        fields = {"number": "2026-40", "published_on": date(2026, 3, 2), **fields}
    if standing == "not-found":
        fields = {"searched_on": date(2026, 11, 1), **fields}
    return Decree.objects.create(measure=of, standing=standing, **fields)


def article(of: Commitment, number: str = "4", **fields: Any) -> Provision:
    return Provision.objects.create(measure=of, article=number, **fields)


def duty(of: Commitment, *, done: bool = False) -> Milestone:
    """Something a body must do; when done, it is declared so and an address shows it."""
    step = MilestoneFactory(commitment=of)
    if done:
        proof = Evidence.objects.create(commitment=of, milestone=step, title="Le registre", url="https://eau.example/")
        ProgressReport.objects.create(
            commitment=of, milestone=step, day=date(2026, 6, 1), completion=Completion.COMPLETE, proof=proof
        )
    return step


def lead(of: Commitment, body: Organisation, **fields: Any) -> Responsibility:
    return Responsibility.objects.create(commitment=of, organisation=body, **fields)


def member(body: Organisation, role: str = "organiser") -> User:
    person: User = UserFactory()
    grant_role(None, person, body, role)
    return person
