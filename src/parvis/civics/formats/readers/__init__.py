"""One module a format; each reader takes (text, name) and gives documents or raises FormatError."""

from collections.abc import Callable

from parvis.civics.formats.model import EventDocument

READERS: dict[str, Callable[[str, str], list[EventDocument]]] = {}
