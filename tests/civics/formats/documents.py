"""Hypothesis strategies that build any event document a format may have to carry."""

import datetime as dt
from dataclasses import fields, replace
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from parvis.civics.formats import model
from parvis.civics.formats.model import (
    EventDocument,
    ImageText,
    InfoField,
    Moment,
    PlaceText,
    Quote,
    Role,
    SessionText,
    TransportLine,
)

ZONES = ("Europe/Paris", "UTC", "America/Guadeloupe", "Indian/Reunion", "Europe/Dublin")
FORMATS = ("plenary", "workshop", "round-table", "call-for-projects")

# Ready-made awkward texts for most fields (fast to draw), any text at all for the rest.
AWKWARD = (
    "", "a", "L’été à Paris", "« Données » : à voir ; puis, à faire ?", "- liste", "# titre", "null", "true", "12",
    "2024-05-01", 'il a dit "oui"', "c'est ça", "'", '"', "=1+1", "@chez", "+33 1", "|a|b", "\\", "a\\", "a\\,b;c",
    "{x: y}", "[lien](u)", "<b>gras</b>", "&amp; &", "a: b", "a #b", "key:", "%", "🎉", "e\u0301", "x" * 90,
    "é" * 80, "fin ", " début", "^n", "---", "\u00a0", "1er – 2\u202fh",
)  # fmt: skip
ANYTHING = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\u2028\u2029\ufeff"),
    max_size=20,
)
WORDS = st.sampled_from(AWKWARD) | ANYTHING
LINES = st.builds("\n".join, st.lists(WORDS, max_size=4))
NAMES = WORDS.filter(lambda text: text.strip() != "")
SLUGS = st.sampled_from(["fete-2024", "a", "sommet-des-govtech"])
URLS = st.sampled_from(
    ["https://a.example.org/", "https://b.example.org/x?y=1&z=%C3%A9", "https://c.example.org/a,b;c(d)"]
)
UIDS = st.builds("{}@agenda.example.org".format, SLUGS)
DEGREES = st.sampled_from([0.0, 48.8566, -21.115141, 2.5e-05, 90.0])


@st.composite
def moments(draw: st.DrawFn, zone: str | None = None) -> Moment:
    """A day or a minute between 1990 and 2199, the second passage through a repeated hour included."""
    zone = zone or draw(st.sampled_from(ZONES))
    day = draw(st.one_of(
        st.dates(dt.date(1990, 1, 1), dt.date(2150, 1, 1)),
        st.sampled_from([dt.date(2024, 3, 31), dt.date(2024, 10, 27), dt.date(2020, 2, 29)]),
    ))  # fmt: skip
    if draw(st.booleans()):
        return Moment(day, None, zone)
    time = dt.time(draw(st.integers(0, 23)), draw(st.integers(0, 59)))
    if draw(st.booleans()):
        time = dt.time(2, 30)
    return Moment(day, time, zone, 1 if draw(st.booleans()) and _repeats(day, time, zone) else 0)


def _repeats(day: dt.date, time: dt.time, zone: str) -> bool:
    instant = dt.datetime.combine(day, time, ZoneInfo(zone))
    before, after = instant.utcoffset(), instant.replace(fold=1).utcoffset()
    return before is not None and after is not None and before > after


def _exists(moment: Moment) -> bool:
    """Whether clocks show that minute: not in the hour that spring skips."""
    back = moment.aware.astimezone(dt.UTC).astimezone(ZoneInfo(moment.zone))
    return moment.time is None or back.time().replace(second=0) == moment.time


@st.composite
def spans(draw: st.DrawFn) -> tuple[Moment, Moment | None]:
    """A start and, sometimes, an end that is not before it; both days or both minutes."""
    start = draw(moments().filter(_exists))
    kind = draw(st.sampled_from(["none", "same-day", "later"]))
    if kind == "none":
        return start, None
    days = 0 if kind == "same-day" else draw(st.integers(1, 60))
    if start.time is None:
        return start, Moment(start.day + dt.timedelta(days=max(days, 1)), None, start.zone)
    end = Moment(start.day + dt.timedelta(days=days), dt.time(23, draw(st.integers(0, 58))), start.zone)
    return start, end if end.aware > start.aware and _exists(end) else None


PLACES = st.builds(
    PlaceText,
    name=NAMES,
    address=WORDS,
    postcode=st.sampled_from(["", "75007", "01000"]),
    city=WORDS,
    lines=st.lists(
        st.builds(
            TransportLine,
            mode=st.sampled_from(model.TRANSPORT_MODES),
            lines=st.lists(NAMES, max_size=3).map(tuple),
            stop=WORDS,
            note=WORDS,
        ),
        max_size=2,
    ).map(tuple),
    accessibility=st.lists(st.sampled_from(["ramp", "lift", "step-free"]), unique=True).map(tuple),
    insee=st.sampled_from(["", "75056", "2A004"]),
)


