"""Programmes: day headings and what stands below them."""

from datetime import time

from parvis.civics.dates import find_dates, read_programme
from tests.shared import path

PROGRAMME = """
Mardi 3 mars

- 10h00-11h00 :** Ouverture, 18, rue des Lilas, 44000
- 18h30 : Soirée

**Mercredi 4 mars :**

De 9h à 10h **Atelier**
Chacun peut venir à 11h sans s'inscrire.
"""


def test_each_slot_takes_the_day_of_the_last_heading() -> None:
    slots = read_programme(PROGRAMME)

    assert [(s.line, s.hours.begins, s.day and s.day.quote, s.title) for s in slots] == [
        (4, time(10), "Mardi 3 mars", "Ouverture, 18, rue des Lilas, 44000"),
        (5, time(18, 30), "Mardi 3 mars", "Soirée"),
        (9, time(9), "Mercredi 4 mars", "Atelier"),
    ]


def test_a_real_press_note_has_nine_slots_over_five_days() -> None:
    text = path("seeds/002_940efef2595995af.txt").read_text()
    slots = read_programme(text)

    assert len(slots) == 9
    assert len({s.day.quote for s in slots if s.day}) == 5


def test_a_real_page_has_its_two_sub_events_in_their_paragraphs() -> None:
    text = path("seeds/004_c2ccbb449e52258d.txt").read_text()

    assert [(s.line, s.day and s.day.quote) for s in read_programme(text)] == [(30, "jeudi 03/11"), (40, "lundi 07/11")]


def test_the_real_pages_have_no_mention_outside_their_text() -> None:
    for page in path("data/agenda").rglob("*.m*"):
        text = page.read_text()
        assert all(m.quote == text[m.start : m.end] for m in find_dates(text))
