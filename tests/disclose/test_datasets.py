"""What is disclosed streams, keeps its memory small, says its licence, and never runs in a spreadsheet."""

import csv
import json
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse
from django.utils.translation import override

from parvis.disclose.datasets import Dataset, Field, register_dataset
from parvis.disclose.datasets.registry import forget
from parvis.disclose.datasets.writers import PIECE, cell, csv_stream, json_stream, table_schema

pytestmark = pytest.mark.django_db
CHANGED = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROWS = [
    {"name": "Ambrelle, ville", "seats": 12, "open": True, "day": date(2026, 3, 1), "price": Decimal("1.50")},
    {"name": "=HYPERLINK()", "seats": -3, "open": False, "day": None, "price": None},
    {"name": 'Une "halle"\nhaute', "seats": 0, "open": None, "day": None, "price": None, "hidden": "secret"},
]


@pytest.fixture
def halls():
    dataset = register_dataset(
        Dataset(
            code="halls",
            title="Halls",
            description="Every hall.",
            fields=(
                Field("name", "string", "Name", "As written on the door."),
                Field("seats", "integer", "Seats"),
                Field("open", "boolean", "Open"),
                Field("day", "date", "Day"),
                Field("price", "number", "Price"),
            ),
            rows=lambda: iter(ROWS),
            updated=lambda: CHANGED,
        )
    )
    yield dataset
    forget("halls")


def address(name, *arguments, language="en"):
    with override(language):
        return reverse(f"datasets:{name}", args=arguments)


def body(response):
    return b"".join(response.streaming_content).decode()


def test_the_csv_is_read_back_as_it_was(client, halls):
    response = client.get(address("csv", "halls"))

    rows = list(csv.reader(StringIO(body(response), newline="")))
    assert response.streaming
    assert rows == [
        ["name", "seats", "open", "day", "price"],
        ["Ambrelle, ville", "12", "true", "2026-03-01", "1.50"],
        ["'=HYPERLINK()", "-3", "false", "", ""],
        ['Une "halle"\nhaute', "0", "", "", ""],
    ]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Last-Modified"] == "Sun, 01 Mar 2026 12:00:00 GMT"
    assert 'filename="halls.csv"' in response["Content-Disposition"]


def test_the_json_says_what_it_is_and_keeps_types(client, halls):
    content = json.loads(body(client.get(address("json", "halls"))))

    assert content["rows"][0] == {
        "name": "Ambrelle, ville",
        "seats": 12,
        "open": True,
        "day": "2026-03-01",
        "price": "1.50",
    }
    assert content["rows"][1]["name"] == "=HYPERLINK()"
    assert "hidden" not in content["rows"][2]
    assert content["licence"]["code"] == "etalab-2.0"
    assert content["attribution"].endswith(", 2026-03-01")


@pytest.mark.parametrize("formula", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"])
def test_a_cell_never_begins_a_formula(formula):
    assert cell(formula) == "'" + formula


def test_an_unchanged_file_is_not_sent_again(client, halls):
    response = client.get(address("csv", "halls"), headers={"If-Modified-Since": "Sun, 01 Mar 2026 12:00:00 GMT"})

    assert response.status_code == 304


def test_rows_are_read_as_they_are_sent_and_memory_stays_small():
    read = 0

    def rows():
        nonlocal read
        for number in range(60_000):
            read += 1
            yield {"name": f"A hall with a long enough name, number {number}"}

    dataset = Dataset("long", "Long", "", (Field("name", "string", "Name"),), rows, lambda: None)
    for stream in (csv_stream(dataset), json_stream(dataset, None)):
        read = 0
        next(stream)
        next(stream)
        assert read <= 2 * PIECE
        tracemalloc.start()
        for _ in stream:
            pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert read == 60_000
        assert peak < 1_000_000


def test_an_empty_dataset_is_still_json_and_csv():
    dataset = Dataset("none", "None", "", (Field("name", "string", "Name"),), lambda: iter(()), lambda: None)

    assert json.loads(b"".join(json_stream(dataset, None)))["rows"] == []
    assert b"".join(csv_stream(dataset)) == b"name\r\n"


def test_the_schema_describes_every_column(client, halls):
    schema = client.get(address("schema", "halls")).json()

    assert schema == table_schema(halls)
    assert [(field["name"], field["type"]) for field in schema["fields"]][:2] == [
        ("name", "string"),
        ("seats", "integer"),
    ]


def test_the_catalogue_lists_datasets_for_people_and_for_harvesters(client, halls):
    page = client.get(address("catalogue"))
    catalogue = client.get(address("dcat")).json()

    assert "Every hall." in page.content.decode()
    assert "Licence Ouverte 2.0" in page.content.decode()
    assert not page.cookies
    (described,) = [entry for entry in catalogue["dcat:dataset"] if entry["dct:identifier"] == "halls"]
    assert [file["dcat:mediaType"] for file in described["dcat:distribution"]] == ["text/csv", "application/json"]
    assert described["dct:modified"]["@value"] == CHANGED.isoformat()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_of_a_dataset_explains_its_columns(client, halls, language):
    page = client.get(address("dataset", "halls", language=language)).content.decode()

    assert "As written on the door." in page
    assert {"fr": "Réutilisation", "en": "Reuse"}[language] in page


@pytest.mark.parametrize("name", ["dataset", "csv", "json", "schema"])
def test_a_dataset_that_does_not_exist_is_not_found(client, name):
    assert client.get(address(name, "unheard-of")).status_code == 404


def test_datasets_do_not_share_a_code(halls):
    with pytest.raises(ValueError, match="halls"):
        register_dataset(Dataset("halls", "Other", "", (Field("a", "string", "A"),), lambda: iter(()), lambda: None))
    with pytest.raises(ValueError, match="Bad Code"):
        Dataset("Bad Code", "", "", (Field("a", "string", "A"),), lambda: iter(()), lambda: None)
