"""Figures: without a source, or that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page

# A word with a capital inside it, or a domain: a made-up name whose spelling matters.

_FIGURE = re.compile(r"(?<![\w.,€])(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d{3,})\s+(?!euros|€|%)[a-zà-ÿ]{4,}")


@rule("F-FIGURE", Severity.INFO, fr="Des chiffres n'ont pas de source.", en="Figures have no source.")
def unsourced_figures(page: Page) -> Iterator[Flag]:
    for paragraph in page.paragraphs:
        figures = list(_FIGURE.finditer(paragraph.text))
        if len(figures) >= 2 and not re.search(r"https?://|\]\(|\[\^?\w+\]|[Ss]ource", paragraph.text):
            start = paragraph.start + figures[0].start()
            listed = ", ".join(f"« {figure[0]} »" for figure in figures)
            yield Flag(
                page.line_of(start), figures[0][0],
                say(fr=f"Chiffres sans source : {listed}.", en=f"Figures without a source: {listed}."),
                say(fr="Dire d'où ils viennent, et pour quand.", en="Say where they come from, and for when."),
                fact={"figures": [figure[0] for figure in figures]},
                column=page.column_of(start),
            )  # fmt: skip


_TOTAL = re.compile(
    r"(?P<total>\d+)\s+(?P<noun>[a-zà-ÿ]{4,})(?:\s+\w+){0,4}?\s*(?::|dont|including|,\s*soit)\s*"
    r"(?P<parts>\d+\s+[^\d.;\n]{2,40}(?:(?:,| et| and)\s*\d+\s+[^\d.;\n]{2,40}){1,})(?=[.;\n]|$)",
    re.IGNORECASE,
)


@rule("N-SUM", Severity.WARNING, fr="Les parties ne font pas le total.", en="The parts do not make the total.")
def sums(page: Page) -> Iterator[Flag]:
    for match in page.search(_TOTAL, "dont ", "including", ":", "soit "):
        parts = [int(number) for number in re.findall(r"\d+", match["parts"])]
        total = int(match["total"]) if len(match["total"]) < 12 else 0
        joint = match[0][: match.start("parts") - match.start()]
        if (
            len(parts) < 2
            or sum(parts) == total
            or (sum(parts) < total and re.search(r"dont|including", joint, re.IGNORECASE))
        ):
            continue
        if ":" in joint and len(parts) < 3:
            continue
        yield Flag(
            page.line_of(match.start()), match[0],
            say(
                fr=f"{' + '.join(map(str, parts))} = {sum(parts)}, le total écrit est {total}.",
                en=f"{' + '.join(map(str, parts))} = {sum(parts)}, the total written is {total}.",
            ),
            say(fr="Corriger le total, ou dire ce qui manque.", en="Correct the total, or say what is missing."),
            fact={"sum": sum(parts), "total": total},
            column=page.column_of(match.start()),
        )  # fmt: skip
