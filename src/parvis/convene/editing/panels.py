"""What other rooms add to our pages: a panel beside the form of an event, a way on from the page of an edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from parvis.convene.agenda.models import Edition, Event


@dataclass(frozen=True)
class Panel:
    """A template of the registering app and what it prints; it is a `<section>` with its own `<h2>`."""

    template: str
    context: Mapping[str, Any]


Show = Callable[[Any, Event], Panel | None]
_panels: dict[str, tuple[int, Show]] = {}


def register_panel(code: str, order: int, panel: Show) -> None:
    """Add a panel: `panel(user, event)` gives what to print, None when there is nothing to say to this person."""
    _panels[code] = (order, panel)


def panels_for(user: Any, event: Event) -> list[Panel]:
    """The panels of an event for a person, in order."""
    shown = (panel(user, event) for _order, panel in sorted(_panels.values(), key=lambda pair: pair[0]))
    return [panel for panel in shown if panel is not None]


@dataclass(frozen=True)
class Way:
    """A link from the head of an edition's page to what another room does with it."""

    label: str
    url: str


Lead = Callable[[Any, Edition], Way | None]
_ways: dict[str, tuple[int, Lead]] = {}


def register_way(code: str, order: int, lead: Lead) -> None:
    """Add a way on: `lead(user, edition)` gives the link, None for whoever has no use for it. No query."""
    _ways[code] = (order, lead)


def ways_for(user: Any, edition: Edition) -> list[Way]:
    """Where this person may go on to from the page of an edition, in order."""
    led = (lead(user, edition) for _order, lead in sorted(_ways.values(), key=lambda pair: pair[0]))
    return [way for way in led if way is not None]
