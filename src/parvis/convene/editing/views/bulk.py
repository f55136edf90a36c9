"""A verb for many events: what will happen, row by row, then done."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Event
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.editing.actions.bulk import do_to_many
from parvis.convene.editing.actions.bulk_runs import AT_ONCE, ask
from parvis.convene.editing.bulk import MOST, VERBS, plan
from parvis.convene.editing.forms.bulk import ArgumentForm
from parvis.convene.editing.models import BulkRun
from parvis.convene.editing.queries.events import Asked, listed
from parvis.people.entrance import organisers_page
from parvis.ui import dates


@require_POST
@organisers_page
def bulk(request: HttpRequest) -> HttpResponse:
    """`event` (identifiers) and `verb`; its argument is asked for when it needs one; `sure` does it."""
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise Http404
    language = get_language() or "fr"
    events, many = chosen(request)
    if not events:
        messages.warning(request, _("Choose the events first."))
        return HttpResponseRedirect(back(request))
    asked = "argument" in request.POST or not verb.needs
    form = ArgumentForm(request.user, verb, request.POST if asked else None)
    context: dict[str, Any] = {
        "verb": verb,
        "form": form,
        "events": events,
        "too_many": MOST if many else 0,
        "back_url": back(request),
        "rows": (),
        "doable": 0,
    }
    if asked and form.is_valid():
        if request.POST.get("sure"):
            if len(events) > AT_ONCE and request.staff_session is None:
                # A worker has no staff mode to act in: what a person does in it stays in the request.
                argument, at = request.POST.get("argument", ""), seen(request)
                run = ask(request.user, verb, argument, events, at, language=language, back=back(request))
                return HttpResponseRedirect(reverse("editing:bulk-run", args=[run.uid]))
            done = do_to_many(request.user, verb, form.value(), events, seen(request), language)
            tell(request, done, len(events))
            return HttpResponseRedirect(back(request))
        rows = plan(request.user, events, verb, form.value(), language)
        context |= {
            "rows": [
                (row, dates.day_words(row.event.start_day, language, year=True), row.event.changed_at.isoformat(),
                 addresses.event(row.event.slug, language))
                for row in rows
            ],
            "doable": sum(row.doable for row in rows),
        }  # fmt: skip
    return render(request, "editing/bulk.html", context, status=422 if form.errors else 200)


@organisers_page
@require_safe
def bulk_run(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far a worker is; only who asked for it sees it."""
    run = get_object_or_404(BulkRun, uid=uid, user=request.user)
    context = {"run": run, "verb": VERBS[run.verb], "total": len(run.events), "left": run.position - run.done}
    return render(request, "editing/bulk_run.html", context)


def chosen(request: HttpRequest) -> tuple[list[Event], bool]:
    """The events that were chosen and that the person may see, each once; whether there were too many."""
    if request.POST.get("all"):
        # Every page of the list that one came from, with its filter.
        everything = listed(request.user, Asked.of(QueryDict(urlsplit(back(request)).query)))
        rows = list(everything.select_related("organisation").order_by("start_day", "starts_at", "uid")[: MOST + 1])
        return rows[:MOST], len(rows) > MOST
    uids = list(dict.fromkeys(filter(None, (identifier(value) for value in request.POST.getlist("event")))))
    found = visible_to(request.user).filter(uid__in=uids[:MOST]).select_related("organisation")
    return list(found.order_by("start_day", "starts_at", "uid")), len(uids) > MOST


def identifier(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def seen(request: HttpRequest) -> dict[UUID, datetime]:
    """When each event had last changed as the preview showed it."""
    found: dict[UUID, datetime] = {}
    for value in request.POST.getlist("seen"):
        uid, _at, moment = value.partition("@")
        key = identifier(uid)
        try:
            at = parse_datetime(moment)
        except ValueError:
            at = None
        if key is not None and at is not None:
            found[key] = at
    return found


def tell(request: HttpRequest, done: int, asked: int) -> None:
    said = ngettext("Done for one event.", "Done for %(number)s events.", done) % {"number": done}
    if done < asked:
        rest = asked - done
        said += " " + ngettext("One was left as it is.", "%(number)s were left as they are.", rest) % {"number": rest}
    (messages.success if done else messages.warning)(request, said)


def back(request: HttpRequest) -> str:
    """The list that one came from, with its filter; only a page of this space."""
    asked = request.POST.get("back", "")
    home = addresses.base() + "organise/"
    if asked.startswith(home) and "//" not in asked and "\\" not in asked:
        return asked
    return reverse("editing:events")
