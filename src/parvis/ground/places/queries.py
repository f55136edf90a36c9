"""Reading places with how to get there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from parvis.ground.places.models import Accessibility, Mode, Place, TransportLine


@dataclass(frozen=True)
class Way:
    """The lines of one mode of transport that stop near a place, in the place's order."""

    mode: str
    label: str
    lines: tuple[TransportLine, ...]


def with_lines(places: QuerySet[Place]) -> QuerySet[Place]:
    """The same places with their transport lines in one more query, whatever their number."""
    return places.prefetch_related(Prefetch("lines", queryset=TransportLine.objects.order_by("order", "id")))


def lines_prefetch(path: str = "place__lines") -> Prefetch[str, QuerySet[TransportLine], str]:
    """The lines of the places of other objects: `events.prefetch_related(lines_prefetch("place__lines"))`."""
    return Prefetch(path, queryset=TransportLine.objects.order_by("order", "id"))


def ways_to(place: Place) -> list[Way]:
    """How to get there, mode by mode as a traveller reads them; no query when the lines were prefetched."""
    by_mode: dict[str, list[TransportLine]] = {}
    for line in place.lines.all():
        by_mode.setdefault(line.mode, []).append(line)
    return [Way(mode, str(Mode(mode).label), tuple(by_mode[mode])) for mode in Mode.values if mode in by_mode]


def accessibility_words(codes: Iterable[str]) -> list[str]:
    """What the place declares, in the active language, in the order of the list; unknown codes are left out."""
    declared = set(codes)
    return [str(attribute.label) for attribute in Accessibility if attribute.value in declared]
