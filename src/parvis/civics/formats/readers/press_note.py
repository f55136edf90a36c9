"""Press notes: with front matter (a press page) or as plain text with a number, a date line and a programme."""

import datetime as dt
import re
from dataclasses import replace

from parvis.civics.dates import Mention, Reference, find_dates
from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.front_matter import split
from parvis.civics.formats.model import Doubt, EventDocument, InfoField, Moment, SessionText, Suggestion
from parvis.civics.formats.readers.markup import Line, lines_of
from parvis.civics.formats.readers.page import document_of, slug_of
from parvis.civics.formats.readers.page_dates import described
from parvis.civics.formats.readers.programme import Frame, read_sessions
from parvis.civics.formats.readers.prose import contacts, dated_line, figures

_NUMBER = re.compile(r"^N\s?[°ºo]\s?(\d[\w/-]*)\s*$", re.IGNORECASE)
_PROGRAMME = re.compile(r"^(?:d[ée]roul[ée]|programme|agenda|programmation|schedule)\b.{0,40}$", re.IGNORECASE)
_SPAN_LINE = re.compile(r"^\W*(?:du|les?|from)\b.*\d", re.IGNORECASE)
_BOILERPLATE = re.compile(
    r"^(?:note aux r[ée]dactions|communiqu[ée] de presse|dossier de presse|www\.|https?://|contacts?\b|press release)",
    re.IGNORECASE,
)
_PRESS_ONLY = re.compile(
    r"\[?invitation presse|r[ée]serv[ée]e?s? à la presse|press only|accr[ée]ditation", re.IGNORECASE
)
_URL = re.compile(r"https?://[^\s)\]>\"']+")


def read(text: str, name: str) -> list[EventDocument]:
    """The one document of a press note; its sessions are those of the programme it announces.

    raises   FormatError naming the line when the front matter cannot be read
    """
    page = split(text)
    if page.present:
        return [_press_page(document_of(page, text, name), page.body_line)]
    return [_plain_note(text, name)]


def _press_page(document: EventDocument, body_line: int) -> EventDocument:
    """A press page: `date` is its publication, the event's days are in its title or its programme."""
    if document.start is not None:
        return document
    references = []
    if document.published_at is not None:
        references.append(Reference.on("date-line", document.published_at.date()))
    lines = lines_of(document.body, body_line)
    mentions = [m for m in find_dates(document.title) if m.days and m.explicit_year]
    first = last = None
    doubts = [found for found in document.doubts if found.reason not in ("no-date", "weekday-disagrees")]
    if len(mentions) == 1 and all(days := mentions[0].dates(references)):
        first, last = days[0], days[-1]
        doubts.append(doubt("date-from-prose", "title", mentions[0].quote, line=2))
    programme = read_sessions(lines_of(*_body_of(document, body_line)), Frame(first, last, tuple(references)))
    sessions = tuple(programme.sessions)
    if first is None or last is None:
        if not sessions:
            doubts.append(doubt("no-date", "date", line=2))
        suggestions = _dates_of(lines, references)
        return replace(document, sessions=sessions, doubts=tuple(doubts), suggestions=suggestions)
    return replace(
        document,
        start=Moment(first),
        end=Moment(last) if last != first else None,
        sessions=sessions,
        doubts=(*doubts, *programme.doubts),
        suggestions=(),
    )


def _body_of(document: EventDocument, body_line: int) -> tuple[str, int]:
    """The body as in the file, so that line numbers stay true."""
    return split(document.source).body, body_line


def _dates_of(lines: list[Line], references: list[Reference]) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion("event", mention.quote, described(mention, tuple(references)), line.number)
        for line in lines
        if any(letter.isdigit() for letter in line.words)
        for mention in find_dates(line.words)
        if mention.days
    )


def _plain_note(text: str, name: str) -> EventDocument:
    lines = lines_of(text.removeprefix("\ufeff").replace("\r\n", "\n"), 1)
    start_of_programme = next((i for i, line in enumerate(lines) if _PROGRAMME.match(line.words)), len(lines))
    head, programme_lines = lines[:start_of_programme], lines[start_of_programme:]
    dated = dated_line(head) or dated_line(lines)
    references = (Reference.on("date-line", dated[0]),) if dated else ()
    doubts: list[Doubt] = []
    programme = read_sessions(programme_lines, Frame(references=references, places_in_titles=True))
    sessions = [_with_extras(session, lines) for session in programme.sessions]
    doubts += programme.doubts
    announced = _announced(head, references)
    start, end = _span(sessions, announced, doubts)
    if start is None:
        doubts.append(doubt("no-date", "text", line=1))
    title_line = _title(head, dated[1] if dated else None)
    paragraphs = [line for line in head if len(line.words) > 120]
    published = None
    if dated:
        published = dt.datetime.combine(dated[0], dt.time(0)).replace(tzinfo=Moment(dated[0]).aware.tzinfo)
    return EventDocument(
        kind="press-note",
        title=title_line.words if title_line else "",
        path=name,
        external_id=slug_of(name),
        lead=paragraphs[0].raw.strip() if paragraphs else "",
        body="\n\n".join(line.raw.strip() for line in paragraphs[1:]),
        start=start,
        end=end,
        published_at=published,
        mode=_mode(sessions),
        sessions=tuple(sessions),
        suggestions=tuple(figures(paragraphs)) + (() if start else _dates_of(lines, list(references))),
        contact=contacts(lines),
        number=next((match[1] for line in head if (match := _NUMBER.match(line.words))), ""),
        doubts=tuple(doubts),
        source=text,
    )


