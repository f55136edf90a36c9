"""Codes of ISO 8601-2: what is written reads back, and nothing else is read."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.civics.dates import (
    FuzzyDate,
    Precision,
    between,
    from_iso,
    in_month,
    in_quarter,
    in_semester,
    in_year,
    on_day,
    parse_date,
)

YEARS = st.integers(1, 9999)
ONE_PERIOD = st.one_of(
    st.builds(in_year, YEARS),
    st.builds(in_semester, YEARS, st.integers(1, 2)),
    st.builds(in_quarter, YEARS, st.integers(1, 4)),
    st.builds(in_month, YEARS, st.integers(1, 12)),
    st.builds(on_day, st.dates()),
)


def joined(one: FuzzyDate, other: FuzzyDate) -> FuzzyDate:
    """From the earlier to the later."""
    first, last = sorted((one, other), key=lambda fuzzy: fuzzy.start)
    return replace(first, end=last.end)


RANGES = st.one_of(
    *(
        st.builds(joined, ONE_PERIOD.filter(same), ONE_PERIOD.filter(same))
        for same in (lambda d, p=precision: d.precision is p for precision in (Precision.YEAR, Precision.DAY))
    ),
    st.builds(lambda year, a, b: joined(in_month(year, a), in_month(year, b)), YEARS, *[st.integers(1, 12)] * 2),
    st.builds(lambda a, b: joined(in_semester(a, 1), in_semester(b, 2)), YEARS, YEARS),
)
OPEN = st.builds(lambda d, end: replace(d, open_end=end, open_start=not end), ONE_PERIOD, st.booleans())


@given(st.one_of(ONE_PERIOD, RANGES, OPEN))
def test_what_a_date_writes_is_read_back_as_the_same_date(fuzzy: FuzzyDate) -> None:
    assert from_iso(fuzzy.iso) == fuzzy


@given(st.one_of(st.text("0123456789-/.", max_size=22), st.text(max_size=12)))
def test_any_other_text_is_refused_with_itself_in_the_sentence(text: str) -> None:
    refusal, read = "", None
    try:
        read = from_iso(text)
    except ValueError as error:
        refusal = str(error)

    assert (read is None and text in refusal) or (read is not None and read.iso == text)


@pytest.mark.parametrize(
    ("code", "fuzzy"),
    [
        ("2018", in_year(2018)),
        ("2018-41", in_semester(2018, 2)),
        ("2018-36", in_quarter(2018, 4)),
        ("2016-10", in_month(2016, 10)),
        ("2018-11-12", on_day(date(2018, 11, 12))),
        ("2016-12-06/2016-12-09", between(date(2016, 12, 6), date(2016, 12, 9))),
        ("2018/2020", replace(in_year(2018), end=date(2020, 12, 31))),
        ("2019/..", replace(in_year(2019), open_end=True)),
        ("../2020", replace(in_year(2020), open_start=True)),
    ],
)
def test_each_precision_has_its_code(code: str, fuzzy: FuzzyDate) -> None:
    assert from_iso(code) == fuzzy


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "2018-13",
        "2018-02-30",
        "2018-42",
        "2018-32",
        "0000",
        " 2018",
        "2018\n",
        "２０１８",
        "2018/2018",
        "2020/2018",
        "2018/2019-41",
        "../..",
        "..",
        "2018/",
        "/2018",
        "2018/2019/2020",
        "2018~",
        "S2 2018",
        "2018-11-12T10:00",
    ],
)
def test_what_no_calendar_or_no_standard_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^“"):
        from_iso(text)


@pytest.mark.parametrize("words", ["S2 2018", "2019 et au-delà", "d’ici 2020", "T3 2024", "du 6 au 9 décembre 2016"])
def test_a_date_in_words_survives_being_stored_as_its_code(words: str) -> None:
    read = parse_date(words)
    assert read is not None

    assert from_iso(read.iso) == read
