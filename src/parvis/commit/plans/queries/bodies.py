"""Bodies as our pages name them: their own page belongs to another room, which may be switched off."""

from __future__ import annotations

from parvis.commit.plans.queries.shapes import Link
from parvis.ground.identifiers import get, is_registered
from parvis.people.models import Organisation


def body_url(body: Organisation) -> str:
    """Address of a body's page, empty when no room shows bodies."""
    return get("organisation").url(body) if is_registered("organisation") else ""


def body_link(body: Organisation | None) -> Link | None:
    return Link(body.name, body_url(body)) if body else None
