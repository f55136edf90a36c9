"""Sessions out of a programme written in prose: day headings, timed lines, typed paragraphs, sub-events as headings.

The dates and times themselves are read by `civics.dates`; this module knows how programmes are laid out.
"""

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from parvis.civics.dates import (
    WEEKDAYS_FR,
    Hours,
    Mention,
    Reference,
    find_dates,
    find_hours,
    years_matching,
)
from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.model import PARIS, Doubt, InfoField, Moment, PlaceText, SessionText
from parvis.civics.formats.readers.admission import ACCESSIBLE, admission_in, mode_in
from parvis.civics.formats.readers.markup import Line
from parvis.civics.formats.readers.places import place_in_title, place_of
from parvis.civics.formats.vocabulary import format_code, formats_in

_DIGIT = re.compile(r"\d")
_MAYBE_HOURS = re.compile(r"\d\s?[hH:.apAP]|\b[Mm]idi\b|\b[Mm]inuit\b|noon|midnight")  # cheap tests before the grammar
_MAYBE_DAY = re.compile(r"\d(?:er|e|st|nd|rd|th)?[\s,]+[^\W\d_]{3}|\d[/.-]\d|[^\W\d_]{3}\s+\d", re.IGNORECASE)
_OPENERS = re.compile(
    r"^(?:le|les|de|à|dès|du|on|from|at|horaires?\s*:?|quand\s*\??\s*:?|temps \d+\s*[.:–-]?|\[|\(|[\"'«»:.,–—-])*\s*$",
    re.IGNORECASE,
)
_TYPES = re.compile(r"^\W{0,3}\[\s*([^\]\d][^\]]{1,80})\]\s*(.*)$")
_WHERE = re.compile(r"^(?:où|lieu|where)\s*\??\s*:?\s*(.+)$", re.IGNORECASE)
_JOINT = re.compile(r"^[\s,;:.)\]–—*-]+")
_LINKS = re.compile(
    r"<a\s[^>]{0,500}?href\s*=\s*[\"']([^\"'#][^\"']*)[\"'][^>]{0,500}>(.{0,500}?)</a>", re.IGNORECASE | re.DOTALL
)
_MARKDOWN_LINKS = re.compile(r"(?<!!)\[([^\[\]]+)\]\((https?://[^\s)]+)\)")
_NOT_A_SESSION = re.compile(
    r"inscri|cl[ôo]ture des candidatures|jusqu['’]|publi[ée] le|mise? à jour|^ouverture le", re.IGNORECASE
)
_DAY_ALONE = re.compile(r"(?:le|les|à \w+|en ligne|jour \d+|day \d+|programme du)?(?:\s?à \w+)?", re.IGNORECASE)
_LONGEST_TITLE = 160


@dataclass
class Programme:
    """Sessions read so far and the doubts they raised."""

    sessions: list[SessionText] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True)
class Frame:
    """What is known about the event before its programme is read.

    first, last   its days, None when unknown
    references    where a missing year may come from
    places_in_titles   read "…, au Palais d'Iéna" at the end of a session's line as its place
    """

    first: dt.date | None = None
    last: dt.date | None = None
    references: tuple[Reference, ...] = ()
    zone: str = PARIS
    places_in_titles: bool = False

    @property
    def only_day(self) -> dt.date | None:
        """The event's day when it has one only."""
        return self.first if self.last is None or self.last == self.first else None


def read_sessions(lines: list[Line], frame: Frame) -> Programme:
    """Sessions in the order of the text, each with the line where it starts, and doubts about their days."""
    return _Reader(lines, frame).run()


