"""The unsaid year: where it comes from, and the years in which a weekday would be right."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from parvis.civics.dates import Reference, find_dates, infer_year, nearest_on_weekday, years_matching


def test_thursday_3_november_is_right_in_2022_not_in_2023() -> None:
    assert years_matching(3, 3, 11, 2023) == (2022,)


def test_29_february_matches_leap_years_only() -> None:
    assert years_matching(5, 29, 2, 2021) == (2020,)


def test_years_are_listed_nearest_first() -> None:
    assert years_matching(0, 12, 11, 2018) == (2018, 2012)


def test_the_nearest_mondays_are_on_each_side() -> None:
    assert nearest_on_weekday(date(2023, 11, 7), 0) == (date(2023, 11, 6), date(2023, 11, 13))


def test_the_date_line_comes_before_the_metadata_and_the_title() -> None:
    references = [Reference("title-edition", 2021), Reference("front-matter", 2020), Reference("date-line", 2019)]
    year = infer_year(5, 1, None, None, references)

    assert year is not None
    assert (year.year, year.source) == (2019, "date-line")


def test_a_weekday_may_carry_a_date_over_new_year() -> None:
    (mention,) = find_dates("lundi 9 janvier")

    assert mention.dates([Reference.on("date-line", date(2016, 12, 20))]) == (date(2017, 1, 9),)


def test_a_wrong_weekday_never_moves_a_date_to_a_far_year() -> None:
    (mention,) = find_dates("jeudi 03/11")

    assert mention.dates([Reference.on("front-matter", date(2023, 11, 2))]) == (date(2023, 11, 3),)


@given(st.dates(min_value=date(1910, 1, 1), max_value=date(2090, 12, 31)))
def test_the_true_year_of_a_weekday_is_always_listed(day: date) -> None:
    assert day.year in years_matching(day.weekday(), day.day, day.month, day.year)
