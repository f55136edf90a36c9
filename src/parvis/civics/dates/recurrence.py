"""Dates that come back: the rules of RFC 5545 §3.3.10 that a public agenda needs, their days, and their words.

parse(text) → Rule                                  "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260630"
text(rule) → str                                    the canonical writing, which `parse` reads back
occurrences(rule, first, exceptions, limit) → days  in order, without the exceptions
words(rule, exceptions, lang) → str                 "toutes les deux semaines, le mardi, jusqu’au 30 juin 2026"

A rule gives days, never instants: an event at 18:30 is at 18:30 on both sides of a clock change, in its own zone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from types import MappingProxyType

from dateutil import rrule  # type: ignore[import-untyped]

from parvis.civics.dates.words import MONTHS_EN, MONTHS_FR, WEEKDAYS_EN, WEEKDAYS_FR

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST_INTERVAL = 99
MOST = 1000  # days that one rule may give
LAST_DAY = date(9999, 12, 31)
NAMED_EXCEPTIONS = 6  # beyond, their number is said

_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?")

ByDay = tuple[int, int]  # (which one of the month or of the year, 0 for each; weekday, 0 for Monday)


class InvalidRule(ValueError):
    """What cannot be read or cannot be; `words` says it in each language."""

    def __init__(self, *, fr: str, en: str) -> None:
        super().__init__(en)
        self.words: Mapping[str, str] = MappingProxyType({"fr": fr, "en": en})


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule; weeks begin on Monday.

    frequency   DAILY, WEEKLY, MONTHLY or YEARLY
    interval    every so many of them, from 1
    by_day      weekdays, of MONTHLY and YEARLY rules also with their rank: 2TU the second Tuesday, -1FR the last Friday
    by_month_day days of the month, negative from its end; MONTHLY only
    count       how many in all, exceptions counted; or
    until       the last day, included; or neither, and the rule never ends
    raises      InvalidRule when the parts do not go together
    """

    frequency: str
    interval: int = 1
    by_day: tuple[ByDay, ...] = ()
    by_month_day: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.frequency not in FREQUENCIES:
            raise InvalidRule(
                fr=f"« {self.frequency} » n’est pas une fréquence : DAILY, WEEKLY, MONTHLY ou YEARLY.",
                en=f"“{self.frequency}” is not a frequency: DAILY, WEEKLY, MONTHLY or YEARLY.",
            )
        if not 1 <= self.interval <= LONGEST_INTERVAL:
            raise InvalidRule(
                fr=f"L’intervalle va de 1 à {LONGEST_INTERVAL}, pas {self.interval}.",
                en=f"The interval goes from 1 to {LONGEST_INTERVAL}, not {self.interval}.",
            )
        if self.count is not None and self.until is not None:
            raise InvalidRule(
                fr="La série finit après un nombre de fois ou à une date, pas les deux.",
                en="The series ends after a number of times or on a day, not both.",
            )
        if self.count is not None and not 1 <= self.count <= MOST:
            raise InvalidRule(
                fr=f"Le nombre de fois va de 1 à {MOST}, pas {self.count}.",
                en=f"The number of times goes from 1 to {MOST}, not {self.count}.",
            )
        self._check_days()

    def _check_days(self) -> None:
        ranked = {"MONTHLY": 5, "YEARLY": 53}.get(self.frequency, 0)
        for rank, weekday in self.by_day:
            if not 0 <= weekday <= 6 or abs(rank) > ranked:
                raise InvalidRule(
                    fr=f"Le rang {rank} d’un jour de semaine ne va pas avec {self.frequency}.",
                    en=f"The rank {rank} of a weekday does not go with {self.frequency}.",
                )
        if self.by_day and self.frequency == "DAILY":
            raise InvalidRule(
                fr="Pour certains jours de la semaine, la fréquence est WEEKLY.",
                en="For some weekdays, the frequency is WEEKLY.",
            )
        if self.by_month_day and self.frequency != "MONTHLY":
            raise InvalidRule(
                fr="Des jours du mois demandent la fréquence MONTHLY.",
                en="Days of the month need the frequency MONTHLY.",
            )
        if any(not 1 <= abs(day) <= 31 for day in self.by_month_day):
            raise InvalidRule(
                fr="Un jour du mois va de 1 à 31, ou de −1 à −31 depuis la fin.",
                en="A day of the month goes from 1 to 31, or from −1 to −31 counted from its end.",
            )


