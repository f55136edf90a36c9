"""A commitment page of an action plan, as the Open Government Partnership lays it out, in French or in English."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import chain

from parvis.civics.dates import find_dates, parse_date
from parvis.civics.formats.commitment import (
    INDICATORS,
    NOWHERE,
    CommitmentPage,
    Due,
    InstitutionNamed,
    MilestoneRead,
    MilestoneWording,
    Passage,
    Printed,
    ReviewRead,
)
from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.model import Child, Doubt, EventDocument
from parvis.civics.formats.readers import commitment_words as words
from parvis.civics.formats.readers.commitment_review import citations_of, coding_of, reviews_of
from parvis.civics.formats.readers.commitment_rows import Row, rows_of, under
from parvis.civics.formats.readers.page import slug_of

_ALIKE = 0.6  # how much of two texts must agree for a line of the road map to be that milestone's
_MOST_COMPARED = 200  # milestones, and lines of the road map: a commitment of more is none
_LONGEST_COMPARED = 400  # letters


def read(text: str, name: str) -> list[EventDocument]:
    """One document: the commitment with each value in its place, its parts as children.

    It is no event, and has no day. Doubts that block: nothing names the commitment, or its plan.
    """
    source = text
    rows = rows_of(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    language = _language(rows)
    page = _page(rows, language)
    title = page.short_title or page.title
    return [
        EventDocument(
            kind="commitment-page",
            title=title.text or next((row.text for row in rows), ""),
            path=name,
            external_id=page.external_id.text or slug_of(name),
            language=language,
            body=text.strip(),
            number=page.number.text,
            children=tuple(_children(page)),
            commitment=page,
            doubts=tuple(_doubts(page)),
            source=source,
        )
    ]


def _language(rows: list[Row]) -> str:
    counted = Counter(row.language for row in rows if row.language)
    return "en" if counted["en"] > counted["fr"] else "fr"


def _page(rows: list[Row], language: str) -> CommitmentPage:
    used = {row.line for row in rows if row.kind in {"heading", "label", "residue"}}
    labels: dict[str, list[Row]] = {}
    for row in rows:
        if row.kind == "label":
            labels.setdefault(row.code, []).append(row)
    identifier = next((row for row in rows if row.kind == "identifier" and row.top == "head"), None)
    numbered = [row for row in rows if row.kind == "commitment" and row.section == ""]
    number = Printed(numbered[0].number, numbered[0].line) if numbered else NOWHERE
    used |= {row.line for row in numbered if row.number == number.text}
    member, title = _member(rows, identifier), _title(rows, numbered)
    glance = tuple(coding_of(row) for row in under(rows, "head") if row.kind == "label" and row.code in INDICATORS)
    reports = tuple(chain.from_iterable(_listed(row) for row in labels.get("report", ())))
    reviews: list[ReviewRead] = []
    for review, lines in reviews_of(rows, glance, reports):
        reviews.append(review)
        used |= lines
    passages = _passages(rows)
    milestones = _milestones(rows)
    areas = _policy_areas(rows)
    novelty = next((row for row in rows if words.novelty_of(row.text) is not None), None)
    told_new = labels.get("novelty", [None])[0]
    citations = tuple(chain.from_iterable(citations_of(rows, top) for top in ("head", "description")))
    page = CommitmentPage(
        external_id=Printed(identifier.number, identifier.line) if identifier else NOWHERE,
        number=number,
        title=title,
        short_title=Printed(identifier.value, identifier.line) if identifier else NOWHERE,
        member=member,
        plan=_first(labels, "plan"),
        cycle=_first(labels, "cycle"),
        institutions=tuple(
            InstitutionNamed(role, printed)
            for role in ("lead", "supporting")
            for row in labels.get(role, ())
            for printed in _parted(row, ";")
        ),
        policy_areas=areas,
        values=tuple(chain.from_iterable(_listed(row) for row in labels.get("values", ()))),
        glance=glance,
        reports=reports,
        new=words.novelty_of(novelty.text) if novelty else _yes(told_new),
        novelty=Printed(novelty.text, novelty.line) if novelty else told_new.printed if told_new else NOWHERE,
        start=_day(labels, "start"),
        end=_day(labels, "end"),
        passages=passages,
        milestones=milestones,
        reviews=tuple(reviews),
        citations=citations,
        translated=tuple(_left_in_english(rows)) if language == "fr" else (),
    )
    used |= {printed.line for printed in page.everything_printed()}
    unread = tuple(Printed(row.text, row.line) for row in rows if row.line not in used)
    return replace(page, unread=unread)


def _first(labels: dict[str, list[Row]], code: str) -> Printed:
    return labels[code][0].printed if code in labels else NOWHERE


def _member(rows: list[Row], identifier: Row | None) -> Printed:
    """The country or territory: the line above the title of the page."""
    if identifier is None:
        return NOWHERE
    above = [row for row in rows if row.line < identifier.line and row.kind == "text"]
    return Printed(above[-1].text, above[-1].line) if above else NOWHERE


def _title(rows: list[Row], numbered: list[Row]) -> Printed:
    """The long title: what opens the description, or stands beside the number."""
    row = next((row for row in under(rows, "description", "") if row.kind == "text"), None)
    if row is not None and words.novelty_of(row.text) is None:
        return Printed(row.text, row.line)
    return Printed(numbered[0].value, numbered[0].line) if numbered else NOWHERE


def _listed(row: Row) -> list[Printed]:
    """The items of a value separated by commas or semicolons; one absence when there is none."""
    return _parted(row, ",;")


def _parted(row: Row, separators: str) -> list[Printed]:
    printed = row.printed
    if not printed:
        return [printed]
    parts = [part.strip() for part in re.split(f"[{separators}]", printed.text)]
    return [Printed(part, printed.line, printed.label) for part in parts if part]


def _policy_areas(rows: list[Row]) -> tuple[Printed, ...]:
    found: list[Printed] = []
    for row in rows:
        if row.kind == "label" and row.code == "policy-areas":
            found += _listed(row)
        elif row.top == "head" and row.section == "policy-areas" and row.kind in {"text", "bullet"}:
            found += [Printed(part.strip(), row.line) for part in re.split("[,;]", row.value) if part.strip()]
    return tuple(found)


def _yes(row: Row | None) -> bool | None:
    if row is None:
        return None
    value = words.value_of("verifiable", row.value)
    return None if not value else value == "yes"


def _day(labels: dict[str, list[Row]], code: str) -> Due | None:
    printed = _first(labels, code)
    return Due(printed, parse_date(printed.text)) if printed else None


def _passages(rows: list[Row]) -> tuple[Passage, ...]:
    """The texts of the commitment itself; what the site repeats word for word from the plan is the adopted text."""
    adopted = tuple(
        Printed(row.text, row.line) for row in rows if row.section == "adopted" and row.kind in {"text", "bullet"}
    )
    told = {paragraph.text for paragraph in adopted}
    found = []
    for part in ("problem", "ambition", "road-map"):
        paragraphs = tuple(
            Printed(row.text, row.line) for row in rows if row.section == part and row.kind in {"text", "bullet"}
        )
        if paragraphs:
            verbatim = all(paragraph.text in told for paragraph in paragraphs)
            found.append(Passage(part, "adopted" if verbatim else "summarised", paragraphs))
    if adopted:
        found.append(Passage("commitment", "adopted", adopted))
    return tuple(found)


def _milestones(rows: list[Row]) -> tuple[MilestoneRead, ...]:
    """The milestones by number, each with the line of the road map that is the same promise in other words."""
    road_map = [row for row in rows if row.section == "road-map" and row.kind in {"text", "bullet"}]
    found: dict[str, list[MilestoneWording]] = {}
    for row in rows:
        if row.kind == "milestone":
            wording = "adopted" if row.section in {"adopted", "milestones", ""} else "summarised"
            found.setdefault(row.number, []).append(_wording(row, wording))
    if not found:
        return tuple(MilestoneRead("", (_wording(row, "summarised"),)) for row in road_map)
    for number, row in _paired(found, road_map):
        found[number].append(_wording(row, "summarised"))
    return tuple(MilestoneRead(number, tuple(wordings)) for number, wordings in found.items())


def _wording(row: Row, wording: str) -> MilestoneWording:
    dated = [(mention.quote, fuzzy) for mention in find_dates(row.value) if (fuzzy := mention.fuzzy())]
    due = Due(Printed(dated[-1][0], row.line), dated[-1][1]) if dated else None
    return MilestoneWording(wording, Printed(row.value, row.line), due)


def _paired(found: dict[str, list[MilestoneWording]], road_map: list[Row]) -> list[tuple[str, Row]]:
    """Each milestone with the line of the road map most like it; words in common choose, letters decide."""
    steps = [(number, _undated(wordings[0].printed.text)) for number, wordings in list(found.items())[:_MOST_COMPARED]]
    lines = [(row, _undated(row.value)) for row in road_map[:_MOST_COMPARED]]
    bags = [frozenset(text.split()) for _row, text in lines]
    shared = []
    for rank, (_number, text) in enumerate(steps):
        own = frozenset(text.split())
        shared += [(len(own & bag) / len(own | bag or {""}), -at, -rank) for at, bag in enumerate(bags) if own & bag]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _in_common, at, rank in sorted(shared, reverse=True):
        if -rank not in pairs and -at not in taken:
            pairs[-rank] = -at
            taken.add(-at)
    return [
        (steps[rank][0], lines[at][0])
        for rank, at in sorted(pairs.items())
        if SequenceMatcher(None, steps[rank][1], lines[at][1], autojunk=False).ratio() > _ALIKE
    ]


def _undated(text: str) -> str:
    for mention in reversed(find_dates(text)):
        text = text[: mention.start] + text[mention.end :]
    return re.sub(r"\b(?:19|20)[0-9]{2}\b", "", text).lower()[:_LONGEST_COMPARED]


def _left_in_english(rows: list[Row]) -> list[Printed]:
    return [
        Printed(quote, row.line)
        for row in rows
        if row.kind in {"heading", "label", "text", "bullet"} and (quote := words.left_in_english(row.text))
    ]


def _children(page: CommitmentPage) -> list[Child]:
    milestones = [
        Child("milestone", one.number, one.wordings[0].printed.text, one.wordings[0].printed.line)
        for one in page.milestones
    ]
    reviews = [Child("review", "", one.heading.text, one.heading.line) for one in page.reviews]
    recommendations = [
        Child("recommendation", one.number, one.printed.text, one.printed.line)
        for review in page.reviews
        for one in review.recommendations
    ]
    return [*milestones, *reviews, *recommendations]


def _doubts(page: CommitmentPage) -> list[Doubt]:
    found = [doubt("not-an-agenda-page", "kind", "commitment-page", line=1)]
    if not (page.title or page.short_title):
        found.append(doubt("no-commitment", "title", line=1, blocking=True))
    if not page.plan:
        found.append(doubt("no-plan", "plan", line=page.plan.line or 1, blocking=True))
    found += [
        doubt("unreadable-date", due.printed.label, due.printed.text, line=due.printed.line)
        for due in (page.start, page.end)
        if due and due.date is None
    ]
    if page.translated:
        listed = ", ".join(dict.fromkeys(printed.text for printed in page.translated))
        found.append(doubt("machine-translation", "language", listed, line=page.translated[0].line))
    found += [doubt("unread-line", "text", printed.text, line=printed.line) for printed in page.unread]
    return found
