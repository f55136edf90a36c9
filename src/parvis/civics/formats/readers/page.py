"""Agenda pages with front matter (Jekyll), in all the ways they have been written since 2018."""

import re
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from parvis.civics.dates import Reference, find_dates
from parvis.civics.formats.detect import page_kind
from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.front_matter import FrontMatter, split
from parvis.civics.formats.instants import aware
from parvis.civics.formats.model import (
    Doubt,
    EventDocument,
    InfoField,
    Moment,
    PlaceText,
    SessionText,
    Suggestion,
)
from parvis.civics.formats.readers import own_page, page_dates
from parvis.civics.formats.readers.admission import (
    ACCESSIBLE,
    admission_in,
    admission_in_prose,
    both_items,
    both_modes,
    held_online,
    is_registration,
    mode_in,
    more_to_come,
    without_mode,
)
from parvis.civics.formats.readers.fields import access_lines, images, info_fields, text_of, texts_of
from parvis.civics.formats.readers.markup import lines_of
from parvis.civics.formats.readers.places import place_of
from parvis.civics.formats.readers.programme import Frame, read_sessions
from parvis.civics.formats.readers.quotes import quotes_in
from parvis.civics.formats.readers.transport import lines_in
from parvis.civics.formats.vocabulary import SAYS_NOTHING, format_code, key, series_name

_DUMMY = re.compile(r"\blorem ipsum dolor\b", re.IGNORECASE)


def read(text: str, name: str) -> list[EventDocument]:
    """The document of an agenda or programme page.

    raises   FormatError naming the line when the front matter cannot be read
    """
    page = split(text)
    if page.data.get("parvis") == "1":
        return own_page.read(page, text, name)
    return [document_of(page, text, name)]


def document_of(page: FrontMatter, text: str, name: str) -> EventDocument:
    """The document of a page already cut in two."""
    doubts = [
        doubt("duplicate-key", ".".join(map(str, twice.path)), twice.path[-1], other=twice.first_line, line=twice.line)
        for twice in page.duplicates
    ]
    fields = info_fields(page, doubts)
    start, end = page_dates.span(page, fields, doubts)
    lines = lines_of(page.body, page.body_line)
    lead = text_of(page.data.get("chapeau-text"))
    place, mode = _place(page, lead, fields, doubts)
    mode = _mode_from_body(mode, place, page, doubts)
    formats, series, themes = categories(page.data)
    programme = read_sessions(
        lines,
        Frame(
            start.day if start else None,
            end.day if end else None,
            references_of(page, start, text_of(page.data.get("title"))),
        ),
    )
    sessions = _not_the_event_itself(_with_labels(programme.sessions, fields, page, start, end), start, end)
    doubts += programme.doubts
    doubts += _page_doubts(page, start)
    document = EventDocument(
        kind=page_kind(page),
        title=" ".join(text_of(page.data.get("title")).split()),
        path=name,
        external_id=slug_of(name),
        url=text_of(page.data.get("permalink")),
        lead=lead,
        body=page.body.strip(),
        start=start,
        end=end,
        published=page.data.get("published") if isinstance(page.data.get("published"), bool) else None,
        published_at=aware(text_of(page.data.get("date"))),
        mode=mode,
        admission=_admission(fields, lead, "" if _told(sessions) else page.body),
        place=place,
        formats=formats,
        series=series,
        themes=themes,
        information=tuple(field for field in fields if not _registers(field)),
        registration=tuple(field for field in fields if _registers(field)),
        images=images(page),
        quotes=quotes_in(page.body),
        sessions=sessions,
        more_to_come=_more_to_come(page, lead),
        doubts=tuple(doubts),
        source=text,
    )
    if start is None:
        document = replace(document, suggestions=_suggested_dates(page, lead))
    return document


def slug_of(name: str) -> str:
    """The slug of a page: its file name without folder, extension, nor the date that Jekyll posts begin with."""
    stem = PurePath(name.replace("\\", "/")).name
    stem = re.sub(r"\.(?:markdown|mdown|md|html?|txt)$", "", stem, flags=re.IGNORECASE)
    return re.sub(r"^\d{4}-\d{2}-\d{2}-(?=.)", "", stem)


def references_of(page: FrontMatter, start: Moment | None, title: str) -> tuple[Reference, ...]:
    """Where a date without a year may take it from: the event's day, else the publication, then the title."""
    found = []
    if start is not None:
        found.append(Reference.on("front-matter", start.day))
    elif published := aware(text_of(page.data.get("date"))):
        found.append(Reference.on("front-matter", published.date()))
    if year := re.search(r"\b(20\d\d)\b", title):
        found.append(Reference("title-edition", int(year[1])))
    return tuple(found)


