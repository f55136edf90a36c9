"""“Who did what”, for the administrators of a body."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.people import rules
from parvis.people.entrance import organisers_page
from parvis.people.forms import JournalForm
from parvis.people.models import Organisation
from parvis.people.queries.who_did_what import (
    Filters,
    Row,
    bodies_administered_by,
    journal_page,
    journal_rows,
    kinds,
    people_of,
)


@organisers_page
@require_safe
def who_did_what(request: HttpRequest) -> HttpResponse:
    """The entries of the journal about what belongs to the bodies that the person administers."""
    bodies, form, filters = asked(request)
    context = {
        "form": form,
        "page": journal_page(bodies, request.user, filters, request.GET.get("before", "")),
        "bodies": bodies,
        "everything": rules.runs_the_instance(request.user),
        "query": query_of(request),
    }
    return render(request, "people/journal.html", context)


@organisers_page
@require_safe
def journal_file(request: HttpRequest) -> HttpResponseBase:
    """The same entries, all of them, as a CSV file."""
    bodies, _form, filters = asked(request)
    language = get_language() or "fr"
    response = StreamingHttpResponse(
        lines(journal_rows(bodies, request.user, filters), language), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="journal.csv"'
    return response


def asked(request: HttpRequest) -> tuple[list[Organisation], JournalForm, Filters]:
    """The bodies, the form as filled in, and the filters that could be read; a wrong day is said and not applied."""
    if not rules.may_read_a_journal(request.user):
        raise PermissionDenied
    bodies = bodies_administered_by(request.user)
    form = JournalForm(people_of(bodies, request.user), kinds(), request.GET)
    form.is_valid()
    given: dict[str, Any] = getattr(form, "cleaned_data", {})
    return bodies, form, Filters(
        person=int(given["person"]) if given.get("person") else None,
        kind=given.get("kind") or "",
        object=given.get("object"),
        first=given.get("first"),
        last=given.get("last"),
    )  # fmt: skip


def query_of(request: HttpRequest) -> str:
    """The filters as the end of an address, without the page."""
    query = request.GET.copy()
    query.pop("before", None)
    return str(query.urlencode())


def lines(rows: Iterable[Row], language: str) -> Iterator[str]:
    """A file that spreadsheets open: a mark that says UTF-8, then a line an entry; no cell can begin a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def written(cells: Iterable[Any]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([harmless(str(cell)) for cell in cells])
        return buffer.getvalue()

    with override(language):
        head = [_("when"), _("what happened"), _("kind"), _("object"), _("identifier"), _("private part")]
    yield "\ufeff" + written(head)
    rows = iter(rows)
    while True:
        with override(language):  # the reader of the stream may have changed the language of this thread
            row = next(rows, None)
        if row is None:
            return
        private = " ; ".join(f"{label} {words}".strip() for label, words in row.private)
        yield written([localtime(row.at).isoformat(), row.sentence, row.kind, row.title, row.object, private])


def harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
