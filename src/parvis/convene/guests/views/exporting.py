"""The list as a file: which columns, then the file; told in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.convene.guests.actions import tell_export
from parvis.convene.guests.queries import exporting as queries
from parvis.convene.guests.queries.narrowing import Asked, listed
from parvis.convene.guests.views.desk import shown, to_read
from parvis.convene.registration.models import Registration, SignUp
from parvis.people.entrance import organisers_page


class ExportForm(forms.Form):
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Take what you need and nothing more: you answer for the copy, and for erasing it."),
        error_messages={"required": gettext_lazy("Tick one column at least.")},
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[("csv", gettext_lazy("CSV, for a spreadsheet")), ("jsonl", gettext_lazy("JSON lines, for a program"))],
        widget=forms.RadioSelect,
        initial="csv",
    )

    def __init__(self, columns: list[queries.Column], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.known = columns
        self.fields["columns"].choices = [(one.code, labelled(one)) for one in columns]  # type: ignore[attr-defined]
        self.fields["columns"].initial = [one.code for one in columns if one.usual]

    def chosen(self) -> list[queries.Column]:
        return [one for one in self.known if one.code in self.cleaned_data["columns"]]


def labelled(column: queries.Column) -> str:
    return f"{column.label} ({_('sensitive')})" if column.sensitive else column.label


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def export(request: HttpRequest, uid: UUID, which: UUID) -> HttpResponseBase:
    """The list as it is narrowed, streamed."""
    registration = to_read(request, uid, which)
    head = shown(request, registration)
    asked, language = Asked.of(request.GET), get_language() or "fr"
    columns = queries.columns_of(registration, language, private=head["private"])
    form = ExportForm(columns, request.POST if request.method == "POST" else None)
    questions = list(registration.questions.order_by("order", "pk")) if asked.answer else []
    found = listed(registration, asked, questions, private=head["private"])
    if request.method == "POST" and form.is_valid():
        return file_of(request, registration, form, found, asked, language)
    context = {**head, "form": form, "total": found.count(), "asked": asked}
    return render(request, "guests/export.html", context, status=422 if form.errors else 200)


def file_of(
    request: HttpRequest,
    registration: Registration,
    form: ExportForm,
    found: QuerySet[SignUp],
    asked: Asked,
    language: str,
) -> StreamingHttpResponse:
    chosen = form.chosen()
    tell_export(request.user, registration, [one.code for one in chosen], asked.said(), found.count())
    rows = queries.parties(found, registration, language)
    if form.cleaned_data["form"] == "csv":
        kind, suffix, chunks = "text/csv; charset=utf-8", "csv", queries.as_csv(chosen, rows)
    else:
        kind, suffix, chunks = "application/x-ndjson", "jsonl", queries.as_lines(chosen, rows)
    response = StreamingHttpResponse(spoken(language, chunks), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{registration.event.slug}-guests.{suffix}"'
    return response


def spoken(language: str, chunks: Iterator[str]) -> Iterator[str]:
    """The chunks in the language that was asked: they are made once the request is over."""
    while True:
        with translation.override(language):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk
