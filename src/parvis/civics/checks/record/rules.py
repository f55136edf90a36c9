"""What only a record can contradict: its columns among themselves, and its text against them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import combinations

from parvis.civics.checks.finding import Severity, Words, say, typeset
from parvis.civics.checks.record.shape import Record, Remark, Slot
from parvis.civics.dates import Mention, Reference, find_dates, find_hours, weekday_word, write_day
from parvis.civics.dates.words import WEEKDAYS_EN, WEEKDAYS_FR

# rule → the sentence that says what it finds; `docs/organiser/events.md` repeats them
RECORD_RULES: dict[str, Words] = {
    "R-ORDER": say(fr="La fin vient avant le début.", en="The end comes before the start."),
    "R-SESSION": say(fr="Une session est hors des jours de l’événement.", en="A session is outside the event’s days."),
    "R-OVERLAP": say(fr="Deux sessions occupent la même salle.", en="Two sessions hold the same room."),
    "R-WEEKDAY": say(fr="Le jour nommé n’est pas celui de l’événement.", en="The weekday named is not the event’s."),
    "R-YEAR": say(fr="Le texte parle d’une autre année.", en="The text speaks of another year."),
    "R-HOURS": say(
        fr="L’heure du texte n’est pas celle de l’événement.", en="The hour of the text is not the event’s."
    ),
    "R-ONLINE": say(fr="En ligne, mais sans adresse.", en="Online, but without an address."),
    "R-PLACE": say(fr="Sur place, mais sans lieu.", en="On site, but without a place."),
    "R-REGISTER": say(fr="Sur inscription, mais sans lien.", en="By registration, but without a link."),
}
_BACK = re.compile(
    r"\b(?:édition|edition|bilan|retour|depuis|since|dernier|dernière|passée?|précédent|last|loi|law|décret|plan|strat[ée]gi"
    r"|objectif|horizon|d['’]ici|by|en|in|de|of|créée?|fondée?|founded|rapport|report)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\w/-])(20\d\d)(?![\w/-])")
_DAY_ALONE = re.compile(
    r"(?<![\w-])(?P<before>(?:le|ce|on|this|rendez-vous)\s+)?(?P<day>"
    + "|".join((*WEEKDAYS_FR, *(word.lower() for word in WEEKDAYS_EN)))
    + r")(?![\w-])(?!\s+(?:\d|1er|matins|soirs|prochain|dernier|suivant))",
    re.IGNORECASE,
)
_NUMBER_OF = {word.lower(): number for words in (WEEKDAYS_FR, WEEKDAYS_EN) for number, word in enumerate(words)}
_REPEATED = re.compile(
    r"(?:chaque|tous les|toutes les|du|au|et|ou|(?:di|day|dimanche),|every|each|from|to|and|or|until"
    r"|avant|before|after|après|jusqu['’]au"
    r"|dès|ouvert|open)\s*$",
    re.IGNORECASE,
)


def own_remarks(record: Record) -> Iterator[Remark]:
    """What the columns and the text of a record say against one another."""
    yield from _order(record)
    yield from _sessions(record)
    yield from _overlaps(record)
    for part in ("title", "lead", "body"):
        text = getattr(record, part)
        yield from _weekdays(record, part, text)
        yield from _years(record, part, text)
        yield from _hours(record, part, text)
    yield from _ways_in(record)


def _remark(rule: str, severity: Severity, part: str, quote: str, message: Words, suggestion: Words) -> Remark:
    def set_well(words: Words) -> Words:
        return {"fr": typeset(words["fr"]), "en": words["en"]}

    return Remark(rule, severity, part, quote, set_well(message), set_well(suggestion))


def _order(record: Record) -> Iterator[Remark]:
    if record.start_day is None:
        return
    last = record.last_day or record.start_day
    if last < record.start_day:
        yield _remark(
            "R-ORDER", Severity.ERROR, "end_day", "",
            say(
                fr=f"La fin, le {write_day(last, 'fr')}, vient avant le début, le {write_day(record.start_day, 'fr')}.",
                en=f"The end, {write_day(last, 'en')}, comes before the start, {write_day(record.start_day, 'en')}.",
            ),
            say(fr="Corriger le premier ou le dernier jour.", en="Correct the first day or the last."),
        )  # fmt: skip
    elif last == record.start_day and record.start_time and record.end_time and record.end_time < record.start_time:
        yield _remark(
            "R-ORDER", Severity.ERROR, "end_time", "",
            say(
                fr=f"La fin, {_hour(record.end_time, 'fr')}, vient avant le début, {_hour(record.start_time, 'fr')}.",
                en=f"The end, {_hour(record.end_time, 'en')}, comes before the start, "
                f"{_hour(record.start_time, 'en')}.",
            ),
            say(
                fr="Corriger une heure ; si l'événement finit après minuit, donner le lendemain comme dernier jour.",
                en="Correct an hour; if it ends after midnight, give the day after as the last day.",
            ),
        )  # fmt: skip


def _sessions(record: Record) -> Iterator[Remark]:
    first, last = record.start_day, record.last_day
    if first is None or last is None or last < first:
        return
    for number, slot in enumerate(record.sessions):
        part, begins, ends = f"sessions[{number}]", slot.start_day or first, slot.end_day or slot.start_day or first
        if ends < begins or (begins == ends and slot.start_time and slot.end_time and slot.end_time < slot.start_time):
            yield _remark(
                "R-ORDER", Severity.ERROR, part, slot.title,
                say(fr="La session finit avant de commencer.", en="The session ends before it begins."),
                say(fr="Corriger ses heures ou ses jours.", en="Correct its hours or its days."),
            )  # fmt: skip
        elif not slot.off and (begins < first or ends > last):
            day = begins if begins < first else ends
            yield _remark(
                "R-SESSION", Severity.ERROR, part, slot.title,
                say(
                    fr=f"La session est le {write_day(day, 'fr', weekday=True)}, hors des jours de l'événement.",
                    en=f"The session is on {write_day(day, 'en', weekday=True)}, outside the event's days.",
                ),
                say(
                    fr="Corriger son jour, allonger l'événement, ou cocher « hors programme ».",
                    en="Correct its day, lengthen the event, or tick “off”.",
                ),
            )  # fmt: skip
        elif not slot.off and first == last and _outside_hours(record, slot):
            hours = {
                lang: f"{_hour(record.start_time, lang)} – {_hour(record.end_time, lang)}" for lang in ("fr", "en")
            }
            yield _remark(
                "R-SESSION", Severity.WARNING, part, slot.title,
                say(
                    fr=f"La session sort des heures de l'événement ({hours['fr']}).",
                    en=f"The session goes beyond the event's hours ({hours['en']}).",
                ),
                say(fr="Corriger l'une ou l'autre.", en="Correct one or the other."),
            )  # fmt: skip


def _outside_hours(record: Record, slot: Slot) -> bool:
    if record.start_time and record.end_time and record.end_time < record.start_time:
        return False
    return bool(
        (record.start_time and slot.start_time and slot.start_time < record.start_time)
        or (record.end_time and slot.end_time and slot.end_time > record.end_time)
    )


def _overlaps(record: Record) -> Iterator[Remark]:
    spans = [
        (number, slot, span)
        for number, slot in enumerate(record.sessions)
        if slot.where and (span := _instants(record, slot)) is not None
    ]
    for (_n, one, (begins, ends)), (number, other, (starts, stops)) in combinations(spans, 2):
        if one.where == other.where and begins < stops and starts < ends:
            yield _remark(
                "R-OVERLAP", Severity.ERROR, f"sessions[{number}]", other.title,
                say(
                    fr=f"« {other.title} » occupe la même salle que « {one.title} » à la même heure.",
                    en=f"“{other.title}” holds the same room as “{one.title}” at the same time.",
                ),
                say(fr="Changer la salle ou l'heure.", en="Change the room or the hour."),
            )  # fmt: skip


def _instants(record: Record, slot: Slot) -> tuple[datetime, datetime] | None:
    day = slot.start_day or record.start_day
    if day is None or slot.start_time is None or slot.end_time is None:
        return None
    return datetime.combine(day, slot.start_time), datetime.combine(slot.end_day or day, slot.end_time)


def _weekdays(record: Record, part: str, text: str) -> Iterator[Remark]:
    """A weekday alone ("samedi à 18 h"), of an event of one day; with a date beside it, D-WEEKDAY speaks."""
    day = record.start_day
    if day is None or record.last_day != day or not text:
        return
    dated = [(mention.start, mention.end) for mention in find_dates(text)]
    for match in _DAY_ALONE.finditer(text):
        number = _NUMBER_OF[match["day"].lower()]
        if number == day.weekday() or any(start <= match.start("day") < end for start, end in dated):
            continue
        before = text[: match.start()]
        # Outside the title, only words that set a meeting: "le samedi", "samedi à 18 h".
        follows = re.match(r"\s*(?:à|de|dès|at|from)\s+\d", text[match.end() :])
        if _REPEATED.search(before) or (part != "title" and not follows):
            continue
        yield _remark(
            "R-WEEKDAY", Severity.ERROR if follows else Severity.WARNING, part, match["day"],
            say(
                fr=f"L'événement est un {weekday_word(day, 'fr')} ({write_day(day, 'fr')}), "
                f"le texte dit {weekday_word(number, 'fr')}.",
                en=f"The event is on a {weekday_word(day, 'en')} ({write_day(day, 'en')}), "
                f"the text says {weekday_word(number, 'en')}.",
            ),
            say(
                fr=f"Écrire « {weekday_word(day, 'fr')} », ou corriger le jour.",
                en=f"Write “{weekday_word(day, 'en')}”, or correct the day.",
            ),
        )  # fmt: skip


def _years(record: Record, part: str, text: str) -> Iterator[Remark]:
    """A year that is not the event's: in the title, or in a date of the text near the event's own day of the year."""
    first, last = record.start_day, record.last_day
    if first is None or last is None or not text:
        return
    years = {first.year, last.year}
    found: list[tuple[str, int]] = []
    if part == "title":
        found = [
            (match[1], int(match[1]))
            for match in _YEAR.finditer(text)
            if abs(int(match[1]) - first.year) <= 3 and not _BACK.search(text[: match.start()])
        ]
    else:
        found = [
            (mention.quote, day.year) for mention in find_dates(text) for day in _last_season(mention, first, last)
        ]
    for quote, year in found:
        if year in years:
            continue
        yield _remark(
            "R-YEAR", Severity.WARNING, part, quote,
            say(
                fr=f"« {quote} » : l'événement a lieu en {first.year}.",
                en=f"“{quote}”: the event takes place in {first.year}.",
            ),
            say(
                fr="Texte repris d'une autre saison ? Mettre l'année et relire toutes les dates.",
                en="Copied from another season? Put the year right and read every date again.",
            ),
        )  # fmt: skip


def _last_season(mention: Mention, first: date, last: date) -> list[date]:
    """Days of a mention that are the event's, give or take a fortnight, but of another year."""
    days = [day for day in mention.dates() if day is not None and day.year not in {first.year, last.year}]
    return [day for day in days if abs((_same_year(day, first.year) - first).days) <= 14]


