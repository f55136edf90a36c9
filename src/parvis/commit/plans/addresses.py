"""Where each page of the plans lives.

Made by hand rather than by `reverse()`: a plan of sixty commitments would pay it sixty times. A test holds these
addresses equal to those of `urls.py`.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote
from uuid import UUID

from django.urls import get_script_prefix
from django.utils.translation import get_language


def base(language: str = "") -> str:
    """`/fr/`: the part that every page of a language shares; the active language unless one is given."""
    return f"{get_script_prefix()}{language or get_language() or 'fr'}/"


def commitments(query: str = "", language: str = "") -> str:
    """Every plan and every commitment."""
    return _with(f"{base(language)}commitments/", query)


def plan(slug: str, language: str = "") -> str:
    return f"{base(language)}commitments/{slug}/"


def commitment(plan: str, slug: str, language: str = "") -> str:
    """One commitment; both arguments are slugs."""
    return f"{base(language)}commitments/{plan}/{slug}/"


def milestone(plan: str, commitment_slug: str, number: str, uid: UUID, language: str = "") -> str:
    """A milestone is a place of its commitment's page."""
    return f"{commitment(plan, commitment_slug, language)}#{milestone_anchor(number, uid)}"


def milestone_anchor(number: str, uid: UUID) -> str:
    """`m-14.2`; the beginning of the identifier when the plan gives no number."""
    return numbered_anchor(number) if number else f"m-{uid.hex[:8]}"


@lru_cache(maxsize=4096)
def numbered_anchor(number: str) -> str:
    return f"m-{quote(number.replace(' ', '-'), safe='')}"


def evidence(plan: str, commitment_slug: str, uid: UUID, language: str = "") -> str:
    """A piece of evidence is a place of its commitment's page."""
    return f"{commitment(plan, commitment_slug, language)}#{evidence_anchor(uid)}"


def evidence_anchor(uid: UUID) -> str:
    return f"e-{uid.hex[:8]}"


def read_page(plan: str, commitment_slug: str, digest: str, language: str = "") -> str:
    """Somebody else's page about the commitment, as it was read; `digest` is the whole SHA-256."""
    return f"{commitment(plan, commitment_slug, language)}read/{digest[:16]}/"


def atom(query: str = "", language: str = "") -> str:
    """The last changes of a view of the commitments."""
    return _with(f"{base(language)}commitments.atom", query)


def listing(query: str = "", language: str = "") -> str:
    """A view of the commitments as data."""
    return _with(f"{base(language)}commitments.json", query)


def commitment_file(plan: str, slug: str, language: str = "") -> str:
    """One commitment as data."""
    return f"{base(language)}commitments/{plan}/{slug}.json"


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
