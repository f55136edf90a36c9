"""What a writer writes of a place, as one plain mapping: the shape of its versions and of its form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from parvis.ground.places.models import Place, TransportLine

Content = dict[str, Any]

PLAIN = (
    "name",
    "address",
    "postcode",
    "city",
    "insee",
    "country",
    "latitude",
    "longitude",
    "zone",
    "website",
    "accessibility",
    "access_note",
)
LINE = ("mode", "label", "stop", "distance_m")
PARTS = (*PLAIN, "lines")


def content_of(place: Place) -> Content:
    """What stands in the database for this place; 1 query."""
    rows = TransportLine.objects.filter(place=place).order_by("order", "id").values_list(*LINE)
    return {
        **{name: plain(getattr(place, name)) for name in PLAIN},
        "lines": [dict(zip(LINE, row, strict=True)) for row in rows],
    }


def plain(value: Any) -> Any:
    """The value as JSON keeps it; coordinates as text with six decimals: what stands then reads the same."""
    return f"{value:.6f}" if isinstance(value, Decimal) else value
