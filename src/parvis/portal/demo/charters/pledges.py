"""How the charters of the demonstration are written down."""

from __future__ import annotations

from typing import Any, NamedTuple

from parvis.ground.identifiers.slugs import slug_of
from parvis.people.models import Organisation


class PledgeData(NamedTuple):
    side: str
    title: tuple[str, str]
    text: tuple[str, str]


def both(fr: str, en: str) -> dict[str, str]:
    return {"fr": fr, "en": en}


def content(pledges: tuple[PledgeData, ...]) -> list[dict[str, Any]]:
    return [{"side": one.side, "title": both(*one.title), "text": both(*one.text)} for one in pledges]


def body_named(name: str, kind: str, *, fictional: bool = False) -> Organisation:
    """The body the archive has under this name, or a new one."""
    found = Organisation.objects.filter(name=name).order_by("pk").first()
    return found or Organisation.objects.create(slug=slug_of(name), name=name, kind=kind, fictional=fictional)
