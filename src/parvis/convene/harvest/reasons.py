"""Why a thing is held or left out, and why a reading failed, told in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models import Mode
from parvis.ui import dates

SENTENCES = {
    "words": _("None of these words is in its title or lead: %(value)s."),
    "without": _("It says “%(value)s”."),
    "themes": _("Its themes are not those asked for (%(value)s)."),
    "formats": _("Its format is not one of those asked for."),
    "places": _("It does not take place where it was asked for (%(value)s)."),
    "modes": _("Its attendance is not one of those asked for (%(value)s)."),
    "within": _("%(value)s is outside the days of the edition."),
    "over": _("It is over (%(value)s)."),
    "cancelled": _("It is cancelled, and was never here."),
    "repeated": _("The source announces it twice under the same identity."),
    "twin": _("It looks like “%(value)s”, which is here already on the same day."),
    "placeless": _("It names no place."),
    "new": _("It is new, and new things wait for a person here."),
    "undated": _("It has no date that can be used."),
    "skipped": _("A person left it out."),
    "removed": _("A person deleted its event."),
}
BARE = {
    "themes": _("It has no theme."),
    "places": _("It names no place."),
}


def told(reasons: Iterable[Mapping[str, str]]) -> list[str]:
    """Each reason as a sentence in the active language."""
    return [sentence for reason in reasons if (sentence := said(reason))]


def said(reason: Mapping[str, str]) -> str:
    code, value = reason.get("code", ""), reason.get("value", "")
    if code in {"doubt", "finding"}:
        return in_language(reason)
    if not value and code in BARE:
        return str(BARE[code])
    if code == "modes":
        value = str(Mode(value).label) if value in Mode.values else value
    if code in {"within", "over"}:
        value = in_words(value)
    return str(SENTENCES.get(code, "")) % {"value": value} if code in SENTENCES else ""


def in_words(value: str) -> str:
    day: date | None = parse_date(value)
    return dates.capital(dates.day_words(day, get_language() or "fr", year=True)) if day else value


def in_language(sentences: Mapping[str, Any]) -> str:
    """The sentence of a mapping {"fr": …, "en": …} in the active language; empty when there is none."""
    return str(sentences.get(get_language() or "fr") or sentences.get("en") or "")
