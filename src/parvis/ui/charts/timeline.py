"""Dated marks along a line. Positions are percentages, so that letters keep their size on any screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

COLUMNS = 24  # marks nearer than this part of the width are stacked: at 320 px a mark and its margin fill one
HIGHEST = 10  # marks of a stack; what is above is counted
GAP, TOP, FOOT = 16, 22, 28  # pixels: between two marks of a stack, above the highest, below the line
LABELS = 4  # years written below the line at most, besides the first


@dataclass(frozen=True)
class Mark:
    """A point of the line; `kind` is "done", "illustrative", "coming" or "here"; `label` is read on hovering."""

    day: date
    label: str
    kind: str


def timeline(marks: Sequence[Mark], *, title: str, description: str, identifier: str = "timeline") -> SafeString:
    """An SVG of the marks, oldest at the left; nothing without two different days.

    title, description   read by assistive technology in place of the drawing
    identifier           a prefix for the ids, unique in the page
    """
    days = sorted(mark.day for mark in marks)
    if not days or days[0] == days[-1]:
        return mark_safe("")
    # Whole years at both ends: every written year then stands at its first of January.
    first, last = date(days[0].year, 1, 1), date(days[-1].year + 1, 1, 1)
    span = (last - first).days

    def across(day: date) -> float:
        return 3 + 94 * (day - first).days / span

    stacks: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.day, mark.label)):
        stacks.setdefault(int(COLUMNS * (mark.day - first).days / span), []).append(mark)
    tallest = min(max(len(stack) for stack in stacks.values()), HIGHEST + 1)
    line = TOP + GAP * tallest
    drawn = [f'<line class="chart-axis" x1="0" x2="100%" y1="{line}" y2="{line}"/>']
    for year in years(first.year, last.year):
        x = f"{across(date(year, 1, 1)):.1f}%"
        drawn.append(f'<line class="chart-tick" x1="{x}" x2="{x}" y1="{line}" y2="{line + 6}"/>')
        drawn.append(f'<text class="chart-label" x="{x}" y="{line + 22}" text-anchor="middle">{year}</text>')
    for stack in stacks.values():
        x = f"{across(stack[0].day):.1f}%"
        for height, mark in enumerate(stack[:HIGHEST]):
            drawn.append(dot(x, line - GAP * (height + 1) + 4, mark))
        if len(stack) > HIGHEST:
            over = line - GAP * (HIGHEST + 1) + 8
            words = f"+{len(stack) - HIGHEST}"
            drawn.append(f'<text class="chart-label" x="{x}" y="{over}" text-anchor="middle">{words}</text>')
    names = f"{identifier}-title", f"{identifier}-desc"
    return mark_safe(
        f'<svg class="chart chart-timeline" role="img" aria-labelledby="{names[0]} {names[1]}" width="100%" '
        f'height="{line + FOOT}"><title id="{names[0]}">{conditional_escape(title)}</title>'
        f'<desc id="{names[1]}">{conditional_escape(description)}</desc>{"".join(drawn)}</svg>'
    )


def dot(x: str, y: int, mark: Mark) -> str:
    title = f"<title>{conditional_escape(mark.label)}</title>"
    if mark.kind == "here":
        return f'<g class="chart-here"><circle cx="{x}" cy="{y}" r="8"/><circle cx="{x}" cy="{y}" r="5"/>{title}</g>'
    return f'<circle class="chart-{mark.kind}" cx="{x}" cy="{y}" r="5">{title}</circle>'


def years(first: int, last: int) -> list[int]:
    """Years to write, evenly apart."""
    apart = max(1, -(-(last - first) // LABELS))
    return list(range(first, last + 1, apart))
