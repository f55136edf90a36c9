"""Any other text: kept, put aside, with the days it names as suggestions."""

from parvis.civics.dates import find_dates
from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.model import EventDocument, Suggestion
from parvis.civics.formats.readers.markup import lines_of
from parvis.civics.formats.readers.page import slug_of
from parvis.civics.formats.readers.page_dates import described


def read(text: str, name: str) -> list[EventDocument]:
    """One quarantined document: no date of a loose text is taken for an event's."""
    lines = lines_of(text.removeprefix("\ufeff").replace("\r\n", "\n"), 1)
    return [
        EventDocument(
            kind="text",
            title=next((line.words[:200] for line in lines if not line.blank), ""),
            path=name,
            external_id=slug_of(name),
            body=text.strip(),
            suggestions=tuple(
                Suggestion("event", mention.quote, described(mention, ()), line.number)
                for line in lines
                if any(letter.isdigit() for letter in line.words)
                for mention in find_dates(line.words)
                if mention.days
            ),
            doubts=(doubt("no-date", "text", line=1),),
            source=text,
        )
    ]
