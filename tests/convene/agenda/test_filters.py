"""What an address asks of the agenda."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from parvis.convene.agenda.filters import PRESETS, Filters, Window, from_mapping, parse

TODAY = date(2026, 3, 12)  # a Thursday


def test_an_empty_address_asks_for_this_month() -> None:
    filters, problems = parse(QueryDict(""))

    assert filters == Filters()
    assert problems == ()
    assert filters.window(TODAY) == Window(date(2026, 3, 12), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("when", "window"),
    [
        ("today", Window(TODAY, TODAY)),
        ("week", Window(TODAY, date(2026, 3, 15))),
        ("coming", Window(TODAY, None)),
        ("past", Window(None, date(2026, 3, 11), backwards=True)),
        ("all", Window()),
        ("2026-02", Window(date(2026, 2, 1), date(2026, 2, 28))),
        ("2024-02-29", Window(date(2024, 2, 29), date(2024, 2, 29))),
        ("2026-03-30..2026-04-02", Window(date(2026, 3, 30), date(2026, 4, 2))),
    ],
)
def test_a_window_says_which_days(when: str, window: Window) -> None:
    filters, problems = from_mapping({"when": when})

    assert not problems
    assert filters.window(TODAY) == window


def test_two_days_of_a_form_are_a_window() -> None:
    filters, _ = from_mapping({"from": "2026-03-01", "to": "2026-03-09"})

    assert filters.window(TODAY) == Window(date(2026, 3, 1), date(2026, 3, 9))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("when", "demain"),
        ("when", "2026-02-30"),
        ("when", "2026-13"),
        ("when", "2026-03-12..2026-03-01"),
        ("when", "0007-08-31"),
        ("when", "٢٠٢٦-٠٣"),
        ("from", "hier"),
        ("where", "place:../etc"),
        ("where", "moon"),
        ("mode", "hologram"),
        ("about", "<script>"),
        ("organiser", "a b"),
        ("q", "x" * 300),
    ],
)
def test_a_value_that_means_nothing_is_left_out_with_one_sentence(name: str, value: str) -> None:
    filters, problems = from_mapping({name: value})

    assert len(problems) == 1
    assert problems[0].sentence
    assert "%(" not in problems[0].sentence
    assert filters == Filters() or name == "q"


CODES = st.sampled_from(["a", "open-data", "halle-aux-grains", "x2"])
# Letters, accents, the signs that addresses escape, and what looks like our own syntax.
TEXTS = st.text(alphabet='aé’ &=+%#?:;/œ漢😀"<>', max_size=12).map(str.strip)
FILTERS = st.builds(
    Filters,
    when=st.sampled_from([*PRESETS, "2026-03", "2026-03-12", "2026-03-12..2026-04-01"]),
    place=CODES | st.just(""),
    themes=st.frozensets(CODES, max_size=3).map(lambda codes: tuple(sorted(codes))),
    formats=st.frozensets(CODES, max_size=2).map(lambda codes: tuple(sorted(codes))),
    mode=st.sampled_from(["", "onsite", "online", "mixed"]),
    accessible=st.booleans(),
    organiser=CODES | st.just(""),
    text=TEXTS,
)


@given(FILTERS)
def test_an_address_written_is_the_one_read(filters: Filters) -> None:
    read, problems = parse(QueryDict(filters.query_string()))

    assert read == filters
    assert not problems


@given(st.dictionaries(st.sampled_from(["when", "where", "about", "mode", "q", "from", "to", "edition"]), st.text()))
def test_no_address_is_an_error(values: dict[str, str]) -> None:
    filters, _ = from_mapping(values)

    assert filters.window(TODAY) is not None
    assert isinstance(filters.query_string(), str)
