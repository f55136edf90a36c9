"""More seats, or fewer: what it would do, said before it is done."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.convene.guests.forms.rules import seats_field
from parvis.convene.guests.views.desk import shown, to_set_up
from parvis.convene.guests.views.set_up import to_set_up_page
from parvis.convene.registration.actions import Effect, preview_capacity, set_capacity
from parvis.convene.registration.models import Category, Registration
from parvis.ground.text import localized
from parvis.people.entrance import organisers_page


class CapacityForm(forms.Form):
    capacity = seats_field(
        gettext_lazy("Seats"),
        help_text=gettext_lazy("Empty: as many as wish to come."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def capacity(request: HttpRequest, uid: UUID, which: UUID, row: UUID | None = None) -> HttpResponse:
    """Ask for a number, show what it does, do it."""
    registration = to_set_up(request, uid, which)
    category = get_object_or_404(Category, registration=registration, uid=row) if row else None
    changed: Registration | Category = registration
    if category is not None:
        category.registration = registration
        changed = category
    form = CapacityForm(request.POST if request.method == "POST" else None, initial={"capacity": changed.capacity})
    sentences: list[str] = []
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["capacity"]
        if request.POST.get("sure"):
            effect = set_capacity(request.user, changed, wanted)
            messages.success(request, " ".join(effect_in_words(changed.capacity, effect, done=True)))
            return to_set_up_page(registration)
        sentences = effect_in_words(changed.capacity, preview_capacity(changed, wanted))
    context = {
        **shown(request, registration),
        "form": form,
        "of": localized(category.name, get_language() or "fr") if category else "",
        "row": changed,
        "effect": sentences,
    }
    return render(request, "guests/capacity.html", context, status=422 if form.errors else 200)


def effect_in_words(before: int | None, effect: Effect, *, done: bool = False) -> list[str]:
    """What another number of seats does, a sentence each: “30 seats more: 28 people in 21 parties are offered one.”"""
    said = [difference_in_words(before, effect.capacity)]
    if effect.people:
        people = ngettext("%(n)s person", "%(n)s people", effect.people) % {"n": effect.people}
        parties = ngettext("%(n)s party", "%(n)s parties", effect.parties) % {"n": effect.parties}
        said.append(
            ngettext(
                "%(people)s in %(parties)s is offered a seat.",
                "%(people)s in %(parties)s are offered a seat.",
                effect.people,
            )
            % {"people": people, "parties": parties}
        )
    if effect.excess:
        said.append(
            ngettext(
                "%(n)s seat more than that is given already: nobody loses a seat, the next one to leave is not "
                "replaced.",
                "%(n)s seats more than that are given already: nobody loses a seat, the next %(n)s to leave are not "
                "replaced.",
                effect.excess,
            )
            % {"n": effect.excess}
        )
    if effect.free is not None:
        said.append(ngettext("%(n)s seat stays free.", "%(n)s seats stay free.", effect.free) % {"n": effect.free})
    if effect.still_waiting:
        said.append(
            ngettext("%(n)s person goes on waiting.", "%(n)s people go on waiting.", effect.still_waiting)
            % {"n": effect.still_waiting}
        )
    if done and effect.people:
        said.append(_("The letters leave now."))
    return said


def difference_in_words(before: int | None, after: int | None) -> str:
    if after is None:
        return _("No limit any more.")
    if before is None:
        return ngettext("A limit of %(n)s seat.", "A limit of %(n)s seats.", after) % {"n": after}
    if after > before:
        return ngettext("%(n)s seat more.", "%(n)s seats more.", after - before) % {"n": after - before}
    if after < before:
        return ngettext("%(n)s seat fewer.", "%(n)s seats fewer.", before - after) % {"n": before - after}
    return _("The same number of seats.")
