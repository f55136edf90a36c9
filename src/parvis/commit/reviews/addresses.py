"""Where each page of the reviews lives; a test holds these addresses equal to those of `urls.py`."""

from __future__ import annotations

from uuid import UUID

from django.urls import get_script_prefix
from django.utils.translation import get_language


def base(language: str = "") -> str:
    return f"{get_script_prefix()}{language or get_language() or 'fr'}/"


def index(language: str = "") -> str:
    """Every review."""
    return f"{base(language)}reviews/"


def review(slug: str, language: str = "") -> str:
    return f"{base(language)}reviews/{slug}/"


def assessment(slug: str, indicator: str, language: str = "") -> str:
    """An assessment is a place of its review's page."""
    return f"{review(slug, language)}#i-{indicator}"


def recommendation(slug: str, number: int, language: str = "") -> str:
    """A recommendation is a place of its review's page."""
    return f"{review(slug, language)}#r-{number}"


def file(slug: str) -> str:
    """The signed file, the same in every language."""
    return f"{get_script_prefix()}reviews/{slug}.review.json"


def method(code: str, language: str = "") -> str:
    return f"{base(language)}reviews/methods/{code}/"


def methods(language: str = "") -> str:
    return f"{base(language)}reviews/methods/"


def comparison(commitment: UUID, language: str = "") -> str:
    """The reviews of a commitment beside one another."""
    return f"{base(language)}reviews/of/{commitment}/"
