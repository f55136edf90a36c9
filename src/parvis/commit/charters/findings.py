"""What the sources of a charter say against one another, and against what is known here. Plain values in and out.

Rules of the catalogue: D-CLASH two days for one thing; N-COUNT a number announced that the signatures known do not
reach, or pass; N-SUM numbers that do not add up; N-ALIAS several names for one instrument.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.civics.dates import from_iso, write_date
from parvis.commit.charters.models.claim import ClaimKind
from parvis.commit.charters.models.version import Side
from parvis.ui.dates import capital

ABOUT = 0.2  # by how much "about forty" may be wrong before it is another number


@dataclass(frozen=True)
class Said:
    """A claim as it is compared. `side` is empty for both sides together; `day` is ISO 8601-2."""

    kind: str
    name: str
    count: int | None
    approximate: bool
    side: str
    day: str
    scope: str
    source: Any


@dataclass(frozen=True)
class Line:
    """One value of a finding, with the source that says it; None for what is counted here."""

    words: str
    source: Any


@dataclass(frozen=True)
class Finding:
    """`severity` is error, warning or info."""

    rule: str
    severity: str
    title: str
    message: str
    lines: tuple[Line, ...]


def findings(
    said: Sequence[Said], signatories: dict[str, int], pledges: dict[str, int], language: str
) -> tuple[Finding, ...]:
    """Everything that does not agree, the gravest first.

    signatories, pledges   how many are known here, by side
    """
    found = [*days(said, language), *sums(said), *signatures(said, signatories), *promised(said, pledges), *names(said)]
    order = {"error": 0, "warning": 1, "info": 2}
    return tuple(sorted(found, key=lambda one: order[one.severity]))


def days(said: Sequence[Said], language: str) -> list[Finding]:
    """Sources that put the same thing on days that cannot both be right."""
    dated = [one for one in said if one.day]
    clash = any(
        first.kind == second.kind and not from_iso(first.day).overlaps(from_iso(second.day))
        for place, first in enumerate(dated)
        for second in dated[place + 1 :]
    )
    if not clash:
        return []
    lines = tuple(
        Line(joined(capital(write_date(from_iso(one.day), language)), one.scope or kind_words(one.kind)), one.source)
        for one in sorted(dated, key=lambda one: from_iso(one.day).start)
    )
    message = _("The sources do not agree; none of their days is chosen for them.")
    return [Finding("D-CLASH", "error", _("Several days"), message, lines)]


def sums(said: Sequence[Said]) -> list[Finding]:
    """A number of all that is not the sum of the numbers by side, wherever each is said."""
    totals = [one for one in said if one.kind == ClaimKind.SIGNATORIES and not one.side]
    parts = {
        side: [one for one in said if one.kind == ClaimKind.SIGNATORIES and one.side == side] for side in Side.values
    }
    if not totals or not all(parts.values()):
        return []
    civic, public = parts[Side.CIVIC][0], parts[Side.PUBLIC][0]
    together = (civic.count or 0) + (public.count or 0)
    if all(near(together, total) for total in totals):
        return []
    lines = tuple(count_line(one) for one in (civic, public, *totals))
    message = _("Added up, the two sides make %(sum)s: the sources do not count the same thing.") % {"sum": together}
    return [Finding("N-SUM", "warning", _("Numbers that do not add up"), message, lines)]


def signatures(said: Sequence[Said], known: dict[str, int]) -> list[Finding]:
    """The numbers announced that the signatures known here do not reach, or pass, in the same scope; never silently."""
    off = [one for one in said if one.kind == ClaimKind.SIGNATORIES and not near(of_side(known, one), one)]
    if not off:
        return []
    message = _(
        "Known here, each with its source: %(civic)s of civic tech and %(public)s of public bodies, %(all)s in all."
    ) % {"civic": known.get(Side.CIVIC, 0), "public": known.get(Side.PUBLIC, 0), "all": sum(known.values())}
    lines = tuple(count_line(one) for one in off)
    return [Finding("N-COUNT", "warning", _("Announced, and not the number of signatures known"), message, lines)]


def promised(said: Sequence[Said], known: dict[str, int]) -> list[Finding]:
    """Numbers of pledges that are not the number of those told here."""
    off = [one for one in said if one.kind == ClaimKind.PLEDGES and not near(of_side(known, one), one)]
    if not off:
        return []
    message = _("Told here: %(civic)s of civic tech and %(public)s of public bodies.") % {
        "civic": known.get(Side.CIVIC, 0),
        "public": known.get(Side.PUBLIC, 0),
    }
    lines = tuple(count_line(one) for one in off)
    return [Finding("N-COUNT", "warning", _("Another number of pledges"), message, lines)]


def of_side(known: dict[str, int], one: Said) -> int:
    """What is known in the scope of a claim: one side, or both together."""
    return known.get(one.side, 0) if one.side else sum(known.values())


def names(said: Sequence[Said]) -> list[Finding]:
    """Several names for one instrument: readers may think of several."""
    named = [one for one in said if one.name]
    if len(named) < 2:
        return []
    message = ngettext(
        "The sources call the same text by %(number)s name.",
        "The sources call the same text by %(number)s names.",
        len(named),
    ) % {"number": len(named)}
    return [Finding("N-ALIAS", "info", _("One charter, several names"), message, tuple(name_lines(named)))]


def name_lines(named: Sequence[Said]) -> list[Line]:
    return [Line(one.name, one.source) for one in named]


def count_line(one: Said) -> Line:
    number = _("about %(number)s") % {"number": one.count} if one.approximate else str(one.count)
    return Line(joined(number, one.scope), one.source)


def joined(value: str, scope: str) -> str:
    return f"{value}, {scope}" if scope else value


def kind_words(kind: str) -> str:
    return _("signed") if kind == ClaimKind.SIGNED else _("made public")


def near(number: int, one: Said) -> bool:
    """Whether a number is the one that was said, as exactly as it was said."""
    said = one.count or 0
    return abs(number - said) <= said * ABOUT if one.approximate else number == said
