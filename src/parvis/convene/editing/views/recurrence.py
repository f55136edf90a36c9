"""Dates that come back: made, listed, left out, held again, changed together."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.civics.dates.recurrence import InvalidRule, words
from parvis.convene.agenda import rules
from parvis.convene.agenda.actions import hold_again, leave_out, repeat_event, spread_changes, spread_plan
from parvis.convene.agenda.actions.recurring import days_of_rule, rule_of
from parvis.convene.agenda.models import Edition, Event
from parvis.convene.editing.forms.recurrence import DayForm, RepeatForm
from parvis.convene.editing.queries.recurrence import day_rows, recurrence_page, spread_rows
from parvis.convene.editing.views.writing import tell
from parvis.ground.versions.history import moment_words
from parvis.ground.versions.models import Version
from parvis.people.entrance import organisers_page
from parvis.ui.dates import capital


def event_to_change(request: HttpRequest, uid: UUID) -> Event:
    event = get_object_or_404(Event.objects.select_related("organisation", "recurrence"), uid=uid)
    if not rules.may_edit_event(request.user, event):
        raise PermissionDenied
    return event


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def repeat(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Describe the rule, look at its days, then make one draft a day; or the dates there are."""
    event = event_to_change(request, uid)
    language = get_language() or "fr"
    if event.recurrence_id:
        return dates_of(request, event, language)
    form = RepeatForm(event.start_day, language, request.POST or None, initial={"weekdays": []})
    context: dict[str, Any] = {
        "event": event,
        "event_url": reverse("editing:event", args=[event.uid]),
        "days": (),
        "rule": "",
    }
    if request.method == "POST" and form.is_valid():
        try:
            source = form.rule()
            rule = rule_of(source)
            days = days_of_rule(rule, event.start_day)
            asked = "make" in request.POST
            kept = {parse_date(value) for value in request.POST.getlist("day")} | {event.start_day}
            left_out = [day for day in days if day not in kept] if asked or "again" in request.POST else []
            if asked:
                made = repeat_event(request.user, event, source, left_out, editions_of(request.user, event))
                messages.success(request, told(len(made)))
                return redirect("editing:repeat", uid=uid)
            context |= {
                "rule": capital(words(rule, left_out, language)),
                "days": day_rows(days, left_out, language),
                "first": event.start_day.isoformat(),
            }
        except InvalidRule as wrong:
            form.add_error(None, wrong.words["en" if language.startswith("en") else "fr"])
        except ValidationError as error:
            tell(form, error)
    return render(request, "editing/repeat.html", {**context, "form": form}, status=422 if form.errors else 200)


def told(number: int) -> str:
    return ngettext("One draft was made.", "%(number)d drafts were made.", number) % {"number": number}


def editions_of(user: Any, event: Event) -> list[Edition]:
    """Editions whose programme the person answers for: the other dates join them too."""
    found = event.editions.filter(inclusions__selected_by__isnull=True).select_related("host").distinct()
    return [edition for edition in found if rules.may_manage_edition(user, edition)]


def dates_of(request: HttpRequest, event: Event, language: str) -> HttpResponse:
    versions = Version.objects.filter(object_type="event", object_uid=event.uid).order_by("-number")
    context = {
        "event": event,
        "event_url": reverse("editing:event", args=[event.uid]),
        "page": recurrence_page(event, language),
        "form": DayForm(),
        "versions": [(number, moment_words(at, language)) for number, at in versions.values_list("number", "at")[1:20]],
    }
    return render(request, "editing/occurrences.html", context)


@require_POST
@organisers_page
def leave(request: HttpRequest, uid: UUID) -> HttpResponse:
    """This date is not held: a draft is withdrawn, a public one cancelled."""
    event = event_to_change(request, uid)
    try:
        leave_out(request.user, event)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("This day is left out."))
    series = (
        Event.objects.filter(recurrence=event.recurrence_id).exclude(pk=event.pk).order_by("recurrence_day").first()
    )
    return redirect("editing:repeat", uid=parse_uid(request.POST.get("back")) or (series.uid if series else uid))


def parse_uid(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


@require_POST
@organisers_page
def hold(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Hold one more day, or one that was left out."""
    event = event_to_change(request, uid)
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Give a day such as 2026-03-12."))
        return redirect("editing:repeat", uid=uid)
    day: date = form.cleaned_data["day"]
    try:
        hold_again(request.user, event, day)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("This day is held."))
    return redirect("editing:repeat", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def spread(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Carry what changed on this date over to the following ones, or to all; say first what each takes and keeps."""
    event = event_to_change(request, uid)
    language = get_language() or "fr"
    asked = request.POST if request.method == "POST" else request.GET
    since, scope = asked.get("since", ""), asked.get("scope", "following")
    own = Version.objects.filter(object_type="event", object_uid=event.uid)
    last = own.order_by("-number").first()
    before = own.filter(number=int(since)).first() if since.isdecimal() and len(since) < 9 else None
    if event.recurrence_id is None or before is None or last is None or not before.content:
        messages.warning(request, _("Choose the version from which changes are carried over."))
        return redirect("editing:repeat", uid=uid)
    plans = [
        plan
        for plan in spread_plan(event, before.content, last.content, whole=scope == "all")
        if rules.may_edit_event(request.user, plan.event)
    ]
    if request.method == "POST":
        if request.POST.get("base") != str(last.number):
            messages.warning(request, _("Somebody saved in the meantime. Look at what would change now."))
        else:
            changed = spread_changes(request.user, plans)
            said = ngettext("One other date was changed.", "%(number)d other dates were changed.", changed)
            messages.success(request, said % {"number": changed})
            return redirect("editing:repeat", uid=uid)
    context = {
        "event": event,
        "rows": spread_rows(plans, language),
        "since": before.number,
        "scope": scope if scope == "all" else "following",
        "base": last.number,
    }
    return render(request, "editing/spread.html", context)
