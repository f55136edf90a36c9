"""The public page of what is typed.

The public templates read rows, through the queries of the public page: the event is therefore really written, shown,
and rolled back, in one transaction. What is previewed is exactly what will be public, and nothing of it stays.
"""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from parvis.convene.agenda import queries
from parvis.convene.agenda.models import Event
from parvis.convene.agenda.views.event import shown
from parvis.convene.editing.actions.saving import Written, save, save_new
from parvis.ground import clock
from parvis.ground.versions.queries import latest
from parvis.people.models import Organisation


def preview(request: HttpRequest, event: Event | None, body: Organisation | None, written: Written) -> HttpResponse:
    """Raises what saving raises."""
    language, today = get_language() or "fr", clock.today()
    with transaction.atomic():
        if event is None:
            event = save_new(request.user, body, written)
        else:
            last = latest("event", event.uid)
            save(request.user, event, written, base=last.number if last else 0)
        page = queries.event_page(event.slug, request.user, language, today)
        assert page is not None  # noqa: S101 -- its writer sees it
        answer = render(request, "editing/preview.html", {"page": page, "today": today, **shown(page, language)})
        transaction.set_rollback(True)
    return answer
