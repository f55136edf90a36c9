"""Any list of events as a file to take away: CSV, iCalendar, pages with front matter, OpenAgenda JSON.

Streamed, 500 events at a time. Each format says what it carries (`CARRIED` of its writer); the rest stays here.
Pages with front matter come one file an event in a zip, since that is what a static site or a folder of drafts is made
of; a single event comes as the page itself.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import register_converter
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.civics.formats.model import EventDocument
from parvis.civics.formats.writers import csv_rows, front_matter, icalendar, openagenda
from parvis.convene.agenda import addresses, filters, queries
from parvis.convene.agenda.feeds import EPOCH, sent_once
from parvis.convene.agenda.filters import Filters, Window
from parvis.convene.agenda.models import Event
from parvis.convene.agenda.queries import exporting
from parvis.convene.agenda.queries import vocabulary as vocabularies
from parvis.convene.agenda.queries.narrowing import narrow
from parvis.convene.agenda.rows import last_change
from parvis.ground import clock

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the zip of an unchanged list is the same file


@dataclass(frozen=True)
class Form:
    """A format of export.

    suffix     what follows the address of the list: "csv"
    carried    fields of a document that it can hold
    chunks     (documents, name of the list) → pieces of the file
    identify   what names an event in the file
    """

    suffix: str
    media_type: str
    label: Any
    note: Any
    carried: frozenset[str]
    chunks: Callable[[Iterable[EventDocument], str], Iterator[str] | Iterator[bytes]]
    identify: Callable[[Event], str] = exporting.by_calendar


def pages(documents: Iterable[EventDocument], _name: str) -> Iterator[bytes]:
    """A zip of pages, written as it is read: only its table of contents grows with the list."""
    pieces = Pieces()
    with zipfile.ZipFile(pieces, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            day = document.start.day.isoformat() if document.start else "sans-date"
            entry = zipfile.ZipInfo(f"{day}-{document.external_id}.md", ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, front_matter.write(document))
            yield from pieces.taken()
    yield from pieces.taken()


class Pieces:
    """A file that is only written to, and emptied as it goes."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self) -> Iterator[bytes]:
        yield b"".join(self.waiting)
        self.waiting.clear()


def table(documents: Iterable[EventDocument], _name: str) -> Iterator[str]:
    yield "\ufeff"  # or a spreadsheet would take the accents for something else
    yield from csv_rows.chunks(documents)


def calendar(documents: Iterable[EventDocument], name: str) -> Iterator[str]:
    language = (get_language() or "fr").upper()
    return icalendar.chunks(
        documents, stamp=last_change() or EPOCH, name=name, product=f"-//Parvis//Agenda//{language}"
    )


def open_agenda(documents: Iterable[EventDocument], _name: str) -> Iterator[str]:
    """OpenAgenda refuses what lasts more than 800 days: such an event is left out."""
    return openagenda.chunks(one for one in documents if days_of(one) <= openagenda.LONGEST)


def days_of(document: EventDocument) -> int:
    if document.start is None or document.end is None:
        return 1
    return (document.end.day - document.start.day).days + 1


FORMS = {
    form.suffix: form
    for form in (
        Form("csv", "text/csv; charset=utf-8", _("CSV"), _("for a spreadsheet"), csv_rows.CARRIED, table),
        Form(
            "export.ics",
            icalendar.MEDIA_TYPE,
            _("iCalendar"),
            _("for a calendar"),
            icalendar.CARRIED,
            calendar,
        ),
        Form(
            "zip",
            "application/zip",
            _("Pages (.zip)"),
            _("one text file an event, with front matter: for a static site, and all of it"),
            front_matter.CARRIED,
            pages,
            exporting.by_slug,
        ),
        Form(
            "openagenda.json",
            "application/json; charset=utf-8",
            _("OpenAgenda JSON"),
            _("for OpenAgenda and its readers"),
            openagenda.CARRIED,
            open_agenda,
        ),
    )
}


class FormConverter:
    """A format in an address: `agenda.<export:form>`."""

    regex = "|".join(suffix.replace(".", r"\.") for suffix in FORMS)

    def to_python(self, value: str) -> Form:
        return FORMS[value]

    def to_url(self, value: Form | str) -> str:
        return value if isinstance(value, str) else value.suffix


register_converter(FormConverter, "export")


@dataclass(frozen=True)
class ExportLink:
    label: str
    note: str
    url: str


def links(path: str, query: str = "") -> tuple[ExportLink, ...]:
    """Every format of the list at `path` (“/fr/agenda”), for `agenda/parts/exports.html`."""
    asked = f"?{query}" if query else ""
    return tuple(ExportLink(str(form.label), str(form.note), f"{path}.{form.suffix}{asked}") for form in FORMS.values())


def export(events: QuerySet[Event], form: Form, *, name: str, language: str) -> StreamingHttpResponse:
    """These events, as far as the queryset goes and in its order, as a file named after the list ("agenda").

    The caller decides who may see them, and how long an answer may be kept.
    """
    vocabulary = vocabularies.load(language)
    documents = exporting.documents(events, vocabulary, language, form.carried, form.identify)
    response = StreamingHttpResponse(form.chunks(documents, name), content_type=form.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form.suffix.removeprefix("export.")}"'
    return response


@sent_once
def public(request: HttpRequest, form: Form) -> HttpResponseBase:
    """The published events of a view, with the filters of its page."""
    language = get_language() or "fr"
    asked, _problems = filters.parse(request.GET, default="all")
    narrowed = narrow(asked, vocabularies.load(language), language)
    events = within(narrowed.events, narrowed.filters.window(clock.today()))
    return export(events, form, name="agenda", language=language)


@sent_once
def page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One published event as a page with front matter: everything that a document can hold."""
    language = get_language() or "fr"
    events = queries.published().filter(slug=slug).order_by("pk")
    vocabulary = vocabularies.load(language)
    found = next(exporting.documents(events, vocabulary, language, front_matter.CARRIED, exporting.by_slug), None)
    if found is None:
        raise Http404
    response = HttpResponse(front_matter.write(found), content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.md"'
    return response


def within(events: QuerySet[Event], window: Window) -> QuerySet[Event]:
    """Events that have a day in the window, what began before it included, as on the page."""
    if window.first is not None:
        events = events.filter(end_day__gte=window.first)
    if window.last is not None:
        events = events.filter(**{"end_day__lte" if window.backwards else "start_day__lte": window.last})
    return events.order_by("start_day", "starts_at", "uid")


def explicit(asked: Filters) -> str:
    """The query that gives the same list to a machine, whose usual window is no window: `when` is always said."""
    return replace(asked, default_when="all").query_string()


def public_links(asked: Filters, language: str) -> tuple[ExportLink, ...]:
    """Exports of a public list under its filters."""
    return links(f"{addresses.base(language)}agenda", explicit(asked))
