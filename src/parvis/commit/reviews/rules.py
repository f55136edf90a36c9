"""Who may do what with reviews: small predicates of (user, object).

Nobody judges a promise of a body they write for, whatever else they may do, staff mode included; and a reviewer's role
opens no other verb.
"""

from __future__ import annotations

from typing import Any

from parvis.commit.plans.models import Commitment, Plan
from parvis.commit.reviews.models import Recommendation, Review, Stage
from parvis.commit.reviews.models.review import OPEN
from parvis.commit.reviews.queries.bodies import SPEAKERS, concerned, concerned_by, named_by
from parvis.people import rules as people
from parvis.people.models import Role

WRITERS = (Role.ADMINISTRATOR, Role.ORGANISER, Role.CONTRIBUTOR, Role.MODERATOR)


def may_offer_mission(user: Any, plan: Plan) -> bool:
    """May ask somebody independent to review the plan or one of its commitments: its point of contact."""
    if plan.organisation is None:
        return people.runs_the_instance(user)
    return people.is_organiser(user, plan.organisation)


def may_review_commitment(user: Any, commitment: Commitment) -> bool:
    """Is a reviewer of the body that answers for the plan, and writes for none that the commitment concerns."""
    return is_reviewer_of_plan(user, commitment.plan) and not user_writes_for(user, concerned_by(commitment))


def may_review_plan(user: Any, plan: Plan) -> bool:
    """Is a reviewer of the body that answers for the plan, and writes for none that it names."""
    return is_reviewer_of_plan(user, plan) and not user_writes_for(user, named_by(plan))


def may_bring_reviews_in(user: Any, commitment: Commitment) -> bool:
    """May have the reviews of somebody else's page published as found: who may judge it, or who runs the instance.

    Never who writes for a body that the commitment concerns: a page can be altered before it is brought in.
    """
    return brings_reviews_in(user, commitment.plan, concerned_by(commitment))


def brings_reviews_in(user: Any, plan: Plan, concerned: frozenset[int]) -> bool:
    """The same once the bodies that the commitment concerns are known; no query once the roles are."""
    if user_writes_for(user, concerned):
        return False
    return people.runs_the_instance(user) or is_reviewer_of_plan(user, plan)


def may_take_mission(user: Any, review: Review) -> bool:
    """May accept or decline the mission that was offered to them."""
    return review.state == Stage.OFFERED and is_independent_author(user, review)


def may_assess(user: Any, review: Review) -> bool:
    """May write the review: code indicators, recommend, open the comments, reply, publish."""
    return review.state in OPEN and is_independent_author(user, review)


def may_correct(user: Any, review: Review) -> bool:
    """May begin the version that will replace a review they published."""
    return review.state == Stage.PUBLISHED and not review.read and is_independent_author(user, review)


def may_read_draft(user: Any, review: Review) -> bool:
    """May read it before anybody: its author alone; those whom it concerns wait for the comments."""
    return is_author(user, review)


def may_comment(user: Any, review: Review) -> bool:
    """May say something of a review that is open to comments: anybody with an account but its author."""
    return review.state == Stage.COMMENT and is_person(user) and not is_author(user, review)


def may_comment_for_a_body(user: Any, review: Review) -> bool:
    """May say it in the name of a body that the review concerns."""
    return may_comment(user, review) and user_writes_for(user, concerned(review), SPEAKERS)


def may_answer(user: Any, recommendation: Recommendation) -> bool:
    """May say what becomes of a recommendation: who speaks for a body that the review concerns."""
    review = recommendation.review
    return review.state == Stage.PUBLISHED and user_writes_for(user, concerned(review), SPEAKERS)


def sees_missions(user: Any) -> bool:
    """Has reviews to write, to offer or to answer, or may have."""
    return people.has_role_anywhere(user, Role.REVIEWER, *SPEAKERS) or people.runs_the_instance(user)


def is_person(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False) and user.is_active and getattr(user, "pk", None))


def is_author(user: Any, review: Review) -> bool:
    return is_person(user) and review.account_id == user.pk


def is_independent_author(user: Any, review: Review) -> bool:
    """Is who the review was entrusted to, still a reviewer of that body, and still writes for none it concerns."""
    if not is_author(user, review):
        return False
    if review.commitment is not None:
        return may_review_commitment(user, review.commitment)
    return may_review_plan(user, review.plan)


def is_reviewer_of_plan(user: Any, plan: Plan) -> bool:
    return is_person(user) and plan.organisation is not None and people.is_reviewer(user, plan.organisation)


def user_writes_for(user: Any, bodies: frozenset[int], roles: tuple[Role, ...] = WRITERS) -> bool:
    """Holds one of these roles for one of these bodies; no query once the roles are known."""
    return any(body in bodies and role in roles for body, role in people.roles_of(user))
