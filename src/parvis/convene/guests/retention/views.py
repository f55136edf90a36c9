"""Erasing names before the day announced."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.convene.guests import rules
from parvis.convene.guests.retention.anonymising import anonymise
from parvis.convene.guests.retention.ending import names_go_at
from parvis.convene.guests.views.desk import event_of, shown
from parvis.convene.registration.models import Registration, SignUp
from parvis.ground import clock
from parvis.people.entrance import organisers_page
from parvis.ui import dates


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest, uid: UUID) -> HttpResponse:
    """When names go by themselves, and the button that makes them go now, once all is over."""
    event = event_of(request, uid)
    if not rules.may_manage_guests(request.user, event):
        raise PermissionDenied
    language, now, zone = get_language() or "fr", clock.now(), ZoneInfo(event.zone)
    found = list(Registration.objects.filter(event=event).select_related("event", "session").order_by("pk"))
    is_over = bool(found) and event.ends_at <= now and all(one.is_over(now) for one in found)
    if request.method == "POST":
        if not is_over:
            messages.warning(request, _("Nothing was erased: the event is not over, and tickets bear these names."))
            return redirect("guests:names", event.uid)
        people = sum(anonymise(one, request.user).people for one in found)
        messages.success(request, _("Erased: %(number)s people have no name any more.") % {"number": people})
        return redirect("guests:names", event.uid)
    named = SignUp.objects.filter(registration__event=event, anonymised_at=None, parent=None)
    rows = [
        {
            "what": str(one.session or one.event),
            "day": dates.day_words(names_go_at(one).astimezone(zone).date(), language, year=True),
            "days": one.kept_days,
            "gone": one.anonymised_at
            and dates.day_words(one.anonymised_at.astimezone(zone).date(), language, weekday=False, year=True),
        }
        for one in found
    ]
    found.sort(key=lambda one: one.session is not None)
    head = shown(request, found[0]) if found else {"event": event, "registration": None}
    context = {**head, "rows": rows, "is_over": is_over, "named": named.count()}
    return render(request, "guests/retention/names.html", context)
