"""One verb for the parties that are ticked: what will happen, then done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from parvis.convene.guests.queries.listing import A_PAGE
from parvis.convene.guests.queries.narrowing import identifier
from parvis.convene.guests.queries.words import state_words
from parvis.convene.guests.verbs import VERBS, Verb
from parvis.convene.guests.views.desk import shown, to_manage
from parvis.convene.registration.actions import Refused
from parvis.convene.registration.models import Registration, SignUp
from parvis.people.entrance import organisers_page

MANY = ("approve", "refuse", "remove", "again")
MOST = A_PAGE  # what one page of the list shows: a request that does more takes too long


@dataclass(frozen=True)
class Row:
    """One party, and why nothing happens to it when it does not fit."""

    sign_up: SignUp
    name: str
    state: str
    fits: bool


@require_POST
@organisers_page
def many(request: HttpRequest, uid: UUID, which: UUID) -> HttpResponse:
    """Ask, then do, for the parties of one page at most."""
    registration = to_manage(request, uid, which)
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None or verb.code not in MANY:
        raise Http404
    back = back_to(request, registration)
    rows = chosen(registration, request.POST.getlist("guest"), verb)
    if not rows:
        messages.info(request, _("Tick somebody in the list first."))
        return redirect(back)
    sure = bool(request.POST.get("sure"))
    form = verb.form(request.POST if sure else None, prefix=verb.code)
    if sure and form.is_valid():
        number = sum(done(request, verb, row, form.cleaned_data) for row in rows if row.fits)
        words = ngettext("Done for %(n)s registration.", "Done for %(n)s registrations.", number)
        messages.success(request, words % {"n": number})
        return redirect(back)
    context = {
        **shown(request, registration),
        "verb": verb,
        "form": form,
        "rows": rows,
        "doable": sum(row.fits for row in rows),
        "back": back,
    }
    return render(request, "guests/many.html", context, status=422 if form.errors else 200)


def chosen(registration: Registration, given: Sequence[str], verb: Verb) -> list[Row]:
    uids = [uid for uid in map(identifier, given) if uid][:MOST]
    found = SignUp.objects.filter(registration=registration, uid__in=uids).select_related("category", "parent")
    rows = []
    for one in found.order_by("pk"):
        one.registration = registration
        person = one.parent or one
        rows.append(Row(one, person.name or _("Name erased"), state_words(one.state), verb.fits(one)))
    return rows


def done(request: HttpRequest, verb: Verb, row: Row, given: dict[str, str]) -> int:
    """1 when it was done; what somebody else did meanwhile is left as it is."""
    try:
        return int(verb.do(request.user, row.sign_up, given))
    except Refused:
        return 0


def back_to(request: HttpRequest, registration: Registration) -> str:
    """The list as it was narrowed, never another site."""
    home = reverse("guests:guests", args=[registration.event.uid, registration.uid])
    wanted = request.POST.get("back", "")
    inside = wanted.startswith(home) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if inside else home