class _Reader:
    def __init__(self, lines: list[Line], frame: Frame) -> None:
        self.lines = lines
        self.frame = frame
        self.day: dt.date | None = frame.only_day
        self.heading = ""
        self.found = Programme()
        self.at = 0

    def run(self) -> Programme:
        for at, line in enumerate(self.lines):
            self.at = at
            if line.blank:
                continue
            if _DIGIT.search(line.words):
                self.read_line(line)
            elif line.heading:
                self.heading = line.words
            elif self.found.sessions and (match := _WHERE.match(line.words)):
                self.locate(match[1])
        return self.found

    def read_line(self, line: Line) -> None:
        words = line.words
        hours = _hours(words)
        mentions = _days(words)
        lead_day = mentions[0] if mentions else None
        if not hours:
            self.read_day_line(line, mentions)
            return
        first = hours[0]
        own = [mention for mention in mentions if mention.end <= first.start]
        before = words[: own[0].start if own else first.start]
        between = words[own[-1].end : first.start] if own else ""
        opens = bool(_OPENERS.match(before)) and bool(re.match(r"^[\s,;:–—-]*(?:de|à|from|at)?\s*[\[(]?$", between))
        if opens and len(own) <= 1:
            self.read_timed_line(line, own[0] if own else None, hours)
        elif line.strong and not line.bullet and lead_day is None and self.day is not None and before.strip():
            self.read_sub_event(line, hours)
        elif line.heading:
            self.heading = words

    # a line without hours: a day heading, a dated item, or a heading that names a sub-event

    def read_day_line(self, line: Line, mentions: list[Mention]) -> None:
        words = line.words
        emphasised = line.heading or line.strong or not line.bullet
        if len(mentions) == 1 and len(words) < 90:
            mention = mentions[0]
            outside = " ".join((words[: mention.start] + " " + words[mention.end :]).strip(" :.,;–—-()*").split())
            plain_heading = bool(_DAY_ALONE.fullmatch(outside))
            if plain_heading and emphasised:
                self.day = None if mention.is_range or len(mention.days) > 1 else self.dated(mention, line)
                return
            if (line.heading or line.strong) and not line.bullet:
                self.read_dated_heading(line, mention)
                return
        if line.bullet and mentions and _OPENERS.match(words[: mentions[0].start]):
            rest = words[mentions[0].end :]
            if re.match(r"^\s*[:–—-]\s*\S", rest) and len(mentions[0].days) == 1:
                day = self.dated(mentions[0], line)
                if day is not None and self.inside(day):
                    self.add(line, _JOINT.sub("", rest), Moment(day, None, self.frame.zone), None)
                return
        if line.heading:
            self.heading = words

    def read_dated_heading(self, line: Line, mention: Mention) -> None:
        self.heading = line.words
        spanned = self.frame.first is not None and self.frame.last not in (None, self.frame.first)
        if not spanned or _NOT_A_SESSION.search(line.words):
            return
        days = mention.dates(self.frame.references)
        if not days or any(day is None or not self.inside(day) for day in days):
            return
        start = Moment(days[0], None, self.frame.zone)  # type: ignore[arg-type]  # None was just excluded
        end = Moment(days[-1], None, self.frame.zone) if len(days) > 1 else None  # type: ignore[arg-type]
        self.add(line, line.words, start, end)
        self.day = None if end else start.day

    # a line that opens with hours, or with a day and hours

    def read_timed_line(self, line: Line, mention: Mention | None, hours: list[Hours]) -> None:
        words = line.words
        start_day = end_day = self.day
        if re.match(r"jusqu['’]|until ", words, re.IGNORECASE) or (mention is not None and mention.open_start):
            return
        if mention is not None:
            days = mention.dates(self.frame.references)
            start_day, end_day = days[0], days[-1]
            if start_day is not None:
                self.check_weekday(mention, start_day, line)
        if start_day is None or end_day is None:
            return
        slots, after = _alternatives(words, hours)
        rest = _JOINT.sub("", words[after:])
        types: tuple[str, ...] = ()
        title, summary = rest, ""
        follower = self.next_line()
        if match := _TYPES.match(rest):
            types, title = _types(match[1]), match[2].strip()
        if not title and follower is not None and (match := _TYPES.match(follower.words)):
            types, title = _types(match[1]), match[2].strip()
            summary = self.paragraph(follower)
        elif not title:
            title, summary = self.untitled(line, follower, mention is not None or len(slots) > 1)
        elif follower is not None and follower.number == line.number + 1:
            summary = self.description(follower)
        if not title or (line.heading and self.already(start_day, hours[0])):
            return
        for slot in slots:
            start = Moment(start_day, slot.begins, self.frame.zone)
            end = None
            if slot.ends is not None:
                last = end_day + dt.timedelta(days=1) if slot.ends_next_day else end_day
                end = Moment(last, slot.ends, self.frame.zone)
            self.add(line, title, start, end, summary=summary, types=types)

    def untitled(self, line: Line, follower: Line | None, dated: bool) -> tuple[str, str]:
        """Title and summary of a line that holds only its time: from the line above, the one below, or the heading."""
        above = self.previous_line()
        if above is not None and above.number == line.number - 1 and not _timed(above) and (dated or above.bullet):
            summary = self.description(follower) if follower and follower.raw.lstrip().startswith(">") else ""
            return above.words, summary
        if line.words.lower().startswith(("quand", "when")) and self.heading:
            return self.heading, ""
        if follower is not None and follower.bullet and self.parent_title():
            return self.parent_title(), self.bullets()
        if follower is not None and follower.number == line.number + 1 and not _timed(follower):
            return follower.words, ""
        return self.heading, ""

    def read_sub_event(self, line: Line, hours: list[Hours]) -> None:
        """A bold line with its title first: "Démos, de 8h à 18h, salon des Arcades"."""
        slot = hours[0]
        title = line.words[: slot.start].strip(" ,;:–—-")
        where = line.words[slot.end :].strip(" ,;:–—-")
        if not title or self.day is None or slot.ends is None:
            return
        start = Moment(self.day, slot.begins, self.frame.zone)
        end = Moment(self.day, slot.ends, self.frame.zone)
        self.heading = title
        name, _, address = where.partition(",")
        place = PlaceText(name=name.strip(), address=address.strip()) if where else None
        self.add(line, title, start, end, place=place)

    # what stands around a line

    def next_line(self) -> Line | None:
        return next((line for line in self.lines[self.at + 1 : self.at + 4] if not line.blank), None)

    def previous_line(self) -> Line | None:
        return next((line for line in reversed(self.lines[max(0, self.at - 3) : self.at]) if not line.blank), None)

    def parent_title(self) -> str:
        """The sub-event above that holds slots without a title of their own."""
        return self.heading

    def description(self, follower: Line | None) -> str:
        if follower is None or follower.blank or follower.heading or _timed(follower):
            return ""
        if follower.bullet and not follower.raw.lstrip().startswith(">"):
            return ""
        return follower.words

    def bullets(self) -> str:
        found: list[str] = []
        for line in self.lines[self.at + 1 :]:
            if line.blank and not found:
                continue
            if not line.bullet or _timed(line):
                break
            found.append(line.words)
        return "\n".join(f"- {words}" for words in found)

    def paragraph(self, follower: Line) -> str:
        """The first paragraph after a typed title."""
        after = [line for line in self.lines[self.at + 1 : self.at + 8] if line.number > follower.number]
        first = next((line for line in after if not line.blank), None)
        return "" if first is None or first.bullet or first.heading or _timed(first) else first.raw.strip()

    def block(self) -> list[Line]:
        """Lines of a typed paragraph's sub-event, up to the next one."""
        found = []
        for line in self.lines[self.at + 1 : self.at + 30]:
            if line.heading or (_timed(line) and find_dates(line.words)):
                break
            found.append(line)
        return found

    # what is kept

    def add(
        self,
        line: Line,
        title: str,
        start: Moment,
        end: Moment | None,
        *,
        summary: str = "",
        types: tuple[str, ...] = (),
        place: PlaceText | None = None,
    ) -> None:
        title = title.strip(" *:")
        if len(title) > _LONGEST_TITLE:
            cut = title.find(". ", 20, _LONGEST_TITLE) + 1 or title.rfind(" ", 0, _LONGEST_TITLE)
            title, summary = title[:cut].strip(), (title[cut:].strip() + "\n" + summary).strip()
        mode = mode_in(title)
        if self.frame.places_in_titles and place is None:
            title, place = place_in_title(title)
        if mode == "unknown" and (place is not None or re.search(r"\bà paris\b", title, re.IGNORECASE)):
            mode = "onsite"
        session = SessionText(
            title=title,
            start=start,
            end=end,
            formats=types or formats_in(title) or (formats_in(self.heading) if len(self.heading) < 60 else ()),
            place=place,
            mode=mode,
            summary=summary,
            line=line.number,
        )
        if types:
            session = _with_block(session, self.block())
        self.found.sessions.append(session)

    def locate(self, where: str) -> None:
        """The place given on its own line after a session ("Où ? Atelier des possibles")."""
        last = self.found.sessions[-1]
        if last.place is None and self.lines[self.at].number - last.line <= 3:
            self.found.sessions[-1] = replace(last, place=PlaceText(name=where.strip()), mode="onsite")

    def already(self, day: dt.date, hours: Hours) -> bool:
        return any(
            session.start is not None and session.start.day == day and session.start.time == hours.begins
            for session in self.found.sessions
        )

    def inside(self, day: dt.date) -> bool:
        if self.frame.first is None:
            return True
        return self.frame.first <= day <= (self.frame.last or self.frame.first)

    def dated(self, mention: Mention, line: Line) -> dt.date | None:
        day = mention.dates(self.frame.references)[0]
        if day is not None:
            self.check_weekday(mention, day, line)
        return day

    def check_weekday(self, mention: Mention, day: dt.date, line: Line) -> None:
        """Say so when the weekday is another one; the date stays as written."""
        weekday = mention.weekday
        if weekday is None or weekday == day.weekday():
            return
        years = ", ".join(str(year) for year in years_matching(weekday, day.day, day.month, day.year))
        actual = f"{WEEKDAYS_FR[day.weekday()]} {day.isoformat()}"
        field_name = f"sessions[{len(self.found.sessions)}].start"
        raised = doubt("weekday-disagrees", field_name, mention.quote, other=actual, line=line.number)
        message = {
            "fr": f"{raised.message['fr']} Il serait juste en {years}." if years else raised.message["fr"],
            "en": f"{raised.message['en']} It would be right in {years}." if years else raised.message["en"],
        }
        self.found.doubts.append(replace(raised, message=message))


