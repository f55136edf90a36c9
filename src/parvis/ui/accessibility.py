"""What is known not to be accessible: declared by the code that causes it, published on the accessibility statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise


class Reason(StrEnum):
    """The three headings of the statement (décret no 2019-768)."""

    NOT_CONFORM = "not-conform"
    DISPROPORTIONATE = "disproportionate"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class Limit:
    """One content or function that some people cannot use; `instead` is what they can use."""

    code: str
    content: Words
    reason: Reason
    instead: Words = ""


_limits: dict[str, Limit] = {}


def register_limit(limit: Limit) -> None:
    """Declare a limit; the same code again replaces the former."""
    _limits[limit.code] = limit


def limits(reason: Reason) -> tuple[Limit, ...]:
    """The limits under one heading, by code."""
    return tuple(_limits[code] for code in sorted(_limits) if _limits[code].reason is reason)
