"""Dates of the metadata: what they say to people, and what a calendar would make of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import END_KEYS, START_KEYS, KeyMoment, Page

_PARIS = ZoneInfo("Europe/Paris")
OLDEST = 2000  # no page of a public agenda is about an event before


@rule(
    "D-KEYS",
    Severity.ERROR,
    fr="Deux clés donnent deux dates pour le même jour.",
    en="Two keys give two dates for the same day.",
)
def keys_disagree(page: Page) -> Iterator[Flag]:
    known = [page.moments[key] for key in START_KEYS if key in page.moments and page.moments[key].day]
    if not known or len({moment.day for moment in known}) == 1:
        return
    first = known[0]
    for other in known[1:]:
        if other.day == first.day or other.day is None or first.day is None:
            continue
        gap = (other.day - first.day).days
        in_words = _days_in_words(page)
        side = [moment.key for moment in (first, other) if moment.day in in_words]
        says_fr = f" ; le texte donne raison à « {side[0]} »" if len(side) == 1 else ""
        says_en = f"; the text agrees with “{side[0]}”" if len(side) == 1 else ""
        yield Flag(
            other.line,
            other.quote,
            say(
                fr=f"« {other.key} » dit {other.day}, « {first.key} » dit {first.day} (ligne {first.line}) : "
                f"{gap:+d} jours{says_fr}.",
                en=f"“{other.key}” says {other.day}, “{first.key}” says {first.day} (line {first.line}): "
                f"{gap:+d} days{says_en}.",
            ),
            say(
                fr=f"Ne garder qu'une clé, « {START_KEYS[0]} », avec la bonne date.",
                en=f"Keep one key, “{START_KEYS[0]}”, with the right date.",
            ),
            other.key,
            {first.key: first.day.isoformat(), other.key: other.day.isoformat(), "days": gap},
        )


def _days_in_words(page: Page) -> set[date]:
    return {day for mention in page.mentions for day in mention.dates(page.references) if day}


@rule(
    "D-MIDNIGHT",
    Severity.WARNING,
    fr="Minuit veut dire « heure inconnue » : converti, le jour change.",
    en="Midnight means “hours unknown”: converted, the day changes.",
)
def midnight(page: Page) -> Iterator[Flag]:
    for key in (*START_KEYS, *END_KEYS):
        moment = page.moments.get(key)
        if moment is None or moment.day is None or moment.time != time(0) or moment.day.year < OLDEST:
            continue
        if key in END_KEYS and moment.day != page.start:
            continue  # D-DTEND says it better
        utc = moment.utc
        shifted = f" ; en UTC, {utc:%Y-%m-%dT%H:%MZ}" if utc and utc.date() != moment.day else ""
        yield Flag(
            moment.line,
            moment.quote,
            say(
                fr=f"« {key} » est à minuit, ce qui veut dire que l'heure est inconnue{shifted}.",
                en=f"“{key}” is at midnight, which means that the hours are "
                f"unknown{shifted.replace('en UTC', 'in UTC')}.",
            ),
            say(
                fr=f"Écrire la date seule ({moment.day}) ou l'heure de début.",
                en=f"Write the date alone ({moment.day}) or the starting time.",
            ),
            key,
            {"date": moment.day.isoformat(), "utc": utc.isoformat() if utc else None},
        )


@rule(
    "D-DTEND",
    Severity.ERROR,
    fr="Une fin à minuit, comprise par les personnes, fait perdre le dernier jour aux agendas.",
    en="An end at midnight, inclusive for people, loses the last day in calendars.",
)
def exclusive_end(page: Page) -> Iterator[Flag]:
    for key in END_KEYS:
        moment = page.moments.get(key)
        if moment is None or moment.day is None or moment.time != time(0) or moment.day.year < OLDEST:
            continue
        if page.start is None or moment.day <= page.start:
            continue
        after = moment.day + timedelta(days=1)
        yield Flag(
            moment.line,
            moment.quote,
            say(
                fr=f"Le dernier jour ({moment.day}) est compris, mais un agenda lit une fin à minuit comme exclue : "
                "il serait perdu.",
                en=f"The last day ({moment.day}) is included, but a calendar reads an end at midnight as excluded: "
                "it would be lost.",
            ),
            say(
                fr=f"Écrire la date seule ({moment.day}) ou l'heure de fin ; en iCalendar, DTEND:{after:%Y%m%d}.",
                en=f"Write the date alone ({moment.day}) or the closing time; in iCalendar, DTEND:{after:%Y%m%d}.",
            ),
            key,
            {"last_day": moment.day.isoformat(), "dtend": after.isoformat()},
        )


@rule(
    "D-ORDER",
    Severity.ERROR,
    fr="La fin est avant le début.",
    en="The end is before the beginning.",
)
def order(page: Page) -> Iterator[Flag]:
    start = next((page.moments[key] for key in START_KEYS if key in page.moments and page.moments[key].day), None)
    end = page.moments.get("event_end_date")
    if start and end and _ends_before(start, end):
        yield Flag(
            end.line,
            end.quote,
            say(
                fr=f"La fin ({end.day}{_clock(end)}) n'est pas après le début ({start.day}{_clock(start)}, "
                f"ligne {start.line}).",
                en=f"The end ({end.day}{_clock(end)}) is not after the beginning ({start.day}{_clock(start)}, "
                f"line {start.line}).",
            ),
            say(fr="Corriger la fin, ou la retirer.", en="Correct the end, or remove it."),
            "event_end_date",
        )
    for mention in page.mentions:
        dates = mention.dates(page.references)
        if mention.is_range and dates[0] and dates[-1] and dates[-1] < dates[0]:
            yield Flag(
                page.line_of(mention.start),
                page.text[mention.start : mention.end],
                say(
                    fr=f"La période finit ({dates[-1]}) avant de commencer ({dates[0]}).",
                    en=f"The period ends ({dates[-1]}) before it begins ({dates[0]}).",
                ),
                say(fr="Corriger les jours.", en="Correct the days."),
                column=page.column_of(mention.start),
            )


def _clock(moment: KeyMoment) -> str:
    return f" {moment.time:%H:%M}" if moment.time and moment.time != time(0) else ""


def _ends_before(start: KeyMoment, end: KeyMoment) -> bool:
    if start.day is None or end.day is None or start.day.year < OLDEST:
        return False
    if end.day != start.day:
        return end.day < start.day
    return bool(start.time and end.time and time(0) < end.time <= start.time)


@rule(
    "D-ZONE",
    Severity.INFO,
    fr="Le décalage horaire écrit n'est pas celui de la saison à Paris.",
    en="The offset written is not that of the season in Paris.",
)
def zone(page: Page) -> Iterator[Flag]:
    for key in (*START_KEYS, *END_KEYS):
        moment = page.moments.get(key)
        if moment is None or moment.utc is None or moment.day is None or moment.day.year < OLDEST:
            continue
        paris = moment.utc.astimezone(_PARIS).utcoffset()
        if paris != moment.offset and moment.offset != timedelta(0):
            hours = paris.total_seconds() / 3600 if paris else 0
            yield Flag(
                moment.line,
                moment.quote,
                say(
                    fr=f"Le {moment.day}, Paris est à {hours:+.0f} h de l'UTC.",
                    en=f"On {moment.day}, Paris is {hours:+.0f} h from UTC.",
                ),
                say(
                    fr="Corriger le décalage ; l'heure locale fait foi.",
                    en="Correct the offset; local time is what counts.",
                ),
                key,
            )
