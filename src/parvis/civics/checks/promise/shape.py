"""A commitment and its milestones, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parvis.civics.dates import FuzzyDate

# The values of the Open Government Partnership: technology and inclusion count only beside one of these three.
CORE_VALUES = ("access-to-information", "civic-participation", "public-accountability")


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone.

    text     its words, Markdown
    due      when it is due; None when no deadline was given, or when it could not be read
    typed    the deadline as it was typed
    owned    an institution answers for it, or the commitment's lead does
    """

    text: str = ""
    due: FuzzyDate | None = None
    typed: str = ""
    owned: bool = True


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment. What is not known is None or empty; texts are Markdown.

    values     codes of the values it claims: those of `CORE_VALUES`, "technology-and-innovation", "inclusion"
    relevance  how it contributes: what changes for the public
    starts, ends   of the plan it belongs to; both days included
    led        an institution leads it
    """

    title: str = ""
    problem: str = ""
    solution: str = ""
    relevance: str = ""
    values: frozenset[str] = frozenset()
    starts: date | None = None
    ends: date | None = None
    led: bool = False
    steps: tuple[Step, ...] = ()
