"""OpenAgenda JSON → documents: one event, an agenda export (`events`), or a bare list of events."""

import datetime as dt
from typing import Any

from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.instants import aware, known_zone, order, read_moment
from parvis.civics.formats.model import (
    PARIS,
    Contact,
    Doubt,
    EventDocument,
    ImageText,
    InfoField,
    Moment,
    PlaceText,
    SessionText,
)
from parvis.civics.formats.readers.json_values import load, many, number, objects, source, words
from parvis.civics.formats.vocabulary import format_code

_STATUS = {1: "scheduled", 2: "rescheduled", 3: "moved-online", 4: "postponed", 5: "full", 6: "cancelled"}
_MODES = {1: "onsite", 2: "online", 3: "mixed"}
# OpenAgenda names five kinds of impairment; only one says something exact of the place. The others stay words.
_STEP_FREE = "mi"
_IMPAIRMENTS = {
    "hi": "déficience auditive",
    "vi": "déficience visuelle",
    "pi": "handicap psychique",
    "ii": "déficience intellectuelle",
}
_LAST_MINUTE = dt.time(23, 59)

Span = tuple[Moment, Moment | None]


def read(text: str, name: str) -> list[EventDocument]:
    """Documents of an OpenAgenda event or export, in order.

    raises   FormatError naming the line of invalid JSON, or the number of an event that is not an object
    """
    value = load(text)
    if isinstance(value, dict) and isinstance(value.get("event"), dict):
        value = value["event"]
    if isinstance(value, dict) and "events" in value:
        value = value["events"]
    events = value if isinstance(value, list) else [value]
    documents = []
    for position, event in enumerate(events, start=1):
        if not isinstance(event, dict):
            raise FormatError(
                f"L’événement n° {position} n’est pas un objet JSON.",
                f"Event number {position} is not a JSON object.",
                line=position,
            )
        documents.append(_document(event, name))
    if not documents:
        raise FormatError("L’export ne contient aucun événement.", "The export holds no event.")
    return documents


def _in_language(value: Any, language: str) -> str:
    if isinstance(value, dict):
        return words(value.get(language)) or words(next(iter(value.values()), ""))
    return words(value)


def _document(event: dict[str, Any], name: str) -> EventDocument:
    title = event.get("title")
    language = "fr"
    if isinstance(title, dict) and title and "fr" not in title:
        language = str(next(iter(title)))
    location = next(iter(objects(event.get("location"))), None)
    zone = words(event.get("timezone")) or (words(location.get("timezone")) if location else "")
    if not known_zone(zone):
        zone = PARIS
    spans, doubts = _spans(event.get("timings"), zone)
    start = spans[0][0] if spans else None
    end = max((span[1] for span in spans if span[1]), key=_instant, default=None)
    if start is None and not doubts:
        doubts.append(doubt("no-date", "timings"))
    if start and start.time is None and end and end.day == start.day and len(spans) == 1:
        end = None
    if not _in_language(title, language).strip():
        doubts.append(doubt("no-title", "title", blocking=True))
    keywords = event.get("keywords")
    themes = many(keywords.get(language) if isinstance(keywords, dict) else keywords)
    formats = tuple(dict.fromkeys(code for word in themes if (code := format_code(words(word)))))
    status = _STATUS.get(event.get("status", 1)) if isinstance(event.get("status", 1), int) else None
    if status is None:
        doubts.append(doubt("unknown-value", "status", event.get("status")))
    sessions = tuple(
        SessionText(_in_language(title, language), first, last) for first, last in spans
    ) if len(spans) > 1 else ()  # fmt: skip
    return EventDocument(
        kind="openagenda",
        path=name,
        external_id=_identifier(event),
        url=words(event.get("canonicalUrl")),
        title=_in_language(title, language),
        lead=_in_language(event.get("description"), language),
        body=_in_language(event.get("longDescription"), language),
        language=language,
        start=start,
        end=end,
        published={2: True, 1: False, 0: False, -1: False}.get(event["state"]) if _is_int(event.get("state")) else None,
        mode=_MODES.get(event["attendanceMode"], "unknown") if _is_int(event.get("attendanceMode")) else "unknown",
        status=status or "scheduled",
        place=_place(location, event) if location else None,
        online_url=words(event.get("onlineAccessLink")),
        formats=formats,
        themes=tuple(words(word) for word in themes if words(word)),
        registration=tuple(found for item in objects(event.get("registration")) if (found := _registration(item))),
        information=_information(event, language),
        images=_images(event),
        sessions=sessions,
        contact=_contact(event),
        last_modified=aware(words(event.get("updatedAt"))) if event.get("updatedAt") else None,
        doubts=tuple(doubts),
        source=source(event),
    )


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _identifier(event: dict[str, Any]) -> str:
    for item in objects(event.get("extIds")):
        if item.get("key") == "parvis" and words(item.get("value")):
            return words(item.get("value"))
    return words(event.get("uid")) or words(event.get("slug"))


