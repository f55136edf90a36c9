"""The register of public types, filled by each app's `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise


class Stop(NamedTuple):
    """One dated point of an object's story; `day` is None when the date is not known, and the gap is shown."""

    day: date | None
    precision: str  # "day", "month", "quarter", "semester", "year" or "unknown"
    title: str
    kind: str
    url: str


def no_stops(_: Any) -> Sequence[Stop]:
    return ()


def no_status(_: Any) -> str:
    return ""


class Awaited(NamedTuple):
    """A relation that should have arrived at an object by now; `missing` is the sentence when it has not."""

    relation: str  # a relation of `disclose.links`: "answers", "proves", "judges"
    missing: str


def no_bodies(_: Any) -> Collection[int]:
    return ()


def nothing_awaited(_: Any) -> Sequence[Awaited]:
    return ()


@dataclass(frozen=True)
class PublicType:
    """What the lower layers may ask of a kind of object they know nothing about.

    code         short, stable, stored in the database: "event", "organisation"
    load         objects by uid, whoever looks; one query (plus prefetches) for many
    visible_to   the queryset a viewer may see (a user, possibly anonymous); it has a `uid` column
    title, url   of one object; `url` is in the active language
    stops        the object's dated points, for the story of what it is linked to
    status       a word such as "cancelled", or an empty string
    bodies       keys of the organisations that answer for the object: their organisers tie it to others
    awaits       what should have been tied to the object by now: a story says it when it is missing
    """

    code: str
    label: str | _StrPromise
    plural: str | _StrPromise
    load: Callable[[Collection[UUID]], Mapping[UUID, Any]]
    visible_to: Callable[[Any], QuerySet[Any]]
    title: Callable[[Any, str], str]
    url: Callable[[Any], str]
    stops: Callable[[Any], Sequence[Stop]] = field(default=no_stops)
    status: Callable[[Any], str] = field(default=no_status)
    bodies: Callable[[Any], Collection[int]] = field(default=no_bodies)
    awaits: Callable[[Any], Sequence[Awaited]] = field(default=nothing_awaited)


_types: dict[str, PublicType] = {}


def register(public_type: PublicType) -> PublicType:
    """Add a type to the register; a second type under the same code is a programming error (ValueError)."""
    known = _types.get(public_type.code)
    if known is not None and known is not public_type:
        raise ValueError(f"The public type “{public_type.code}” is registered twice.")
    _types[public_type.code] = public_type
    return public_type


def get(code: str) -> PublicType:
    """The type of that code; LookupError names the code when no app registered it (a module switched off)."""
    try:
        return _types[code]
    except KeyError:
        raise LookupError(f"No public type “{code}” is registered.") from None


def is_registered(code: str) -> bool:
    """Whether an app that is switched on owns this code."""
    return code in _types


def types() -> tuple[PublicType, ...]:
    """Every registered type, in the order of their codes."""
    return tuple(_types[code] for code in sorted(_types))


def clear(code: str) -> None:
    """Forget a type; only for tests that register their own."""
    _types.pop(code, None)
