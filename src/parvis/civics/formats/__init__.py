"""The field's files, in and out: pages with front matter, press notes, blog posts, iCalendar, OpenAgenda, JSON-LD, CSV.

`read(data, name)` gives `EventDocument`s whatever the format; `writers` has one module a format.
"""

from parvis.civics.formats.detect import kind
from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.front_matter import FrontMatter, split
from parvis.civics.formats.model import (
    Child,
    Contact,
    Doubt,
    EventDocument,
    ImageText,
    InfoField,
    Moment,
    PlaceText,
    Quote,
    Role,
    SessionText,
    Suggestion,
    TransportLine,
)
from parvis.civics.formats.reading import Reading, decode, iter_read, read

__all__ = [
    "Child",
    "Contact",
    "Doubt",
    "EventDocument",
    "FormatError",
    "FrontMatter",
    "ImageText",
    "InfoField",
    "Moment",
    "PlaceText",
    "Quote",
    "Reading",
    "Role",
    "SessionText",
    "Suggestion",
    "TransportLine",
    "decode",
    "iter_read",
    "kind",
    "read",
    "split",
]
