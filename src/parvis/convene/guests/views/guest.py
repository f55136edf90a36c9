"""One party, and what an organiser does to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.convene.guests import rules
from parvis.convene.guests.queries.guest import guest_page
from parvis.convene.guests.verbs import VERBS, Verb, form_of
from parvis.convene.guests.views.desk import guest_of, refusal_words, shown, to_read
from parvis.convene.registration import actions
from parvis.convene.registration.actions import Refused
from parvis.convene.registration.models import ACTIVE, Category, SignUp
from parvis.people.entrance import organisers_page


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def guest(request: HttpRequest, uid: UUID, which: UUID, sign_up: UUID) -> HttpResponse:
    """What the party said, its steps and letters; the verbs beside."""
    registration = to_read(request, uid, which)
    one = guest_of(registration, sign_up)
    manages = rules.may_manage_guests(request.user, registration.event)
    categories = list(Category.objects.filter(registration=registration).order_by("order", "pk"))
    wrong: Any = None
    refused = ""
    if request.method == "POST":
        if not manages:
            raise PermissionDenied
        if "attendee" in request.POST:
            return one_less(request, one)
        verb = VERBS.get(request.POST.get("what", ""))
        if verb is None:
            raise Http404
        form = form_of(verb, one, categories, request.POST)
        if form.is_valid():
            refused = done(request, verb, one, form)
            if not refused:
                return redirect("guests:guest", uid, which, sign_up)
        wrong = form
    head = shown(request, registration)
    page = guest_page(one, categories, get_language() or "fr", private=head["private"])
    asked = request.POST.get("what", "")
    context = {
        **head,
        "guest": one,
        "page": page,
        "active": one.state in ACTIVE,
        "verbs": [
            (verb, wrong if wrong is not None and verb.code == asked else form_of(verb, one, categories))
            for verb in VERBS.values()
            if manages and verb.fits(one) and not (verb.code == "move" and len(categories) < 2)
        ],
        "asked": asked,
        "wrong": wrong,
        "refused": refused,
    }
    status = 409 if refused else 422 if wrong is not None else 200
    return render(request, "guests/guest.html", context, status=status)


def done(request: HttpRequest, verb: Verb, one: SignUp, form: Any) -> str:
    """Do it; returns why it was refused, in words."""
    try:
        changed = verb.do(request.user, one, form.cleaned_data)
    except Refused as why:
        return refusal_words(why.code)
    if changed:
        messages.success(request, str(verb.done))
    else:
        messages.info(request, _("It is so already."))
    return ""


def one_less(request: HttpRequest, one: SignUp) -> HttpResponse:
    """One of the party does not come."""
    person = one.parent or one
    try:
        key = UUID(request.POST["attendee"])
    except ValueError:
        raise Http404 from None
    attendee = get_object_or_404(person.attendees, uid=key)
    if actions.cancel_attendee(person, attendee, actor=request.user):
        messages.success(request, _("%(name)s is taken off; the seat goes to who waits.") % {"name": attendee.name})
    return redirect("guests:guest", one.registration.event.uid, one.registration.uid, one.uid)
