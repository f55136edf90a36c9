"""Dates in prose: what is read, with which precision, and what is left alone."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.civics.dates import (
    DayText,
    FuzzyDate,
    Precision,
    Reference,
    between,
    find_dates,
    in_month,
    in_quarter,
    in_semester,
    in_year,
    on_day,
    parse_date,
    write_date,
)

IN_2018 = [Reference("front-matter", 2018)]


def read(text: str) -> list[tuple[str, str | None]]:
    found = [(mention.quote, mention.fuzzy(IN_2018)) for mention in find_dates(text)]
    return [(quote, fuzzy.iso if fuzzy else None) for quote, fuzzy in found]


@pytest.mark.parametrize(
    ("text", "quote", "iso"),
    [
        ("S2 2018", "S2 2018", "2018-41"),
        ("Semester 2 2018", "Semester 2 2018", "2018-41"),
        ("au deuxième semestre 2019", "deuxième semestre 2019", "2019-41"),
        ("the second half of 2019", "second half of 2019", "2019-41"),
        ("1er trimestre 2020", "1er trimestre 2020", "2020-33"),
        ("Q3 2020", "Q3 2020", "2020-35"),
        ("third quarter of 2020", "third quarter of 2020", "2020-35"),
        ("un colloque en octobre 2016 à Lyon", "octobre 2016", "2016-10"),
        ("de septembre à décembre 2016", "septembre à décembre 2016", "2016-09/2016-12"),
        ("dès 2018", "dès 2018", "2018/.."),
        ("2019 et au-delà", "2019 et au-delà", "2019/.."),
        ("from 2019 onwards", "from 2019 onwards", "2019/.."),
        ("d'ici 2020", "d'ici 2020", "../2020"),
        ("jusqu’au 15 mars 2020", "jusqu’au 15 mars 2020", "../2020-03-15"),
        ("fin 2019", "fin 2019", "2019"),
        ("le plan 2018 – 2020", "2018 – 2020", "2018/2020"),
        ("le 1er décembre 2016", "1er décembre 2016", "2016-12-01"),
        ("le 2 déc. 2016.", "2 déc. 2016", "2016-12-02"),
        ("Monday 12 November 2018", "Monday 12 November 2018", "2018-11-12"),
        ("Monday, November 12, 2018 at noon", "Monday, November 12, 2018", "2018-11-12"),
        ("the 1st of December 2016", "1st of December 2016", "2016-12-01"),
        ("-du mardi 6 au vendredi 9 décembre-", "du mardi 6 au vendredi 9 décembre", "2018-12-06/2018-12-09"),
        ("from 6 to 9 December 2016", "from 6 to 9 December 2016", "2016-12-06/2016-12-09"),
        ("December 6–9, 2016", "December 6–9, 2016", "2016-12-06/2016-12-09"),
        ("les 7, 8 et 9 septembre 2021", "7, 8 et 9 septembre 2021", "2021-09-07/2021-09-09"),
        ("du 28 décembre au 3 janvier 2017", "du 28 décembre au 3 janvier 2017", "2016-12-28/2017-01-03"),
        ("Le jeudi 03/11 de 16h15 à 18h15", "jeudi 03/11", "2018-11-03"),
        ("du 03/11 au 05/11/2022", "03/11 au 05/11/2022", "2022-11-03/2022-11-05"),
        ("2018-11-12", "2018-11-12", "2018-11-12"),
    ],
)
def test_a_date_is_read_with_its_own_precision(text: str, quote: str, iso: str) -> None:
    assert read(text) == [(quote, iso)]


@pytest.mark.parametrize(
    "text",
    [
        "siège de l'association, 18, avenue Parmentier, 75011",
        "plus de 2000 visiteurs et 16 000 démarches",
        "ouvert 24/7, 49/59 engagements, note de 1/2",
        "01 53 18 44 50",
        "version 3.12 du 2e guide, article 1.2.10",
        "14h00-18h00 puis 9.30 am",
        "l'aide du 1er cercle",
        "77 avenue de Ségur 75015 Paris",
    ],
)
def test_a_number_that_is_not_a_date_is_left_alone(text: str) -> None:
    assert find_dates(text) == []


def test_glued_columns_give_two_dates_and_no_third() -> None:
    assert read("dès le 2018 Semester 2 2018") == [("Semester 2 2018", "2018-41")]
    assert [iso for _, iso in read("dans 2019 et au-delà de 2019 et au-delà")] == ["2019/..", "2019/.."]


def test_a_day_that_does_not_exist_is_mentioned_and_has_no_date() -> None:
    (mention,) = find_dates("le 31 avril 2018")

    assert mention.days == (DayText(31, 4, 2018),)
    assert mention.dates() == (None,)
    assert mention.fuzzy() is None


def test_without_a_reference_the_year_stays_unknown() -> None:
    (mention,) = find_dates("jeudi 03/11")

    assert mention.fuzzy() is None
    assert mention.explicit_year is None
    assert mention.weekday == 3


def test_each_day_of_a_list_keeps_its_weekday() -> None:
    (mention,) = find_dates("mardi 6, mercredi 7 et jeudi 8 décembre 2016")

    assert [day.weekday for day in mention.days] == [1, 2, 3]
    assert not mention.is_range


def test_decomposed_letters_and_narrow_spaces_are_read_in_place() -> None:
    text = "Colloque : 6\u202fde\u0301cembre\u00a02016 !"
    (mention,) = find_dates(text)

    assert mention.quote == text[mention.start : mention.end] == "6\u202fde\u0301cembre\u00a02016"


def test_reading_takes_time_in_proportion_to_the_text() -> None:
    page = "Le 1, 2, 3, 4, 5, 6, 7, 8 et 9 puis jeudi 03/11 dès 2018 et au-delà, 10 10 10 lundi mardi 12 novembre. "
    started = time.process_time()

    find_dates(page * 2_000)

    assert time.process_time() - started < 10


DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2098, 12, 31))
YEARS = st.integers(1901, 2098)


@st.composite
def fuzzy_dates(draw: st.DrawFn) -> FuzzyDate:
    kind = draw(st.sampled_from(["day", "range", "month", "quarter", "semester", "year", "part", "from", "until"]))
    year = draw(YEARS)
    match kind:
        case "day":
            return on_day(draw(DAYS))
        case "range":
            first, last = sorted(draw(st.tuples(DAYS, DAYS).filter(lambda pair: pair[0] != pair[1])))
            return between(first, last)
        case "month":
            return in_month(year, draw(st.integers(1, 12)))
        case "quarter":
            return in_quarter(year, draw(st.integers(1, 4)))
        case "semester":
            return in_semester(year, draw(st.integers(1, 2)))
        case "part":
            whole = in_year(year)
            return FuzzyDate(
                whole.start, whole.end, Precision.YEAR, part=draw(st.sampled_from(["start", "middle", "end"]))
            )
    closed = draw(st.sampled_from([in_year(year), on_day(draw(DAYS)), in_month(year, 5)]))
    return FuzzyDate(closed.start, closed.end, closed.precision, kind == "until", kind == "from")


@given(fuzzy_dates(), st.sampled_from(["fr", "en"]))
def test_what_is_written_is_read_back(fuzzy: FuzzyDate, lang: str) -> None:
    assert parse_date(write_date(fuzzy, lang)) == fuzzy


@given(st.text())
@settings(max_examples=200)
def test_any_text_is_read_without_crashing_and_quotes_are_exact(text: str) -> None:
    mentions = find_dates(text)

    assert all(mention.quote == text[mention.start : mention.end] for mention in mentions)


PIECES = [
    "lundi",
    "Monday",
    "6",
    "1er",
    "31",
    "99",
    "décembre",
    "May",
    "2016",
    "du",
    "au",
    "et",
    "-",
    "/",
    ",",
    ".",
    "dès",
]
PIECES += ["S2", "03/11", "fin", "et au-delà", "d'", "à", "h", "İ", "e\u0301", "\u202f", "\n", "T4", "jusqu'en", "of"]


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]))
@settings(max_examples=400)
def test_pieces_of_dates_in_any_order_never_crash_nor_overlap(pieces: list[str], space: str) -> None:
    text = space.join(pieces)
    mentions = find_dates(text)

    assert all(mention.quote == text[mention.start : mention.end] for mention in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(fuzzy.start <= fuzzy.end for m in mentions if (fuzzy := m.fuzzy(IN_2018)))
