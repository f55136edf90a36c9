"""Where each page of charters lives; made by hand, because a list would pay `reverse()` for each of its rows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import get_script_prefix
from django.utils.translation import get_language

from parvis.ground.identifiers import get, is_registered


def index(language: str = "") -> str:
    return f"{get_script_prefix()}{language or get_language() or 'fr'}/charters/"


def charter(slug: str, language: str = "") -> str:
    return f"{index(language)}{slug}/"


def pledge(slug: str, key: str, language: str = "") -> str:
    return f"{charter(slug, language)}#pledge-{key}"


def version(slug: str, number: int, language: str = "") -> str:
    return f"{charter(slug, language)}versions/{number}/"


def signatories(slug: str, language: str = "", **filters: Any) -> str:
    query = urlencode({name: value for name, value in filters.items() if value})
    return f"{charter(slug, language)}signatories/" + (f"?{query}" if query else "")


def signatory(slug: str, uid: UUID, language: str = "") -> str:
    return f"{charter(slug, language)}signatories/{uid}/"


def body(organisation: Any) -> str:
    """The page of a body, empty when the room that has one is switched off."""
    return get("organisation").url(organisation) if is_registered("organisation") else ""
