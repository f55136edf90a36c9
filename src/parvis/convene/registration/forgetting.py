"""What other rooms keep about a person who registered, and forget with the name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from parvis.convene.registration.models import Registration

Forget = Callable[[Registration, Sequence[int]], None]

_forgotten: dict[str, Forget] = {}


def register_forgetting(code: str, forget: Forget) -> None:
    """Have `forget(registration, keys)` erase what a room keeps about the people of these sign-ups.

    It is called inside the transaction that erases their names, with at most some hundreds of keys, and leaves every
    figure as it is. A sign-up to a session taken along with the event is named beside that of the event, or alone.
    """
    _forgotten[code] = forget


def rooms() -> Iterator[Forget]:
    for code in sorted(_forgotten):
        yield _forgotten[code]
