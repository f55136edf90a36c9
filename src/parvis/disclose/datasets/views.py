"""Pages and files of open data; anyone may read them, from any site."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from parvis.disclose.datasets.catalogue import card, cards, dcat, last_update
from parvis.disclose.datasets.registry import Dataset, find
from parvis.disclose.datasets.writers import csv_stream, json_stream, table_schema
from parvis.ground.journal.queries import version


def dataset_or_404(code: str) -> Dataset:
    dataset = find(code)
    if dataset is None:
        raise Http404(_("There is no dataset of this name."))
    return dataset


def modified(request: HttpRequest, code: str) -> datetime | None:
    dataset = find(code)
    return last_update(dataset, version()) if dataset else None


def open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every dataset with its licence, its last update and its files."""
    return render(request, "datasets/catalogue.html", {"cards": cards()})


@require_safe
def dataset(request: HttpRequest, code: str) -> HttpResponse:
    """One dataset and the meaning of its columns."""
    return render(request, "datasets/dataset.html", {"card": card(dataset_or_404(code))})


@require_safe
@condition(last_modified_func=modified)
def as_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    """The table as CSV, streamed."""
    return download(csv_stream(dataset_or_404(code)), "text/csv; charset=utf-8; header=present", f"{code}.csv")


@require_safe
@condition(last_modified_func=modified)
def as_json(request: HttpRequest, code: str) -> HttpResponseBase:
    """The table as JSON, streamed."""
    found = dataset_or_404(code)
    return download(json_stream(found, last_update(found, version())), "application/json", f"{code}.json")


def download(stream: object, content_type: str, name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(stream, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return open_to_all(response)


@require_safe
def schema(request: HttpRequest, code: str) -> HttpResponseBase:
    """The columns as Table Schema."""
    return open_to_all(JsonResponse(table_schema(dataset_or_404(code)), json_dumps_params=READABLE))


@require_safe
def dcat_catalogue(request: HttpRequest) -> HttpResponseBase:
    """The catalogue as DCAT."""
    return open_to_all(JsonResponse(dcat(), content_type="application/ld+json", json_dumps_params=READABLE))


READABLE = {"ensure_ascii": False, "indent": 2}