def _same_year(day: date, year: int) -> date:
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def _hours(record: Record, part: str, text: str) -> Iterator[Remark]:
    """The hour said beside the event's own day, when it is not the event's nor a session's."""
    day = record.start_day
    if day is None or record.start_time is None or not text:
        return
    known = {record.start_time, record.end_time}
    for slot in record.sessions:
        known |= {slot.start_time, slot.end_time}
    references = (Reference.on("front-matter", day),)
    days = [mention for mention in find_dates(text) if day in mention.dates(references)]
    spoken = list(find_hours(text))
    for mention in days:
        near = next((hour for hour in spoken if 0 <= hour.start - mention.end <= 24), None)
        if near is None or re.search(r"[.!?\n]", text[mention.end : near.start]) or near.begins in known:
            continue
        yield _remark(
            "R-HOURS", Severity.WARNING, part, near.quote,
            say(
                fr=f"Le texte dit « {near.quote} », l'événement commence à {_hour(record.start_time, 'fr')}.",
                en=f"The text says “{near.quote}”, the event begins at {_hour(record.start_time, 'en')}.",
            ),
            say(fr="Corriger le texte ou l'heure.", en="Correct the text or the hour."),
        )  # fmt: skip


def _ways_in(record: Record) -> Iterator[Remark]:
    if record.mode in {"online", "mixed"} and not record.online_url and not record.reachable:
        yield _remark(
            "R-ONLINE", Severity.WARNING, "online_url", "",
            say(
                fr="L'événement est en ligne, rien ne dit où se connecter.",
                en="The event is online, nothing says where to connect.",
            ),
            say(
                fr="Donner l'adresse, ou le lien d'inscription qui l'enverra.",
                en="Give the address, or the registration link that will send it.",
            ),
        )  # fmt: skip
    if record.mode in {"onsite", "mixed"} and not record.has_place:
        yield _remark(
            "R-PLACE", Severity.WARNING, "place", "",
            say(fr="L'événement est sur place, le lieu manque.", en="The event is on site, the place is missing."),
            say(fr="Choisir un lieu, ou en ajouter un.", en="Choose a place, or add one."),
        )  # fmt: skip
    if record.admission == "registration" and not record.reachable:
        yield _remark(
            "R-REGISTER", Severity.WARNING, "admission", "",
            say(
                fr="On entre sur inscription, rien ne dit où s'inscrire.",
                en="Admission is by registration, nothing says where to register.",
            ),
            say(
                fr="Ajouter un lien d'inscription, ou dire comment dans la précision.",
                en="Add a registration link, or say how in the note.",
            ),
        )  # fmt: skip


def _hour(hour: time | None, lang: str) -> str:
    if hour is None:
        return "?"
    if lang == "fr":
        return f"{hour.hour} h {hour.minute:02}" if hour.minute else f"{hour.hour} h"
    return f"{hour:%H:%M}"
