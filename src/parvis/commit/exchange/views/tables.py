"""One table: its columns named, its rows shown, then what became of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from parvis.civics.formats import FormatError
from parvis.civics.formats.plans import write_mapping
from parvis.commit.exchange import actions, queries, rules
from parvis.commit.exchange.forms import ColumnsForm, in_language
from parvis.commit.exchange.importing.foreseeing import CREATE, UPDATE
from parvis.commit.exchange.importing.reading import from_stored, is_decidims, opened
from parvis.commit.exchange.models import BroughtTable, TableState
from parvis.people.entrance import organisers_page


def found_table(request: HttpRequest, uid: UUID) -> BroughtTable:
    table = get_object_or_404(BroughtTable.objects.select_related("plan__organisation", "by"), uid=uid)
    if not rules.may_decide_on_table(request.user, table):
        raise PermissionDenied
    return table


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Name the columns, see what would happen, decide; then see what happened."""
    found = found_table(request, uid)
    act = request.POST.get("act", "")
    if request.method != "POST":
        return shown(request, found, None)
    try:
        if act == "columns":
            return columns_named(request, found)
        if act in {"write", "good"}:
            found = actions.decide(request.user, found, good_rows=act == "good")
            told(request, found)
        elif act == "set-aside":
            actions.set_aside(request.user, found)
            messages.success(request, _("The table is set aside; nothing was written."))
            return redirect("exchange:home")
    except actions.AlreadyDecided:
        messages.warning(request, _("Somebody decided before you: here is what stands now."))
    return redirect("exchange:table", found.uid)


def columns_named(request: HttpRequest, found: BroughtTable) -> HttpResponse:
    form = columns_form(found, request.POST)
    if form is None:
        return redirect("exchange:table", found.uid)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.name_columns(
                request.user, found, said["mapping"], language=said["language"], publish=said["publish"]
            )
        except FormatError as error:
            form.add_error(None, in_language(error.message))
        else:
            return redirect("exchange:table", found.uid)
    return shown(request, found, form)


def columns_form(found: BroughtTable, data: Any = None) -> ColumnsForm | None:
    """None when the columns cannot be named any more, or say themselves what they hold."""
    content = bytes(found.content)
    if (
        not content
        or is_decidims(content)
        or found.state in {TableState.DECIDED, TableState.DONE, TableState.SET_ASIDE}
    ):
        return None
    initial = {"language": found.language, "publish": found.publish}
    return ColumnsForm(opened(content).header, queries.start_of(found), data, initial=initial)


def shown(request: HttpRequest, found: BroughtTable, form: ColumnsForm | None) -> HttpResponse:
    wrong = form is not None
    naming = wrong or found.state == TableState.BROUGHT or "columns" in request.GET
    form = form or (columns_form(found) if naming else None)
    context = {
        "table": found,
        "form": form,
        "lines": queries.column_lines(form, opened(bytes(found.content))) if form else [],
        "page": queries.table_page(found, request.GET.get("only", ""), request.GET.get("page")),
        "may_rename": not is_decidims(bytes(found.content)) and found.state in {TableState.READ, TableState.FAILED},
        "address": request.get_full_path(),
    }
    return render(request, "exchange/table.html", context)


def told(request: HttpRequest, found: BroughtTable) -> None:
    if found.state != TableState.DONE:
        return
    written = sum(row["action"] in {CREATE, UPDATE} for row in found.rows)
    said = ngettext("%(number)s commitment was written.", "%(number)s commitments were written.", written)
    messages.success(request, said % {"number": written})


@organisers_page
@require_safe
def mapping(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What each column holds, as a file to keep for the next time."""
    found = found_table(request, uid)
    said = from_stored(found.mapping)
    if said is None:
        raise Http404
    response = HttpResponse(write_mapping(said), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.plan.slug}-columns.toml"'
    return response


@organisers_page
@require_safe
def refused(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The rows that cannot be taken, with why, to be corrected and brought again."""
    found = found_table(request, uid)
    if not found.content or is_decidims(bytes(found.content)):
        raise Http404
    response = StreamingHttpResponse(queries.refused_rows(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.plan.slug}-to-correct.csv"'
    return response
