"""Findings as a linter prints them: place, rule, message, the words with a line under them, what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from parvis.civics.checks.finding import Finding, Report, Severity

WIDTH = 100
_COLOURS = {Severity.ERROR: "\033[1;31m", Severity.WARNING: "\033[1;33m", Severity.INFO: "\033[1;36m"}
_DIM, _BOLD, _END = "\033[2m", "\033[1m", "\033[0m"
_WORDS = {
    "fr": {"error": "erreur", "warning": "alerte", "info": "info"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}


def listing(report: Report, lines: Sequence[str], lang: str, *, colour: bool) -> Iterator[str]:
    """The lines to print for the findings of one document; nothing when there is none."""
    for finding in report.findings:
        head = f"{report.name}:{finding.line}"
        word = _WORDS[lang][finding.severity]
        if colour:
            head = f"{_BOLD}{head}{_END}"
            word = f"{_COLOURS[finding.severity]}{word}{_END}"
        yield f"{head}: {word} [{finding.rule}] {finding.message[lang]}"
        source = lines[finding.line - 1] if finding.line <= len(lines) else ""
        excerpt, under = _excerpt(source, finding)
        if excerpt:
            mark = f"{_COLOURS[finding.severity]}{under}{_END}" if colour else under
            yield f"    {excerpt}"
            yield f"    {mark}"
        suggestion = f"→ {finding.suggestion[lang]}"
        yield f"    {_DIM}{suggestion}{_END}" if colour else f"    {suggestion}"
        yield ""


def _excerpt(source: str, finding: Finding) -> tuple[str, str]:
    """The words of the line around the quote, and the carets below them."""
    quote = finding.quote.split("\n")[0]
    at = source.find(quote, finding.column) if quote else -1
    if at < 0:
        at = max(0, source.find(quote))
    length = max(1, min(len(quote), len(source) - at))
    begin = max(0, min(at - 20, len(source) - WIDTH)) if len(source) > WIDTH else 0
    end = min(len(source), begin + WIDTH)
    excerpt = source[begin:end].replace("\t", " ")
    under = " " * _cells(excerpt[: at - begin]) + "^" * max(1, _cells(excerpt[at - begin : at - begin + length]))
    lead, tail = "…" * (begin > 0), "…" * (end < len(source))
    return (f"{lead}{excerpt}{tail}", " " * len(lead) + under) if excerpt.strip() else ("", "")


def _cells(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def summary(files: int, counts: dict[Severity, int], lang: str) -> str:
    """One line that sums up."""
    errors, warnings, infos = (counts[severity] for severity in Severity)
    if lang == "fr":
        if not errors + warnings + infos:
            return f"{_plural(files, 'fichier')}, rien à signaler."
        return (
            f"{_plural(files, 'fichier')} : {_plural(errors, 'erreur')}, {_plural(warnings, 'alerte')}, "
            f"{_plural(infos, 'information')}."
        ).replace(" :", "\u202f:")
    if not errors + warnings + infos:
        return f"{files} file{'s' * (files != 1)}, nothing to report."
    return (
        f"{files} file{'s' * (files != 1)}: {errors} error{'s' * (errors != 1)}, "
        f"{warnings} warning{'s' * (warnings != 1)}, {infos} info{'s' * (infos != 1)}."
    )


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count > 1)}"
