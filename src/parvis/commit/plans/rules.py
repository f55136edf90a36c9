"""Who may do what with plans and what they promise: small predicates of (user, object), named like sentences.

The body that answers for a plan is its point of contact: its organisers write it, adopt it and answer for it. Lead and
responsible institutions declare progress; supporting ones bring evidence. A reviewer writes nothing here, ever: what
independent people judge is written in `commit.reviews`, where none of these predicates opens anything.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from parvis.commit.plans.models import Commitment, Plan, Responsibility, Role
from parvis.ground import clock
from parvis.people import rules as people
from parvis.people.models import Organisation
from parvis.people.models import Role as TeamRole

WRITERS = (TeamRole.ADMINISTRATOR, TeamRole.ORGANISER)
DECLARING = (Role.LEAD, Role.RESPONSIBLE)


def may_create_plan(user: Any, organisation: Organisation | None = None) -> bool:
    """May open a plan in the name of that body; for some body when none is named."""
    return people.is_organiser(user, organisation)


def may_edit_plan(user: Any, plan: Plan) -> bool:
    """Is the plan's point of contact: an organiser of the body that answers for it."""
    if people.runs_the_instance(user):
        return True
    return plan.organisation is not None and people.is_organiser(user, plan.organisation)


def may_adopt_plan(user: Any, plan: Plan) -> bool:
    """May record that the plan, or a change of it, was adopted."""
    return may_edit_plan(user, plan)


def may_write_commitment(user: Any, commitment: Commitment) -> bool:
    """May write what the commitment says: the point of contact; until it is adopted, its lead institution too."""
    if may_edit_plan(user, commitment.plan):
        return True
    return commitment.added_in_id is None and answers_for(user, commitment, Role.LEAD)


def may_publish_commitment(user: Any, commitment: Commitment) -> bool:
    """May show a draft to everybody."""
    return may_edit_plan(user, commitment.plan)


def may_withdraw_commitment(user: Any, commitment: Commitment) -> bool:
    """May say that the promise is not kept up any more; the record stays."""
    return may_edit_plan(user, commitment.plan)


def may_declare_progress(user: Any, commitment: Commitment) -> bool:
    """May say how far it is: an organiser of an institution that leads it, or answers for one of its milestones."""
    return people.runs_the_instance(user) or answers_for(user, commitment, *DECLARING)


def may_bring_evidence(user: Any, commitment: Commitment) -> bool:
    """May add what shows that something was done: any institution with a role in it today."""
    return may_edit_plan(user, commitment.plan) or answers_for(user, commitment, *Role)


def may_set_evidence_aside(user: Any, commitment: Commitment) -> bool:
    """May say, with a reason, that a piece of evidence does not count; it stays on the page."""
    return may_edit_plan(user, commitment.plan) or may_declare_progress(user, commitment)


def may_read_history(user: Any, commitment: Commitment) -> bool:
    """May read what was written at each save, also before it was public."""
    return may_write_commitment(user, commitment) or may_declare_progress(user, commitment)


def answers_for(user: Any, commitment: Commitment, *roles: str) -> bool:
    """Is an organiser of a body that has one of these roles in the commitment today; 1 query."""
    mine = organised_bodies(user)
    return bool(mine) and commitment.responsibilities.filter(held_today(roles), organisation__in=mine).exists()


def organised_bodies(user: Any) -> frozenset[int]:
    """Keys of the bodies for which the person, or the program, organises; no query once the roles are known."""
    return frozenset(body for body, role in people.roles_of(user) if role in WRITERS)


def held_today(roles: tuple[str, ...]) -> Q:
    """Responsibilities of these roles that hold today."""
    return held_on(clock.today()) & Q(role__in=roles)


def held_on(day: date) -> Q:
    """Responsibilities of any role that hold on that day: begun, and not over."""
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def plans_written_by(user: Any) -> QuerySet[Plan]:
    """Plans of which the person is the point of contact; 1 query when read."""
    if people.runs_the_instance(user):
        return Plan.objects.all()
    return Plan.objects.filter(organisation__in=organised_bodies(user))


def commitments_of(user: Any, *roles: str) -> QuerySet[Commitment]:
    """Commitments in which a body of the person has one of these roles today, any when none is named."""
    held = Responsibility.objects.filter(held_today(roles or tuple(Role)), organisation__in=organised_bodies(user))
    return Commitment.objects.filter(pk__in=held.values("commitment"))
