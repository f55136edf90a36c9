"""The root of the API: what each app registered with `disclose`, under one description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from parvis import __version__
from parvis.disclose.api import routers
from parvis.people.api.refusals import Fault, Refusal, faults_of_form, language_of

api = NinjaAPI(
    title="Parvis",
    version=__version__,
    description=(
        "Read what the instance publishes: the same objects, with the same visibility, as its pages. "
        "Lists come in pages with a `next` cursor. Open data under the Licence Ouverte 2.0: name the source and its "
        "last update. With a token of a body (`Authorization: Bearer`), write its events: see the page of the API."
    ),
    urls_namespace="api",
    docs_url=None,  # ours is a page of the site, complete without JavaScript: /en/api/
)

for prefix, router in routers():
    api.add_router(prefix, router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Every mistake, in the one form of the API."""
    response = api.create_response(request, refusal.body, status=refusal.status)
    for name, value in refusal.headers.items():
        response[name] = value
    return response


@api.exception_handler(ValidationError)
def of_another_form(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A parameter or a body that is not what it should be: one sentence each, as the pages do."""
    with translation.override(language_of(request)):
        # Steps before the name say where it was: ("query", "query", "limit"), ("body", "body", "title").
        return refused(request, Refusal(422, faults_of_form(error.errors, skip=2)))


@api.exception_handler(HttpError)
def not_understood(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja itself refuses: a body that is no JSON."""
    with translation.override(language_of(request)):
        message = _("The body of the request is not JSON that can be read.")
        return refused(request, Refusal(error.status_code, (Fault("", message, "not-json"),)))


BACKQUOTED = re.compile("`([^`]+)`")
# What is said of a parameter wherever it stands, when its operation says nothing more precise.
EVERYWHERE = {
    "uid": gettext_noop("Its identifier, or the slug of its page."),
    "lang": gettext_noop("Language of names and of messages: fr or en."),
    "dry": gettext_noop("1 to be told what would happen; nothing is kept."),
    "city": gettext_noop("Name of a town, exact."),
    "series": gettext_noop("Slug of a series."),
    "event": gettext_noop("Identifier or slug of an event."),
}


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of what is sent, in the active language."""

    name: str
    kind: str
    words: str
    required: bool

    @property
    def html(self) -> str:
        return with_code(self.words)


@dataclass(frozen=True)
class Operation:
    """One operation as the documentation page prints it."""

    method: str
    address: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    fields: tuple[Field, ...]
    needs_token: bool
    statuses: tuple[str, ...]

    @property
    def description_html(self) -> str:
        return with_code(self.description)


def operations() -> list[Operation]:
    """Every operation of the API, reading first, in the active language: the English is in the OpenAPI document."""
    schema = api.get_openapi_schema()
    found = [
        Operation(
            method=method.upper(),
            address=address,
            summary=said(operation.get("summary")),
            description=said(operation.get("description")),
            parameters=tuple(parameter(one) for one in operation.get("parameters", [])),
            fields=tuple(fields(operation, schema)),
            needs_token="security" in operation,
            statuses=tuple(str(status) for status in operation.get("responses", {})),
        )
        for address, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    return sorted(found, key=lambda one: one.needs_token)


def said(english: str | None) -> str:
    return _(english) if english else ""


def with_code(words: str) -> str:
    """The words as HTML: what stands between backquotes is code."""
    return mark_safe(BACKQUOTED.sub(r"<code>\1</code>", escape(words)))


def parameter(given: dict[str, Any]) -> Field:
    shape = given.get("schema", {})
    words = shape.get("description") or given.get("description") or EVERYWHERE.get(given["name"], "")
    return Field(given["name"], kind(shape), said(words), bool(given.get("required")))


def fields(operation: dict[str, Any], schema: dict[str, Any]) -> Iterator[Field]:
    """What is sent in the body, field by field."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = reached(content, schema)
    for name, value in shape.get("properties", {}).items():
        yield Field(name, kind(value), said(value.get("description")), name in shape.get("required", ()))


def reached(shape: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The schema that a reference leads to."""
    for one in (shape, *shape.get("allOf", ()), *shape.get("anyOf", ())):
        if reference := one.get("$ref"):
            return dict(schema["components"]["schemas"][reference.rpartition("/")[2]])
    return shape


def kind(shape: dict[str, Any]) -> str:
    """The type in a word or two, as JSON Schema writes them."""
    if "anyOf" in shape:
        return " | ".join(dict.fromkeys(kind(one) for one in shape["anyOf"]))
    if reference := shape.get("$ref"):
        return str(reference.rpartition("/")[2])
    if shape.get("type") == "array":
        return f"[{kind(shape.get('items', {}))}]"
    return str(shape.get("format") or shape.get("type") or "")
