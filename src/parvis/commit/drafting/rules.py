"""Who may do what in the making of a plan; `plans.rules` says who writes it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from parvis.commit.drafting.models import Contribution, Stage
from parvis.commit.plans import rules as plans
from parvis.commit.plans.models import Plan
from parvis.people import rules as people
from parvis.people.models import Role

ANSWERERS = (Role.ADMINISTRATOR, Role.ORGANISER, Role.MODERATOR)


def sees_plans(user: Any) -> bool:
    """Has plans to write, or promises to report on."""
    return people.is_organiser(user)


def answers_somewhere(user: Any) -> bool:
    """May have contributions to answer."""
    return people.runs_the_instance(user) or people.has_role_anywhere(user, *ANSWERERS)


def may_run_cocreation(user: Any, plan: Plan) -> bool:
    """May announce how the plan is made with others, and open it to proposals."""
    return plans.may_edit_plan(user, plan)


def may_answer(user: Any, contribution: Contribution) -> bool:
    """May show a contribution, or not, and answer it: the point of contact, or a moderator of its body."""
    return may_answer_for(user, contribution.cocreation.plan)


def may_answer_for(user: Any, plan: Plan) -> bool:
    """May answer what is proposed for this plan."""
    if people.runs_the_instance(user):
        return True
    return plan.organisation is not None and people.has_role(user, plan.organisation, *ANSWERERS)


def answerable_by(user: Any) -> QuerySet[Contribution]:
    """Contributions that the person may answer; 1 query when read."""
    received = Contribution.objects.exclude(stage=Stage.UNCONFIRMED)
    if people.runs_the_instance(user):
        return received
    bodies = {body for body, role in people.roles_of(user) if role in ANSWERERS}
    return received.filter(cocreation__plan__organisation__in=bodies)


def contributions_visible_to(viewer: Any) -> QuerySet[Contribution]:
    """What was shown to everybody, once its co-creation is public; and what the viewer may answer."""
    public = Q(stage=Stage.PUBLIC, cocreation__announced_at__isnull=False)
    if not getattr(viewer, "is_authenticated", False):
        return Contribution.objects.filter(public)
    if people.runs_the_instance(viewer):
        return Contribution.objects.exclude(stage=Stage.UNCONFIRMED)
    bodies = {body for body, role in people.roles_of(viewer) if role in ANSWERERS}
    own = Q(cocreation__plan__organisation__in=bodies) & ~Q(stage=Stage.UNCONFIRMED)
    return Contribution.objects.filter(public | own)
