"""Reading what was written gives the same document, for the fields that the format says it carries."""

import datetime as dt
import json
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.civics.formats import read
from parvis.civics.formats.model import EventDocument, ImageText, InfoField, PlaceText, Role
from parvis.civics.formats.writers import csv_rows, front_matter, icalendar, json_ld, openagenda
from tests.civics.formats.documents import documents, kept, place_kept, session_kept

STAMP = dt.datetime(2026, 11, 22, 4, 0, tzinfo=dt.UTC)
UNHURRIED = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@UNHURRIED
@given(documents())
def test_a_page_with_front_matter_comes_back_whole(document: EventDocument) -> None:
    again = read(front_matter.write(document), "page.md")

    assert len(again) == 1
    without_lines = replace(again[0], sessions=tuple(replace(s, line=0) for s in again[0].sessions))
    assert kept(without_lines, front_matter.CARRIED) == kept(document, front_matter.CARRIED)
    assert again[0].doubts == ()


@UNHURRIED
@given(st.lists(documents(), min_size=1, max_size=3))
def test_a_calendar_comes_back(written: list[EventDocument]) -> None:
    again = read(icalendar.write(written, stamp=STAMP, name="Agenda; l’été, à Paris"), "agenda.ics")

    assert len(again) == len(written)
    for document, found in zip(written, again, strict=True):
        first = next((role for role in document.organisers if role.role == "organiser"), None)
        expected = replace(
            document,
            place=place_kept(document.place, icalendar.PLACE_CARRIED),
            organisers=(Role(first.name, url=first.url),) if first else (),
        )
        assert kept(found, icalendar.CARRIED) == kept(expected, icalendar.CARRIED)
        assert found.doubts == ()


@UNHURRIED
@given(documents())
def test_json_ld_comes_back(document: EventDocument) -> None:
    again = read(json_ld.write(document), "event.json")[0]

    sessions = tuple(
        session_kept(session, json_ld.SESSION_CARRIED, json_ld.PLACE_CARRIED) for session in document.sessions
    )
    expected = replace(
        document,
        place=place_kept(document.place, json_ld.PLACE_CARRIED),
        organisers=tuple(replace(role, programme="") for role in document.organisers),
        sessions=sessions,
    )
    expected = replace(expected, mode=_mode_shown(expected))
    found = replace(again, organisers=again.organisers)
    assert _sorted(kept(found, json_ld.CARRIED)) == _sorted(kept(expected, json_ld.CARRIED))


def _mode_shown(document: EventDocument) -> str:
    """schema.org has no "unknown": a document without a mode shows the one its places imply."""
    if document.mode != "unknown" or not document.online_url:
        return document.mode
    return "mixed" if document.place else "online"


def _sorted(values: dict[str, object]) -> dict[str, object]:
    """Roles in the order of the properties that hold them: schema.org keeps one list for each property."""
    return values | {"organisers": sorted(values["organisers"], key=repr)}  # type: ignore[call-overload]


@UNHURRIED
@given(documents())
def test_openagenda_comes_back(document: EventDocument) -> None:
    again = read(openagenda.write([document]), "agenda.json")[0]

    expected = replace(
        document,
        place=_step_free_only(place_kept(document.place, openagenda.PLACE_CARRIED)),
        registration=tuple(InfoField(link=item.link) for item in document.registration),
        images=tuple(ImageText(image.url, credit=image.credit) for image in document.images[:1]),
    )
    assert kept(again, openagenda.CARRIED) == kept(expected, openagenda.CARRIED)
    assert again.doubts == ()


def _step_free_only(place: PlaceText | None) -> PlaceText | None:
    """Of the accessibility of a place, OpenAgenda can say one thing."""
    if place is None:
        return None
    return replace(place, accessibility=("step-free",) if "step-free" in place.accessibility else ())


@UNHURRIED
@given(st.lists(documents(), min_size=1, max_size=3))
def test_csv_comes_back(written: list[EventDocument]) -> None:
    again = read(csv_rows.write(written).encode(), "agenda.csv")

    assert len(again) == len(written)
    for document, found in zip(written, again, strict=True):
        expected = replace(
            document,
            place=place_kept(document.place, csv_rows.PLACE_CARRIED),
            organisers=tuple(Role(role.name) for role in document.organisers if role.role == "organiser"),
            registration=tuple(InfoField(link=item.link) for item in document.registration),
        )
        assert kept(found, csv_rows.CARRIED) == kept(expected, csv_rows.CARRIED)
        assert found.doubts == ()


def test_the_table_schema_describes_every_column() -> None:
    names = [field["name"] for field in csv_rows.table_schema()["fields"]]

    assert tuple(names) == csv_rows.COLUMNS
    assert json.dumps(csv_rows.table_schema())


def test_streamed_exports_are_the_whole_exports() -> None:
    document = read("---\ntitle: Fête\nevent_start_date: 2024-05-01 10:00:00 +02:00\n---\nTexte\n", "fete.md")[0]

    assert (
        json.loads("".join(openagenda.chunks([document, document])))["events"]
        == json.loads(openagenda.write([document, document]))["events"]
    )
    assert "".join(csv_rows.chunks([document])) == csv_rows.write([document])
