"""What the tables of the plans tie together without any link, and what a finished story would hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from parvis.civics.dates import from_iso
from parvis.commit.plans.models import Commitment, Evidence, FrameworkKind, Milestone, Plan
from parvis.disclose.links.models import Relation
from parvis.disclose.links.ties import ties_of
from parvis.ground import clock
from parvis.ground.identifiers import Awaited


def ties() -> Iterable[QuerySet[Any]]:
    """Commitments and milestones in their plan, evidence and the objects of this site that serve as such, successors.

    Evidence that is an object of this site is told by that object; evidence set aside proves nothing, and is told all
    the same when it is a page of elsewhere, since its own line says so.
    """
    outside, inside = Evidence.objects.filter(object_uid=None), Evidence.objects.filter(set_aside_at=None)
    inside = inside.exclude(object_uid=None)
    commitment, milestone = ("commitment", "commitment__uid"), ("milestone", "milestone__uid")
    for rows, proof in ((outside, ("evidence", "uid")), (inside, (F("object_type"), "object_uid"))):
        yield ties_of(rows.filter(milestone=None), proof, Relation.PROVES, commitment)
        yield ties_of(rows.exclude(milestone=None), proof, Relation.PROVES, milestone)
    yield ties_of(Commitment.objects.all(), ("commitment", "uid"), Relation.PART_OF, ("plan", "plan__uid"))
    yield ties_of(Milestone.objects.all(), ("milestone", "uid"), Relation.PART_OF, commitment)
    successors = Commitment.objects.exclude(predecessor=None)
    yield ties_of(successors, ("commitment", "uid"), Relation.FOLLOWS, ("commitment", "predecessor__uid"))


def awaited_of_commitment(commitment: Commitment) -> Sequence[Awaited]:
    """An independent review, once the promise or its plan has ended; no law asks for one."""
    if commitment.plan.framework.kind == FrameworkKind.LAW:
        return ()
    end = from_iso(commitment.ends).last_possible if commitment.ends else commitment.plan.last_day
    if commitment.withdrawn_on or end is None or end >= clock.today(settings.TIME_ZONE):
        return ()
    return (Awaited(Relation.JUDGES, _("No independent review known.")),)


def awaited_of_milestone(milestone: Milestone) -> Sequence[Awaited]:
    """Evidence, once its due date has passed."""
    if milestone.withdrawn_on or milestone.due_by is None or milestone.due_by >= clock.today(settings.TIME_ZONE):
        return ()
    return (Awaited(Relation.PROVES, _("No evidence known.")),)


def body_of_plan(plan: Plan) -> Collection[int]:
    """The body that answers for the plan; those that lead or support a commitment ask it."""
    return () if plan.organisation_id is None else (plan.organisation_id,)
