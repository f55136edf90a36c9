"""Whatever the bytes, a reader answers with commitments and refused rows, or with one sentence."""

import json
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.civics.formats import FormatError
from parvis.civics.formats.plans import (
    Tabled,
    guessed,
    mapping_of,
    read_csv,
    read_mapping,
    read_table,
    write_csv,
    write_mapping,
)
from parvis.civics.formats.plans.columns import NAMES
from parvis.civics.formats.plans.from_decidim import read_decidim

UNHURRIED = settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
CELLS = st.sampled_from(
    ("", "14", "FR0043", "14.1", "Ouvrir", "2018", "31/02/2018", "2019 et au-delà", "oui", "NA", "complet", "1,250",
     "https://a.example/b", "=1+1", "'", "|", "a|b\\", "0000-00-00", "9" * 40, "\u2028", "x" * 400, "12 M€", "\x00")
) | st.text(max_size=12)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=8)


def sound(found: Tabled) -> None:
    """Everything that is given can be written again, and every refusal says why in both languages."""
    assert read_table(write_csv(found.commitments)) if found.commitments else True
    for one in found.refused:
        assert any(doubt.blocking for doubt in one.doubts)
        assert all(doubt.message["fr"] and doubt.message["en"] for doubt in one.doubts)


@UNHURRIED
@given(st.binary(max_size=400))
def test_bytes(data: bytes) -> None:
    for read in (lambda: read_csv(table := read_table(data), mapping_of(guessed(table))), lambda: read_decidim(data)):
        with suppress(FormatError):
            sound(read())


@UNHURRIED
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8, unique=True), ROWS)
def test_any_cell_under_any_column(header: list[str], rows: list[list[str]]) -> None:
    text = ";".join(header) + "\n" + "".join(";".join(json.dumps(c) for c in row) + "\n" for row in rows)
    try:
        table = read_table(text)
        found = read_csv(table, mapping_of(guessed(table)))
    except FormatError:
        return
    sound(found)
    numbers = [one.row for one in found.refused] + [row for one in found.refused for row in one.with_it]
    assert len(set(numbers)) == len(numbers)  # no row is refused twice


@UNHURRIED
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("id", "title", "progress", "children", "parent", "status", "startDate", "name", "fr",
                             "translations", "timelineEntries", "taxonomies", "proposals", "description")),
            inner, max_size=5,
        ),
        max_leaves=20,
    )
)  # fmt: skip
def test_any_json_as_a_decidim(value: object) -> None:
    with suppress(FormatError):
        sound(read_decidim(json.dumps(value)))


@UNHURRIED
@given(st.text(max_size=200))
def test_any_text_as_a_mapping(text: str) -> None:
    with suppress(FormatError):
        mapping = read_mapping(text)
        assert read_mapping(write_mapping(mapping)) == mapping
