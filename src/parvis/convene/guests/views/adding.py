"""People whom the organiser adds: one party, or a list."""

from __future__ import annotations

import csv
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.convene.guests import actions, lists
from parvis.convene.guests.actions.adding import Brought, NotAll, try_bringing
from parvis.convene.guests.forms.people import AddForm, BringForm
from parvis.convene.guests.queries.words import state_words
from parvis.convene.guests.views.desk import refusal_words, shown, to_manage
from parvis.convene.registration.actions import LineAhead, Refused
from parvis.convene.registration.models import Category, Registration, State
from parvis.people.entrance import organisers_page


def categories_of(registration: Registration) -> list[Category]:
    return list(Category.objects.filter(registration=registration).order_by("order", "pk"))


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def add(request: HttpRequest, uid: UUID, which: UUID) -> HttpResponse:
    """One party: a speaker, a journalist, somebody at the desk."""
    registration = to_manage(request, uid, which)
    posted = request.POST if request.method == "POST" else None
    form = AddForm(categories_of(registration), posted, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_guest(
                request.user,
                registration,
                form.chosen(),
                people=form.people(),
                email=form.cleaned_data["email"],
                language=form.cleaned_data["language"],
            )
        except Refused as why:
            form.add_error("email" if why.code == "address" else None, refusal_words(why.code))
        except LineAhead:
            form.add_error(None, refusal_words("line"))
        else:
            if made.state == State.CONFIRMED:
                messages.success(request, _("%(name)s is registered.") % {"name": made.name})
            else:
                messages.warning(request, _("No seat is free: %(name)s is on the waiting list.") % {"name": made.name})
            if request.POST.get("do") == "another":
                return redirect("guests:add", uid, which)
            return redirect("guests:guest", uid, which, made.uid)
    context = {**shown(request, registration), "form": form}
    return render(request, "guests/add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def bring(request: HttpRequest, uid: UUID, which: UUID) -> HttpResponse:
    """A list: first what each line would become, then done."""
    registration = to_manage(request, uid, which)
    categories = categories_of(registration)
    if request.method != "POST":
        form = BringForm(categories, initial={"all_or_nothing": True})
        return brought(request, registration, form, [])
    form = BringForm(categories, request.POST, request.FILES)
    rows: list[Brought] = []
    if form.is_valid():
        given = form.cleaned_data
        try:
            lines = lists.read(given["lines"])
        except lists.TooMany:
            form.add_error("lines", _("At most %(n)s lines at once: cut the list in parts.") % {"n": lists.MOST})
            return brought(request, registration, form, [])
        except csv.Error:
            form.add_error(
                "lines", _("This is no list of people: one of its cells never ends. Look for a lonely quotation mark.")
            )
            return brought(request, registration, form, [])
        if request.POST.get("sure"):
            try:
                rows = actions.bring(
                    request.user, registration, form.chosen(), lines, all_or_nothing=given["all_or_nothing"]
                )
            except NotAll as none:
                form.add_error(None, _("Nobody is added: something has changed since, or a line is wrong."))
                return brought(request, registration, form, list(none.brought), lines=given["lines"])
            number = sum(not row.refused for row in rows)
            words = ngettext("%(n)s person is added.", "%(n)s people are added.", number)
            messages.success(request, words % {"n": number})
            return redirect("guests:guests", uid, which)
        rows = try_bringing(request.user, registration, form.chosen(), lines)
    return brought(request, registration, form, rows, lines=form.cleaned_data.get("lines", ""))


def brought(
    request: HttpRequest, registration: Registration, form: BringForm, rows: list[Brought], lines: str = ""
) -> HttpResponse:
    good = sum(not row.refused for row in rows)
    whole = bool(form.is_bound and form.cleaned_data.get("all_or_nothing")) if hasattr(form, "cleaned_data") else False
    context: dict[str, Any] = {
        **shown(request, registration),
        "form": form,
        "lines": lines,
        "rows": [(row, line_words(row)) for row in rows],
        "good": good,
        "bad": len(rows) - good,
        "may_do": bool(good) and not (whole and good < len(rows)),
        "whole": whole,
    }
    return render(request, "guests/bring.html", context, status=422 if form.errors else 200)


def line_words(row: Brought) -> str:
    if row.refused == "unread":
        return row.line.wrong
    return refusal_words(row.refused) if row.refused else state_words(row.state)
