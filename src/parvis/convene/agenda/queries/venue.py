"""A place as pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from parvis.convene.agenda import addresses
from parvis.convene.agenda.queries.shapes import PlaceBlock, Transport, TransportStop
from parvis.ground.places.models import Accessibility, FormerPlace, Mode, Place

MAP = "https://www.openstreetmap.org/"


def place_block(place: Place, lines: Iterable[tuple[str, ...]], language: str, room: str = "") -> PlaceBlock:
    """`lines` are (mode, line, stop, metres or ""), in their order; no query."""
    return PlaceBlock(
        uid=place.uid,
        name=place.name,
        url=addresses.place(place.slug, language),
        address=place.address,
        city=" ".join(filter(None, (place.postcode, place.city))),
        room=room,
        map_url=map_url(place),
        transport=transport(lines),
        accessibility=accessibility_words(place.accessibility),
        access_note=place.access_note,
        latitude=float(place.latitude) if place.latitude is not None else None,
        longitude=float(place.longitude) if place.longitude is not None else None,
    )


def map_url(place: Place) -> str:
    """A map elsewhere, opened only when somebody asks for it: no page loads anything from it."""
    if place.latitude is not None and place.longitude is not None:
        return f"{MAP}?mlat={place.latitude}&mlon={place.longitude}#map=17/{place.latitude}/{place.longitude}"
    words = ", ".join(filter(None, (place.address, place.postcode, place.city)))
    return f"{MAP}search?query={quote(words)}" if place.address else ""


def transport(lines: Iterable[tuple[str, ...]]) -> tuple[Transport, ...]:
    """Lines grouped by means of transport, then by stop."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for mode, label, stop, metres in lines:
        found.setdefault(mode, {}).setdefault((stop, metres), []).append(label)
    labels = dict(Mode.choices)
    return tuple(
        Transport(
            mode,
            str(labels.get(mode, mode)),
            tuple(
                TransportStop(tuple(filter(None, names)), stop, f"{metres}\u202fm" if metres else "")
                for (stop, metres), names in stops.items()
            ),
        )
        for mode, stops in found.items()
    )


def accessibility_words(codes: Iterable[str]) -> tuple[str, ...]:
    """Labels of accessibility codes, in the order of the list of `ground.places`; unknown codes are left out."""
    declared = set(codes)
    return tuple(str(label) for value, label in Accessibility.choices if value in declared)


def present_place(slug: str) -> str | None:
    """Address of the place that one with this address was merged into, None when there was none."""
    return FormerPlace.objects.filter(slug=slug).values_list("place__slug", flat=True).first()
