"""What was promised and not answered: each app registers its own sources, the portal shows them in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from parvis.ground.identifiers import Ref

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Unanswered:
    """One promise whose day has passed, as everybody may read it, in the active language.

    promise     one sentence: what was promised, or what is missing
    due         the last day that the promise allowed; `precision` says how finely it was given
    body        name and slug of the body that owes it, empty when nobody does
    standing    "documented" for an archive, "fictional" for what does not exist, else empty
    """

    ref: Ref
    title: str
    url: str
    promise: str
    due: date
    precision: str = "day"
    body: str = ""
    body_slug: str = ""
    standing: str = ""


@dataclass(frozen=True)
class PromiseSource:
    """A kind of promises; `find(today)` gives every unanswered one, the oldest first, read by pieces.

    It asks for what an anonymous visitor may see, in a number of queries that no number of rows changes.
    """

    code: str
    label: str | _StrPromise
    find: Callable[[date], Iterable[Unanswered]]


_sources: dict[str, PromiseSource] = {}


def register_promises(source: PromiseSource) -> None:
    """Add a kind of promises; ValueError when another one has its code."""
    if _sources.setdefault(source.code, source) is not source:
        raise ValueError(f"Two kinds of promises want the code “{source.code}”.")


def promise_sources() -> tuple[PromiseSource, ...]:
    """Every kind, in the order of their codes."""
    return tuple(_sources[code] for code in sorted(_sources))


def forget_promises(code: str) -> None:
    """Take a kind out; only for tests that register their own."""
    _sources.pop(code, None)