@st.composite
def located(draw: st.DrawFn) -> PlaceText:
    """A place with or without coordinates, never half of them."""
    place = draw(PLACES)
    if draw(st.booleans()):
        return place
    return replace(place, latitude=draw(DEGREES), longitude=draw(DEGREES))


INFO = st.builds(InfoField, label=NAMES, content=LINES, link=URLS)
STAMPS = st.integers(946_684_800, 4_102_444_800).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))


@st.composite
def sessions(draw: st.DrawFn) -> SessionText:
    """A session, dated or not."""
    start, end = draw(spans()) if draw(st.booleans()) else (None, None)
    return SessionText(
        title=draw(NAMES),
        start=start,
        end=end,
        formats=draw(st.lists(st.sampled_from(FORMATS), unique=True).map(tuple)),
        place=draw(st.none() | located()),
        mode=draw(st.sampled_from(model.MODES)),
        admission=draw(st.sampled_from(model.ADMISSIONS)),
        summary=draw(LINES),
        organisers=draw(st.lists(NAMES, max_size=2).map(tuple)),
        links=draw(st.lists(INFO, max_size=2).map(tuple)),
        external_id=draw(SLUGS),
    )


@st.composite
def documents(draw: st.DrawFn) -> EventDocument:
    """A whole dated document, every field filled at times."""
    start, end = draw(spans())
    return EventDocument(
        kind="agenda-page",
        title=draw(NAMES),
        external_id=draw(UIDS),
        url=draw(URLS | st.just("")),
        lead=draw(LINES),
        body=draw(LINES),
        language=draw(st.sampled_from(["fr", "en", "de"])),
        start=start,
        end=end,
        published=draw(st.sampled_from([None, True, False])),
        published_at=draw(st.none() | STAMPS),
        mode=draw(st.sampled_from(model.MODES)),
        admission=draw(st.sampled_from(model.ADMISSIONS)),
        status=draw(st.sampled_from(model.STATUSES)),
        place=draw(st.none() | located()),
        online_url=draw(URLS | st.just("")),
        formats=draw(st.lists(st.sampled_from(FORMATS), unique=True).map(tuple)),
        series=draw(st.lists(NAMES, max_size=2).map(tuple)),
        themes=draw(st.lists(NAMES, max_size=3).map(tuple)),
        audiences=draw(st.lists(NAMES, max_size=2).map(tuple)),
        organisers=draw(
            st.lists(
                st.builds(
                    Role,
                    name=NAMES,
                    role=st.sampled_from(["organiser", "co-organiser", "supporter", "participant", "speaker", "host"]),
                    programme=WORDS,
                    url=URLS | st.just(""),
                ),
                max_size=3,
            ).map(tuple)
        ),
        information=draw(st.lists(INFO, max_size=2).map(tuple)),
        registration=draw(st.lists(INFO, max_size=2).map(tuple)),
        images=draw(
            st.lists(st.builds(ImageText, url=URLS, alt=WORDS, caption=WORDS, credit=WORDS), max_size=2).map(tuple)
        ),
        quotes=draw(st.lists(st.builds(Quote, NAMES, WORDS, WORDS, URLS), max_size=1).map(tuple)),
        sessions=draw(st.lists(sessions(), max_size=2).map(tuple)),
        more_to_come=draw(st.booleans()),
        contact=draw(st.lists(st.builds(model.Contact, NAMES, WORDS, WORDS, URLS), max_size=1).map(tuple)),
        number=draw(st.sampled_from(["", "316", "12/2024"])),
        sequence=draw(st.integers(0, 999)),
        last_modified=draw(st.none() | STAMPS),
    )


def kept(document: EventDocument, names: frozenset[str]) -> dict[str, object]:
    """The named fields of a document: what a format says it carries."""
    assert names <= {field.name for field in fields(EventDocument)}
    return {name: getattr(document, name) for name in sorted(names)}


def place_kept(place: PlaceText | None, names: frozenset[str]) -> PlaceText | None:
    """A place with the named fields only."""
    return None if place is None else PlaceText(**{name: getattr(place, name) for name in names})


def session_kept(session: SessionText, names: frozenset[str], place_names: frozenset[str]) -> SessionText:
    """A session with the named fields only."""
    values = {name: getattr(session, name) for name in names}
    return SessionText(**values | {"place": place_kept(session.place, place_names)})
