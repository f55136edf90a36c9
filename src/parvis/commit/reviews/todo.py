"""What waits for reviewers and for those they review: missions, comments to reply to, recommendations to answer."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.commit.reviews.models import Review, Stage
from parvis.commit.reviews.queries.desk import advice_of, answered_for
from parvis.commit.reviews.queries.held import held_lines
from parvis.commit.reviews.queries.lines import judged
from parvis.ground import clock
from parvis.people.todo import Heap, Waiting, register_source


def register() -> None:
    register_source("reviews.missions", missions)
    register_source("reviews.answers", answers)
    register_source("reviews.held", held)


def missions(user: Any, limit: int) -> Heap:
    """Missions to take, drafts with comments to reply to, drafts whose time for comments is over; 2 queries."""
    if not getattr(user, "pk", None):
        return Heap(0, ())
    waiting = Count("comments", filter=Q(comments__reply="", comments__set_aside_reason=""))
    rows = Review.objects.filter(account=user.pk).annotate(untold=waiting)
    over = Q(state=Stage.COMMENT, comments_close_at__lte=clock.now())
    rows = rows.filter(Q(state=Stage.OFFERED) | Q(state=Stage.COMMENT, untold__gt=0) | over)
    shown = rows.select_related("plan", "commitment").defer("document", "file").order_by("changed_at", "pk")[:limit]
    return Heap(rows.count(), tuple(mission(one) for one in shown))


def mission(review: Any) -> Waiting:
    language = get_language() or "fr"
    url = reverse("reviews:mission", args=[review.uid])
    about = judged(review, language).label
    if review.state == Stage.OFFERED:
        detail, verb = _("You are asked to review: %(what)s."), _("Take it or decline")
    elif review.untold:
        detail, verb = _("Comments wait for your reply: %(what)s."), _("Reply to them")
        url = reverse("reviews:comments", args=[review.uid])
    else:
        detail, verb = _("The time for comments is over: %(what)s."), _("Finish and sign")
    return Waiting(
        kind=_("Review"),
        title=review.heading,
        detail=detail % {"what": about},
        url=url,
        verb=verb,
        since=review.changed_at,
    )


def answers(user: Any, limit: int) -> Heap:
    """Recommendations to one's bodies that nobody answered; 3 queries, none for who speaks for no body."""
    bodies = answered_for(user)
    if not bodies:
        return Heap(0, ())
    language = get_language() or "fr"
    rows = advice_of(bodies).filter(answers=None, review__read=False)
    shown = rows.select_related("review__plan", "review__commitment").order_by("review__published_at", "pk")[:limit]
    return Heap(
        rows.count(),
        tuple(
            Waiting(
                kind=_("Recommendation"),
                title=" ".join(one.text.split())[:120],
                detail=_("It waits for your answer: %(what)s.") % {"what": judged(one.review, language).label},
                url=reverse("reviews:answer", args=[one.uid]),
                verb=_("Answer it"),
                since=one.review.published_at or clock.now(),
            )
            for one in shown
        ),
    )


def held(user: Any, limit: int) -> Heap:
    """Pages whose reviews the person may bring in; 2 queries."""
    found = held_lines(user, get_language() or "fr")
    return Heap(
        len(found),
        tuple(
            Waiting(
                kind=_("Review"),
                title=one.title,
                detail=_("A page was brought in; what it says of this promise waits for somebody independent."),
                url=one.url,
                verb=_("Look at it"),
                since=one.read.seen_at,
            )
            for one in found[:limit]
        ),
    )
