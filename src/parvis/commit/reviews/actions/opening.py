"""The lock that every verb of a draft takes, and the address of a new review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from parvis.commit.plans.models import Commitment, Plan
from parvis.commit.reviews import rules
from parvis.commit.reviews.models import Review
from parvis.commit.reviews.models.review import OPEN
from parvis.ground import clock
from parvis.ground.identifiers.slugs import save_under_free_slug, slug_of


class Closed(Exception):
    """The review is published, or is not being written: nothing can be changed in it."""


class TooLate(Exception):
    """The time for comments is over, or has not begun."""


class NotIndependent(Exception):
    """The person is no reviewer of the body that answers for the plan, or writes for a body it concerns."""


def hold_as_author(actor: Any, review: Review) -> Review:
    """The same for who writes it; raises NotIndependent for anybody else, and for who has come to write for a body it
    concerns since the mission was taken."""
    held = hold(review)
    if not rules.is_independent_author(actor, held):
        raise NotIndependent
    return held


def hold(review: Review) -> Review:
    """The review as it stands, locked until the end of the transaction; raises Closed unless it is being written."""
    held = Review.objects.select_for_update().select_related(None).filter(pk=review.pk, state__in=OPEN).first()
    if held is None:
        raise Closed
    Review.objects.filter(pk=held.pk).update(changed_at=clock.now())
    return held


def save_new(review: Review) -> None:
    """Save a new review at an address made of what it judges and of its heading."""
    wanted = address_of(review.plan, review.commitment, review.heading)

    def free() -> str:
        taken = set(Review.objects.filter(slug__startswith=wanted).order_by().values_list("slug", flat=True))
        return next(one for one in numbered(wanted) if one not in taken)

    save_under_free_slug(review, free)


def address_of(plan: Plan, commitment: Commitment | None, heading: str) -> str:
    about = (commitment.external_id or commitment.slug) if commitment else plan.slug
    return f"{slug_of(about)[:60]}-{slug_of(heading)[:60]}".strip("-")[:130] or "review"


def numbered(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield f"{slug}-{number}"
        number += 1
