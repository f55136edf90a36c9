"""What waits for a reviewer, and for the bodies whose promises are reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from parvis.commit.plans.models import Commitment, Plan
from parvis.commit.reviews import addresses, rules
from parvis.commit.reviews.actions.publishing import asked, missing
from parvis.commit.reviews.models import Indicator, Recommendation, Review, Stage
from parvis.commit.reviews.queries.bodies import SPEAKERS, concerned_by, named_by, successions, with_kin
from parvis.commit.reviews.queries.held import HeldLine, held_lines
from parvis.commit.reviews.queries.lines import in_order, judged, line, moment_words, value_words
from parvis.commit.reviews.queries.shapes import Link, ReviewLine
from parvis.commit.reviews.queries.visibility import standing
from parvis.people.models import Role, User
from parvis.people.rules import roles_of
from parvis.ui import dates


@dataclass(frozen=True, slots=True)
class MissionLine:
    heading: str
    url: str
    judged: Link
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class AdviceLine:
    text: str
    url: str
    review: Link
    answer: str
    answer_url: str


@dataclass(frozen=True, slots=True)
class OfferLine:
    title: str
    url: str
    reviews: int


@dataclass(frozen=True, slots=True)
class PlanOffers:
    """A plan that one answers for: it may be reviewed as a whole, and commitment by commitment."""

    plan: OfferLine
    commitments: tuple[OfferLine, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    missions: tuple[MissionLine, ...]
    reviewed: tuple[ReviewLine, ...]
    unanswered: tuple[AdviceLine, ...]
    answered: tuple[AdviceLine, ...]
    offers: tuple[PlanOffers, ...]
    held: tuple[HeldLine, ...]


@dataclass(frozen=True, slots=True)
class CodeLine:
    label: str
    definition: str
    url: str
    value: str
    assessed: bool


def spoken(user: Any) -> frozenset[int]:
    """Keys of the bodies that the person speaks for."""
    return frozenset(body for body, role in roles_of(user) if role in SPEAKERS)


def answered_for(user: Any) -> frozenset[int]:
    """The same, with those that they took over from or that took over from them: they may answer; 0 or 1 query."""
    bodies = spoken(user)
    return with_kin(bodies, successions()) if bodies else bodies


def of_bodies(bodies: frozenset[int]) -> Q:
    """Reviews of a promise that one of these bodies made, leads, supports or answers for."""
    return (
        Q(plan__organisation__in=bodies)
        | Q(plan__framework__host__in=bodies)
        | Q(commitment__in=Commitment.objects.filter(responsibilities__organisation__in=bodies).values("pk"))
    )


def desk(user: Any, language: str) -> Desk:
    """The page of who reviews and of who is reviewed; 8 queries, and one for each page held back."""
    bodies = answered_for(user)
    concerned = Review.objects.filter(of_bodies(bodies)) if bodies else Review.objects.none()
    light = ("plan", "commitment", "version", "body")
    own = Review.objects.filter(account=user.pk).exclude(state=Stage.DECLINED).select_related(*light)
    reviewed = concerned.filter(state__in=(Stage.OFFERED, Stage.DECLINED, Stage.DRAFT, Stage.COMMENT))
    advice = list(advice_of(bodies).select_related("review__plan", "review__commitment").prefetch_related("answers"))
    return Desk(
        missions=tuple(
            mission_line(one, language) for one in own.defer("document", "file").order_by("state", "-changed_at", "-pk")
        ),
        reviewed=tuple(
            line(one, language)
            for one in sorted(reviewed.select_related(*light).defer("document", "file").order_by("pk"), key=in_order)
        ),
        unanswered=tuple(advice_line(one, language) for one in advice if not one.answers.all()),
        answered=tuple(advice_line(one, language) for one in advice if one.answers.all()),
        offers=offers(spoken(user), language),
        held=held_lines(user, language),
    )


def advice_of(bodies: frozenset[int]) -> QuerySet[Recommendation]:
    if not bodies:
        return Recommendation.objects.none()
    reviews = standing(Review.objects.filter(of_bodies(bodies)))
    return Recommendation.objects.filter(review__in=reviews).order_by("review__published_at", "review", "number")


def mission_line(review: Review, language: str) -> MissionLine:
    until = moment_words(review.comments_close_at, language) if review.state == Stage.COMMENT else ""
    return MissionLine(
        heading=review.heading,
        url=reverse("reviews:mission", args=[review.uid]),
        judged=judged(review, language),
        state=dates.capital(str(Stage(review.state).label)),
        note=until,
    )


def advice_line(one: Recommendation, language: str) -> AdviceLine:
    last = next(reversed(list(one.answers.all())), None)
    return AdviceLine(
        text=" ".join(one.text.split())[:200],
        url=addresses.recommendation(one.review.slug, one.number, language),
        review=judged(one.review, language),
        answer=dates.capital(last.get_kind_display()) if last else "",
        answer_url=reverse("reviews:answer", args=[one.uid]),
    )


def offers(bodies: frozenset[int], language: str) -> tuple[PlanOffers, ...]:
    """The plans one answers for, with their commitments: what may be given to a reviewer."""
    whole = Count("reviews", filter=~Q(reviews__state=Stage.DECLINED) & Q(reviews__commitment=None), distinct=True)
    plans = Plan.objects.filter(organisation__in=bodies).annotate(given=whole).order_by("-first_day", "slug")
    counted = Count("reviews", filter=~Q(reviews__state=Stage.DECLINED), distinct=True)
    rows = Commitment.objects.filter(plan__in=plans).annotate(given=counted).order_by("plan", "order", "pk")
    by_plan: dict[int, list[OfferLine]] = {}
    for one in rows:
        title = f"{one.number}. {one.title.localize(language)}" if one.number else str(one.title.localize(language))
        by_plan.setdefault(one.plan_id, []).append(
            OfferLine(title, reverse("reviews:offer", args=[one.uid]), one.given)
        )
    return tuple(
        PlanOffers(
            OfferLine(str(plan.title.localize(language)), reverse("reviews:offer-plan", args=[plan.uid]), plan.given),
            tuple(by_plan.get(plan.pk, ())),
        )
        for plan in plans
    )


def reviewers_for(plan: Plan, commitment: Commitment | None) -> QuerySet[User]:
    """Who may be asked: reviewers of the body that answers for the plan, who write for none that is concerned."""
    held = User.objects.filter(
        is_active=True, memberships__organisation=plan.organisation_id, memberships__role=Role.REVIEWER
    )
    concerned = concerned_by(commitment) if commitment is not None else named_by(plan)
    partial = User.objects.filter(memberships__organisation__in=concerned, memberships__role__in=rules.WRITERS)
    return held.exclude(pk__in=partial.values("pk")).distinct().order_by("name", "email")


def code_lines(review: Review, language: str) -> tuple[CodeLine, ...]:
    """The indicators that the method asks, each with its answer so far; 2 queries."""
    given = {
        one.indicator_id: one
        for one in review.assessments.select_related("value", "indicator").order_by("indicator__order", "pk")
    }
    made = []
    for indicator in asked(review):
        one = given.get(indicator.pk)
        made.append(
            CodeLine(
                label=str(indicator.label.localize(language)),
                definition=str(indicator.definition.localize(language)),
                url=reverse("reviews:code", args=[review.uid, indicator.code]),
                value=value_words(one, language) if one else "",
                assessed=bool(one and one.value),
            )
        )
    return tuple(made)


def lacking(review: Review) -> list[str]:
    """What is missing before publication, in words."""
    return missing(review)


def indicator_of(review: Review, code: str) -> Indicator | None:
    return next((one for one in asked(review) if one.code == code), None)
