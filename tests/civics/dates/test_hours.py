"""Times of day in prose."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.civics.dates import find_hours, parse_hours


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("9h30 à 16h", time(9, 30), time(16)),
        ("19H00-20H30 :", time(19), time(20, 30)),
        ("de 16h15 à 18h15", time(16, 15), time(18, 15)),
        ("13h45 – 14h05", time(13, 45), time(14, 5)),
        ("de 9 à 16h", time(9), time(16)),
        ("14:00–16:00", time(14), time(16)),
        ("6.30 pm", time(18, 30), None),
        ("6–9 pm", time(18), time(21)),
        ("from 10 am to noon", time(10), time(12)),
        ("à midi", time(12), None),
        ("midi à 14h", time(12), time(14)),
        ("9 heures 30", time(9, 30), None),
    ],
)
def test_a_time_is_read(text: str, begins: time, ends: time | None) -> None:
    hours = parse_hours(text)

    assert hours is not None
    assert (hours.begins, hours.ends) == (begins, ends)


@pytest.mark.parametrize(
    "text",
    [
        "un hackathon de 48h",
        "24h/24",
        "pendant 2h",
        "25h",
        "9h75",
        "l'après-midi",
        "Midi-Pyrénées",
        "18, avenue",
        "2h de cours",
    ],
)
def test_a_duration_or_a_stray_number_is_not_a_time(text: str) -> None:
    assert find_hours(text) == []


def test_an_end_before_its_beginning_is_on_the_next_day() -> None:
    hours = parse_hours("20h à minuit")

    assert hours is not None
    assert hours.ends_next_day


@given(
    st.times(),
    st.times(),
    st.sampled_from(["{a:%Hh%M} à {b:%Hh%M}", "{a:%H:%M}–{b:%H:%M}", "de {a:%HH%M} à {b:%HH%M}"]),
)
def test_a_written_range_is_read_back(a: time, b: time, form: str) -> None:
    hours = parse_hours(form.format(a=a, b=b))

    assert hours is not None
    assert (hours.begins, hours.ends) == (a.replace(second=0, microsecond=0), b.replace(second=0, microsecond=0))


@given(st.text())
def test_any_text_is_read_and_quotes_are_exact(text: str) -> None:
    assert all(hours.quote == text[hours.start : hours.end] for hours in find_hours(text))
