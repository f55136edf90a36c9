"""Days and hours in words."""

from datetime import date, time, timedelta

import pytest

from parvis.ui import dates

THIN = "\u202f"
THURSDAY = date(2026, 3, 12)


def test_a_day_in_both_languages() -> None:
    assert dates.day_words(THURSDAY, "fr") == "jeudi 12 mars"
    assert dates.day_words(THURSDAY, "en", year=True) == "Thursday 12 March 2026"


def test_only_the_first_of_a_month_is_ordinal_in_french() -> None:
    assert dates.day_words(date(2026, 3, 1), "fr", weekday=False) == "1er mars"
    assert dates.day_words(date(2026, 3, 2), "fr", weekday=False) == "2 mars"


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        (date(2026, 3, 12), date(2026, 3, 31), "du 12 au 31 mars", "12 to 31 March"),
        (date(2026, 3, 1), date(2026, 3, 3), "du 1er au 3 mars", "1 to 3 March"),
        (date(2026, 3, 30), date(2026, 4, 2), "du 30 mars au 2 avril", "30 March to 2 April"),
        (
            date(2025, 12, 30),
            date(2026, 1, 2),
            "du 30 décembre 2025 au 2 janvier 2026",
            "30 December 2025 to 2 January 2026",
        ),
        (THURSDAY, THURSDAY, "jeudi 12 mars", "Thursday 12 March"),
        (THURSDAY, None, "jeudi 12 mars", "Thursday 12 March"),
    ],
)
def test_a_range_names_each_part_once(start: date, end: date | None, french: str, english: str) -> None:
    assert dates.range_words(start, end, "fr") == french
    assert dates.range_words(start, end, "en") == english


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before its start"):
        dates.range_words(THURSDAY, date(2026, 3, 11), "fr")


def test_hours_in_both_languages() -> None:
    assert dates.hours_words(time(18, 30), time(21), "fr") == f"18{THIN}h{THIN}30 – 21{THIN}h"
    assert dates.hours_words(time(18, 30), time(21), "en") == f"6.30{THIN}pm – 9{THIN}pm"
    assert dates.hours_words(time(12), time(0), "en") == "noon – midnight"
    assert dates.hours_words(time(0, 5), None, "en") == f"12.05{THIN}am"


def test_unknown_hours_are_said() -> None:
    assert dates.hours_words(None, None, "fr") == "horaires à confirmer"
    assert dates.hours_words(None, time(21), "en") == "hours to be confirmed"


def test_durations() -> None:
    assert dates.duration_words(timedelta(hours=2, minutes=30), "fr") == f"2{THIN}h{THIN}30"
    assert dates.duration_words(timedelta(minutes=45), "en") == f"45{THIN}min"
    assert dates.duration_words(timedelta(days=2), "fr") == "2\u00a0jours"
    assert dates.duration_words(timedelta(days=1), "en") == "1\u00a0day"
    with pytest.raises(ValueError, match="no words"):
        dates.duration_words(timedelta(0), "fr")


@pytest.mark.parametrize(
    ("ahead", "french", "english"),
    [
        (0, "aujourd’hui", "today"),
        (1, "demain", "tomorrow"),
        (-1, "hier", "yesterday"),
        (2, "dans 2\u00a0jours", "in 2\u00a0days"),
        (-3, "il y a 3\u00a0jours", "3\u00a0days ago"),
        (31, "", ""),
    ],
)
def test_nearness_is_said_within_a_month(ahead: int, french: str, english: str) -> None:
    day = THURSDAY + timedelta(days=ahead)
    assert dates.relative_words(day, THURSDAY, "fr") == french
    assert dates.relative_words(day, THURSDAY, "en") == english
