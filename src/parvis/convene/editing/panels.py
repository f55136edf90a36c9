"""What other rooms show beside the form of an event: each registers a panel for the aside of the edit page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from parvis.convene.agenda.models import Event


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
