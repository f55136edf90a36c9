"""Years, semesters, quarters and months with their year: "S2 2018", "fin 2019", "octobre 2016", "2018 – 2020"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from parvis.civics.dates.fuzzy import FuzzyDate, in_month, in_quarter, in_semester, in_year
from parvis.civics.dates.words import MONTH_NUMBER, one_of


@dataclass(frozen=True, slots=True)
class Found:
    """A period and its place in the plain text."""

    start: int
    end: int
    fuzzy: FuzzyDate


_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d])(?!\s?(?:€|euros|%))"
_OF = r"\s+(?:de\s+l'année\s+|de\s+|d'|of\s+|in\s+)?"
_ORDINALS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "premier 1er first 1st",
            "deuxième deuxieme second seconde 2e 2ème 2eme 2nd 2d",
            "troisième troisieme third 3e 3ème 3eme 3rd",
            "quatrième quatrieme fourth dernier last 4e 4ème 4eme 4th",
        ),
        start=1,
    )
    for word in words.split()
}
_HALVES = r"semestre|semester|half|half-year|moitié"
_QUARTERS = r"trimestre|quarter"
_ORDINAL_PERIOD = re.compile(
    rf"(?<![\w])(?P<ordinal>{one_of(_ORDINALS)})\s+(?P<unit>{_HALVES}|{_QUARTERS}){_OF}{_YEAR}"
)
_NUMBERED_PERIOD = re.compile(
    rf"(?<![\w-])(?P<unit>semestre|semester|trimestre|quarter|[shtq])\s?(?P<number>[1-4])(?:\s*[/,-]\s*|\s+(?:de\s+|of\s+)?){_YEAR}"
)
_YEAR_NUMBERED = re.compile(r"(?<![\w/-])(?P<year>(?:19|20)\d\d)\s?[-/ ]?\s?(?P<unit>[shtq])(?P<number>[1-4])(?!\w)")
_PART = r"(?P<part>début|debut|mi|fin|early|mid|late|end\s+of|beginning\s+of|start\s+of|courant)"
_MONTH = re.compile(rf"(?<![\w])(?P<month>{one_of(MONTH_NUMBER)})\b\.?(?:,?\s+(?:de\s+|of\s+)?){_YEAR}")
_MONTH_BEFORE = re.compile(
    rf"(?:^|[^\w])(?P<month>{one_of(w for w in MONTH_NUMBER if len(w) > 3 or w == 'mai')})\s*(?:à|au|to|-|–|et|and)\s*$"
)
_YEAR_RANGE = re.compile(r"(?<![\w/.,-])(?P<first>(?:19|20)\d\d)\s?[-–—/]\s?(?P<last>(?:19|20)\d\d)(?![\w/-]|[.,]\d)")
_YEAR_TO_YEAR = re.compile(
    r"(?<!\w)(?:de|from|entre|between)\s+(?P<first>(?:19|20)\d\d)\s+(?:à|to|et|and)\s+(?P<last>(?:19|20)\d\d)(?![\w])"
)
_CUED_YEAR = re.compile(
    rf"(?<!\w)(?:(?:{_PART})[\s-]+(?:l'année\s+|the\s+year\s+)?|(?P<cue>en|in|dès|depuis|since|by|until|avant|before|from"
    r"|jusqu'en|d'ici"
    r"|année|année civile|the year|à partir de|à compter de|édition|edition|horizon)\s+(?:de\s+|à\s+)?)"
    r"(?P<year>(?:19|20)\d\d)(?![\w/]|[.,-]\d|\s?(?:€|euros|%)|\s\d)"
)
_OPEN_YEAR = re.compile(
    r"(?<![\w/.,-])(?P<year>(?:19|20)\d\d)(?=\s+(?:et\s+au[ -]del[àa]|and\s+(?:beyond|later)|onwards?))"
)
_PART_BEFORE = re.compile(rf"(?:^|[^\w]){_PART}(?:\s+|-)(?:du\s+|de\s+|d'|of\s+)?$")
_PARTS = {"début": "start", "debut": "start", "mi": "middle", "fin": "end", "early": "start", "mid": "middle"}
_PARTS |= {"late": "end", "end": "end", "beginning": "start", "start": "start", "courant": ""}


def find_periods(text: str) -> Iterator[Found]:
    """The periods of a plain text (see `words.plain`), the longest forms first; they may overlap.

    A bare year counts only after a word that makes it a date ("en 2018", "dès 2018", "fin 2018", "édition 2018"),
    before "et au-delà", or in a range: "plus de 2000 visiteurs" is not a date.
    """
    for begin, end in _around_years(text):
        yield from _find_periods(text, begin, end)


_ANY_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_BEFORE, _AFTER = 48, 24  # the longest words before a year, and after it ("2018 – 2020", "2019 et au-delà")


def _around_years(text: str) -> list[tuple[int, int]]:
    """The parts of a text near a year, merged where they meet: no period stands anywhere else."""
    parts: list[tuple[int, int]] = []
    for match in _ANY_YEAR.finditer(text):
        begin, end = max(0, match.start() - _BEFORE), match.end() + _AFTER
        if parts and begin <= parts[-1][1]:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((begin, end))
    return parts


def _find_periods(text: str, begin: int, end: int) -> Iterator[Found]:
    for match in _ORDINAL_PERIOD.finditer(text, begin, end):
        yield from _numbered(match, _ORDINALS[match["ordinal"]])
    for pattern in (_NUMBERED_PERIOD, _YEAR_NUMBERED):
        for match in pattern.finditer(text, begin, end):
            yield from _numbered(match, int(match["number"]))
    for match in _MONTH.finditer(text, begin, end):
        yield _month(text, match)
    for pattern in (_YEAR_TO_YEAR, _YEAR_RANGE):
        for match in pattern.finditer(text, begin, end):
            first, last = int(match["first"]), int(match["last"])
            if first < last:
                yield Found(*match.span(), replace(in_year(first), end=in_year(last).end))
    for match in _CUED_YEAR.finditer(text, begin, end):
        part = _PARTS[match["part"].split()[0]] if match["part"] else ""
        start = match.start() if match["part"] else match.start("year")
        yield Found(start, match.end(), replace(in_year(int(match["year"])), part=part))
    for match in _OPEN_YEAR.finditer(text, begin, end):
        yield Found(*match.span(), in_year(int(match["year"])))


def _numbered(match: re.Match[str], number: int) -> Iterator[Found]:
    is_quarter = match["unit"][0] in "tq"
    if is_quarter:
        yield Found(*match.span(), in_quarter(int(match["year"]), number))
    elif number <= 2 or "last" in match[0] or "dernier" in match[0]:
        number = min(number, 2)
        yield Found(*match.span(), in_semester(int(match["year"]), number))


def _month(text: str, match: re.Match[str]) -> Found:
    month, year = MONTH_NUMBER[match["month"]], int(match["year"])
    start = match.start()
    before = text[max(0, start - 24) : start]
    fuzzy = in_month(year, month)
    if part := _PART_BEFORE.search(before):
        start -= len(before) - part.start("part")
        return Found(start, match.end(), replace(fuzzy, part=_PARTS[part["part"].split()[0]]))
    if first := _MONTH_BEFORE.search(before):
        begins = MONTH_NUMBER[first["month"]]
        if begins < month:
            start -= len(before) - first.start("month")
            return Found(start, match.end(), replace(fuzzy, start=in_month(year, begins).start))
    return Found(start, match.end(), fuzzy)
