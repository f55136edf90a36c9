"""Whatever is thrown at a reader, it gives documents or one clear error; never a traceback."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.civics.formats import EventDocument, FormatError, iter_read, kind, read
from parvis.civics.formats.block_yaml import UnknownStyleError, scan
from parvis.civics.formats.full_yaml import load
from parvis.civics.formats.readers import READERS

QUICK = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])

SAMPLES = {
    "agenda-page": "---\ntitle: Été\nevent_start_date: 2024-05-01 00:00:00 +02:00\nlieu: En ligne\nacces:\n"
    "- type: Métro\n  lignes:\n  - nom: 'Ségur (ligne 10)'\nchamps_informations:\n- intitule: Horaires\n"
    "  contenu: 9h-12h\n---\n* 9h : accueil\n",
    "press-note": "Note aux rédactions\nParis, le 2 décembre 2016\nN°3\nFête\nDéroulé :\nMardi 6 décembre\n"
    "- 10h-11h : Bal\n",
    "blog-post": "Blog\nvendredi 30 novembre 2018\n« Une phrase assez longue pour être une citation. » Ada Lovelace\n",
    "commitment-page": "Sommet (FR0043)\nInstitution chef de file : X\nRevue IRM\n14.1 Organiser\n",
    "icalendar": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Paris:20240501T100000\nDURATION:PT1H\n"
    "GEO:1;2\nSUMMARY:Été\nEND:VEVENT\nEND:VCALENDAR\n",
    "openagenda": '{"events":[{"uid":1,"title":{"fr":"Fête"},"timings":[{"begin":"2024-05-01T10:00:00+02:00",'
    '"end":"2024-05-01T11:00:00+02:00"}],"status":1,"location":{"latitude":1,"longitude":2}}]}',
    "json-ld": '{"@context":"https://schema.org","@type":"Event","name":"Fête","startDate":"2024-05-01T10:00:00+02:00",'
    '"location":{"@type":"Place","name":"Ici"},"offers":{"@type":"Offer"},"subEvent":[{"@type":"Event"}]}',
    "csv": "titre;début;fin;lieu;latitude\nFête;01/05/2024 10:00;2024-05-01;Ici;1,5\n",
    "text": "Rendez-vous le 12 novembre 2018 à 10h.\n",
    "programme-page": "---\ntitle: Mois\nevent_start_date: 2023-11-02\nevent_end_date: 2023-11-30\n---\n"
    "<b>Le jeudi 03/11 de 16h à 18h <br>[Meetup]</b> <i>Quiz</i>\n",
}


def outcome(reader: Callable[[Any, str], list[EventDocument]], text: str | bytes, name: str) -> object:
    """The documents, or the error that was raised; any other exception fails the test."""
    try:
        return reader(text, name)
    except FormatError as error:
        return error


def accepts_or_explains(text: str | bytes, name: str) -> None:
    found = outcome(read, text, name)
    if isinstance(found, FormatError):
        assert found.message["fr"].endswith(".")
        assert found.message["en"].endswith(".")
    else:
        assert isinstance(found, list)
        assert found
        assert all(isinstance(document, EventDocument) for document in found)


def mutated(text: str) -> st.SearchStrategy[str]:
    """The text with a piece cut, doubled or replaced."""
    places = st.integers(0, len(text))
    pieces = st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            ["\n", ":", "9999", "-1", "null", "[]", '"', "31/02/2024", "20241332", "25h", "\x85", "\u2028", "**", "\t"]
        ),
    )
    return st.builds(lambda i, j, new: text[: min(i, j)] + new + text[max(i, j) :], places, places, pieces)


@QUICK
@given(st.data(), st.sampled_from(sorted(SAMPLES)))
def test_a_damaged_file_is_read_or_refused_with_a_sentence(data: st.DataObject, name: str) -> None:
    text = data.draw(mutated(SAMPLES[name]))

    accepts_or_explains(text, "file")
    assert outcome(READERS[name], text, "file")


@QUICK
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    accepts_or_explains(data, "file.csv")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**20) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["title", "timings", "location", "status", "state", "keywords", "registration", "image", "extIds",
             "begin", "@type", "name", "startDate", "endDate", "offers", "subEvent", "organizer", "geo", "event",
             "uid", "timezone"]
        ),
        inner | st.sampled_from(["Event", "Place", "2024-05-01"]),
        max_size=6,
    ),
    max_leaves=12,
)  # fmt: skip


@QUICK
@given(_JSON)
def test_json_of_any_shape_is_read_or_refused(value: object) -> None:
    text = json.dumps(value)

    assert outcome(READERS["openagenda"], text, "file.json")
    assert outcome(READERS["json-ld"], text, "file.json")


_YAML_LINES = st.lists(
    st.builds(
        "{}{}".format,
        st.sampled_from(["", "  ", "- ", "    ", "  - "]),
        st.sampled_from(
            ["a: b", "c:", "d: 'e'", "d: 'e", "f'", 'g: "h\\n"', "i: |-", "text", "- x: 1", "é à: ü", "j: |", "",
             "k: >", "l: [1]", "m: # n",
             "o: p: q", "r: null", "s: ~", "'t': u", "a: again", "- -", "v: 'w''x'", 'y: "z \\"',
             "x y"]
        ),
    ),
    max_size=8,
)  # fmt: skip


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(_YAML_LINES)
def test_the_line_scanner_never_disagrees_with_ruamel(lines: list[str]) -> None:
    raw = "\n".join(lines) + "\n"
    try:
        scanned = scan(raw, first_line=2)
    except UnknownStyleError:
        return

    loaded = load(raw, first_line=2)

    assert (scanned.data, scanned.lines, scanned.duplicates) == (loaded.data, loaded.lines, loaded.duplicates)
    assert scanned.block_scalars == loaded.block_scalars


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.4", "This file is not text."),
        (b"---\ntitle: x\n", "Line 1: the front matter opened by “---” is never closed."),
        (b'{"events": [1]}', "Event number 1 is not a JSON object."),
        (b'{"@type": "Event",\n "name": }', "Line 2, column 10: this is not valid JSON."),
        (b"BEGIN:VCALENDAR\nnonsense\nEND:VCALENDAR\n", "Line 2: “nonsense” is not an expected iCalendar line."),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "The calendar stops inside “VEVENT”: the file is incomplete."),
        (b"nom;lieu\nA;B\n", "Row 1: the table has no date (“start”, “date”…) column."),
        (b'titre;date\n"A;2024-05-01\n', "Row 2: malformed CSV (unexpected end of data)."),
        (b"<html><body>rien</body></html>", "This HTML page holds no schema.org event (“application/ld+json” script)."),
        (b"---\n- a\n- b\n---\n", "Line 2: the front matter must be a list of “key: value” lines."),
    ],
)
def test_bad_input_gets_one_clear_sentence(data: bytes, sentence: str) -> None:
    name = "table.csv" if b";" in data else "file"

    with pytest.raises(FormatError) as refused:
        read(data, name)

    assert str(refused.value) == sentence


def test_a_file_at_fault_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A\n")
    (tmp_path / "b.md").write_text("---\ntitle: B\nevent_start_date: 2024-05-01\n---\n")

    readings = list(iter_read([tmp_path / "a.md", tmp_path / "b.md", tmp_path / "absent.md"]))

    assert [len(reading.documents) for reading in readings] == [0, 1, 0]
    assert readings[0].error is not None
    assert str(readings[2].error) == "The file cannot be read: No such file or directory."


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_each_kind_is_recognised_by_its_content(name: str) -> None:
    assert kind(SAMPLES[name], "file") == name


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "*",
        "_",
        "[",
        "<a href=x>",
        "1 ",
        "12h",
        "« ",
        "> ",
        ", ",
        "12 mai ",
        "a.b@",
        "- ",
        "{:",
        "\\",
        "signé ",
        "1/2/",
        "le ",
    ],
)
@pytest.mark.parametrize("name", ["agenda-page", "press-note", "blog-post", "json-ld"])
def test_a_very_long_line_takes_no_longer_than_its_length(piece: str, name: str) -> None:
    long = piece * (20_000 // len(piece))
    head = SAMPLES[name] if name != "json-ld" else '<html><script type="application/ld+json">'

    before = time.process_time()
    outcome(READERS[name], f"{head}\n{long}\n", "file")

    assert time.process_time() - before < 5
