"""The bodies whose promise a review judges: none of their writers may judge it, each of them may answer.

A body that took over from another, or that another took over from, is the same institution here: a reform that renames
a ministry makes nobody independent of it, and leaves no promise without anybody to answer for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from parvis.commit.plans.models import Commitment, Plan, Responsibility
from parvis.commit.reviews.models import Review
from parvis.people.models import Organisation, Role
from parvis.people.rules import roles_of

SPEAKERS = (Role.ADMINISTRATOR, Role.ORGANISER)


def concerned(review: Review) -> frozenset[int]:
    return named_by(review.plan) if review.commitment is None else concerned_by(review.commitment)


def concerned_by(commitment: Commitment) -> frozenset[int]:
    """Keys of the bodies whose promise it is: the plan's, the framework's host, those who lead, support or answer."""
    rows = Responsibility.objects.filter(commitment=commitment, organisation__isnull=False)
    named = frozenset(rows.order_by().values_list("organisation_id", flat=True))
    return with_kin(answering_for(commitment.plan) | named, successions())


def concerned_by_each(commitments: Iterable[Commitment]) -> dict[int, frozenset[int]]:
    """The same for many, by key of the commitment; 2 queries."""
    found = {one.pk: set(answering_for(one.plan)) for one in commitments}
    rows = Responsibility.objects.filter(commitment__in=found, organisation__isnull=False).order_by()
    for commitment, body in rows.values_list("commitment_id", "organisation_id"):
        found[commitment].add(body)
    taken_over = successions() if found else ()
    return {commitment: with_kin(bodies, taken_over) for commitment, bodies in found.items()}


def named_by(plan: Plan) -> frozenset[int]:
    rows = Responsibility.objects.filter(commitment__plan=plan, organisation__isnull=False)
    named = frozenset(rows.order_by().values_list("organisation_id", flat=True))
    return with_kin(answering_for(plan) | named, successions())


def successions() -> Sequence[tuple[int, int]]:
    """(body, the one that took over from it), for the few that have one; 1 query."""
    rows = Organisation.objects.filter(successor__isnull=False).order_by()
    return [(body, heir) for body, heir in rows.values_list("pk", "successor_id") if heir is not None]


def with_kin(bodies: Collection[int], taken_over: Sequence[tuple[int, int]]) -> frozenset[int]:
    """These bodies, and whatever took over from them or they took over from, through any number of reforms."""
    found, before = set(bodies), -1
    while before != len(found):
        before = len(found)
        found |= {one for pair in taken_over if not found.isdisjoint(pair) for one in pair}
    return frozenset(found)


def answering_for(plan: Plan) -> frozenset[int]:
    return frozenset(body for body in (plan.organisation_id, plan.framework.host_id) if body is not None)


def spoken_for(user: Any, review: Review) -> QuerySet[Organisation]:
    """The bodies that the review concerns and in whose name this person may speak."""
    own = {body for body, role in roles_of(user) if role in SPEAKERS}
    return Organisation.objects.filter(pk__in=own & concerned(review)).order_by("name_key", "pk")
