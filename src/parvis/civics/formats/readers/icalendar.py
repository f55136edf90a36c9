"""iCalendar → documents: one a VEVENT, with the line of each doubtful value.

Written by hand rather than with a library for three reasons: errors must name the line of the file, doubtful values
must be kept as written, and a bad event must not take the calendar with it.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.instants import EARLIEST, LATEST, known_zone, moment_of, order
from parvis.civics.formats.model import (
    ADMISSIONS,
    MODES,
    PARIS,
    STATUSES,
    Contact,
    Doubt,
    EventDocument,
    ImageText,
    Moment,
    PlaceText,
    Role,
)
from parvis.civics.formats.vocabulary import format_code, series_name

_NAME = re.compile(r"[A-Za-z0-9-]+")
_PARAM = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)((?:,(?:"[^"]*"|[^";:,]*))*)')
_ESCAPES = re.compile(r"\\(.)", re.DOTALL)
_CARETS = re.compile(r"\^([n'^])")
_DURATION = re.compile(r"([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$")
_STATUS = {"CANCELLED": "cancelled", "TENTATIVE": "scheduled", "CONFIRMED": "scheduled"}
_WINDOWS = {"Romance Standard Time": PARIS, "CET": PARIS, "W. Europe Standard Time": "Europe/Berlin",
            "GMT Standard Time": "Europe/London", "Central European Standard Time": "Europe/Warsaw"}  # fmt: skip


@dataclass(frozen=True)
class Property:
    """One content line: name in capitals, parameters by name in capitals, raw value, line in the file."""

    name: str
    params: dict[str, str]
    value: str
    line: int

    @property
    def text(self) -> str:
        """The value with its escapes undone."""
        return _unescaped(self.value)


def read(text: str, name: str) -> list[EventDocument]:
    """Documents of a calendar in the order of the file.

    raises   FormatError naming the line when it is not an iCalendar file, or holds no event
    """
    lines = list(_content_lines(text))
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    default = PARIS
    documents: list[EventDocument] = []
    stack: list[str] = []
    event: list[Property] = []
    for prop in lines:
        if prop.name == "BEGIN":
            stack.append(prop.value.upper())
            if stack[-1] == "VEVENT":
                event = [prop]
            continue
        if prop.name == "END":
            if not stack or stack[-1] != prop.value.upper():
                raise _broken(prop.line, f"END:{prop.value}")
            stack.pop()
            if prop.value.upper() == "VEVENT":
                documents.append(_document(event, prop.line, default, rows, name))
            continue
        if stack == ["VCALENDAR"] and prop.name == "X-WR-TIMEZONE":
            default = _zone(prop.value) or PARIS
        elif stack and stack[-1] == "VEVENT":
            event.append(prop)
    if stack:
        raise FormatError(
            f"Le calendrier s’arrête au milieu de « {stack[-1]} » : le fichier est incomplet.",
            f"The calendar stops inside “{stack[-1]}”: the file is incomplete.",
            line=lines[-1].line if lines else 1,
        )
    if not documents:
        raise FormatError(
            "Le calendrier ne contient aucun événement (VEVENT).", "The calendar holds no event (VEVENT)."
        )
    return documents


def _content_lines(text: str) -> Iterator[Property]:
    """Unfolded content lines; a blank line is skipped."""
    current, number = "", 1
    for at, line in enumerate(
        text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1
    ):
        if line[:1] in (" ", "\t") and current:
            current += line[1:]
            continue
        if current.strip():
            yield _property(current, number)
        current, number = line, at
    if current.strip():
        yield _property(current, number)


def _property(line: str, number: int) -> Property:
    match = _NAME.match(line)
    if not match:
        raise _broken(number, line)
    at = match.end()
    params: dict[str, str] = {}
    while param := _PARAM.match(line, at):
        params[param[1].upper()] = _CARETS.sub(_uncaret, param[2].strip('"')) + param[3]
        at = param.end()
    if line[at : at + 1] != ":":
        raise _broken(number, line)
    return Property(match[0].upper(), params, line[at + 1 :], number)


def _broken(line: int, text: str) -> FormatError:
    shown = text if len(text) <= 60 else text[:57] + "…"
    return FormatError(
        f"Ligne {line} : « {shown} » n’est pas une ligne iCalendar attendue.",
        f"Line {line}: “{shown}” is not an expected iCalendar line.",
        line=line,
    )


def _uncaret(match: re.Match[str]) -> str:
    return {"n": "\n", "'": '"', "^": "^"}[match[1]]


def _unescaped(value: str) -> str:
    if "\\" not in value:
        return value
    return _ESCAPES.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def _split(value: str, separator: str) -> tuple[str, ...]:
    """Parts of an escaped list; () for an empty value."""
    if not value:
        return ()
    parts, current, escaped = [], "", False
    for letter in value:
        if escaped:
            current += "\\" + letter
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter == separator:
            parts.append(_unescaped(current))
            current = ""
        else:
            current += letter
    parts.append(_unescaped(current))
    return tuple(parts)


def _zone(name: str) -> str | None:
    """The IANA name of a TZID, also behind a vendor's prefix or under its Windows name."""
    if name in _WINDOWS:
        return _WINDOWS[name]
    candidates = [name, "/".join(name.strip("/").split("/")[-2:])]
    return next((candidate for candidate in candidates if candidate and known_zone(candidate)), None)


