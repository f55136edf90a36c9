"""A record read as a page: its text is composed so that each line belongs to one part."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time

from parvis.civics.checks.checking import report
from parvis.civics.checks.finding import Finding, Severity, Words, say, typeset
from parvis.civics.checks.page import Page
from parvis.civics.checks.record.rules import own_remarks
from parvis.civics.checks.record.shape import Record, Remark
from parvis.civics.dates import write_day

# Rules that judge how a file is written, or what a record keeps apart; the page of a record cannot break them.
DROPPED = frozenset(
    {
        *("F-EMPTY", "F-NARR", "F-CONFLICT", "F-GLUE", "F-SYN", "F-DUPKEY", "F-YAML", "F-KEY", "F-SPACE", "F-CRAM"),
        *("F-BARE", "F-PLACE", "F-ADDRESS", "F-REG", "D-KEYS", "D-MIDNIGHT", "D-DTEND", "D-ORDER", "D-ZONE"),
        *("D-HOURS", "D-NOYEAR", "D-SPARSE", "D-OPEN", "D-SIGN", "E-TYPE", "M-SPACE", "M-NOTE", "M-NAV", "M-DECOR"),
        *("M-IAL", "T-NBSP", "T-QUOTES", "T-STOP", "T-CAPS", "F-FIGURE", "M-LIST", "M-DUP"),
        *("C-REL", "C-EVID", "C-ID", "C-TITLE", "C-PHASE", "C-MILE", "C-DUE", "T-MOOD"),
    }
)
# What helps who reads a file: the line, the day as a machine writes it.
_LINE = re.compile(r" (?:à la ligne|ligne|on line) \d+| \(\d{4}-\d\d-\d\d\)")


def remarks(record: Record, *, today: date) -> tuple[Remark, ...]:
    """What a reader would stumble over, in the order of the form; nothing for a record that holds together.

    Deterministic: the same record and day give the same remarks. It never raises.
    """
    found = [*_from_page(record, today), *own_remarks(record)]
    seen: set[tuple[str, str, str]] = set()
    kept = []
    for remark in found:
        sign = (remark.rule, remark.part, remark.quote)
        if sign not in seen:
            seen.add(sign)
            kept.append(remark)
    order = {part: place for place, part in enumerate(_ORDER)}
    return tuple(sorted(kept, key=lambda one: (order.get(one.part.split("[")[0], 99), _number(one.part), one.rule)))


_ORDER = ("title", "lead", "body", "start_day", "start_time", "end_day", "end_time", "mode", "place", "online_url",
          "admission", "sessions", "information")  # fmt: skip


def _number(part: str) -> int:
    found = re.search(r"\[(\d+)\]", part)
    return int(found[1]) if found else 0


def _from_page(record: Record, today: date) -> Iterator[Remark]:
    text, parts = compose(record)
    page = Page(text, "record.md", today)
    for finding in report(page).findings:
        part = parts.get(finding.line)
        if part is None or finding.rule in DROPPED:
            continue
        message, suggestion = _in_plain_words(finding, record)
        yield Remark(finding.rule, _severity(finding, record), part, finding.quote, message, suggestion)


def compose(record: Record) -> tuple[str, Mapping[int, str]]:
    """The page of a record, and the part each of its lines belongs to (lines from 1)."""
    parts: dict[int, str] = {}
    lines = ["---"]

    def add(text: str, part: str) -> None:
        for line in text.replace("\r\n", "\n").split("\n"):
            lines.append(line)
            parts[len(lines)] = part

    add(f"title: {json.dumps(' '.join(record.title.split()), ensure_ascii=False)}", "title")
    if record.start_day:
        lines.append(f"event_start_date: {_moment(record.start_day, record.start_time)}")
        lines.append(f"event_end_date: {_moment(record.last_day or record.start_day, record.end_time)}")
    lines.append("---")
    for part, text in (("lead", record.lead), ("body", record.body)):
        if text.strip():
            add(text, part)
            lines.append("")
    for number, slot in enumerate(record.sessions):
        # A title alone makes a page's list item; its hours are columns, not words.
        for text in (slot.title, slot.summary):
            if text.strip():
                add(text, f"sessions[{number}]")
                lines.append("")
    for number, (label, content) in enumerate(record.information):
        add(f"{label} : {content}", f"information[{number}]")
        lines.append("")
    return "\n".join(lines), parts


def _moment(day: date, hour: time | None) -> str:
    return f"{day.isoformat()} {hour:%H:%M:%S}" if hour else day.isoformat()


def _severity(finding: Finding, record: Record) -> Severity:
    # Dead addresses and days that do not exist stay errors; a slip of language never holds a publication back.
    if finding.rule.startswith(("T-", "N-", "M-")) and finding.severity is Severity.ERROR and finding.rule != "M-LINK#":
        return Severity.WARNING
    return finding.severity


def _in_plain_words(finding: Finding, record: Record) -> tuple[Words, Words]:
    """The sentences of a finding for somebody who fills in a form: no line numbers, no metadata."""
    if finding.rule == "D-BODY" and record.start_day:
        french, english = (
            write_day(record.start_day, "fr", weekday=True),
            write_day(record.start_day, "en", weekday=True),
        )
        return _typeset(
            say(
                fr=f"Le texte annonce « {finding.quote} », l'événement commence le {french}.",
                en=f"The text announces “{finding.quote}”, the event begins on {english}.",
            )
        ), say(fr="Corriger le texte ou le jour.", en="Correct the text or the day.")
    return _without_machine_words(finding.message), _without_machine_words(finding.suggestion)


def _without_machine_words(words: Words) -> Words:
    return {code: _LINE.sub("", text) for code, text in words.items()}


def _typeset(words: Words) -> Words:
    return {code: typeset(text) if code == "fr" else text for code, text in words.items()}
