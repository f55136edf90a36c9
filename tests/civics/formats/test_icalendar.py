"""iCalendar: read back by another implementation, folded, zoned, exclusive at the end of days."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import icalendar
import pytest

from parvis.civics.formats import EventDocument, FormatError, Moment, PlaceText, Role, read
from parvis.civics.formats.writers.icalendar import chunks, write
from parvis.civics.formats.writers.time_zones import vtimezone

STAMP = dt.datetime(2026, 11, 22, 4, 0, tzinfo=dt.UTC)
PARTY = EventDocument(
    kind="agenda-page",
    external_id="fete@agenda.example.org",
    title="Fête de l’été ; à Paris, sur la place — " + "é" * 60,
    lead="Deux lignes\net une virgule, un point-virgule ; une \\ barre",
    start=Moment(dt.date(2024, 6, 21), dt.time(18, 30)),
    end=Moment(dt.date(2024, 6, 21), dt.time(23, 0)),
    url="https://agenda.example.org/fr/fete/",
    place=PlaceText("Parvis", "1 place de l’Hôtel de Ville", "75004", "Paris", latitude=48.8566, longitude=2.3522),
    organisers=(Role('La "Ville"', url="https://ville.example.org"),),
    themes=("fête, musique", "été"),
    sequence=3,
    last_modified=dt.datetime(2024, 6, 1, tzinfo=dt.UTC),
)


def event_of(document: EventDocument) -> icalendar.Event:
    calendar = icalendar.Calendar.from_ical(write([document], stamp=STAMP, name="Agenda"))
    return next(part for part in calendar.walk("VEVENT"))


def test_another_implementation_reads_what_we_write() -> None:
    event = event_of(PARTY)

    assert str(event["UID"]) == PARTY.external_id
    assert str(event["SUMMARY"]) == PARTY.title
    assert str(event["DESCRIPTION"]) == PARTY.lead
    assert event["DTSTART"].dt == dt.datetime(2024, 6, 21, 18, 30, tzinfo=ZoneInfo("Europe/Paris"))
    assert event["DTEND"].dt.astimezone(dt.UTC) == dt.datetime(2024, 6, 21, 21, 0, tzinfo=dt.UTC)
    assert (event["GEO"].latitude, event["GEO"].longitude) == (48.8566, 2.3522)
    assert [str(word) for word in event["CATEGORIES"].cats] == list(PARTY.themes)
    assert int(event["SEQUENCE"]) == 3
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTSTAMP"].dt == STAMP


def test_no_line_is_over_75_octets_and_all_end_with_crlf() -> None:
    text = write([PARTY], stamp=STAMP, name="É" * 80)

    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("\n") == text.count("\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_the_last_day_of_an_event_is_not_lost() -> None:
    month = replace(PARTY, start=Moment(dt.date(2023, 11, 2)), end=Moment(dt.date(2023, 11, 30)))

    event = event_of(month)

    assert event["DTSTART"].dt == dt.date(2023, 11, 2)
    assert event["DTEND"].dt == dt.date(2023, 12, 1)


def test_a_cancelled_event_stays_in_the_feed() -> None:
    assert event_of(replace(PARTY, status="cancelled"))["STATUS"] == "CANCELLED"


def test_the_feed_streams_one_piece_an_event() -> None:
    pieces = list(chunks([PARTY, PARTY], stamp=STAMP))

    assert len(pieces) == 4
    assert all("BEGIN:VEVENT" in piece for piece in pieces[1:3])


def test_an_event_without_a_date_is_refused_by_name() -> None:
    with pytest.raises(FormatError, match="has no date or no identifier"):
        write([replace(PARTY, start=None)], stamp=STAMP)


@pytest.mark.parametrize(
    "zone",
    ["Europe/Paris", "America/Guadeloupe", "America/Miquelon", "Africa/Casablanca", "Europe/Dublin"],
)
def test_the_time_zone_written_is_that_of_the_database(zone: str) -> None:
    component = icalendar.Calendar.from_ical(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{vtimezone(zone, 2016, 2030)}END:VCALENDAR\r\n"
    )
    written = next(part for part in component.walk("VTIMEZONE")).to_tz()

    for month in range(1, 13):
        for year in (2016, 2019, 2024, 2030):
            moment = dt.datetime(year, month, 15, 12, 0)  # noqa: DTZ001 - a wall clock, read in two zones
            assert written.utcoffset(moment) == moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def test_paris_changes_its_clocks_by_two_rules() -> None:
    text = vtimezone("Europe/Paris")

    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in text
    assert "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" in text
    assert text.count("BEGIN:DAYLIGHT") == 1


@pytest.mark.parametrize(
    ("line", "start", "reasons"),
    [
        ("DTSTART;VALUE=DATE:20240501", "2024-05-01", []),
        ("DTSTART:20240501T080000Z", "2024-05-01T10:00:00+02:00", []),
        ("DTSTART:20240501T080000", "2024-05-01T08:00:00+02:00", ["floating-time"]),
        ("DTSTART;TZID=Romance Standard Time:20240501T080000", "2024-05-01T08:00:00+02:00", []),
        ("DTSTART;TZID=/example.org/Europe/Paris:20240501T080000", "2024-05-01T08:00:00+02:00", []),
        ("DTSTART;TZID=Mars/Olympus:20240501T080000", None, ["unknown-zone"]),
        ("DTSTART:00070831T230921", None, ["year-out-of-range"]),
        ("DTSTART:demain", None, ["unreadable-date"]),
    ],
)
def test_starts_of_every_kind_are_read_or_put_aside(line: str, start: str | None, reasons: list[str]) -> None:
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:x\n{line}\nEND:VEVENT\nEND:VCALENDAR\n"

    document = read(text, "a.ics")[0]

    assert (document.start.iso if document.start else None) == start
    assert [doubt.reason for doubt in document.doubts] == reasons
    assert all(doubt.line == 5 for doubt in document.doubts)


def test_an_end_before_the_start_puts_the_event_aside() -> None:
    text = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:x\nDTSTART:20240501T080000Z\nDTEND:20240501T070000Z\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )

    document = read(text, "a.ics")[0]

    assert document.quarantined
    assert [doubt.reason for doubt in document.doubts] == ["end-before-start"]


@pytest.mark.parametrize(
    ("day", "hours"),
    [(dt.date(2024, 3, 31), (0, 1, 3, 4)), (dt.date(2024, 10, 27), (0, 1, 2, 3, 4))],
    ids=["spring", "autumn"],
)
def test_both_nights_of_the_clock_change_keep_the_instant(day: dt.date, hours: tuple[int, ...]) -> None:
    for hour in hours:
        for fold in (0, 1) if (day.month, hour) == (10, 2) else (0,):
            moment = Moment(day, dt.time(hour, 30), fold=fold)
            text = write([replace(PARTY, start=moment, end=None)], stamp=STAMP)

            theirs = next(iter(icalendar.Calendar.from_ical(text).walk("VEVENT")))["DTSTART"].dt
            assert theirs.astimezone(dt.UTC) == moment.aware.astimezone(dt.UTC)
            assert read(text, "a.ics")[0].start == moment
