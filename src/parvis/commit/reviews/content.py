"""What a review says, as plain values: what importers hand over and forms fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parvis.commit.plans.models import Text
from parvis.ground.sources.models import Source


@dataclass(frozen=True)
class Judgement:
    """One answer: a value of the indicator, or why there is none; exactly one of the two.

    indicator  code within the version of the method: "completion"
    value      code of the indicator's scale: "complete"
    absence    code of `plans.Absence`: "no-reviewer-data"
    words      as the report says it: "terminé"
    text       the text of the commitment or milestone that was judged, when it is known
    sources    [{"title", "url", "consulted_on", "locator"}]
    """

    indicator: str
    value: str = ""
    absence: str = ""
    words: str = ""
    justification: str = ""
    text: Text | None = None
    sources: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Advice:
    """One recommendation; `condition` is empty when it holds in any case."""

    number: int
    text: str
    condition: str = ""


@dataclass(frozen=True)
class ReadReview:
    """A review as a page publishes it.

    heading   word for word, even when it names another phase than the report's
    product   code of `Product`; `phase` of `Phase`
    version   code of the version of the method: "irm-2018"
    day       date of the report, ISO 8601-2 text of any precision, empty when the page does not say
    """

    heading: str
    product: str
    phase: str
    version: str
    language: str
    judgements: tuple[Judgement, ...]
    recommendations: tuple[Advice, ...] = ()
    reviewer: str = ""
    body: Any = None  # people.Organisation
    summary: str = ""
    day: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class GlanceRow:
    """One line of the box “at a glance” as published: `label` and `words` verbatim, `words` empty for a blank.

    family    code of `Family`, empty for a line that no indicator is about (“Status”)
    value     code of a value of that family's indicator when the words are one; else empty
    absence   code of `plans.Absence` when the line says that there is no value, or is blank (“not-published”)
    """

    family: str
    label: str
    words: str
    value: str = ""
    absence: str = ""

    def as_json(self) -> dict[str, str]:
        return {
            "family": self.family,
            "label": self.label,
            "words": self.words,
            "value": self.value,
            "absence": self.absence,
        }
