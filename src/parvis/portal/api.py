"""The root of the read API: what each app registered with `disclose`, under one description."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from parvis import __version__
from parvis.disclose.api import routers

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


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """One sentence a parameter, as the pages do."""
    problems = [
        {"parameter": str(problem["loc"][-1]), "message": f"{problem['loc'][-1]}: {problem['msg']}."}
        for problem in error.errors
    ]
    return api.create_response(request, {"errors": problems}, status=422)


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
