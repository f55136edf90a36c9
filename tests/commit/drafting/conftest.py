"""A plan, its point of contact, the lead of one of its commitments, and a reviewer who writes nothing here."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from parvis.commit.plans.models import Responsibility, Role
from parvis.people.actions.memberships import grant_role
from parvis.people.models import Role as TeamRole
from tests.factories import (
    CommitmentFactory,
    FrameworkFactory,
    MilestoneFactory,
    OrganisationFactory,
    PlanFactory,
    UserFactory,
)


def person(body: Any, role: TeamRole = TeamRole.ORGANISER, **others: Any) -> Any:
    user = UserFactory(**others)
    grant_role(None, user, body, role)
    return user


@pytest.fixture(autouse=True)
def _in_march() -> Any:
    with time_machine.travel("2026-03-12T10:00:00+00:00", tick=False):
        yield


class World:
    """One plan of the city, one commitment led by a directorate, with two milestones, one of them late."""

    def __init__(self) -> None:
        self.city, self.directorate = OrganisationFactory(name="Ville d’Ambrelle"), OrganisationFactory(name="DGDP")
        self.framework = FrameworkFactory(host=self.city)
        self.plan = PlanFactory(framework=self.framework, organisation=self.city, slug="plan-local")
        self.commitment = CommitmentFactory(plan=self.plan, number="14", slug="comptes-rendus")
        Responsibility.objects.create(commitment=self.commitment, role=Role.LEAD, organisation=self.directorate)
        self.late = MilestoneFactory(commitment=self.commitment, number="14.1", due="2026-01", order=1)
        self.coming = MilestoneFactory(commitment=self.commitment, number="14.2", due="2026-41", order=2)
        self.contact = person(self.city, email="contact@ambrelle.example", name="Nadia Ferrand")
        self.lead = person(self.directorate, email="lead@ambrelle.example")
        self.reviewer = person(self.city, TeamRole.REVIEWER)


@pytest.fixture
def world(db: Any) -> World:
    return World()
