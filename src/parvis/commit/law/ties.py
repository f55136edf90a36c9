"""What the tables of laws tie together without any link: measures in their law, decrees that measures produced."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from parvis.commit.law.application import DecreeStanding
from parvis.commit.law.models import Decree, LegalText
from parvis.commit.plans.models import Commitment, Plan
from parvis.disclose.links.models import Relation
from parvis.disclose.links.ties import ties_of


def ties() -> Iterable[QuerySet[Any]]:
    measures = Commitment.objects.exclude(plan__legal_text=None)
    yield ties_of(measures, ("commitment", "uid"), Relation.PART_OF, ("law", "plan__legal_text__uid"))
    published = Decree.objects.filter(standing=DecreeStanding.PUBLISHED)
    yield ties_of(published, ("commitment", "measure__uid"), Relation.PRODUCED, ("decree", "uid"))


def bodies_of_law(law: LegalText) -> Collection[int]:
    """The body that answers for the law."""
    return bodies_of(law.plan)


def bodies_of_decree(decree: Decree) -> Collection[int]:
    return bodies_of(decree.measure.plan)


def bodies_of(plan: Plan) -> Collection[int]:
    return () if plan.organisation_id is None else (plan.organisation_id,)
