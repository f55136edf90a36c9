"""When a page's event takes place: three names for the same key, midnight for "hours unknown", hours in free text."""

import datetime as dt
import re

from parvis.civics.dates import Hours, Mention, Reference, find_dates, find_hours, years_matching
from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.front_matter import FrontMatter
from parvis.civics.formats.instants import EARLIEST, LATEST, order, parse
from parvis.civics.formats.model import PARIS, Doubt, InfoField, Moment, SessionText
from parvis.civics.formats.readers.admission import mode_in
from parvis.civics.formats.readers.fields import HOURS_LABELS, USUAL_LABELS, text_of
from parvis.civics.formats.vocabulary import key

START_KEYS = ("event_start_date", "event_date", "dateEvent")  # the first that holds a date wins
END_KEY = "event_end_date"
_MIDNIGHT = dt.time(0)


def span(page: FrontMatter, fields: tuple[InfoField, ...], doubts: list[Doubt]) -> tuple[Moment | None, Moment | None]:
    """Start and inclusive end of the event; every value put aside or completed is said in `doubts`."""
    start, start_key = _start(page, doubts)
    end = _moment(page, END_KEY, doubts)
    written = text_of(page.data.get(END_KEY))
    if end is not None and end.time is None:
        doubts.append(doubt("inclusive-last-day", END_KEY, written, line=page.line(END_KEY)))
    end, wrong = order(start, end, END_KEY, written, line=page.line(END_KEY))
    doubts += wrong
    if start is None:
        if not any(given(page, name) for name in START_KEYS):
            doubts.append(doubt("no-date", START_KEYS[0], line=1))
        return None, None
    if end is not None and end.day == start.day and end.time is None:
        end = None
    return _with_hours(page, start, end, start_key, fields, doubts)


def given(page: FrontMatter, name: str) -> str:
    """The text of a key, "" when it is absent or empty."""
    return text_of(page.data.get(name))


def _start(page: FrontMatter, doubts: list[Doubt]) -> tuple[Moment | None, str]:
    start, start_key = None, START_KEYS[0]
    for name in START_KEYS:
        if not given(page, name):
            continue
        moment = _moment(page, name, doubts if start is None else [])
        if start is None and moment is not None:
            start, start_key = moment, name
        elif moment is not None and start is not None and moment.day != start.day:
            doubts.append(doubt("date-keys-disagree", name, given(page, name), other=start.iso, line=page.line(name)))
    return start, start_key


def _moment(page: FrontMatter, name: str, doubts: list[Doubt]) -> Moment | None:
    """The wall-clock moment of a key: the time as written, in Paris, whatever offset was written beside it."""
    text = given(page, name)
    line = page.line(name)
    if not text:
        return None
    if text.lower() == "null":
        doubts.append(doubt("literal-null", name, text, line=line))
        return None
    found = parse(text)
    if found is None:
        doubts.append(doubt("unreadable-date", name, text, line=line, blocking=True))
        return None
    if not EARLIEST <= found.day.year <= LATEST:
        doubts.append(doubt("year-out-of-range", name, text, line=line, blocking=True))
        return None
    if found.time is None:
        return Moment(found.day)
    if found.time.replace(second=0) == _MIDNIGHT:
        if name != END_KEY:
            doubts.append(doubt("midnight", name, text, line=line))
        return Moment(found.day)
    moment = Moment(found.day, found.time.replace(second=0))
    if found.offset is not None:
        offsets = {Moment(moment.day, moment.time, PARIS, fold).aware.utcoffset() for fold in (0, 1)}
        if found.offset not in offsets:
            doubts.append(doubt("offset-disagrees", name, text, other=PARIS, line=line))
    return moment


def _hours(fields: tuple[InfoField, ...]) -> tuple[Hours, str] | None:
    """The only range or time that the fields about hours give, with the field's text."""
    for field in fields:
        if key(field.label).startswith(HOURS_LABELS) and not find_dates(field.label):
            found = find_hours(field.content)
            if len(found) == 1:
                return found[0], field.content
    return None


def _with_hours(
    page: FrontMatter,
    start: Moment,
    end: Moment | None,
    start_key: str,
    fields: tuple[InfoField, ...],
    doubts: list[Doubt],
) -> tuple[Moment, Moment | None]:
    """Start and end completed by the hours of the information fields, for an event of one day."""
    found = _hours(fields)
    if found is None or (end is not None and end.day != start.day):
        return start, end
    hours, text = found
    line = page.line("champs_informations")
    if start.time is not None and hours.begins != start.time:
        doubts.append(doubt("hours-disagree", "champs_informations", text, other=given(page, start_key), line=line))
        return start, end
    completed = start.time is None or (end is None and hours.ends is not None)
    if completed:
        doubts.append(doubt("hours-to-check", "champs_informations", text, line=line))
    start = Moment(start.day, hours.begins)
    if (end is None or end.time is None) and hours.ends is not None:
        last = start.day + dt.timedelta(days=1) if hours.ends_next_day else start.day
        end = Moment(last, hours.ends)
    return start, end


def labelled_sessions(
    page: FrontMatter, fields: tuple[InfoField, ...], start: Moment, end: Moment
) -> list[SessionText]:
    """Sub-events named by a field's label: "15 décembre à Paris" with "De 9h à 18h" below it."""
    sessions = []
    for index, field in enumerate(fields):
        mentions = [mention for mention in find_dates(field.label) if mention.days]
        if len(mentions) != 1 or key(field.label) in USUAL_LABELS:
            continue
        days = mentions[0].dates((Reference.on("front-matter", start.day),))
        if any(day is None or not start.day <= day <= end.day for day in days):
            continue
        first, last = days[0], days[-1]
        if first is None or last is None:
            continue
        hours = find_hours(field.content)
        slot = hours[0] if len(hours) == 1 and first == last else None
        mode = mode_in(field.label)
        in_town = re.search(r"\bà [A-ZÉ]", field.label)
        sessions.append(
            SessionText(
                title=field.label,
                start=Moment(first, slot.begins if slot else None),
                end=Moment(last, slot.ends) if slot and slot.ends else Moment(last) if last != first else None,
                mode="onsite" if mode == "unknown" and in_town else mode,
                summary=field.content,
                line=page.line("champs_informations", index),
            )
        )
    return sessions


def described(mention: Mention, references: tuple[Reference, ...]) -> dict[str, str]:
    """A mention as the data of a suggestion: ISO days, and whether the year was written."""
    days = mention.dates(references)
    data = {"explicit_year": "true" if mention.explicit_year else "false"}
    if days and days[0] is not None:
        data["start"] = days[0].isoformat()
    if len(days) > 1 and days[-1] is not None:
        data["end"] = days[-1].isoformat()
    if mention.weekday is not None and days and days[0] is not None and days[0].weekday() != mention.weekday:
        years = years_matching(mention.weekday, days[0].day, days[0].month, days[0].year)
        data["weekday_fits"] = ", ".join(map(str, years))
    return data
