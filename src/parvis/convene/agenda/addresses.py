"""Where each page of the agenda lives.

Made by hand rather than by `reverse()`: a list of thirty events would pay it thirty times. A test holds these
addresses equal to those of `urls.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import get_script_prefix
from django.utils.translation import get_language


def base(language: str = "") -> str:
    """`/fr/`: the part that every page of a language shares; the active language unless one is given."""
    return f"{get_script_prefix()}{language or get_language() or 'fr'}/"


def agenda(query: str = "", language: str = "") -> str:
    return _with(f"{base(language)}agenda/", query)


def month(year: int, number: int, query: str = "", language: str = "") -> str:
    return _with(f"{base(language)}agenda/month/{year:04}-{number:02}/", query)


def this_month(query: str = "", language: str = "") -> str:
    """The month that holds today, whenever the address is opened."""
    return _with(f"{base(language)}agenda/month/", query)


def subscribe(query: str = "", language: str = "") -> str:
    """How to keep a view at hand."""
    return _with(f"{base(language)}agenda/subscribe/", query)


def embed(query: str = "", language: str = "") -> str:
    """The list for the frame of another site."""
    return _with(f"{base(language)}agenda/embed/", query)


def calendar(query: str = "", language: str = "") -> str:
    return _with(f"{base(language)}agenda.ics", query)


def atom(query: str = "", language: str = "") -> str:
    return _with(f"{base(language)}agenda.atom", query)


def listing(query: str = "", language: str = "") -> str:
    """Data of an embeddable list."""
    return _with(f"{base(language)}agenda.json", query)


def event(slug: str, language: str = "") -> str:
    return f"{base(language)}agenda/{slug}/"


def event_embed(slug: str, language: str = "", theme: str = "") -> str:
    """One event for the frame of another site."""
    return _with(f"{base(language)}agenda/{slug}/embed/", f"theme={theme}" if theme else "")


def oembed(address: str) -> str:
    """How another site asks to show an address of this one; `address` is whole."""
    return f"{get_script_prefix()}oembed?{urlencode({'url': address, 'format': 'json'})}"


def event_calendar(slug: str, language: str = "") -> str:
    return f"{base(language)}agenda/{slug}.ics"


def event_file(slug: str, language: str = "") -> str:
    """The event as a page with front matter."""
    return f"{base(language)}agenda/{slug}.md"


def series_index(language: str = "") -> str:
    return f"{base(language)}series/"


def series(slug: str, language: str = "") -> str:
    return f"{base(language)}series/{slug}/"


def edition(slug: str, language: str = "") -> str:
    return f"{base(language)}editions/{slug}/"


def directory(language: str = "") -> str:
    """Every organisation."""
    return f"{base(language)}organisations/"


def organisation(slug: str, language: str = "") -> str:
    return f"{base(language)}organisations/{slug}/"


def place(slug: str, language: str = "") -> str:
    return f"{base(language)}places/{slug}/"


def query_string(parameters: Mapping[str, object]) -> str:
    """Empty values left out; a list gives the same name several times; a colon stays readable."""
    return urlencode({name: value for name, value in parameters.items() if value}, doseq=True, safe=":")


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