def categories(data: Any) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Formats, series and themes: categories sorted by the fixed tables, then tags; `categorie` only as a fallback."""
    words = texts_of(data.get("categories")) or texts_of(data.get("categorie"))
    formats: list[str] = []
    series: list[str] = []
    themes: list[str] = []
    for word in words:
        codes = _codes(word)
        if name := series_name(word):
            series.append(name)
        elif codes:
            formats += codes
        elif key(word) not in SAYS_NOTHING:
            themes.append(word)
    known = {key(word) for word in words if _codes(word) or series_name(word)}
    themes += [tag for tag in texts_of(data.get("tags")) if key(tag) not in known]
    return tuple(dict.fromkeys(formats)), tuple(dict.fromkeys(series)), tuple(dict.fromkeys(themes))


def _codes(word: str) -> list[str]:
    """Formats of a category, also of one that joins two ("Micro-conférences et ateliers")."""
    if code := format_code(word):
        return [code]
    codes = [format_code(part) for part in re.split(r" et | and |,|/", word)]
    return [code for code in codes if code] if all(codes) else []


def _place(
    page: FrontMatter, lead: str, fields: tuple[InfoField, ...], doubts: list[Doubt]
) -> tuple[PlaceText | None, str]:
    name, address = text_of(page.data.get("lieu")), text_of(page.data.get("adresse"))
    line = page.line("lieu")
    if more_to_come(address):
        doubts.append(doubt("placeholder", "adresse", address, line=page.line("adresse")))
        address = ""
    mode = mode_in(name)
    rest = without_mode(name) if mode != "unknown" else name
    if mode == "online" and rest and (address or (" et " in name and not find_dates(rest))):
        mode = "mixed"
    if mode == "online" or (mode == "mixed" and (not rest or find_dates(rest) or len(rest) > 60)):
        doubts.append(doubt("mode-as-place", "lieu", name, line=line))
        rest = ""
    place = place_of(rest, address)
    transport = access_lines(page, doubts)
    if not transport:
        transport = tuple(
            line
            for field in fields
            if key(field.label).startswith("comment y aller")
            for line in lines_in(field.content)
        )
    accessible = any(ACCESSIBLE.search(f"{field.label} {field.content}") for field in fields)
    if place is None and (transport or accessible):
        place = PlaceText()
    if place is not None:
        place = replace(place, lines=transport, accessibility=("step-free",) if accessible else ())
        if mode == "unknown":
            mode = "onsite"
    if mode == "onsite" and both_modes(lead):
        mode = "mixed"
        doubts.append(doubt("mode-from-prose", "mode", "chapeau-text", line=page.line("chapeau-text")))
    return place, mode


def _mode_from_body(mode: str, place: PlaceText | None, page: FrontMatter, doubts: list[Doubt]) -> str:
    found = mode
    if mode == "onsite" and both_items(page.body):
        found = "mixed"
    elif mode == "unknown" and place is None and held_online(page.body):
        found = "online"
    if found != mode:
        doubts.append(doubt("mode-from-prose", "mode", found, line=page.body_line))
    return found


def _admission(fields: tuple[InfoField, ...], lead: str, body: str) -> str:
    """Admission from the information fields, else from the lead, else from the body."""
    said = [found for field in fields if (found := admission_in(f"{field.label} {field.content}")) != "unknown"]
    for admission in ("press", "invitation", "registration", "free"):
        if admission in said:
            return admission
    in_lead = admission_in_prose(lead)
    return in_lead if in_lead != "unknown" else admission_in_prose(body)


def _told(sessions: tuple[SessionText, ...]) -> bool:
    """Whether sessions say their own admission: the body's words are then theirs, not the event's."""
    return any(session.admission != "unknown" for session in sessions)


def _registers(field: InfoField) -> bool:
    return is_registration(f"{field.label} {field.content}")


def _more_to_come(page: FrontMatter, lead: str) -> bool:
    return any(more_to_come(text) for text in (lead, page.body, text_of(page.data.get("adresse"))))


def _with_labels(
    sessions: list[SessionText],
    fields: tuple[InfoField, ...],
    page: FrontMatter,
    start: Moment | None,
    end: Moment | None,
) -> list[SessionText]:
    """Sub-events that the information fields name ("15 décembre à Paris": "De 9h à 18h"), merged with the body's."""
    if start is None or end is None or end.day == start.day:
        return sessions
    named = page_dates.labelled_sessions(page, fields, start, end)
    days = {(session.start.day, (session.end or session.start).day) for session in named if session.start}
    kept = [
        session
        for session in sessions
        if not (
            session.start
            and session.start.time is None
            and (session.start.day, (session.end or session.start).day) in days
        )
    ]
    return sorted([*named, *kept], key=_when) if named else kept


def _when(session: SessionText) -> tuple[int, int]:
    return (session.start.day.toordinal() if session.start else 0, session.line)


def _not_the_event_itself(
    sessions: list[SessionText], start: Moment | None, end: Moment | None
) -> tuple[SessionText, ...]:
    """The sessions, without a lone line of the text that only repeats the event's own hours."""
    if len(sessions) == 1 and start is not None:
        only = sessions[0]
        whole = only.start is not None and only.start.day == start.day and only.start.time in (start.time, None)
        if whole and (only.end is None or end is None or only.end.time == end.time):
            return ()
    return tuple(sessions)


def _page_doubts(page: FrontMatter, start: Moment | None) -> list[Doubt]:
    found = []
    if not text_of(page.data.get("title")):
        found.append(doubt("no-title", "title", line=1, blocking=True))
    if _DUMMY.search(page.body):
        found.append(doubt("dummy-text", "body", "lorem ipsum", line=page.body_line, blocking=True))
    if page.data.get("layout") == "page":
        found.append(doubt("not-an-event", "layout", "page", line=page.line("layout"), blocking=True))
    return found


def _suggested_dates(page: FrontMatter, lead: str) -> tuple[Suggestion, ...]:
    """The days that an undated page names in its title and lead, for a person to choose from."""
    found = []
    for field_name in ("title", "chapeau-text"):
        text = text_of(page.data.get(field_name))
        for mention in find_dates(text):
            if mention.days:
                data = {"field": field_name} | page_dates.described(mention, references_of(page, None, ""))
                found.append(Suggestion("event", mention.quote, data, page.line(field_name)))
    return tuple(found)
