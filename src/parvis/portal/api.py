"""The root of the read API: what each app registered with `disclose`, under one description."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
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
        "last update."
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


def operations() -> list[dict[str, Any]]:
    """Every operation of the API as the documentation page prints it: address, summary, parameters."""
    schema = api.get_openapi_schema()
    return [
        {
            "address": address,
            "method": method.upper(),
            "summary": operation.get("summary", ""),
            "description": operation.get("description", ""),
            "parameters": [
                {
                    "name": parameter["name"],
                    "description": parameter.get("schema", {}).get("description") or parameter.get("description", ""),
                    "required": parameter.get("required", False),
                }
                for parameter in operation.get("parameters", [])
            ],
        }
        for address, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
