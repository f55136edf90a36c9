"""Who reviews: a mission is offered by the plan's body, and taken with a declaration of interests."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from parvis.commit.plans.models import Commitment, Plan
from parvis.commit.reviews import rules
from parvis.commit.reviews.actions.opening import Closed, NotIndependent, save_new
from parvis.commit.reviews.models import MethodVersion, Phase, Product, Review, Stage
from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.ground.text import render_markdown
from parvis.people.models import Organisation, User


@transaction.atomic
def offer_mission(
    actor: Any,
    plan: Plan,
    commitment: Commitment | None,
    *,
    account: User,
    product: Product,
    phase: Phase,
    version: MethodVersion,
    heading: str,
    language: str = "fr",
) -> Review:
    """Ask a reviewer to judge a commitment, or the plan when none is named; raises NotIndependent."""
    able = rules.may_review_commitment(account, commitment) if commitment else rules.may_review_plan(account, plan)
    if not able:
        raise NotIndependent
    review = Review(
        plan=plan,
        commitment=commitment,
        account=account,
        reviewer=account.name,
        product=product,
        phase=phase,
        version=version,
        heading=heading.strip(),
        language=language,
        state=Stage.OFFERED,
    )
    save_new(review)
    record(actor, "review.offered", "review", review.uid, public={"reviewer": account.name})
    return review


@transaction.atomic
def accept_mission(
    actor: Any, review: Review, *, declaration: str, name: str, body: Organisation | None = None
) -> Review:
    """Take the mission: the declaration of interests and the name will be published with the review.

    raises   NotIndependent, Closed when the mission is not on offer any more
    """
    if not rules.is_independent_author(actor, review):
        raise NotIndependent
    won = Review.objects.filter(pk=review.pk, state=Stage.OFFERED).update(
        state=Stage.DRAFT,
        declaration=declaration.strip(),
        declaration_html=render_markdown(declaration.strip()),
        declared_at=clock.now(),
        reviewer=name.strip(),
        body=body,
        changed_at=clock.now(),
    )
    if not won:
        raise Closed
    review.refresh_from_db()
    record(actor, "review.accepted", "review", review.uid, public={"reviewer": review.reviewer})
    return review


@transaction.atomic
def decline_mission(actor: Any, review: Review) -> Review:
    """Say no; the row stays, so that the body learns it."""
    won = Review.objects.filter(pk=review.pk, state=Stage.OFFERED).update(state=Stage.DECLINED, changed_at=clock.now())
    if not won:
        raise Closed
    review.refresh_from_db()
    record(actor, "review.declined", "review", review.uid, public={"reviewer": review.reviewer})
    return review
