"""What belongs to a body, as the apps above say it: whose journal an administrator of the body may read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

# (identifiers of bodies) → a queryset of the uids of what is theirs, without a query of its own
Belonging = Callable[[Collection[int]], Any]

_belongings: dict[str, tuple[Any, Belonging]] = {}


def register_belonging(code: str, label: Any, belonging: Belonging) -> None:
    """Say which objects of a type are a body's own: `belonging([pk, …])` gives their uids."""
    _belongings[code] = label, belonging


def belongings() -> dict[str, tuple[Any, Belonging]]:
    """Label and belonging of every registered type, by code."""
    return dict(sorted(_belongings.items()))
