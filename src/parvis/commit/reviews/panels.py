"""What reviews add to the page of a commitment and of a plan."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.commit.plans.models import Commitment, Plan
from parvis.commit.plans.panels import (
    Panel,
    register_commitment_panel,
    register_judged_texts,
    register_judgements,
    register_plan_panel,
)
from parvis.commit.reviews import addresses
from parvis.commit.reviews.models import Assessment, Family, Review, Stage
from parvis.commit.reviews.queries.glance import box, last_glance, last_word
from parvis.commit.reviews.queries.lines import in_order, line, value_words
from parvis.commit.reviews.queries.page import recommendation
from parvis.commit.reviews.queries.standing import judgements, reviews_of, with_words
from parvis.commit.reviews.queries.visibility import public
from parvis.ground.compiled import Compiled


def register() -> None:
    register_commitment_panel("reviews.glance", 10, glance)
    register_commitment_panel("reviews.lane", 10, lane)
    register_commitment_panel("reviews.body", 20, body)
    register_plan_panel("reviews", 20, of_plan)
    register_judgements("reviews", judgements)
    register_judged_texts("reviews", lambda text: Assessment.objects.filter(text=text).exists())


def glance(viewer: Any, commitment: Commitment) -> Panel | None:
    """The computed box beside the published one; 5 queries, of which the other panels use 4."""
    language = get_language() or "fr"
    found = box(published_among(reviews_of(commitment)), last_glance(commitment), language)
    return Panel("glance", "reviews/panels/glance.html", {"box": found}) if found else None


def lane(viewer: Any, commitment: Commitment) -> Panel | None:
    """The last word of an independent person: how far it is, or else what was said of its design."""
    language = get_language() or "fr"
    reviews = reviews_of(commitment)
    waiting = [line(one, language) for one in reviews if one.state == Stage.COMMENT]
    standing = published_among(reviews)
    if not standing:
        if not waiting:
            return None
        return Panel("lane", "reviews/panels/lane.html", {"headline": "", "waiting": waiting})
    found = last_word(standing, Family.COMPLETION)
    review = found[0] if found else standing[-1]
    context = {
        "headline": headline(found[1], language) if found else _("Reviewed, completion not assessed"),
        "assessed": bool(found and found[1].value is not None),
        "justification": mark_safe(found[1].justification_html) if found else "",
        "review": line(review, language),
        "waiting": waiting,
    }
    return Panel("lane", "reviews/panels/lane.html", context)


def headline(one: Any, language: str) -> str:
    return _("%(indicator)s: %(value)s") % {
        "indicator": one.indicator.label.localize(language),
        "value": value_words(one, language).lower(),
    }


def body(viewer: Any, commitment: Commitment) -> Panel | None:
    """The reviews in order, then their recommendations with the answers they got."""
    language = get_language() or "fr"
    reviews = reviews_of(commitment)
    if not reviews:
        return None
    standing = published_among(reviews)
    context = {
        "reviews": [line(one, language) for one in reviews],
        "recommendations": [
            (line(one, language), [recommendation(advice, one, language) for advice in one.recommendations.all()])
            for one in standing
            if one.recommendations.all()
        ],
        "comparison_url": addresses.comparison(commitment.uid, language) if len(standing) > 1 else "",
    }
    return Panel("body", "reviews/panels/body.html", context)


# Asked of every plan's page: compiled once.
reviewed = Compiled(lambda plan: public().filter(plan=plan, commitment=None).order_by().values_list("pk"))


def of_plan(viewer: Any, plan: Plan) -> Panel | None:
    """Reviews of the plan itself, not of its commitments one by one; 4 queries when there is any, 1 otherwise."""
    if not reviewed(plan.pk):
        return None
    language = get_language() or "fr"
    rows = with_words(public().filter(plan=plan, commitment=None).exclude(corrected_by__state=Stage.PUBLISHED))
    reviews = sorted(rows.order_by("pk"), key=in_order)
    if not reviews:
        return None
    context = {"reviews": [line(one, language) for one in reviews], "recommendations": [], "comparison_url": ""}
    return Panel("body", "reviews/panels/body.html", context)


def published_among(reviews: list[Review]) -> list[Review]:
    return [one for one in reviews if one.state == Stage.PUBLISHED]
