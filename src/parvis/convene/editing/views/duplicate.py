"""An event written again for another day, an edition for next year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.convene.agenda import addresses, rules
from parvis.convene.agenda.actions import duplicate_event, repeat_edition
from parvis.convene.agenda.copying import same_weekday_next_year, shifted
from parvis.convene.agenda.frames import LANGUAGES, edition_content
from parvis.convene.agenda.models import Edition, Event, State
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.editing.forms.frames import DAY, EditionForm
from parvis.convene.editing.views.writing import tell
from parvis.ground import clock
from parvis.people import rules as people
from parvis.people.entrance import organisers_page
from parvis.people.models import Organisation
from parvis.ui import dates


class DuplicateForm(forms.Form):
    """The day of the copy, and the body that answers for it."""

    day = forms.DateField(
        label=gettext_lazy("First day of the copy"),
        widget=DAY,
        help_text=gettext_lazy("The programme is shifted along; everything can be changed afterwards."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("In the name of"), to_field_name="uid", empty_label=None
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Organisation.objects.order_by("name_key", "pk")
        if not people.runs_the_instance(user):
            bodies = bodies.filter(pk__in=[body for body, role in people.roles_of(user) if role in rules.WRITERS])
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def event(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Two clicks: the first opens this page with a day already chosen, the second makes the draft."""
    one = get_object_or_404(visible_to(request.user).select_related("organisation"), uid=uid)
    if not rules.may_write_for(request.user, None):
        raise PermissionDenied
    own = one.organisation if one.organisation and rules.may_write_for(request.user, one.organisation) else None
    initial = {"day": next_day(one.start_day, clock.today()), "organisation": own.uid if own else None}
    form = DuplicateForm(request.user, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        copy = duplicate_event(request.user, one, form.cleaned_data["organisation"], form.cleaned_data["day"])
        messages.success(request, _("The draft is there. Nobody else sees it yet."))
        return redirect("editing:event", uid=copy.uid)
    context = {"form": form, "event": one, "event_url": addresses.event(one.slug)}
    return render(request, "editing/duplicate.html", context, status=422 if form.errors else 200)


def next_day(day: date, today: date) -> date:
    """The same weekday, a week later; next year when the event is over."""
    return day + same_weekday_next_year(day) if day < today else day + timedelta(weeks=1)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def edition(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Next year's edition: its frame, and the events to write again, chosen one by one."""
    one = get_object_or_404(Edition.objects.select_related("series", "host"), uid=uid)
    if not rules.may_manage_edition(request.user, one):
        raise PermissionDenied
    language = get_language() or "fr"
    content = next_content(one)
    form = EditionForm(request.user, request.POST or None, host=content["host"], initial=content)
    events = list(
        Event.objects.filter(inclusions__edition=one, inclusions__selected_by__isnull=True)
        .exclude(state__in=(State.WITHDRAWN, State.REFUSED))
        .select_related("organisation")
        .order_by("start_day", "starts_at", "uid")
    )
    chosen = set(request.POST.getlist("event")) if request.method == "POST" else {str(row.uid) for row in events}
    already = Edition.objects.filter(series=one.series, year=one.year + 1).exists()
    if request.method == "POST" and form.is_valid() and already and not request.POST.get("another"):
        form.add_error(None, _("This series has an edition for that year already. Tick the box below to make another."))
    elif request.method == "POST" and form.is_valid():
        try:
            made, copies = repeat_edition(
                request.user, form.content(), [row for row in events if str(row.uid) in chosen]
            )
        except ValidationError as error:
            tell(form, error)
        else:
            said = ngettext(
                "The edition is there, with one draft.", "The edition is there, with %(number)d drafts.", len(copies)
            )
            messages.success(request, said % {"number": len(copies)})
            return redirect("editing:edition", uid=made.uid)
    context = {
        "form": form,
        "one": one,
        "name": str(one),
        "already": already,
        "rows": [
            (
                row.uid,
                row.title,
                dates.day_words(row.start_day, language),
                dates.day_words(row.start_day + same_weekday_next_year(row.start_day), language, year=True),
                str(row.uid) in chosen,
            )
            for row in events
        ],
    }
    return render(request, "editing/edition_next.html", context, status=422 if form.errors else 200)


def next_content(edition: Edition) -> dict[str, Any]:
    """What the edition of next year begins with: the year in its names, its days on the same weekdays."""
    content = edition_content(edition)
    before, after = str(edition.year), str(edition.year + 1)
    first = edition.first_day or edition.last_day
    if first is not None:
        moved = shifted(
            {"start_day": content["first_day"], "end_day": content["last_day"]}, same_weekday_next_year(first)
        )
        content |= {"first_day": moved["start_day"], "last_day": moved["end_day"]}
    content |= {f"name_{code}": content[f"name_{code}"].replace(before, after) for code in LANGUAGES}
    return {**content, "year": edition.year + 1, "published": False, "base": 0}
