"""What a promise of the demonstration is made of. Days count from the anchor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Both = tuple[str, str]  # French, English


class PlanData(NamedTuple):
    framework: dict[str, str]
    title: dict[str, str]
    summary: dict[str, str]
    adopted: dict[str, str]


@dataclass(frozen=True)
class Told:
    """A progress report; proofs are (kind, what, title or what it shows, day of a page).

    What is shown is the slug of an event, `theme:<code>` for one that was held about it, or a path on the city's site.
    """

    day: int
    completion: str
    body: str = ""
    proofs: tuple[tuple[str, str, str, int], ...] = ()


@dataclass(frozen=True)
class Step:
    title: Both
    due: int | str
    told: Told | None = None


@dataclass(frozen=True)
class Promise:
    """Roles are (role, body, from, until); absences say why a part has no value."""

    number: str
    title: Both
    solution: Both
    roles: tuple[tuple[str, str, int | None, int | None], ...]
    areas: tuple[str, ...]
    values: tuple[str, ...]
    steps: tuple[Step, ...]
    ends: int | str = "{1}"
    told: Told | None = None
    texts: Mapping[str, Both] = field(default_factory=dict)
    budget: int | None = None
    carried_over: bool | None = False
    absences: Mapping[str, str] = field(default_factory=dict)
    amendment: bool = False
    events: tuple[str, ...] = ()  # of the season, about the same thing; to come, they prove nothing yet


class Amendment(NamedTuple):
    number: str
    content: dict[str, str]
    note: dict[str, str]


class Withdrawal(NamedTuple):
    number: str
    reason: str
