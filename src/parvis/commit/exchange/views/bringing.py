"""Bringing a table in, and what was brought in before."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parvis.civics.formats import FormatError
from parvis.commit.exchange import actions, queries, rules
from parvis.commit.exchange.forms import TableForm, in_language
from parvis.commit.exchange.importing.reading import as_stored
from parvis.people.entrance import organisers_page


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Bring a table in; below, what was brought in before."""
    if not rules.may_bring_tables(request.user):
        raise PermissionDenied
    plans = rules.plans_for(request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TableForm(plans, *sent, initial={"plan": request.GET.get("plan", "")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.bring_table(
                request.user,
                said["plan"],
                said["file"].name or "table",
                said["file"].read(),
                language=said["language"],
                publish=said["publish"],
            )
        except FormatError as error:
            form.add_error("file", in_language(error.message))
        else:
            if said["mapping"] is not None and not made.rows:
                made.mapping = as_stored(said["mapping"])
                made.save(update_fields=["mapping"])
            return redirect("exchange:table", made.uid)
    context = {
        "form": form,
        "plans": plans.exists(),
        "history": queries.history(request.user, request.GET.get("page")),
    }
    return render(request, "exchange/home.html", context)
