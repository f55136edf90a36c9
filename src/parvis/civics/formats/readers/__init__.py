"""One module a format; each reader takes (text, name) and gives documents or raises FormatError."""

from collections.abc import Callable

from parvis.civics.formats.model import EventDocument
from parvis.civics.formats.readers import (
    blog_post,
    commitment_page,
    csv_rows,
    icalendar,
    json_ld,
    openagenda,
    page,
    plain_text,
    press_note,
)

READERS: dict[str, Callable[[str, str], list[EventDocument]]] = {
    "agenda-page": page.read,
    "programme-page": page.read,
    "press-note": press_note.read,
    "blog-post": blog_post.read,
    "commitment-page": commitment_page.read,
    "text": plain_text.read,
    "icalendar": icalendar.read,
    "openagenda": openagenda.read,
    "json-ld": json_ld.read,
    "csv": csv_rows.read,
}
