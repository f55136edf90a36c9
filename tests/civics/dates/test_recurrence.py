"""Dates that come back: read, written, expanded and said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.civics.dates.recurrence import FREQUENCIES, InvalidRule, Rule, occurrences, parse, text, words

TUESDAY = date(2026, 3, 3)


def days(rule, first=TUESDAY, exceptions=(), limit=1000):
    return [day.isoformat() for day in occurrences(parse(rule), first, exceptions, limit)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;COUNT=3", ["2026-03-03", "2026-03-04", "2026-03-05"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260401", ["2026-03-03", "2026-03-17", "2026-03-31"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", ["2026-03-03", "2026-03-05", "2026-03-10", "2026-03-12"]),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=2", ["2026-03-10", "2026-04-14"]),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", ["2026-03-27", "2026-04-24"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", ["2026-03-31", "2026-05-31", "2026-07-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", ["2026-03-31", "2026-04-30"]),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2", ["2026-03-13", "2026-11-13"]),
        ("FREQ=YEARLY;COUNT=2", ["2026-03-03", "2027-03-03"]),
        ("FREQ=YEARLY;BYDAY=1MO;COUNT=2", ["2027-01-04", "2028-01-03"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260310T230000Z;WKST=MO", ["2026-03-03", "2026-03-10"]),
    ],
)
def test_a_rule_gives_the_days_of_the_standard(rule, expected):
    assert days(rule) == expected


def test_the_29th_of_february_comes_back_every_four_years():
    assert days("FREQ=YEARLY;COUNT=2", date(2024, 2, 29)) == ["2024-02-29", "2028-02-29"]


def test_an_exception_counts_among_the_times_but_is_not_held():
    assert days("FREQ=WEEKLY;COUNT=3", exceptions=[date(2026, 3, 10)]) == ["2026-03-03", "2026-03-17"]


def test_a_rule_without_an_end_is_expanded_up_to_the_limit():
    assert len(days("FREQ=DAILY", limit=200)) == 200
    assert days("FREQ=DAILY", limit=0) == []


@pytest.mark.parametrize(
    ("rule", "french", "english"),
    [
        ("FREQ=DAILY;COUNT=5", "chaque jour, 5 fois", "every day, 5 times"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "chaque semaine, du lundi au vendredi",
         "every week, from Monday to Friday"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "chaque semaine, le mardi et le jeudi", "every week, on Tuesday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "chaque semaine, le lundi, le mercredi et le vendredi",
         "every week, on Monday, Wednesday and Friday"),
        ("FREQ=MONTHLY;BYDAY=2TU", "chaque mois, le deuxième mardi", "every month, on the second Tuesday"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", "tous les trois mois, le dernier vendredi",
         "every three months, on the last Friday"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "chaque mois, le 1er et le 15", "every month, on the 1st and the 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "chaque mois, le dernier jour", "every month, on the last day"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "chaque mois, tous les vendredis, quand c’est le 13",
         "every month, on every Friday, when it is on the 13th"),
        ("FREQ=YEARLY;INTERVAL=2", "tous les deux ans", "every two years"),
        ("FREQ=YEARLY;BYDAY=20MO", "chaque année, le 20e lundi de l’année",
         "every year, on the 20th Monday of the year"),
    ],
)  # fmt: skip
def test_a_rule_is_said_in_both_languages(rule, french, english):
    assert (words(parse(rule), (), "fr"), words(parse(rule), (), "en")) == (french, english)


def test_exceptions_are_said_with_their_year_where_it_is_needed():
    rule = parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20260630")

    assert words(rule, [date(2026, 4, 7)], "fr") == (
        "toutes les deux semaines, le mardi, jusqu’au 30 juin 2026, sauf le 7 avril"
    )
    assert words(rule, [date(2026, 4, 7), date(2025, 12, 30)], "en") == (
        "every two weeks, on Tuesday, until 30 June 2026, except 30 December 2025 and 7 April"
    )
    assert words(rule, [date(2026, 4, 7) + timedelta(14 * n) for n in range(7)], "fr").endswith("sauf 7 jours")


@pytest.mark.parametrize(
    ("rule", "about"),
    [
        ("", "such as FREQ=WEEKLY"),
        ("FREQ", "such as FREQ=WEEKLY"),
        ("INTERVAL=2", "does not say its frequency"),
        ("FREQ=HOURLY", "is not a frequency"),
        ("FREQ=DAILY;INTERVAL=0", "interval"),
        ("FREQ=DAILY;INTERVAL=x", "not a number"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20260101", "not both"),
        ("FREQ=DAILY;COUNT=0", "number of times"),
        ("FREQ=DAILY;BYDAY=MO", "WEEKLY"),
        ("FREQ=WEEKLY;BYDAY=2TU", "rank"),
        ("FREQ=WEEKLY;BYDAY=XX", "not a weekday"),
        ("FREQ=MONTHLY;BYDAY=0TU", "not a weekday"),
        ("FREQ=YEARLY;BYMONTHDAY=3", "MONTHLY"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "1 to 31"),
        ("FREQ=DAILY;UNTIL=20260230", "not a day"),
        ("FREQ=DAILY;BYSETPOS=1", "not supported"),
        ("FREQ=DAILY;WKST=SU", "Monday"),
        ("FREQ=DAILY;FREQ=WEEKLY", "such as"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(rule, about):
    with pytest.raises(InvalidRule, match=about) as refused:
        parse(rule)

    assert refused.value.words["fr"]


rules = st.builds(
    lambda frequency, interval, weekdays, month_days, end: Rule(
        frequency,
        interval,
        tuple(sorted((0, day) for day in weekdays)) if frequency != "DAILY" else (),
        tuple(sorted(month_days)) if frequency == "MONTHLY" else (),
        end if isinstance(end, int) else None,
        end if isinstance(end, date) else None,
    ),
    st.sampled_from(FREQUENCIES),
    st.integers(1, 12),
    st.sets(st.integers(0, 6), max_size=3),
    st.sets(st.integers(1, 28), max_size=2),
    st.one_of(st.integers(1, 40), st.dates(date(2026, 1, 1), date(2029, 1, 1)), st.none()),
)


@given(rules, st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_any_rule_is_read_back_and_its_days_are_in_order_within_its_end(rule, first):
    assert parse(text(rule)) == rule

    found = occurrences(rule, first, (), 60)

    assert list(found) == sorted(set(found))
    assert all(day >= first for day in found)
    assert rule.until is None or all(day <= rule.until for day in found)
    assert rule.count is None or len(found) <= rule.count
    assert words(rule, (), "fr")
    assert words(rule, (), "en")