def parse(source: str) -> Rule:
    """Read a rule as RFC 5545 writes it, with or without `RRULE:`; the hour of an UNTIL is left out.

    Raises InvalidRule that names what is wrong: nothing is guessed, and a part we do not know is refused.
    """
    parts: dict[str, str] = {}
    for piece in source.strip().removeprefix("RRULE:").upper().split(";"):
        name, equals, value = piece.strip().partition("=")
        if not equals or not value or name in parts:
            raise InvalidRule(
                fr=f"« {piece} » n’est pas une partie de règle telle que FREQ=WEEKLY.",
                en=f"“{piece}” is not a part of a rule such as FREQ=WEEKLY.",
            )
        parts[name] = value
    if parts.pop("WKST", "MO") != "MO":
        raise InvalidRule(fr="Les semaines commencent le lundi.", en="Weeks begin on Monday.")
    unknown = sorted(set(parts) - {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL"})
    if unknown:
        raise InvalidRule(fr=f"La partie {unknown[0]} n’est pas prise en charge.", en=f"{unknown[0]} is not supported.")
    if "FREQ" not in parts:
        raise InvalidRule(
            fr="La règle ne dit pas sa fréquence (FREQ).", en="The rule does not say its frequency (FREQ)."
        )
    return Rule(
        frequency=parts["FREQ"],
        interval=_whole("INTERVAL", parts.get("INTERVAL", "1")),
        by_day=tuple(_by_day(one) for one in parts["BYDAY"].split(",")) if "BYDAY" in parts else (),
        by_month_day=tuple(_whole("BYMONTHDAY", one) for one in parts["BYMONTHDAY"].split(","))
        if "BYMONTHDAY" in parts
        else (),
        count=_number(parts, "COUNT"),
        until=_day(parts["UNTIL"]) if "UNTIL" in parts else None,
    )


def text(rule: Rule) -> str:
    """The rule as RFC 5545 writes it, always alike for the same rule."""
    parts = [f"FREQ={rule.frequency}"]
    if rule.interval > 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.by_day:
        parts.append("BYDAY=" + ",".join(f"{rank or ''}{WEEKDAYS[weekday]}" for rank, weekday in rule.by_day))
    if rule.by_month_day:
        parts.append("BYMONTHDAY=" + ",".join(map(str, rule.by_month_day)))
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    if rule.until is not None:
        parts.append(f"UNTIL={rule.until:%Y%m%d}")
    return ";".join(parts)


def occurrences(rule: Rule, first: date, exceptions: Collection[date] = (), limit: int = MOST) -> tuple[date, ...]:
    """At most `limit` days of the rule from `first` on, in order, without the exceptions.

    `first` is among them only if the rule gives it. An exception counts in COUNT, as in RFC 5545 §3.8.5.1.
    """
    left_out = frozenset(exceptions)
    return tuple(islice((day for day in _days(rule, first) if day not in left_out), max(limit, 0)))


def words(rule: Rule, exceptions: Collection[date] = (), lang: str = "fr") -> str:
    """The rule in French or in English, as one says it, without a capital nor a full stop."""
    said = [_english(rule) if lang == "en" else _french(rule)]
    if rule.until is not None:
        said.append(("until " if lang == "en" else "jusqu’au ") + _day_words(rule.until, lang, year=True))
    if rule.count is not None:
        if lang == "en":
            said.append("once" if rule.count == 1 else f"{rule.count} times")
        else:
            said.append(f"{rule.count} fois")
    if exceptions:
        said.append(_exception_words(sorted(exceptions), rule.until.year if rule.until else None, lang))
    return ", ".join(said)


def _days(rule: Rule, first: date) -> Iterator[date]:
    expanded = rrule.rrule(
        getattr(rrule, rule.frequency),
        dtstart=datetime.combine(first, time()),
        interval=rule.interval,
        wkst=rrule.MO,
        count=rule.count,
        until=datetime.combine(rule.until or LAST_DAY, time()) if rule.count is None else None,
        byweekday=[rrule.weekday(weekday, rank or None) for rank, weekday in rule.by_day] or None,
        bymonthday=list(rule.by_month_day) or None,
    )
    for moment in islice(expanded, MOST):
        yield moment.date()


def _number(parts: Mapping[str, str], name: str) -> int | None:
    return _whole(name, parts[name]) if name in parts else None


def _whole(name: str, value: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,6}", value):
        raise InvalidRule(fr=f"{name}={value} n’est pas un nombre.", en=f"{name}={value} is not a number.")
    return int(value)


def _by_day(value: str) -> ByDay:
    match = _BYDAY.fullmatch(value.strip())
    if match is None or (match[1] and int(match[1]) == 0):
        raise InvalidRule(
            fr=f"« {value} » n’est pas un jour de semaine tel que TU, 2TU ou -1FR.",
            en=f"“{value}” is not a weekday such as TU, 2TU or -1FR.",
        )
    return int(match[1] or 0), WEEKDAYS.index(match[2])


def _day(value: str) -> date:
    match = _DAY.fullmatch(value)
    try:
        if match is not None:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise InvalidRule(
        fr=f"UNTIL={value} n’est pas un jour tel que 20260630.", en=f"UNTIL={value} is not a day such as 20260630."
    )


_NUMBERS_FR = ("", "", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
_NUMBERS_EN = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_RANKS_FR = {
    1: "premier",
    2: "deuxième",
    3: "troisième",
    4: "quatrième",
    5: "cinquième",
    -1: "dernier",
    -2: "avant-dernier",
}
_RANKS_EN = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "last but one"}


def _french(rule: Rule) -> str:
    one, several = {
        "DAILY": ("chaque jour", "tous les {} jours"),
        "WEEKLY": ("chaque semaine", "toutes les {} semaines"),
        "MONTHLY": ("chaque mois", "tous les {} mois"),
        "YEARLY": ("chaque année", "tous les {} ans"),
    }[rule.frequency]
    said = [one if rule.interval == 1 else several.format(_counted(rule.interval, _NUMBERS_FR))]
    if days := _weekdays_french(rule):
        said.append(days)
    if rule.by_month_day:
        dates = _joined([_month_day_french(day) for day in rule.by_month_day], "et")
        said.append(f"quand c’est {dates}" if rule.by_day else dates)
    return ", ".join(said)


def _weekdays_french(rule: Rule) -> str:
    if [pair[0] for pair in rule.by_day] == [0] * 5 and {pair[1] for pair in rule.by_day} == {0, 1, 2, 3, 4}:
        return "du lundi au vendredi"
    each = "tous les {}s" if rule.frequency in {"MONTHLY", "YEARLY"} else "le {}"
    of_the_year = " de l’année" if rule.frequency == "YEARLY" else ""
    return _joined(
        [
            f"le {_rank_french(rank)} {WEEKDAYS_FR[weekday]}{of_the_year}"
            if rank
            else each.format(WEEKDAYS_FR[weekday])
            for rank, weekday in rule.by_day
        ],
        "et",
    )


def _rank_french(rank: int) -> str:
    if rank in _RANKS_FR:
        return _RANKS_FR[rank]
    return f"{rank}e" if rank > 0 else f"{-rank}e dernier"


def _month_day_french(day: int) -> str:
    if day == -1:
        return "le dernier jour"
    if day < 0:
        return f"le {-day}e jour avant la fin"
    return "le 1er" if day == 1 else f"le {day}"


def _english(rule: Rule) -> str:
    one = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}[rule.frequency]
    said = [f"every {one}" if rule.interval == 1 else f"every {_counted(rule.interval, _NUMBERS_EN)} {one}s"]
    if days := _weekdays_english(rule):
        said.append(days)
    if rule.by_month_day:
        dates = "on " + _joined([_month_day_english(day) for day in rule.by_month_day], "and")
        said.append(f"when it is {dates}" if rule.by_day else dates)
    return ", ".join(said)


def _weekdays_english(rule: Rule) -> str:
    if [pair[0] for pair in rule.by_day] == [0] * 5 and {pair[1] for pair in rule.by_day} == {0, 1, 2, 3, 4}:
        return "from Monday to Friday"
    of_the_year = " of the year" if rule.frequency == "YEARLY" else ""
    each = "every {}" if rule.frequency in {"MONTHLY", "YEARLY"} else "{}"
    said = _joined(
        [
            f"the {_rank_english(rank)} {WEEKDAYS_EN[weekday]}{of_the_year}"
            if rank
            else each.format(WEEKDAYS_EN[weekday])
            for rank, weekday in rule.by_day
        ],
        "and",
    )
    return f"on {said}" if said else ""


def _rank_english(rank: int) -> str:
    return _RANKS_EN.get(rank) or (_ordinal(rank) if rank > 0 else f"{_ordinal(-rank)} last")


def _month_day_english(day: int) -> str:
    if day == -1:
        return "the last day"
    return f"the {_ordinal(day)}" if day > 0 else f"the {_ordinal(-day)} day before the end"


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _counted(number: int, names: tuple[str, ...]) -> str:
    return names[number] if number < len(names) else str(number)


def _joined(pieces: list[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(pieces[:-1]), pieces[-1]))) if pieces else ""


def _day_words(day: date, lang: str, *, year: bool) -> str:
    number = "1er" if day.day == 1 and lang != "en" else str(day.day)
    said = f"{number} {(MONTHS_EN if lang == 'en' else MONTHS_FR)[day.month - 1]}"
    return f"{said} {day.year}" if year else said


def _exception_words(days: list[date], year: int | None, lang: str) -> str:
    if len(days) > NAMED_EXCEPTIONS:
        return f"except {len(days)} days" if lang == "en" else f"sauf {len(days)} jours"
    said = [_day_words(day, lang, year=day.year != year) for day in days]
    if lang == "en":
        return "except " + _joined(said, "and")
    return "sauf " + _joined([f"le {one}" for one in said], "et")