def _timed(line: Line) -> bool:
    return bool(_hours(line.words))


def _hours(words: str) -> list[Hours]:
    return find_hours(words) if _MAYBE_HOURS.search(words) else []


def _days(words: str) -> list[Mention]:
    return [mention for mention in find_dates(words) if mention.days] if _MAYBE_DAY.search(words) else []


def _alternatives(words: str, hours: list[Hours]) -> tuple[list[Hours], int]:
    """The ranges of a line that offers a choice ("de 10h à 11h, de 14h à 15h ou de 16h à 17h"), and where they end."""
    slots = [hours[0]]
    for slot in hours[1:]:
        if not re.fullmatch(r"\s*(?:,|ou|et|or|and|/|,\s*(?:ou|et|or|and))\s*", words[slots[-1].end : slot.start]):
            break
        slots.append(slot)
    return slots, slots[-1].end


def _types(inside: str) -> tuple[str, ...]:
    words = [word.strip() for word in re.split(r",|/| et | and ", inside)]
    return tuple(dict.fromkeys(format_code(word) or word for word in words if word))


def _with_block(session: SessionText, block: list[Line]) -> SessionText:
    """Place, admission, accessibility and links of a sub-event written as a paragraph and a short list."""
    place, admission, name = None, "unknown", ""
    links: list[InfoField] = []
    accessible = False
    for line in block:
        if line.bullet:
            if admission == "unknown":
                admission = admission_in(line.words)
            accessible = accessible or bool(ACCESSIBLE.search(line.words))
            if match := re.search(
                r"(?:au|à l['’]|à la|à)\s+(Lieu\b.*|[A-ZÉ][^/]*)$", line.words.split("/")[-1].strip()
            ):
                name = match[1].strip(" .")
            if re.search(r"\b\d{5}\b", line.words):
                place = place_of(name, line.words)
        for label, url in (
            *((match[2], match[1]) for match in _LINKS.finditer(line.raw)),
            *((match[1], match[2]) for match in _MARKDOWN_LINKS.finditer(line.raw) if line.bullet),
        ):
            links.append(InfoField(label=" ".join(re.sub(r"<[^>]*>", " ", label).split()), link=url))
    if place is None and name:
        place = PlaceText(name=name)
    if place is not None and accessible:
        place = replace(place, accessibility=("step-free",))
    mode = session.mode if session.mode != "unknown" else "onsite" if place else "unknown"
    return replace(session, place=place, admission=admission, links=tuple(links), mode=mode)
