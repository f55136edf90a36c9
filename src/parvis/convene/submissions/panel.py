"""What submissions add to the pages of an event and of an edition."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Edition, Event
from parvis.convene.agenda.rules import may_manage_edition
from parvis.convene.editing.panels import Panel, Way
from parvis.convene.submissions import rules
from parvis.convene.submissions.queries.own import open_editions, own_url, stands, submissions_of
from parvis.ground import clock
from parvis.ground.text import localized


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


def way(user: Any, edition: Edition) -> Way | None:
    """From the page of an edition to the days, rules and promises of its opening."""
    if not may_manage_edition(user, edition):
        return None
    return Way(_("Open it to submissions"), reverse("submissions:opening", args=[edition.slug]))
