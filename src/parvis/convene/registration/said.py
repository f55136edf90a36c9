"""Words of a letter that another room writes: the room names the kind, whoever sends letters asks here."""

from __future__ import annotations

from collections.abc import Callable

from parvis.convene.registration.models import Letter

Words = tuple[str, str]
Writer = Callable[[Letter], Words | None]

_writers: dict[str, Writer] = {}


def register_words(kind: str, writer: Writer) -> None:
    """Have `writer(letter)` give the subject and the plain text of letters of a kind, in the reader's language.

    It gives None when the letter is not to leave any more; whoever sends it then counts it as sent.
    The letter comes with its sign-up, registration, category and event.
    """
    _writers[kind] = writer


def writer_of(kind: str) -> Writer | None:
    """Who writes letters of a kind; None for those that registration writes itself."""
    return _writers.get(kind)
