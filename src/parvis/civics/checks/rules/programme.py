"""Programmes: sessions outside the announced days, overlaps, headings, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import START_KEYS, Page
from parvis.civics.dates import Mention, Slot, day_headings, find_hours, read_programme


def _slots(page: Page) -> list[Slot]:
    """The sessions of the body, with lines of the file."""
    return page.once("slots", lambda: read_programme(_body_in_place(page)))


def _body_in_place(page: Page) -> str:
    """The body with blank lines for the front matter, so that its lines have the numbers of the file."""
    return "\n" * (page.body_line - 1) + page.masked[page.body_start :]


def _day(page: Page, slot: Slot) -> date | None:
    return slot.day.dates(page.references)[0] if slot.day else None


@rule(
    "D-RANGE",
    Severity.ERROR,
    fr="Une séance est hors de la période annoncée.",
    en="A session is outside the announced period.",
)
def outside_range(page: Page) -> Iterator[Flag]:
    slots = [slot for slot in _slots(page) if _day(page, slot)]
    if not slots:
        return
    span = _announced(page, slots[0].line)
    if span is None:
        return
    first, last, where = span
    told: set[date] = set()
    for slot in slots:
        day = _day(page, slot)
        if day is None or first <= day <= last or day in told or slot.day is None:
            continue
        told.add(day)
        line = _heading_line(page, slot)
        yield Flag(
            line,
            slot.day.quote,
            say(
                fr=f"Séance du {day} ({slot.hours.quote}, ligne {slot.line}) hors de la période annoncée, "
                f"{first} – {last} (ligne {where}).",
                en=f"Session of {day} ({slot.hours.quote}, line {slot.line}) outside the announced period, "
                f"{first} – {last} (line {where}).",
            ),
            say(
                fr="Corriger la période, ou dire que la séance est en marge de l'événement.",
                en="Correct the period, or say that the session is a side event.",
            ),
            fact={"date": day.isoformat(), "from": first.isoformat(), "to": last.isoformat(), "slot_line": slot.line},
            column=max(0, page.line(line).find(slot.day.quote)),
        )


def _heading_line(page: Page, slot: Slot) -> int:
    assert slot.day is not None  # noqa: S101 -- the caller checked
    for number in range(slot.line, 0, -1):
        if slot.day.quote in page.line(number):
            return number
    return slot.line


def _announced(page: Page, before_line: int) -> tuple[date, date, int] | None:
    if page.start and page.end and page.end > page.start:
        return page.start, page.end, page.moments["event_end_date"].line
    if page.start:
        return None  # a single day in the metadata: D-BODY and D-WEEKDAY look after it
    spans = []
    for mention in page.mentions:
        line = page.line_of(mention.start)
        days = mention.dates(page.references)
        if mention.is_range and line < before_line and days[0] and days[-1]:
            spans.append((days[0], days[-1], line))
            around = page.paragraph_span(mention.start)
            beside = [m for m in page.mentions if around[0] <= m.start < around[1] and m.days and not m.open_start]
            spans += [
                (day, day, line) for m in beside for day in m.dates(page.references) if day
            ]  # "… et à Paris le 16"
    if not spans:
        return None
    return min(s[0] for s in spans), max(s[1] for s in spans), spans[0][2]


_ROOM = re.compile(
    r"\b(?:salle|salon|amphi(?:théâtre)?|auditorium|studio|room|hall)\s+(?:[A-Z0-9][\w’'-]*)", re.IGNORECASE
)


@rule(
    "D-OVERLAP",
    Severity.ERROR,
    fr="Deux séances occupent la même salle en même temps.",
    en="Two sessions hold the same room at the same time.",
)
def overlap(page: Page) -> Iterator[Flag]:
    held: dict[tuple[str, str], list[Slot]] = {}
    for slot in _slots(page):
        room = _ROOM.search(slot.title)
        if room is None or slot.hours.ends is None or slot.hours.ends_next_day:
            continue
        key = (room[0].lower(), slot.day.quote.lower() if slot.day else "")
        for other in held.setdefault(key, []):
            if other.hours.ends and slot.hours.begins < other.hours.ends and other.hours.begins < slot.hours.ends:
                yield Flag(
                    slot.line,
                    slot.hours.quote,
                    say(
                        fr=f"« {room[0]} » est déjà prise à {other.hours.quote} (ligne {other.line}).",
                        en=f"“{room[0]}” is already taken at {other.hours.quote} (line {other.line}).",
                    ),
                    say(fr="Changer l'heure ou la salle.", en="Change the time or the room."),
                    column=max(0, page.line(slot.line).find(slot.hours.quote)),
                )
                break
        held[key].append(slot)


@rule(
    "D-HOURS",
    Severity.WARNING,
    fr="L'heure de la métadonnée n'est pas celle des horaires.",
    en="The time of the metadata is not that of the opening hours.",
)
def hours_disagree(page: Page) -> Iterator[Flag]:
    moment = next((page.moments[k] for k in START_KEYS if k in page.moments and page.moments[k].time), None)
    fields = page.front.data.get("champs_informations")
    if moment is None or moment.time in {None, time(0)} or not isinstance(fields, list):
        return
    for index, field in enumerate(fields):
        if not isinstance(field, dict) or not isinstance(field.get("contenu"), str):
            continue
        label = str(field.get("intitule") or field.get("Intitulé") or "").strip().lower()
        found = find_hours(field["contenu"])
        if not label.startswith(("horaire", "heure", "time", "début de")) or len(found) != 1:
            continue
        if found[0].begins != moment.time:
            line = page.front.line("champs_informations", index, "contenu")
            yield Flag(
                line,
                found[0].quote,
                say(
                    fr=f"Les horaires commencent à {found[0].begins:%H:%M}, « {moment.key} » à {moment.time:%H:%M} "
                    f"(ligne {moment.line}).",
                    en=f"The hours begin at {found[0].begins:%H:%M}, “{moment.key}” at {moment.time:%H:%M} "
                    f"(line {moment.line}).",
                ),
                say(fr="Corriger l'un ou l'autre.", en="Correct one or the other."),
                "champs_informations",
                {"text": f"{found[0].begins:%H:%M}", "metadata": f"{moment.time:%H:%M}"},
                column=max(0, page.line(line).find(found[0].quote)),
            )


@rule(
    "D-NIGHT",
    Severity.ERROR,
    fr="Un horaire finit avant de commencer.",
    en="A time range ends before it begins.",
)
def backwards_hours(page: Page) -> Iterator[Flag]:
    for hours in page.hours:
        if not hours.ends_next_day or hours.ends is None:
            continue
        begins = timedelta(hours=hours.begins.hour, minutes=hours.begins.minute)
        ends = timedelta(hours=24 + hours.ends.hour, minutes=hours.ends.minute)
        if ends - begins > timedelta(hours=14):
            yield Flag(
                page.line_of(hours.start),
                page.text[hours.start : hours.end],
                say(
                    fr=f"{hours.begins:%H:%M} est après {hours.ends:%H:%M}.",
                    en=f"{hours.begins:%H:%M} is after {hours.ends:%H:%M}.",
                ),
                say(fr="Corriger l'horaire.", en="Correct the times."),
                column=page.column_of(hours.start),
            )


@rule(
    "D-SPARSE",
    Severity.WARNING,
    fr="Un long programme n'a que quelques jours de séances : il paraît tronqué.",
    en="A long programme has sessions on a few days only: it looks cut short.",
)
def sparse(page: Page) -> Iterator[Flag]:
    if page.start is None or page.end is None or (page.end - page.start).days < 20:
        return
    slots = _slots(page)
    days = {slot.day.quote for slot in slots if slot.day}
    calendar = re.search(
        r"^.*\b(?:calendrier|agendas|programme|calendar)\b.*$", page.body, re.IGNORECASE | re.MULTILINE
    )
    if not 1 <= len(days) <= 2 or calendar is None:
        return
    yield Flag(
        page.line_of(page.body_start + calendar.start()),
        calendar[0].strip(),
        say(
            fr=f"{len(slots)} séance(s) sur {len(days)} jour(s) pour une période de "
            f"{(page.end - page.start).days + 1} jours.",
            en=f"{len(slots)} session(s) on {len(days)} day(s) for a period of "
            f"{(page.end - page.start).days + 1} days.",
        ),
        say(
            fr="Compléter le calendrier, ou dire qu'il est partiel.",
            en="Complete the calendar, or say that it is partial.",
        ),
    )


@rule(
    "D-NOYEAR",
    Severity.WARNING,
    fr="Les titres de jour du programme n'ont pas d'année.",
    en="The day headings of the programme have no year.",
)
def headings_without_year(page: Page) -> Iterator[Flag]:
    headings = _headings(page)
    without = [(line, mention) for line, mention in headings if mention.explicit_year is None]
    if len(without) < 2 or page.front.present:
        return
    line, mention = without[0]
    year = next((found for found in mention.years(page.references) if found), None)
    told_fr = f" ; lue ailleurs : {year.year}" if year else " ; aucune année ailleurs"
    told_en = f"; read elsewhere: {year.year}" if year else "; no year elsewhere"
    yield Flag(
        line,
        mention.quote,
        say(
            fr=f"{len(without)} titres de jour sans année{told_fr}.",
            en=f"{len(without)} day headings without a year{told_en}.",
        ),
        say(fr="Écrire l'année dans le premier titre.", en="Write the year in the first heading."),
        fact={"year": year.year if year else None, "source": year.source if year else None},
        column=max(0, page.line(line).find(mention.quote)),
    )


def _headings(page: Page) -> list[tuple[int, Mention]]:
    return page.once("headings", lambda: list(day_headings(_body_in_place(page))))


_BULLET = re.compile(r"^\s*[-*•–]\s+")


@rule(
    "M-LIST",
    Severity.WARNING,
    fr="Les éléments d'une même liste ne sont pas écrits pareil.",
    en="The items of one list are not written alike.",
)
def uneven_list(page: Page) -> Iterator[Flag]:
    yield from _uneven_slots(page)
    yield from _uneven_headings(page)
    yield from _uneven_dashes(page)


def _uneven_slots(page: Page) -> Iterator[Flag]:
    lines = [slot.line for slot in _slots(page) if slot.hours.start < 6]
    bulleted = [line for line in lines if _BULLET.match(page.line(line))]
    bare = [line for line in lines if line not in bulleted]
    if len(bulleted) >= 4 and 1 <= len(bare) <= len(bulleted) // 4:
        for line in bare:
            yield Flag(
                line,
                page.line(line).strip()[:80],
                say(
                    fr=f"Cette séance n'a pas de puce, {len(bulleted)} autres en ont.",
                    en=f"This session has no bullet, {len(bulleted)} others have one.",
                ),
                say(fr="Commencer la ligne par « - ».", en="Begin the line with “- ”."),
            )


def _uneven_headings(page: Page) -> Iterator[Flag]:
    headings = _headings(page)
    ended = [line for line, _ in headings if page.line(line).rstrip(" *_").endswith(":")]
    if len(headings) >= 4 and len(ended) == 1:
        yield Flag(
            ended[0],
            page.line(ended[0]).strip(),
            say(
                fr="Un seul titre de jour finit par un deux-points.",
                en="Only one day heading ends with a colon.",
            ),
            say(fr="Écrire tous les titres pareil.", en="Write all headings alike."),
            severity=Severity.INFO,
        )


def _uneven_dashes(page: Page) -> Iterator[Flag]:
    run: list[tuple[int, str, bool]] = []
    for paragraph in [*page.paragraphs, None]:
        text = paragraph.text.strip() if paragraph else ""
        bare = re.sub(r"^[–—-]\s+", "", text)
        if paragraph and "\n" not in text and bare[:1].islower() and len(text) < 160:
            run.append((paragraph.line, text, bare != text))
            continue
        dashes = sum(dash for _, _, dash in run)
        if len(run) >= 3 and 0 < dashes < len(run):
            line, quote, _ = next(item for item in run if not item[2])
            yield Flag(
                line,
                quote,
                say(
                    fr=f"Liste de {len(run)} éléments, dont {dashes} seulement commencent par un tiret.",
                    en=f"A list of {len(run)} items, of which only {dashes} begin with a dash.",
                ),
                say(fr="Mettre un tiret à chaque élément.", en="Give each item its dash."),
                fact={"items": len(run), "dashes": dashes},
            )
        run = []


_POSTCODE = re.compile(r"\b\d{5}\b")
_PLACE_WORDS = re.compile(
    r"\b(?:Palais|Hôtel|Cabaret|Parc|Salle|Salon|Théâtre|Maison|Espace|Centre|Cité)\b[^,.;()\n]*", re.IGNORECASE
)


@rule(
    "F-ADDRESS",
    Severity.WARNING,
    fr="Des séances ont une adresse complète, d'autres non.",
    en="Some sessions have a full address, others none.",
)
def missing_address(page: Page) -> Iterator[Flag]:
    slots = _slots(page)
    located = [slot for slot in slots if _POSTCODE.search(slot.title)]
    if len(located) < 3 or len(located) == len(slots):
        return
    for slot in slots:
        if slot in located:
            continue
        place = _PLACE_WORDS.search(slot.title)
        known = place and next((o for o in located if place[0].strip().lower() in o.title.lower()), None)
        code = _POSTCODE.search(known.title) if known else None
        where_fr = (
            f" ; « {place[0].strip()} » a le code {code[0]} ligne {known.line}" if place and known and code else ""
        )
        where_en = (
            f"; “{place[0].strip()}” has postcode {code[0]} on line {known.line}" if place and known and code else ""
        )
        yield Flag(
            slot.line,
            place[0].strip() if place else page.line(slot.line).strip()[:80],
            say(
                fr=f"Séance sans code postal, {len(located)} autres en ont un{where_fr}.",
                en=f"Session without a postcode, {len(located)} others have one{where_en}.",
            ),
            say(fr="Donner l'adresse, ou dire « en ligne ».", en="Give the address, or say “online”."),
        )


_AND_ONLINE = re.compile(
    r"^\W*(?:100\s?%\s*)?(?:en ligne|en présentiel|à distance|en visio(?:conf[ée]rence)?|en distanciel|hybride"
    r"|online|on site|onsite|in person"
    r"|remote|hybrid)(?:\s*(?:et|ou|/|and|or|\+|&)\s*(?:en ligne|en présentiel|à distance"
    r"|en visio(?:conférence)?|en distanciel|online"
    r"|on site|in person))?\W*$",
    re.IGNORECASE,
)


@rule(
    "F-PLACE",
    Severity.WARNING,
    fr="Le champ du lieu dit comment on participe, pas où.",
    en="The place field says how people attend, not where.",
)
def mode_as_place(page: Page) -> Iterator[Flag]:
    value = page.value("lieu")
    if value and _AND_ONLINE.match(value):
        yield Flag(
            page.front.line("lieu"),
            value.strip(),
            say(
                fr=f"« {value.strip()} » est un mode de participation, pas un lieu.",
                en=f"“{value.strip()}” is an attendance mode, not a place.",
            ),
            say(fr="Mettre le mode à part et le lieu ici.", en="Put the mode apart and the place here."),
            "lieu",
        )
