"""What the selects and the chips of the agenda offer, and the addresses of a view for machines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.convene.agenda import addresses
from parvis.convene.agenda.filters import Filters, next_month
from parvis.convene.agenda.models import Mode
from parvis.convene.agenda.queries.shapes import Choice, Options, Subscriptions
from parvis.convene.agenda.queries.vocabulary import Vocabulary, Word
from parvis.ground.compiled import Compiled
from parvis.ground.places.models import Place
from parvis.ui import dates

MONTHS_AHEAD = 5
# Above this many places the select holds towns only: a list that nobody reads to its end helps nobody.
PLACES = 40
TOWNS = 60


def options(filters: Filters, vocabulary: Vocabulary, today: date, language: str, names: dict[str, str]) -> Options:
    """Choices of every select; one query, for the towns and places."""
    return Options(
        when=_when(filters, today, language),
        where=_where(filters, names),
        about=_terms(_("anything"), vocabulary.of("theme"), filters.themes),
        format=_terms(_("any format"), vocabulary.of("format"), filters.formats),
        mode=(
            Choice("", _("on site or online"), not filters.mode),
            *(Choice(value, str(Mode(value).label), filters.mode == value) for value in ("onsite", "online", "mixed")),
        ),
        audience=_terms(_("everyone"), vocabulary.of("audience"), filters.audiences),
    )


def when_label(filters: Filters, today: date, language: str) -> str:
    """The window in the words of the sentence: "this month", "in April 2026", "12 March 2026"."""
    presets = _presets()
    if filters.when in presets:
        return presets[filters.when]
    window = filters.window(today)
    if len(filters.when) == len("2026-03"):
        return dates.month_year_words(window.first or today, language)
    return dates.range_words(window.first or today, window.last, language, year=True)


def active(filters: Filters, vocabulary: Vocabulary, names: dict[str, str]) -> tuple[Choice, ...]:
    """Each filter in force, with the address of the list without it."""
    chips: list[Choice] = []

    def chip(parameter: str, value: str, label: str, remaining: Iterable[str] = ()) -> None:
        query = filters.query_string(**{parameter: tuple(remaining)})
        chips.append(Choice(value, label, True, addresses.agenda(query)))

    if filters.place or filters.city:
        chip("where", filters.place or filters.city, names.get("where", filters.city))
    for parameter, name, codes in (
        ("about", "theme", filters.themes),
        ("format", "format", filters.formats),
        ("audience", "audience", filters.audiences),
    ):
        for word in vocabulary.find(name, codes):
            chip(parameter, word.code, word.label, (code for code in codes if code != word.code))
    if filters.mode:
        chip("mode", filters.mode, str(Mode(filters.mode).label))
    if filters.accessible:
        chip("accessible", "1", _("entrance without a step"))
    for parameter, value in (
        ("organiser", filters.organiser),
        ("edition", filters.edition),
        ("series", filters.series),
        ("selection", filters.selection),
    ):
        if value:
            chip(parameter, value, names.get(parameter, value))
    if filters.text:
        chip("q", filters.text, _("“%(text)s”") % {"text": filters.text})
    return tuple(chips)


def subscriptions(filters: Filters, language: str) -> Subscriptions:
    """Addresses of the view for calendars, readers and other sites; a moving window is left out of them."""
    when = filters.when if filters.when[:1].isdigit() else ""
    query = filters.query_string(when=when)
    calendar = addresses.calendar(query, language)
    host = urlsplit(settings.SITE_URL).netloc
    return Subscriptions(
        calendar=calendar,
        webcal=f"webcal://{host}{calendar}",
        atom=addresses.atom(query, language),
        listing=addresses.listing(query, language),
    )


def _presets() -> dict[str, str]:
    return {
        "today": _("today"),
        "week": _("this week"),
        "month": _("this month"),
        "coming": _("from today on"),
        "past": _("already over"),
        "all": _("at any time"),
    }


def _when(filters: Filters, today: date, language: str) -> tuple[Choice, ...]:
    presets = _presets()
    choices = [Choice(value, presets[value], filters.when == value) for value in ("today", "week", "month", "coming")]
    month = today
    for _number in range(MONTHS_AHEAD):
        month = next_month(month)
        value = f"{month:%Y-%m}"
        choices.append(
            Choice(value, _("in %(month)s") % {"month": dates.month_year_words(month, language)}, filters.when == value)
        )
    choices.append(Choice("past", presets["past"], filters.when == "past"))
    if not any(choice.selected for choice in choices):
        choices.append(Choice(filters.when, when_label(filters, today, language), True))
    return tuple(choices)


def _where(filters: Filters, names: dict[str, str]) -> tuple[Choice, ...]:
    found = _places()
    if len(found) > PLACES:
        cities = [city for (city,) in _towns()]
        found = []
    else:
        cities = sorted({city for _slug, _name, city in found if city})
    choices = [Choice("", _("anywhere"), not filters.place and not filters.city)]
    if len(cities) > 1 or filters.city:
        choices += [Choice(f"city:{city}", city, filters.city == city) for city in cities]
    choices += [Choice(f"place:{slug}", name, filters.place == slug) for slug, name, _city in found]
    if not any(choice.selected for choice in choices):
        value = f"place:{filters.place}" if filters.place else f"city:{filters.city}"
        choices.append(Choice(value, names.get("where", filters.city), True))
    return tuple(choices)


def _terms(anything: str, words: Iterable[Word], asked: tuple[str, ...]) -> tuple[Choice, ...]:
    return (Choice("", anything, not asked), *(Choice(word.code, word.label, word.code in asked) for word in words))


_places = Compiled(lambda: Place.objects.order_by("name").values_list("slug", "name", "city")[: PLACES + 1])
_towns = Compiled(lambda: Place.objects.exclude(city="").order_by("city").values_list("city").distinct()[:TOWNS])