def _moment(prop: Property, default: str) -> tuple[Moment | None, list[Doubt]]:
    value = prop.value.strip()
    zone = prop.params.get("X-PARVIS-ZONE", "")
    zone = zone if zone and known_zone(zone) else ""
    try:
        day = dt.datetime.strptime(value[:8], "%Y%m%d").date()  # noqa: DTZ007 -- a day has no zone
        time = dt.datetime.strptime(value[9:15], "%H%M%S").time() if len(value) > 8 else None  # noqa: DTZ007 -- same
    except ValueError:
        return None, [doubt("unreadable-date", prop.name, value, line=prop.line)]
    if len(value) not in (8, 15, 16) or (len(value) > 8 and value[8] != "T") or value[15:] not in ("", "Z"):
        return None, [doubt("unreadable-date", prop.name, value, line=prop.line)]
    if not EARLIEST <= day.year <= LATEST:
        return None, [doubt("year-out-of-range", prop.name, value, line=prop.line)]
    if time is None:
        return Moment(day, None, zone or PARIS), []
    time = time.replace(second=0)
    if value.endswith("Z"):
        instant = dt.datetime.combine(day, time, dt.UTC)
        return moment_of(instant, zone or default), []
    if "TZID" not in prop.params:
        return Moment(day, time, default), [doubt("floating-time", prop.name, value, other=default, line=prop.line)]
    named = _zone(prop.params["TZID"])
    if named is None:
        return None, [doubt("unknown-zone", prop.name, prop.params["TZID"], line=prop.line)]
    return Moment(day, time, named), []


def _end(props: dict[str, Property], start: Moment | None, default: str) -> tuple[Moment | None, list[Doubt]]:
    if "DTEND" in props:
        prop = props["DTEND"]
        end, doubts = _moment(prop, default)
        if end is not None and end.time is None:
            if start is not None and start.time is None and end.day == start.day:
                return end, doubts  # an exclusive end equal to the start: some software means that very day
            end = Moment(end.day - dt.timedelta(days=1), None, end.zone)
        end, wrong = order(start, end, "DTEND", prop.value, line=prop.line)
        return end, doubts + wrong
    if "DURATION" in props and start is not None:
        prop = props["DURATION"]
        match = _DURATION.match(prop.value.strip())
        if not match or match[1] == "-":
            return None, [doubt("unknown-value", "DURATION", prop.value, line=prop.line)]
        weeks, days, hours, minutes, seconds = (int(group or 0) for group in match.groups()[1:])
        length = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        try:
            if start.time is None:
                return Moment(
                    start.day + max(length, dt.timedelta(days=1)) - dt.timedelta(days=1), None, start.zone
                ), []
            return moment_of((start.aware.astimezone(dt.UTC) + length), start.zone), []
        except OverflowError:
            return None, [doubt("unknown-value", "DURATION", prop.value, line=prop.line)]
    return None, []