def _announced(head: list[Line], references: tuple[Reference, ...]) -> tuple[dt.date, dt.date, Line, str] | None:
    """The span that a short line above the text announces ("-du mardi 6 au vendredi 9 décembre-")."""
    for line in head:
        if len(line.words) < 90 and _SPAN_LINE.match(line.words):
            mentions = [mention for mention in find_dates(line.words) if mention.days]
            if len(mentions) == 1 and _alone(line.words, mentions[0]):
                days = mentions[0].dates(references)
                if days[0] is not None and days[-1] is not None:
                    return days[0], days[-1], line, mentions[0].quote
    return None


def _alone(words: str, mention: Mention) -> bool:
    """Whether a line says its days and nothing else, but a town."""
    before, after = words[: mention.start], words[mention.end :]
    return bool(re.fullmatch(r"\W*(?:du|les?|from|on)?\W*", before, re.IGNORECASE)) and bool(
        re.fullmatch(r"\W*(?:(?:à|in)\s[\w' -]{2,40})?\W*", after)
    )


def _span(
    sessions: list[SessionText], announced: tuple[dt.date, dt.date, Line, str] | None, doubts: list[Doubt]
) -> tuple[Moment | None, Moment | None]:
    """The days of the programme and of the announcement together; a session outside the announcement is doubted."""
    days = [session.start.day for session in sessions if session.start]
    if announced:
        first, last, _, quote = announced
        for index, session in enumerate(sessions):
            if session.start and not first <= session.start.day <= last:
                written = session.start.day.isoformat()
                doubts.append(
                    doubt("outside-span", f"sessions[{index}].start", written, other=quote, line=session.line)
                )
        days += [first, last]
    if not days:
        return None, None
    start, end = min(days), max(days)
    return Moment(start), Moment(end) if end != start else None


def _title(head: list[Line], date_line: Line | None) -> Line | None:
    """The line that names the event: the last short one before the announced span or the first paragraph."""
    candidates = []
    for line in head:
        if line.blank:
            continue
        if len(line.words) > 120:
            break
        if (
            line is date_line
            or _NUMBER.match(line.words)
            or _BOILERPLATE.match(line.words)
            or _SPAN_LINE.match(line.words)
        ):
            continue
        candidates.append(line)
    return candidates[-1] if candidates else None


def _with_extras(session: SessionText, lines: list[Line]) -> SessionText:
    """What the lines below a session say: a link to follow it, an invitation for the press; its line's host."""
    links, admission = list(session.links), session.admission
    for line in lines[session.line : session.line + 4]:
        if any(letter.isdigit() for letter in line.words) and not _URL.search(line.raw):
            break
        links += [InfoField(link=url.rstrip(".,")) for url in _URL.findall(line.raw)]
        if _PRESS_ONLY.search(line.words):
            admission = "press" if "press-conference" in session.formats else admission
    if "press-conference" in session.formats:
        admission = "press"
    organisers = session.organisers
    if with_whom := re.search(r"\b(?:avec|with)\s+([A-ZÉ].{3,100}?)\s*:?$", session.title):
        organisers = tuple(part.strip() for part in re.split(r"\s+et\s+(?:la |le |l['’])?|,\s*", with_whom[1]))
    mode = "online" if "broadcast" in session.formats else session.mode
    title, summary = session.title.strip(" :"), session.summary
    if _PRESS_ONLY.match(summary) and len(summary) < 40:
        links.append(InfoField(label=summary))
        summary = ""
    return replace(
        session, summary=summary, title=title, links=tuple(links), admission=admission, organisers=organisers, mode=mode
    )


def _mode(sessions: list[SessionText]) -> str:
    modes = {session.mode for session in sessions} - {"unknown"}
    if not modes:
        return "unknown"
    return modes.pop() if len(modes) == 1 else "mixed"
