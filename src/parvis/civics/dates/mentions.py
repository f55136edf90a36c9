"""Dates found in prose: where, in which words, how precisely, and what they leave unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from parvis.civics.dates.fuzzy import FuzzyDate, Precision, on_day
from parvis.civics.dates.periods import Found, find_periods
from parvis.civics.dates.words import (
    ENGLISH_MONTHS,
    ENGLISH_WORDS,
    FRENCH_WORDS,
    MONTH_NUMBER,
    WEEKDAY_NUMBER,
    Plain,
    Taken,
    matches_at,
    one_of,
    plain,
)
from parvis.civics.dates.years import InferredYear, Reference, infer_year, real_day


@dataclass(frozen=True, slots=True)
class DayText:
    """A day as written: its year and weekday only when the words give them (0 for Monday)."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None

    def in_year(self, year: int | None = None) -> date | None:
        """The day in its own year, or else in `year`; None without a year or when no such day exists."""
        known = self.year if self.year is not None else year
        return None if known is None else real_day(known, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date, a range or a period found in a text.

    start, end   its place: `quote` is exactly `text[start:end]`
    days         the days named: one; the two ends of a range; each of a list ("les 7, 8 et 9 septembre")
    is_range     whether the two days are the ends of a range
    period       a year, semester, quarter or month with its year, when no day is named
    """

    start: int
    end: int
    quote: str
    days: tuple[DayText, ...] = ()
    is_range: bool = False
    period: FuzzyDate | None = None
    open_start: bool = False
    open_end: bool = False
    language: str | None = None

    @property
    def weekday(self) -> int | None:
        """The weekday written before the first day, 0 for Monday."""
        return self.days[0].weekday if self.days else None

    @property
    def explicit_year(self) -> int | None:
        """The year the words give, if any (that of the last day)."""
        return self.days[-1].year if self.days else self.period.start.year if self.period else None

    @property
    def precision(self) -> Precision:
        """How finely it is given."""
        return Precision.DAY if self.days else self.period.precision if self.period else Precision.YEAR

    def years(self, references: Iterable[Reference] = ()) -> tuple[InferredYear | None, ...]:
        """The year of each day: its own, or the one `references` give (see `infer_year`)."""
        ranked = tuple(references)
        return tuple(infer_year(d.month, d.day, d.weekday, d.year, ranked) for d in self.days)

    def dates(self, references: Iterable[Reference] = ()) -> tuple[date | None, ...]:
        """Each day named, None where its year is unknown or the calendar has no such day."""
        return tuple(
            d.in_year(year.year) if year else None for d, year in zip(self.days, self.years(references), strict=True)
        )

    def fuzzy(self, references: Iterable[Reference] = ()) -> FuzzyDate | None:
        """The whole as one interval (a list of days: from the first to the last); None when it cannot be known."""
        if self.period is not None:
            return replace(self.period, open_start=self.open_start, open_end=self.open_end)
        known = [day for day in self.dates(references) if day is not None]
        if len(known) < len(self.days) or known[-1] < known[0]:
            return None
        return replace(on_day(known[0]), end=known[-1], open_start=self.open_start, open_end=self.open_end)


_WD = rf"(?:{one_of(WEEKDAY_NUMBER)})\b\.?"
_MONTH = rf"(?:{one_of(MONTH_NUMBER)})\b\.?"
_EN_MONTH = rf"(?:{one_of(w for w, n in MONTH_NUMBER.items() if w in ENGLISH_WORDS or w in ENGLISH_MONTHS)}"
_EN_MONTH += r"|jan|oct|nov|dec|sept)\b\.?"
_NUM = r"\d{1,2}(?:\s?(?:er|ème|eme|e|st|nd|rd|th)\b)?"
_YEAR = r"(?:19|20)\d\d(?![\d])"
_ITEM = rf"(?:{_WD},?\s+)?(?:the\s+)?{_NUM}(?:\s+(?:of\s+|de\s+|d')?{_MONTH}(?:,?\s+(?:de\s+)?{_YEAR})?)?"
_TO = r"\s+(?:au|à|to|until|till|through|jusqu'au)\s+(?:le\s+|the\s+)?|\s?[-–—]\s?"
_AND = r"\s*,\s*(?:(?:et|and|puis)\s+)?(?:les?\s+|the\s+)?|\s+(?:et|and|ou|or|puis|&)\s+(?:les?\s+|the\s+)?|\s?/\s?"

# Digits first, so that the scan skips from digit to digit; what stands before is read backwards afterwards.
_DAY_FIRST = re.compile(
    rf"(?<![\w/.:,'°+-]){_NUM}(?:\s+(?:of\s+|de\s+|d')?{_MONTH}(?:,?\s+(?:de\s+)?{_YEAR})?)?(?:(?:{_TO}|{_AND}){_ITEM}){{0,6}}"
)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{_EN_MONTH})\s+(?P<days>{_NUM}(?:(?:{_TO}|{_AND}){_NUM}){{0,5}})(?![\d:h.,]\d|\d|h\b|\s?[ap]\.?m\b)"
    rf"(?P<year>,?\s+{_YEAR})?"
)
_ISO = re.compile(r"(?<![\w/.-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\w/-]|\.\d)")
_SLASH = re.compile(r"(?<![\w/.,:°€$+=-])(\d{1,2})([/.])(\d{1,2})(?:\2((?:19|20)\d\d|\d\d))?(?![\w/%€=]|[.,:-]\d)")
_CUE = re.compile(
    rf"(?:^|[\s(«\"'>*])(?:(?P<weekday>{_WD}),?\s+(?:le\s+)?|(?P<cue>le|du|au|on|from|to|until|till)\s+)$"
)
_WEEKDAY_BEFORE = re.compile(rf"(?:^|[^\w])(?P<weekday>{_WD}),?\s+(?:le\s+|the\s+)?$")
_RANGE_WORD_BEFORE = re.compile(
    r"(?:^|[^\w'])(?P<word>du|de|entre le|entre les|from|between|from the)\s+(?:le\s+|the\s+)?$"
)
_ONE_ITEM = re.compile(
    rf"(?:(?P<weekday>{_WD}),?\s+)?(?:the\s+)?(?P<day>\d{{1,2}})(?:\s?(?:er|ème|eme|e|st|nd|rd|th)\b)?"
    rf"(?:\s+(?:of\s+|de\s+|d')?(?P<month>{_MONTH})(?:,?\s+(?:de\s+)?(?P<year>{_YEAR}))?)?"
)
_TO_ONLY = re.compile(rf"(?:{_TO})(?:{_WD},?\s+)?$")
_OPEN_END_BEFORE = re.compile(
    r"(?:^|[^\w'])(?P<word>dès|des|à partir d[ue]|à compter d[ue]|depuis|from|since|as of|starting(?: in| on)?)"
    r"\s+(?:le\s+|la\s+|les\s+|l'année\s+|the\s+)?$"
)
_OPEN_END_AFTER = re.compile(r"\s+(?:et\s+au[ -]del[àa]|and\s+(?:beyond|after|later)|onwards?|et\s+après)(?!\w)")
_OPEN_START_BEFORE = re.compile(
    r"(?:^|[^\w'])(?P<word>jusqu'(?:en|au|à|à la)|d'ici(?: au| à| la| le| à la)?|avant(?: le| la)?"
    r"|until|by|before|up to|no later than)"
    r"\s+(?:le\s+|la\s+|the\s+)?$"
)
_LOOK_BACK = 32


def find_dates(text: str, lang: str | None = None) -> list[Mention]:
    """Every date, range and period of a text, in order, without overlap.

    text      prose or Markdown in French or English, any length; linear time
    lang      "fr" or "en" to note on mentions whose words do not tell ("12/11/2018"); both are always read
    returns   mentions with exact places in `text`; "dd/mm" is always day first, as Europe writes it
    Source: the grammar of the design note on commitments, §6.1; ISO 8601-2 for the precision codes.

    A bare number is never a date; "dd/mm" without a year needs a weekday, an article or two digits on each side.
    """
    source = plain(text)
    taken = Taken()
    found: list[tuple[int, int, Mention]] = []
    for start, end, mention in _scan(source, taken):
        wide = _opened(source.text, start, end, mention)
        found.append(wide)
    mentions = []
    for start, end, mention in sorted(found, key=lambda item: item[0]):
        begin, finish = source.origin(start), source.origin(end)
        words = re.findall(r"[^\W\d_]+", source.text[start:end])
        mentions.append(
            replace(mention, start=begin, end=finish, quote=text[begin:finish], language=_language(words) or lang)
        )
    return mentions


def _scan(source: Plain, taken: Taken) -> Iterator[tuple[int, int, Mention]]:
    """Long forms before short ones; a place taken is never read twice."""
    text = source.text
    numbers = [match.span() for match in _NUMBER.finditer(text)]
    for match in matches_at(_ISO, text, [start for start, end in numbers if end - start == 4]):
        if taken.claim(*match.span()):
            year, month, day = map(int, match.groups())
            yield *match.span(), _days(DayText(day, month, year))
    short = [start for start, end in numbers if end - start <= 2]
    for match in matches_at(_DAY_FIRST, text, short):
        yield from _day_first(text, match, taken)
    for match in _MONTH_FIRST.finditer(text):
        if match.start() == 0 or not (text[match.start() - 1].isalnum() or text[match.start() - 1] in "-_"):
            yield from _month_first(text, match, taken)
    yield from _slashes(text, short, taken)
    for period in find_periods(text):
        if taken.claim(period.start, period.end):
            yield period.start, period.end, _period(period)


def _day_first(text: str, match: re.Match[str], taken: Taken) -> Iterator[tuple[int, int, Mention]]:
    items = list(_ONE_ITEM.finditer(text, match.start(), match.end()))
    while items and not items[-1]["month"]:  # "12 novembre, 14 rue des Lilas": the 14 is no day
        items.pop()
    if not items:
        return
    joints = [text[a.end() : b.start()] for a, b in pairwise(items)]
    to = [bool(_TO_ONLY.fullmatch(joint)) for joint in joints]
    is_range = to == [True]
    if any(to) and not is_range:  # "du 6 au 9 et 12 décembre": only the last day is certain
        items = items[-1:]
    start = items[0].start()
    before = text[max(0, start - _LOOK_BACK) : start]
    weekday = _WEEKDAY_BEFORE.search(before)
    days = _complete([_read_item(item) for item in items])
    if weekday and days[0].weekday is None:
        days = (replace(days[0], weekday=_weekday(weekday["weekday"])), *days[1:])
        start -= len(before) - weekday.start("weekday")
        before = text[max(0, start - _LOOK_BACK) : start]
    if is_range and (word := _RANGE_WORD_BEFORE.search(before)):
        start -= len(before) - word.start("word")
    end = items[-1].end()
    if text[end - 1] == "." and not text[end : end + 1].isalnum():
        end -= 1
    if all(1 <= d.day <= 31 for d in days) and taken.claim(start, end):
        yield start, end, Mention(0, 0, "", days, is_range)


def _month_first(text: str, match: re.Match[str], taken: Taken) -> Iterator[tuple[int, int, Mention]]:
    month = MONTH_NUMBER[match["month"].rstrip(".")]
    year = int(match["year"].strip(" ,")) if match["year"] else None
    numbers = list(re.finditer(r"\d{1,2}(?!\d)", text[match.start("days") : match.end("days")]))
    inside = text[match.start("days") : match.end("days")]
    joints = [re.sub(r"^(?:st|nd|rd|th)\b", "", inside[a.end() : b.start()]) for a, b in pairwise(numbers)]
    is_range = [bool(_TO_ONLY.fullmatch(joint)) for joint in joints] == [True]
    days = tuple(DayText(int(number[0]), month, year) for number in numbers)
    start, before = match.start(), text[max(0, match.start() - _LOOK_BACK) : match.start()]
    if weekday := _WEEKDAY_BEFORE.search(before):
        days = (replace(days[0], weekday=_weekday(weekday["weekday"])), *days[1:])
        start -= len(before) - weekday.start("weekday")
    if all(1 <= d.day <= 31 for d in days) and taken.claim(start, match.end()):
        yield start, match.end(), Mention(0, 0, "", days, is_range)


_NUMBER = re.compile(r"[0-9]+")


def _slashes(text: str, places: Iterable[int], taken: Taken) -> Iterator[tuple[int, int, Mention]]:
    previous: tuple[int, int, DayText] | None = None
    for match in matches_at(_SLASH, text, places):
        read = _slash_day(text, match)
        if read is None or not taken.claim(read[0], match.end()):
            continue
        start, day = read
        if previous and re.fullmatch(_TO, text[previous[1] : start]):
            first = previous[2] if previous[2].year else replace(previous[2], year=day.year)
            yield previous[0], match.end(), Mention(0, 0, "", (first, day), True)
            previous = None
            continue
        if previous:
            yield previous[0], previous[1], _days(previous[2])
        previous = (start, match.end(), day)
    if previous:
        yield previous[0], previous[1], _days(previous[2])


def _slash_day(text: str, match: re.Match[str]) -> tuple[int, DayText] | None:
    first, mark, second, tail = match.groups()
    day, month = int(first), int(second)
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    cue = _CUE.search(before)
    if tail is None and (mark == "." or not (cue or (len(first) == len(second) == 2 and "0" in (first[0], second[0])))):
        return None  # "24/7", "1/2", "10.12": a fraction or a decimal as much as a day
    if tail is not None and mark == "." and len(tail) == 2:
        return None  # "1.2.10": a version or an article
    year = None if tail is None else int(tail) if len(tail) == 4 else 2000 + int(tail)
    weekday = cue["weekday"] if cue else None
    start = match.start() - (len(before) - cue.start("weekday") if cue and weekday else 0)
    return start, DayText(day, month, year, _weekday(weekday) if weekday else None)


def _read_item(item: re.Match[str]) -> DayText:
    month = MONTH_NUMBER[item["month"].rstrip(".")] if item["month"] else 0
    return DayText(
        int(item["day"]),
        month,
        int(item["year"]) if item["year"] else None,
        _weekday(item["weekday"]) if item["weekday"] else None,
    )


def _complete(days: list[DayText]) -> tuple[DayText, ...]:
    """Month and year flow back from the last day to those before; a range over New Year starts the year before."""
    month, year = days[-1].month, days[-1].year
    completed = [days[-1]]
    for day in reversed(days[:-1]):
        filled = replace(day, month=day.month or month)
        if filled.year is None and year is not None:
            later = (filled.month, filled.day) > (completed[0].month, completed[0].day)
            filled = replace(filled, year=year - 1 if later else year)
        month, year = filled.month, filled.year
        completed.insert(0, filled)
    return tuple(completed)


def _opened(text: str, start: int, end: int, mention: Mention) -> tuple[int, int, Mention]:
    before = text[max(0, start - _LOOK_BACK) : start]
    if not mention.is_range and (match := _OPEN_END_BEFORE.search(before)):
        mention = replace(mention, open_end=True)
        start -= len(before) - match.start("word")
    elif not mention.is_range and (match := _OPEN_START_BEFORE.search(before)):
        mention = replace(mention, open_start=True)
        start -= len(before) - match.start("word")
    if match := _OPEN_END_AFTER.match(text, end):
        mention = replace(mention, open_end=True, open_start=False)
        end = match.end()
    return start, end, mention


def _days(*days: DayText) -> Mention:
    return Mention(0, 0, "", days)


def _period(period: Found) -> Mention:
    return Mention(0, 0, "", (), False, period.fuzzy)


def _weekday(word: str) -> int:
    return WEEKDAY_NUMBER[word.rstrip(".")]


def _language(words: Iterable[str]) -> str | None:
    french = english = 0
    for word in words:
        french += word in FRENCH_WORDS or word in {
            "du",
            "au",
            "et",
            "dès",
            "le",
            "fin",
            "début",
            "trimestre",
            "semestre",
        }
        english += word in ENGLISH_WORDS or word in {"of", "and", "to", "the", "quarter", "semester", "half", "end"}
    return "fr" if french > english else "en" if english > french else None
