"""The bodies whose promise a review judges: none of their writers may judge it, each of them may answer."""

from __future__ import annotations

from parvis.commit.plans.models import Commitment, Plan, Responsibility
from parvis.commit.reviews.models import Review


def concerned(review: Review) -> frozenset[int]:
    return named_by(review.plan) if review.commitment is None else concerned_by(review.commitment)


def concerned_by(commitment: Commitment) -> frozenset[int]:
    """Keys of the bodies whose promise it is: the plan's, the framework's host, those who lead, support or answer."""
    rows = Responsibility.objects.filter(commitment=commitment, organisation__isnull=False)
    return answering_for(commitment.plan) | frozenset(rows.order_by().values_list("organisation_id", flat=True))


def named_by(plan: Plan) -> frozenset[int]:
    rows = Responsibility.objects.filter(commitment__plan=plan, organisation__isnull=False)
    return answering_for(plan) | frozenset(rows.order_by().values_list("organisation_id", flat=True))


def answering_for(plan: Plan) -> frozenset[int]:
    return frozenset(body for body in (plan.organisation_id, plan.framework.host_id) if body is not None)
