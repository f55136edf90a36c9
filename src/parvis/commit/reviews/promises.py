"""Recommendations that the judged institution has never answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.commit.plans.models import Standing
from parvis.commit.reviews import addresses
from parvis.commit.reviews.models import Recommendation
from parvis.commit.reviews.queries.visibility import published, standing
from parvis.disclose.promises import PromiseSource, Unanswered, register_promises
from parvis.ground.identifiers import Ref

LONGEST = 160  # letters of a recommendation in a list; its page holds the rest


def register() -> None:
    register_promises(PromiseSource("recommendations", gettext_lazy("answers to recommendations"), recommendations))


def recommendations(today: date) -> Iterator[Unanswered]:
    """Recommendations of public reviews published here, without any answer since that day; one query.

    Those of a page that was read are left out: their answer, if any, was given elsewhere and nobody looked it up. Those
    of a review that was corrected are asked in its last version.
    """
    told_before = published().filter(read=False, published_at__date__lt=today)
    asked = (
        Recommendation.objects.filter(review__in=standing(told_before), answers=None)
        .exclude(review__plan__standing=Standing.DOCUMENTED)
        .select_related("review__plan__organisation")
        .order_by("review__published_at", "review_id", "number")
    )
    zone = ZoneInfo(settings.TIME_ZONE)
    for one in asked.iterator(chunk_size=200):
        review, body = one.review, one.review.plan.organisation
        yield Unanswered(
            ref=Ref("recommendation", one.uid),
            title=Truncator(" ".join(one.text.split())).chars(LONGEST),
            url=addresses.recommendation(review.slug, one.number),
            promise=_("Recommended by “%(review)s”, and not answered since.") % {"review": review.heading},
            due=review.published_at.astimezone(zone).date(),
            body=body.name if body else "",
            body_slug=body.slug if body else "",
            standing=review.plan.standing,
        )
