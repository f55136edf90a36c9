"""The independent reviews of a commitment page: what they code, why, what they recommend, what they cite."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from parvis.civics.dates import find_dates
from parvis.civics.formats.commitment import (
    PHASES,
    Citation,
    Coding,
    Passage,
    Printed,
    RecommendationRead,
    ReviewRead,
)
from parvis.civics.formats.detect import plain
from parvis.civics.formats.readers import commitment_words as words
from parvis.civics.formats.readers.commitment_rows import Row, under

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý«“\"])")
_RECOMMENDS = re.compile(
    r"\b(?:sugg[èe]re(?:nt)?|recommande(?:nt)?|conseille(?:nt)?|préconise(?:nt)?|devrai(?:t|ent)|pourrai(?:t|ent)"
    r"|il (?:convient|faudrait)|suggests?|recommends?|advises?|should|could|ought to)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"^(?P<words>(?:si|s'il|dans le cas où|au cas où|if|should|in case|where)\s[^,:]{4,200}),\s", re.IGNORECASE
)
_CONSULTED = re.compile(r"\((?:consulté\w*|accessed|retrieved|viewed)\b(?P<when>[^)]*)\)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s,)\]]+")
_NO_IMPACT = re.compile(r"\b(?:aucun|pas d['’]) ?impact potentiel\b|\bno potential impact\b", re.IGNORECASE)
_MARK = re.compile(r"\[(\^?\w{1,8})\]")


def reviews_of(
    rows: list[Row], glance: Sequence[Coding], reports: Sequence[Printed]
) -> Iterator[tuple[ReviewRead, set[int]]]:
    """Each review of the page with the lines it was read from.

    glance    the box of the page: indicators that no review states itself are taken from there
    reports   the reports that the page names: each phase is tied to the one its words tell
    """
    for phase in PHASES:
        heading = next((row for row in rows if row.kind == "heading" and row.code == phase), None)
        if heading is None:
            continue
        passages = tuple(_passages(rows, phase))
        recommendations, remarks, used = _next_steps(list(under(rows, phase, "next-steps")))
        if remarks:
            passages += (Passage("next-steps", "reviewer", tuple(remarks)),)
        citations = citations_of(rows, phase)
        product, report = _product(phase, reports)
        yield (
            ReviewRead(
                phase,
                Printed(heading.text, heading.line),
                product,
                report,
                tuple(_codings(rows, phase, glance, passages)),
                passages,
                tuple(recommendations),
                citations,
            ),
            used
            | {printed.line for passage in passages for printed in passage.paragraphs}
            | {citation.printed.line for citation in citations},
        )


def _passages(rows: list[Row], phase: str) -> Iterator[Passage]:
    """What the reviewer writes: below its own headings, or right below that of the phase."""
    for section, part in (("", "results" if phase == "end-of-term" else "context"), ("context", "context")):
        found = [Printed(row.text, row.line) for row in under(rows, phase, section) if row.kind in {"text", "bullet"}]
        if found:
            yield Passage(part, "reviewer", tuple(found))


def _product(phase: str, reports: Sequence[Printed]) -> tuple[str, Printed | None]:
    for product, pattern in words.PRODUCT_WORDS[phase]:
        for report in reports:
            if re.search(pattern, report.text, re.IGNORECASE):
                return product, report
    return "", None


def _codings(rows: list[Row], phase: str, glance: Sequence[Coding], passages: Iterable[Passage]) -> Iterator[Coding]:
    """The indicators of a phase: what its own text states comes before the box."""
    stated = {row.code: row for row in under(rows, phase) if row.kind == "label" and row.code in words.VALUES}
    boxed = {coding.indicator: coding for coding in glance}
    told = [printed for passage in passages if passage.part in {"context", "results"} for printed in passage.paragraphs]
    wanted = [name for name in words.PHASE_INDICATORS[phase] if name in stated or name in boxed]
    for name in (*wanted, *(code for code in stated if code not in wanted)):
        reasons = tuple(told) if name == "completion" and name in stated else tuple(_speaking_of(name, told))
        if name in stated:
            yield coding_of(stated[name], reasons)
        else:
            yield Coding(name, boxed[name].value, boxed[name].printed, reasons)
    if phase == "mid-term" and "potential-impact" not in wanted:
        yield from _impact_in(told)


def _impact_in(told: Iterable[Printed]) -> Iterator[Coding]:
    """The potential impact that the text alone states, where the box shows nothing finer than "low" or "high"."""
    for paragraph in told:
        for sentence in _SENTENCE.split(paragraph.text):
            if match := _NO_IMPACT.search(sentence):
                yield Coding(
                    "potential-impact", "none", Printed(match[0], paragraph.line), (Printed(sentence, paragraph.line),)
                )
                return


def coding_of(row: Row, justification: tuple[Printed, ...] = ()) -> Coding:
    """The coding that a label states."""
    printed = row.printed
    return Coding(row.code, words.value_of(row.code, printed.text) if printed else "", printed, justification)


def _speaking_of(indicator: str, told: Iterable[Printed]) -> Iterator[Printed]:
    pattern = words.SPEAKS_OF.get(indicator)
    for paragraph in told if pattern else ():
        for sentence in _SENTENCE.split(paragraph.text):
            if pattern and pattern.search(sentence):
                yield Printed(sentence, paragraph.line)


def _next_steps(rows: list[Row]) -> tuple[list[RecommendationRead], list[Printed], set[int]]:
    """Recommendations, sentences that recommend nothing, and the lines of both.

    A list takes the condition of the sentence that introduces it ("Si…, le gouvernement pourrait :").
    """
    found: list[RecommendationRead] = []
    remarks: list[Printed] = []
    condition: Printed | None = None
    for row in rows:
        if row.kind == "bullet" or row.kind == "commitment":  # "1. …" is a list here, not the number of a commitment
            own = _condition_in(row.value, row.line)
            found.append(RecommendationRead(_trimmed(row), row.number, own or condition))
        elif row.kind == "text":
            condition = None
            for sentence in _SENTENCE.split(row.text):
                own = _condition_in(sentence, row.line)
                if sentence.rstrip().endswith(":"):
                    condition = own
                elif _RECOMMENDS.search(sentence):
                    found.append(RecommendationRead(Printed(sentence, row.line), "", own))
                else:
                    remarks.append(Printed(sentence, row.line))
    return found, remarks, {row.line for row in rows if row.kind in {"bullet", "commitment", "text"}}


def _trimmed(row: Row) -> Printed:
    return Printed(row.value.rstrip(" ;"), row.line)


def _condition_in(sentence: str, line: int) -> Printed | None:
    match = _CONDITION.match(plain(sentence))
    return Printed(sentence[: match.end("words")], line) if match else None


def citations_of(rows: list[Row], top: str) -> tuple[Citation, ...]:
    """The references of a part, with the day each was consulted and the line that calls it."""
    calls: dict[str, int] = {}
    for row in rows:
        if row.kind != "footnote":
            for mark in _MARK.findall(row.text):
                calls.setdefault(mark, row.line)
    return tuple(
        Citation(
            Printed(row.value, row.line),
            (url[0].rstrip(".") if (url := _URL.search(row.value)) else ""),
            _consulted(row.value),
            row.number if row.kind == "footnote" else "",
            calls.get(row.number, 0) if row.kind == "footnote" else 0,
        )
        for row in under(rows, top)
        if row.kind in {"footnote", "citation"} or (row.kind == "text" and row.section == "references")
    )


def _consulted(text: str) -> dt.date | None:
    match = _CONSULTED.search(text)
    mentions = [mention for mention in find_dates(match["when"]) if len(mention.days) == 1] if match else []
    return mentions[0].days[0].in_year() if len(mentions) == 1 else None