def _instant(moment: Moment) -> tuple[dt.date, dt.time]:
    return moment.day, moment.time or dt.time(0)


def _spans(value: Any, zone: str) -> tuple[list[Span], list[Doubt]]:
    """Slots in order; those that follow one another over midnight are put back together."""
    doubts: list[Doubt] = []
    slots: list[tuple[Moment, Moment]] = []
    for index, slot in enumerate(objects(value)):
        begin, wrong = read_moment(words(slot.get("begin")), f"timings[{index}].begin", zone=zone)
        doubts += wrong
        written = words(slot.get("end"))
        stop, wrong = read_moment(written, f"timings[{index}].end", zone=zone)
        doubts += wrong
        stop, wrong = order(begin, stop, f"timings[{index}].end", written)
        doubts += wrong
        if begin is not None:
            slots.append((begin, stop or begin))
    slots.sort(key=lambda slot: (slot[0].aware, slot[1].aware))
    joined: list[tuple[Moment, Moment]] = []
    for begin, stop in slots:
        if joined and joined[-1][1].time == _LAST_MINUTE and begin.time == dt.time(0):
            before = joined[-1][1]
            if begin.day - before.day == dt.timedelta(days=1):
                joined[-1] = (joined[-1][0], stop)
                continue
        joined.append((begin, stop))
    return [_whole(begin, stop) for begin, stop in joined], doubts


def _whole(begin: Moment, stop: Moment) -> Span:
    """A slot as a span: 00:00–23:59 is a day whose hours are unknown, and no length is no end."""
    if begin.time == dt.time(0) and stop.time == _LAST_MINUTE:
        first = Moment(begin.day, None, begin.zone)
        return first, (Moment(stop.day, None, stop.zone) if stop.day != begin.day else None)
    return begin, (None if stop == begin else stop)


def _place(location: dict[str, Any], event: dict[str, Any]) -> PlaceText:
    latitude, longitude = number(location.get("latitude"), -90, 90), number(location.get("longitude"), -180, 180)
    access = event.get("accessibility")
    return PlaceText(
        name=words(location.get("name")),
        address=words(location.get("address")),
        postcode=words(location.get("postalCode")),
        city=words(location.get("city")),
        accessibility=("step-free",) if isinstance(access, dict) and access.get(_STEP_FREE) is True else (),
        latitude=latitude if longitude is not None else None,
        longitude=longitude if latitude is not None else None,
        insee=words(location.get("insee")),
    )


def _registration(item: dict[str, Any]) -> InfoField | None:
    value = words(item.get("value"))
    if not value:
        return None
    scheme = {"email": "mailto:", "phone": "tel:"}.get(words(item.get("type")), "")
    return InfoField(link=scheme + value)


def _information(event: dict[str, Any], language: str) -> tuple[InfoField, ...]:
    conditions = _in_language(event.get("conditions"), language)
    found = [InfoField("Conditions", conditions)] if conditions else []
    access = event.get("accessibility")
    if isinstance(access, dict):
        said = [text for code, text in _IMPAIRMENTS.items() if access.get(code) is True]
        found += [InfoField("Accessibilité", ", ".join(said))] if said else []
    return tuple(found)


def _images(event: dict[str, Any]) -> tuple[ImageText, ...]:
    image = event.get("image")
    url = words(image.get("base")) + words(image.get("filename")) if isinstance(image, dict) else words(image)
    return (ImageText(url, credit=words(event.get("imageCredits"))),) if url else ()


def _contact(event: dict[str, Any]) -> tuple[Contact, ...]:
    found = next(iter(objects(event.get("contributor"))), None)
    if found is None:
        return ()
    contact = Contact(words(found.get("organization")), words(found.get("contactNumber")), words(found.get("email")))
    return (contact,) if contact != Contact() else ()
