"""One verb for the parties that are ticked: what will happen, then done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from parvis.convene.guests.queries.listing import A_PAGE
from parvis.convene.guests.queries.narrowing import Asked, identifier, listed
from parvis.convene.guests.queries.words import state_words
from parvis.convene.guests.verbs import VERBS, Verb
from parvis.convene.guests.views.desk import shown, to_manage
from parvis.convene.registration.actions import Refused
from parvis.convene.registration.models import Registration, SignUp
from parvis.people.entrance import organisers_page

MANY = ("approve", "refuse", "remove", "again")
# Some 10 s at worst: 8 ms for a letter again, 33 ms for a seat that goes to the next, on a busy machine of two cores.
MOST = 300


@dataclass(frozen=True)
class Row:
    """One party, and why nothing happens to it when it does not fit."""

    sign_up: SignUp
    name: str
    state: str
    fits: bool


@dataclass(frozen=True)
class Chosen:
    """What a verb is about.

    all      it is every registration of the list, those that the verb fits
    total    registrations that the list shows, all pages of it
    beyond   those that the verb fits and that are left for another time
    """

    rows: tuple[Row, ...]
    all: bool = False
    total: int = 0
    beyond: int = 0

    @property
    def shown(self) -> tuple[Row, ...]:
        return self.rows[:A_PAGE]

    @property
    def folded(self) -> tuple[Row, ...]:
        """Those that the page names under a fold."""
        return self.rows[A_PAGE:]


@require_POST
@organisers_page
def many(request: HttpRequest, uid: UUID, which: UUID) -> HttpResponse:
    """Ask, then do: `guest` names the parties; `all`, whatever the list of `back` shows.

    What is done is what the page has named: who registers between the two is left out.
    """
    registration = to_manage(request, uid, which)
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None or verb.code not in MANY:
        raise Http404
    back = back_to(request, registration)
    sure, head = bool(request.POST.get("sure")), shown(request, registration)
    if request.POST.get("all") and not sure:
        page = all_of(registration, back, verb, private=head["private"])
    else:
        page = Chosen(chosen(registration, request.POST.getlist("guest"), verb))
    rows = page.rows
    if not rows and not page.all:
        messages.info(request, _("Tick somebody in the list first."))
        return redirect(back)
    form = verb.form(request.POST if sure else None, prefix=verb.code)
    if sure and form.is_valid():
        number = sum(done(request, verb, row, form.cleaned_data) for row in rows if row.fits)
        words = ngettext("Done for %(n)s registration.", "Done for %(n)s registrations.", number)
        messages.success(request, words % {"n": number})
        return redirect(back)
    context = {
        **head,
        "verb": verb,
        "form": form,
        "page": page,
        "doable": sum(row.fits for row in rows),
        "back": back,
    }
    return render(request, "guests/many.html", context, status=422 if form.errors else 200)


def chosen(registration: Registration, given: Sequence[str], verb: Verb) -> tuple[Row, ...]:
    """The parties that were named."""
    uids = [uid for uid in map(identifier, given) if uid][:MOST]
    return rows_of(registration, SignUp.objects.filter(registration=registration, uid__in=uids).order_by("pk"), verb)


def all_of(registration: Registration, back: str, verb: Verb, *, private: bool) -> Chosen:
    """The parties of the list, all pages of it, that the verb fits; the first `MOST` of them."""
    asked = Asked.of(QueryDict(urlsplit(back).query))
    questions = list(registration.questions.order_by("order", "pk")) if asked.answer else []
    rows = rows_of(registration, listed(registration, asked, questions, private=private), verb)
    fit = tuple(row for row in rows if row.fits)
    return Chosen(fit[:MOST], all=True, total=len(rows), beyond=len(fit[MOST:]))


def rows_of(registration: Registration, found: QuerySet[SignUp], verb: Verb) -> tuple[Row, ...]:
    """A row for each; 1 query."""
    rows = []
    for one in found.select_related("category", "parent"):
        one.registration = registration
        person = one.parent or one
        rows.append(Row(one, person.name or _("Name erased"), state_words(one.state), verb.fits(one)))
    return tuple(rows)


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
