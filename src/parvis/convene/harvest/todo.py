"""What waits for an organiser: sources that fail or look wrong, and things held for review."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.convene.harvest.models import FeedState, Item, ItemState
from parvis.convene.harvest.queries import feeds_of
from parvis.convene.harvest.reasons import in_language
from parvis.people.todo import Heap, Waiting, in_order


def waiting(user: Any, limit: int) -> Heap:
    """Failing sources and sources with held things, of the editions that the person manages; 2 queries."""
    failing = feeds_of(user).filter(failing_since__isnull=False).order_by("failing_since", "pk")
    troubles = [
        Waiting(
            kind=_("Source"),
            title=feed.name,
            detail=in_language(feed.last_error),
            url=reverse("harvest:feed", args=[feed.pk]),
            verb=_("See why it is paused") if feed.state == FeedState.PAUSED else _("See what happened"),
            since=feed.failing_since,
        )
        for feed in failing
        if feed.failing_since is not None
    ]
    held = (
        Item.objects.filter(feed__in=feeds_of(user), state=ItemState.HELD)
        .values("feed", "feed__name")
        .annotate(number=Count("pk"), since=Min("seen_at"))
        .order_by("since", "feed")
    )
    reviews = [
        Waiting(
            kind=_("Held by a source"),
            title=row["feed__name"],
            detail=ngettext(
                "One event that it announces waits for you to take it or leave it out.",
                "%(number)d events that it announces wait for you to take them or leave them out.",
                row["number"],
            )
            % {"number": row["number"]},
            url=reverse("harvest:items", args=[row["feed"], "held"]),
            verb=_("Review"),
            since=row["since"],
        )
        for row in held
    ]
    return Heap(len(troubles) + len(reviews), tuple(in_order([*troubles, *reviews])[:limit]))
