"""The aside of an event's page: where it was submitted, and to what it may be."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from parvis.convene.agenda.models import Event
from parvis.convene.editing.panels import Panel
from parvis.convene.submissions import rules
from parvis.convene.submissions.models.opening import localized
from parvis.convene.submissions.queries.own import open_editions, own_url, stands, submissions_of
from parvis.ground import clock


def panel(user: Any, event: Event) -> Panel | None:
    """None for who may not submit it, and when there is nothing to submit to; 3 queries."""
    if not rules.may_submit(user, event):
        return None
    now, language = clock.now(), get_language() or "fr"
    before = submissions_of(event)
    editions = [one for one in open_editions(event, language, now) if not one.submitted_url]
    if not before and not editions:
        return None
    return Panel(
        "submissions/panel.html",
        {
            "submissions": [
                {
                    "url": own_url(one),
                    "edition": localized(one.edition.name, language),
                    "words": stands(one, language, now),
                }
                for one in before
            ],
            "editions": editions,
            "choose_url": reverse("submissions:choose", args=[event.uid]),
        },
    )
