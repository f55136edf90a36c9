"""Dates that contradict the calendar, the metadata or one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page
from parvis.civics.dates import (
    DayText,
    FuzzyDate,
    Mention,
    nearest_on_weekday,
    real_day,
    weekday_word,
    write_day,
    years_matching,
)

_PARIS = ZoneInfo("Europe/Paris")
OLDEST = 2000  # no page of a public agenda is about an event before


@rule(
    "D-WEEKDAY",
    Severity.ERROR,
    fr="Le jour de la semaine écrit n'est pas celui de la date.",
    en="The weekday written is not that of the date.",
)
def weekday(page: Page) -> Iterator[Flag]:
    for mention in page.mentions:
        for day, year in zip(mention.days, mention.years(page.references), strict=True):
            if day.weekday is None or year is None:
                continue
            known = real_day(year.year, day.month, day.day)
            if known is None or known.weekday() == day.weekday:
                continue
            yield _weekday_flag(page, mention, day, known)


def _weekday_flag(page: Page, mention: Mention, day: DayText, known: date) -> Flag:
    assert day.weekday is not None  # noqa: S101 -- the caller kept only days with a weekday
    years = years_matching(day.weekday, day.day, day.month, known.year)
    listed = ", ".join(map(str, years))
    before, after = nearest_on_weekday(known, day.weekday)
    fits_fr = f" ; ce serait juste en {listed}" if years else ""
    fits_en = f"; it would be right in {listed}" if years else ""
    iso = known.isoformat()
    return Flag(
        page.line_of(mention.start),
        page.text[mention.start : mention.end],
        say(
            fr=f"Le {write_day(known, 'fr')} ({iso}) est un {weekday_word(known, 'fr')}, "
            f"pas un {weekday_word(day.weekday, 'fr')}{fits_fr}.",
            en=f"{write_day(known, 'en')} ({iso}) is a {weekday_word(known, 'en')}, "
            f"not a {weekday_word(day.weekday, 'en')}{fits_en}.",
        ),
        say(
            fr=f"Écrire « {weekday_word(known, 'fr')} », ou choisir le {write_day(before, 'fr', weekday=True)} "
            f"({before}) ou le {write_day(after, 'fr', weekday=True)} ({after})"
            + (f" ; si le texte vient de l'édition {years[0]}, corriger les dates." if years else "."),
            en=f"Write “{weekday_word(known, 'en')}”, or choose {write_day(before, 'en', weekday=True)} ({before}) "
            f"or {write_day(after, 'en', weekday=True)} ({after})"
            + (f"; if the text was copied from {years[0]}, correct its dates." if years else "."),
        ),
        fact={"date": iso, "years": years, "nearest": [before.isoformat(), after.isoformat()]},
        # the day of publication is a weak witness of the year
        severity=Severity.WARNING if day.year is None and page.start is None and page.front.present else None,
        column=page.column_of(mention.start),
    )


@rule(
    "D-INVALID",
    Severity.ERROR,
    fr="Le calendrier n'a pas ce jour, ou la métadonnée n'est pas une date plausible.",
    en="The calendar has no such day, or the metadata is no plausible date.",
)
def invalid_day(page: Page) -> Iterator[Flag]:
    for mention in page.mentions:
        for day, year in zip(mention.days, mention.years(page.references), strict=True):
            longest = real_day(year.year if year else 2000, day.month, day.day)
            if longest is None:
                when = f" {year.year}" if year else ""
                yield Flag(
                    page.line_of(mention.start),
                    page.text[mention.start : mention.end],
                    say(
                        fr=f"Le jour {day.day:02d}/{day.month:02d}{when} n'existe pas.",
                        en=f"There is no day {day.day:02d}/{day.month:02d}{when}.",
                    ),
                    say(fr="Corriger le jour ou le mois.", en="Correct the day or the month."),
                    column=page.column_of(mention.start),
                )
    for moment in page.moments.values():
        if moment.day is None or moment.day.year < OLDEST:
            yield Flag(
                moment.line,
                moment.quote,
                say(
                    fr=f"« {moment.key} » n'est pas une date plausible.",
                    en=f"“{moment.key}” is no plausible date.",
                ),
                say(fr="Saisir la date à nouveau.", en="Enter the date again."),
                moment.key,
            )


_EDITION = re.compile(
    r"\b[ée]dition\s+(?:de\s+|d'|du\s+\w+\s+)?((?:19|20)\d\d)\b|\b((?:19|20)\d\d)\s+edition\b"
    r"|\b(?:semaine|mois)\s+(?:de\s+l[’']\w+\s+\w+|IP|du\s+\w+|de\s+la\s+\w+)\s+((?:19|20)\d\d)\b",
    re.IGNORECASE,
)


@rule(
    "D-EDITION",
    Severity.ERROR,
    fr="L'édition nommée n'est pas de l'année de l'événement.",
    en="The edition named is not of the event's year.",
)
def edition(page: Page) -> Iterator[Flag]:
    if page.start is None:
        return
    years = {page.start.year, page.end.year if page.end else page.start.year}
    for match in page.search(_EDITION, "édition", "edition", "semaine de", "semaine ip", "mois d"):
        year = int(match[1] or match[2] or match[3])
        before = page.low[max(0, match.start() - 60) : match.start()]
        if year in years or re.search(
            r"(?:bilan|retour|revivez|replay|rediffusion|précédent|depuis|recap|last)\W[^.\n]*$", before
        ):
            continue
        yield Flag(
            page.line_of(match.start()),
            page.text[match.start() : match.end()],
            say(
                fr=f"Le texte parle de l'édition {year}, l'événement est du {write_day(page.start, 'fr')} "
                f"({page.start}).",
                en=f"The text names the {year} edition, the event is on {write_day(page.start, 'en')} ({page.start}).",
            ),
            say(
                fr="Texte repris d'une autre année ? Corriger l'édition et relire toutes les dates.",
                en="Copied from another year? Correct the edition and read every date again.",
            ),
            fact={"edition": year, "year": page.start.year},
            column=page.column_of(match.start()),
        )


_ORDER_WORDS = re.compile(
    r"inscri|pr[ée]inscri|regist|mail|avant le|jusqu|candidat|clôture des|d[ée]p[oô]t|appel|dernier|lanc[ée]"
    r"|pr[ée]sent[ée]e?s? le"
    r"|ouvert|dernière|depuis|dès|à partir|publi|consult[ée]|étape|édition|formations?|saison|autre",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"(?:rassemble|se tien(?:t|dra)|aura lieu|auront lieu|se d[ée]roule(?:ra)?|rendez-vous|organis(?:e|ent|era)"
    r"|f[êe]tera"
    r"|propose|participez|venez|convie|fait étape|fera étape|takes place|will be held|is held|join us)",
    re.IGNORECASE,
)


@rule(
    "D-BODY",
    Severity.ERROR,
    fr="La phrase qui annonce l'événement donne un autre jour que la métadonnée.",
    en="The sentence that announces the event gives another day than the metadata.",
)
def body_date(page: Page) -> Iterator[Flag]:
    if page.start is None or page.end is None:
        return
    announced, headings = _announcements(page), _headings_with_dates(page)
    if any(fuzzy and fuzzy.start <= page.end and fuzzy.end >= page.start for _, fuzzy in announced):
        announced = []  # the right day is announced somewhere: other days are other facts
    for mention, fuzzy in (*headings, *announced[:1]):
        if fuzzy is None or (fuzzy.start <= page.end and fuzzy.end >= page.start) or _has_wrong_weekday(page, mention):
            continue
        yield Flag(
            page.line_of(mention.start),
            page.text[mention.start : mention.end],
            say(
                fr=f"Le texte annonce le {fuzzy.iso}, la métadonnée dit {page.start}"
                f"{'' if page.end == page.start else ' – ' + page.end.isoformat()}.",
                en=f"The text announces {fuzzy.iso}, the metadata says {page.start}"
                f"{'' if page.end == page.start else ' – ' + page.end.isoformat()}.",
            ),
            say(fr="Corriger l'un ou l'autre.", en="Correct one or the other."),
            fact={"text": fuzzy.iso, "metadata": page.start.isoformat()},
            column=page.column_of(mention.start),
        )


def _has_wrong_weekday(page: Page, mention: Mention) -> bool:
    """Whether D-WEEKDAY speaks of it already, and better."""
    return any(
        day.weekday is not None and known is not None and known.weekday() != day.weekday
        for day, known in zip(mention.days, mention.dates(page.references), strict=True)
    )


_AFTER = re.compile(
    r"[^.!?\n]{0,12}\b(?:participez|venez|rejoignez|aura lieu|auront lieu|se tient|se tiendra|join|takes place)\b"
)


def _announcements(page: Page) -> list[tuple[Mention, FuzzyDate | None]]:
    """The dates of sentences that say when the event is held."""
    found: list[tuple[Mention, FuzzyDate | None]] = []
    for mention in page.mentions:
        if not mention.days or mention.open_end or mention.open_start:
            continue
        begin = max(page.masked.rfind(mark, 0, mention.start) for mark in (". ", "\n\n", "! ", "? ", "* ")) + 1
        if not page.in_body(mention.start):
            begin = max(begin, page.masked.find(":", page.paragraph_span(mention.start)[0]) + 1)
        before = page.masked[max(begin, mention.start - 240) : mention.start]
        if _ORDER_WORDS.search(before[-60:]):
            continue
        if _HOLDS.search(before) or _AFTER.match(page.low, mention.end):
            found.append((mention, mention.fuzzy(page.references)))
    return found


def _headings_with_dates(page: Page) -> list[tuple[Mention, FuzzyDate | None]]:
    """The dates of the title, and of the information field called "Date"."""
    if not page.front.present:
        return []
    lines = {page.front.line("title")}
    fields = page.front.data.get("champs_informations")
    for index, field in enumerate(fields if isinstance(fields, list) else []):
        if isinstance(field, dict) and str(field.get("intitule") or "").strip().lower() in {
            "date",
            "dates",
            "quand",
            "quand ?",
        }:
            lines.add(page.front.line("champs_informations", index, "contenu"))
    return [
        (mention, mention.fuzzy(page.references))
        for mention in page.mentions
        if mention.days and not page.in_body(mention.start) and page.line_of(mention.start) in lines
    ]


_AGO = re.compile(
    r"\b(?:il y a\s+(?P<fr>\w+)\s+(?P<unit>jours?|semaines?|mois)|(?P<en>\w+)\s+(?P<unit_en>days?|weeks?"
    r"|months?)\s+ago)\b",
    re.IGNORECASE,
)
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "one": 1, "two": 2, "three": 3}
_NUMBERS |= {"four": 4, "five": 5, "a": 1, "sept": 7, "huit": 8, "dix": 10, "quinze": 15}
_UNIT_DAYS = {"j": 1, "s": 7, "m": 30, "d": 1, "w": 7}


@rule(
    "D-AGO",
    Severity.INFO,
    fr="« Il y a deux semaines » ne mène pas à la date dite dans la phrase.",
    en="“Two weeks ago” does not lead to the date of its sentence.",
)
def ago(page: Page) -> Iterator[Flag]:
    if page.date_line is None or (written := page.date_line.dates()[0]) is None:
        return
    for match in page.search(_AGO, "il y a", " ago"):
        word = (match["fr"] or match["en"]).lower()
        count = int(word) if word.isdecimal() and len(word) < 4 else _NUMBERS.get(word, 0)
        unit = _UNIT_DAYS[(match["unit"] or match["unit_en"])[0].lower()]
        mention = next(
            (m for m in page.mentions if match.end() <= m.start < match.end() + 200 and len(m.days) == 1), None
        )
        if not count or mention is None or (told := mention.dates(page.references)[0]) is None:
            continue
        gap = (written - told).days
        if gap > 0 and abs(gap - count * unit) > unit / 2:
            yield Flag(
                page.line_of(match.start()),
                page.text[match.start() : match.end()],
                say(
                    fr=f"Du {told} au {written}, date du texte, il y a {gap} jours.",
                    en=f"From {told} to {written}, the date of the text, there are {gap} days.",
                ),
                say(fr="Donner la date plutôt que la durée.", en="Give the date rather than the time elapsed."),
                fact={"days": gap, "from": told.isoformat(), "to": written.isoformat()},
                column=page.column_of(match.start()),
            )


_LATER = (
    r"(?:à venir|à ajouter|à compl[ée]ter|à pr[ée]ciser|à confirmer"
    r"|communiqu[ée]e?s? (?:prochainement|ult[ée]rieurement))"
)
_STALE = re.compile(
    rf"\b(?:plus (?:de |d')?(?:pr[ée]cisions?|d[ée]tails?|informations?|infos?)\s+(?:à venir|prochainement|bientôt)"
    rf"|(?:lien|programme|adresse|lieu|horaires?|d[ée]tails|pr[ée]cisions|intervenants?"
    rf"|inscriptions?)(?:\s+[^\s.;:]+){{0,3}}?\s+{_LATER}"
    r"|en cours de (?:construction|finalisation)|(?:more )?(?:details|information) to (?:come|follow)"
    r"|to be (?:announced|confirmed)|coming soon|TBA|TBC)(?!\w)",
    re.IGNORECASE,
)


_STALE_NEEDLES = (
    *("à venir", "à ajouter", "à compl", "à pr", "à confirmer", "prochainement", "ultérieurement", "bientôt"),
    *("en cours de", "to come", "to follow", "to be announced", "to be confirmed", "coming soon", "tba", "tbc"),
)


@rule(
    "D-STALE",
    Severity.WARNING,
    fr="Une promesse de précisions est restée après l'événement.",
    en="A promise of details has outlived the event.",
)
def stale(page: Page) -> Iterator[Flag]:
    if not page.is_past:
        return
    for match in page.search(_STALE, *_STALE_NEEDLES):
        yield Flag(
            page.line_of(match.start()),
            page.text[match.start() : match.end()],
            say(
                fr=f"L'événement a eu lieu (dernier jour connu : {page.last_day}), le texte promet encore la suite.",
                en=f"The event is over (last known day: {page.last_day}), the text still promises more.",
            ),
            say(fr="Compléter, ou retirer la phrase.", en="Complete it, or remove the sentence."),
            fact={"last_day": str(page.last_day)},
            column=page.column_of(match.start()),
        )
