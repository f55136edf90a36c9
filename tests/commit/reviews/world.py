"""A commitment, its institution, a reviewer and a review at each of its stages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from parvis.commit.plans.models import Commitment, Responsibility, Text
from parvis.commit.reviews import actions
from parvis.commit.reviews.models import MethodVersion, Review
from parvis.commit.reviews.models.review import Product
from parvis.people.models import User
from tests.factories import CommitmentFactory, OrganisationFactory, PlanFactory, both, member

SOURCE = {"title": "Portail des données de la régie", "url": "https://donnees.ambrelle.example/regie"}


def commitment_of(**fields: Any) -> Commitment:
    """A published commitment with its lead institution and its adopted text."""
    city = OrganisationFactory(name="Ville d’Ambrelle")
    plan = PlanFactory(organisation=city, title=both("Plan d’Ambrelle", "Plan of Ambrelle"))
    commitment = CommitmentFactory(
        plan=plan, title=both("Ouvrir les comptes de la régie", "Open the accounts of the utility"), **fields
    )
    Responsibility.objects.create(commitment=commitment, organisation=OrganisationFactory(name="Régie des eaux"))
    Text.objects.create(
        commitment=commitment, part="solution", language="fr", body="Publier les comptes en données ouvertes."
    )
    return commitment


def lead_of(commitment: Commitment) -> Any:
    return commitment.responsibilities.get().organisation


def reviewer_for(commitment: Commitment, **fields: Any) -> User:
    fields.setdefault("name", "Camille Rivière")
    return member(commitment.plan.organisation, "reviewer", **fields)


def offered(commitment: Commitment, reviewer: User, *, phase: str = "midterm", method: str = "local-2024") -> Review:
    return actions.offer_mission(
        None,
        commitment.plan,
        commitment,
        account=reviewer,
        product=Product.LOCAL,
        phase=phase,
        version=MethodVersion.objects.get(code=method),
        heading="Bilan à mi-parcours",
    )


def drafted(commitment: Commitment, reviewer: User, **how: Any) -> Review:
    review = offered(commitment, reviewer, **how)
    return actions.accept_mission(
        reviewer, review, declaration="Je n’ai jamais travaillé pour la Ville.", name="Camille Rivière"
    )


def coded(review: Review, reviewer: User) -> Review:
    """Every indicator that the method asks has a value, a justification, a source and the text it judged."""
    from parvis.commit.reviews.actions.publishing import asked

    text = Text.objects.filter(commitment=review.commitment).first()
    for indicator in asked(review):
        actions.code_indicator(
            reviewer,
            review,
            indicator,
            value=indicator.scale.order_by("-order").first(),
            justification="Cinq fichiers sur cinq sont publiés.",
            sources=[SOURCE],
            text=text,
        )
    actions.recommend(reviewer, review, "Publier aussi les contrats.", "Si la régie passe un marché")
    return review


def commented(review: Review, reviewer: User) -> Review:
    """A window that is over; it was opened a month ago."""
    from parvis.ground import clock

    actions.open_comments(reviewer, review, clock.now() + timedelta(days=30))
    past = clock.now() - timedelta(days=31)
    Review.objects.filter(pk=review.pk).update(comments_open_at=past, comments_close_at=past + timedelta(days=30))
    review.refresh_from_db()
    return review


def published(commitment: Commitment | None = None, reviewer: User | None = None, **how: Any) -> Review:
    commitment = commitment or commitment_of()
    reviewer = reviewer or reviewer_for(commitment)
    review = commented(coded(drafted(commitment, reviewer, **how), reviewer), reviewer)
    return actions.publish_with_one_time_key(reviewer, review)
