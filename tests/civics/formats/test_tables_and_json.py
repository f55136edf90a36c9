"""CSV, OpenAgenda and JSON-LD as others write them."""

import pytest

from parvis.civics.formats import EventDocument, read
from parvis.civics.formats.writers import csv_rows, json_ld


def reasons(document: EventDocument) -> list[str]:
    return [doubt.reason for doubt in document.doubts]


@pytest.mark.parametrize(
    "text",
    [
        "Titre;Date de début;Date de fin;Lieu\nFête;12/11/2018 18h30;12/11/2018 21:00;Parvis\n",
        '\ufeffNom,Début,Fin,Lieu\n"Fête",2018-11-12 18:30,2018-11-12T21:00+01:00,Parvis\n',
        "titre;date;heure de début;heure de fin;lieu\nFête;12 novembre 2018;18h30;21h;Parvis\n",
        "title\tstart\tend\tplace\nFête\t2018-11-12T17:30Z\t2018-11-12T20:00Z\tParvis\n",
    ],
)
def test_usual_french_and_english_tables_are_understood(text: str) -> None:
    document = read(text.encode(), "agenda.csv")[0]

    assert document.title == "Fête"
    assert document.start is not None
    assert document.end is not None
    assert (document.start.iso, document.end.iso) == ("2018-11-12T18:30:00+01:00", "2018-11-12T21:00:00+01:00")
    assert document.place is not None
    assert document.place.name == "Parvis"


def test_a_spreadsheet_in_windows_1252_is_understood() -> None:
    document = read("titre;date\nFête de l’été;01/07/2024\n".encode("cp1252"), "agenda.csv")[0]

    assert document.title == "Fête de l’été"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Fête;31/02/2024;", "unreadable-date"),
        ("Fête;0007-08-31;", "year-out-of-range"),
        ("Fête;02/05/2024;01/05/2024", "end-before-start"),
        ("Fête;;", "no-date"),
        (";01/05/2024;", "no-title"),
        ("Fête;01/05/2024;;de;trop", "extra-cells"),
    ],
)
def test_a_doubtful_row_is_put_aside_and_names_its_line(row: str, reason: str) -> None:
    documents = read(f"titre;début;fin\nBon;01/05/2024;\n{row}\n", "agenda.csv")

    assert not documents[0].quarantined
    assert documents[1].quarantined
    assert reasons(documents[1]) == [reason]
    assert documents[1].doubts[0].line == 3


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed() -> None:
    document = read('---\ntitle: "=HYPERLINK(1)"\nevent_start_date: 2024-01-09\n---\n', "a.md")[0]

    text = csv_rows.write([document])

    assert ",'=HYPERLINK(1)," in text
    assert read(text, "a.csv")[0].title == "=HYPERLINK(1)"


def test_an_agenda_export_with_many_slots_gives_sessions() -> None:
    text = """{"events": [{"uid": 42, "title": {"fr": "Expo"}, "status": 6, "attendanceMode": 3, "timings": [
      {"begin": "2024-05-02T10:00:00+02:00", "end": "2024-05-02T12:00:00+02:00"},
      {"begin": "2024-05-01T10:00:00+02:00", "end": "2024-05-01T12:00:00+02:00"}],
      "location": {"name": "Halle", "latitude": 48.8, "longitude": 2.3, "insee": "75056"},
      "onlineAccessLink": "https://x.example.org", "keywords": {"fr": ["atelier", "ville"]}}]}"""

    document = read(text, "export.json")[0]

    assert document.external_id == "42"
    assert [s.start.iso[:10] for s in document.sessions if s.start] == ["2024-05-01", "2024-05-02"]
    assert (document.status, document.mode, document.formats) == ("cancelled", "mixed", ("workshop",))
    assert document.place is not None
    assert document.place.insee == "75056"


def test_events_are_found_in_the_scripts_of_a_page() -> None:
    text = """<!doctype html><html><head><script type="application/ld+json">
    {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, {"@type": "BusinessEvent", "name": "Salon",
     "startDate": "2024-05-01T10:00:00Z", "location": [{"@type": "VirtualLocation", "url": "https://v.example.org"},
     {"@type": "Place", "name": "Halle", "address": "1 rue du Pont"}], "eventStatus": "https://schema.org/EventPostponed",
     "subEvent": {"@type": "Event", "name": "Ouverture", "startDate": "2024-05-01T10:15:00+02:00"}}]}
    </script></head></html>"""

    documents = read(text, "page.html")

    assert len(documents) == 1
    salon = documents[0]
    assert salon.start is not None
    assert salon.start.iso == "2024-05-01T12:00:00+02:00"
    assert (salon.mode, salon.status, salon.online_url) == ("mixed", "postponed", "https://v.example.org")
    assert salon.place is not None
    assert salon.place.address == "1 rue du Pont"
    assert [session.title for session in salon.sessions] == ["Ouverture"]


def test_json_ld_cannot_close_the_script_it_is_printed_in() -> None:
    document = read('---\ntitle: "</script><b>"\nevent_start_date: 2024-01-09\n---\n', "a.md")[0]

    assert "<" not in json_ld.write(document)


def test_a_foreign_offset_is_converted_and_said() -> None:
    text = '{"@type": "Event", "name": "x", "startDate": "2024-05-01T10:00:00-04:00"}'

    document = read(text, "a.json")[0]

    assert document.start is not None
    assert document.start.iso == "2024-05-01T16:00:00+02:00"
    assert reasons(document) == ["converted-offset"]