def _document(event: list[Property], last_line: int, default: str, rows: list[str], name: str) -> EventDocument:
    props: dict[str, Property] = {}
    for prop in event[1:]:
        props.setdefault(prop.name, prop)
    doubts: list[Doubt] = []

    def said(key: str) -> str:
        return props[key].text if key in props else ""

    start = None
    if "DTSTART" in props:
        start, doubts = _moment(props["DTSTART"], default)
    else:
        doubts.append(doubt("no-date", "DTSTART", line=event[0].line))
    end, more = _end(props, start, default)
    doubts += more
    if "RRULE" in props:
        doubts.append(doubt("recurrence", "RRULE", props["RRULE"].value, line=props["RRULE"].line))
    if not said("SUMMARY"):
        doubts.append(doubt("no-title", "SUMMARY", line=event[0].line, blocking=True))
    formats, series, themes = _categories(event, props)
    return EventDocument(
        kind="icalendar",
        path=name,
        external_id=said("UID"),
        url=props["URL"].value.strip() if "URL" in props else "",
        title=said("SUMMARY"),
        lead=said("DESCRIPTION"),
        language=props["SUMMARY"].params.get("LANGUAGE", "fr") if "SUMMARY" in props else "fr",
        start=start,
        end=end,
        mode=_mode(props),
        admission=_known("X-PARVIS-ADMISSION", props, ADMISSIONS, "unknown"),
        status=_known("X-PARVIS-STATUS", props, STATUSES, _STATUS.get(said("STATUS").upper(), "scheduled")),
        place=_place(props, doubts),
        online_url=props["CONFERENCE"].value.strip() if "CONFERENCE" in props else "",
        formats=formats,
        series=series,
        themes=themes,
        organisers=_organisers(props),
        images=tuple(ImageText(prop.value.strip()) for prop in event if prop.name == "IMAGE" and "://" in prop.value),
        contact=tuple(Contact(name=prop.text) for prop in event if prop.name == "CONTACT"),
        sequence=_sequence(props, doubts),
        last_modified=_stamp(props.get("LAST-MODIFIED")),
        doubts=tuple(doubts),
        source="\n".join(rows[event[0].line - 1 : last_line]),
    )


def _known(key: str, props: dict[str, Property], values: tuple[str, ...], otherwise: str) -> str:
    value = props[key].text if key in props else ""
    return value if value in values else otherwise


def _mode(props: dict[str, Property]) -> str:
    if "X-PARVIS-MODE" in props:
        return _known("X-PARVIS-MODE", props, MODES, "unknown")
    placed, online = "LOCATION" in props and props["LOCATION"].value.strip(), "CONFERENCE" in props
    if placed and re.match(r"https?://|en ligne\b|online\b", str(placed), re.IGNORECASE):
        return "online"
    return {(True, True): "mixed", (True, False): "onsite", (False, True): "online"}.get(
        (bool(placed), online), "unknown"
    )


def _categories(
    event: list[Property], props: dict[str, Property]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    words = tuple(word for prop in event if prop.name == "CATEGORIES" for word in _split(prop.value, ","))
    if "X-PARVIS-FORMATS" in props:
        series = props["X-PARVIS-SERIES"].value if "X-PARVIS-SERIES" in props else ""
        return _split(props["X-PARVIS-FORMATS"].value, ","), _split(series, ","), words
    formats = tuple(dict.fromkeys(code for word in words if (code := format_code(word))))
    series_found = tuple(dict.fromkeys(found for word in words if (found := series_name(word))))
    themes = tuple(word.strip() for word in words if not format_code(word) and not series_name(word) and word.strip())
    return formats, series_found, themes


def _place(props: dict[str, Property], doubts: list[Doubt]) -> PlaceText | None:
    fields: tuple[str, ...] = ("", "", "", "")
    if "X-PARVIS-PLACE" in props:
        parts = _split(props["X-PARVIS-PLACE"].value, ";")
        fields = (*parts, "", "", "", "")[:4]
    elif "LOCATION" in props:
        fields = (props["LOCATION"].text.strip(), "", "", "")
    latitude, longitude = None, None
    if "GEO" in props:
        try:
            latitude, longitude = (float(part) for part in props["GEO"].value.split(";"))
            if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
                raise ValueError
        except ValueError:
            latitude = longitude = None
            doubts.append(doubt("bad-number", "GEO", props["GEO"].value, line=props["GEO"].line))
    if not any(fields) and latitude is None and "X-PARVIS-PLACE" not in props:
        return None
    return PlaceText(fields[0], fields[1], fields[2], fields[3], latitude=latitude, longitude=longitude)


def _organisers(props: dict[str, Property]) -> tuple[Role, ...]:
    if "ORGANIZER" not in props:
        return ()
    prop = props["ORGANIZER"]
    value = prop.value.strip()
    url = "" if value.lower().startswith(("mailto:", "urn:parvis", "invalid:")) else value
    return (Role(prop.params.get("CN", "") or value.removeprefix("mailto:"), "organiser", url=url),)


def _sequence(props: dict[str, Property], doubts: list[Doubt]) -> int:
    if "SEQUENCE" not in props:
        return 0
    value = props["SEQUENCE"].value.strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    doubts.append(doubt("bad-number", "SEQUENCE", value, line=props["SEQUENCE"].line))
    return 0


def _stamp(prop: Property | None) -> dt.datetime | None:
    if prop is None:
        return None
    try:
        return dt.datetime.strptime(prop.value.strip(), "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
