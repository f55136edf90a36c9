"""What is remarked about a record: the rules of pages that make sense for it, and those that only columns allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from parvis.civics.checks.record import Record, Remark, Slot, remarks

TODAY = date(2026, 1, 5)
SUNDAY = Record(
    title="Nuit des halles",
    lead="La halle ouvre tard.",
    start_day=date(2026, 3, 15),
    start_time=time(18),
    end_time=time(22),
    mode="onsite",
    has_place=True,
    admission="free",
)


def seen(record: Record) -> list[tuple[str, str, str, str]]:
    return [(one.rule, str(one.severity), one.part, one.quote) for one in remarks(record, today=TODAY)]


def test_a_record_that_holds_together_has_no_remark() -> None:
    assert seen(SUNDAY) == []


def test_a_weekday_that_is_not_that_of_its_date_is_found_in_the_part_where_it_stands() -> None:
    record = replace(SUNDAY, lead="Rendez-vous le samedi 15 mars 2026, dès 18 h.")

    found = remarks(record, today=TODAY)

    assert [(one.rule, one.severity, one.part) for one in found] == [("D-WEEKDAY", "error", "lead")]
    assert found[0].quote == "samedi 15 mars 2026"
    assert "est un dimanche" in found[0].message["fr"]
    assert "2026-03-15" not in found[0].message["fr"] + found[0].suggestion["fr"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"body": "On ouvre samedi à 18 h."}, ("R-WEEKDAY", "error", "body", "samedi")),
        ({"title": "Nuit des halles du samedi"}, None),
        ({"body": "Ouvert du lundi au vendredi, chaque samedi aussi."}, None),
        ({"title": "Nuit des halles, samedi"}, ("R-WEEKDAY", "warning", "title", "samedi")),
        ({"title": "Nuit des halles 2025"}, ("R-YEAR", "warning", "title", "2025")),
        ({"title": "Bilan de la saison 2025"}, None),
        ({"body": "Le 14 mars 2025, la halle ouvre."}, ("R-YEAR", "warning", "body", "14 mars 2025")),
        ({"body": "Le dimanche 15 mars à 19 h, la halle ouvre."}, ("R-HOURS", "warning", "body", "19 h")),
        ({"body": "Le dimanche 15 mars à 18 h, la halle ouvre."}, None),
        ({"end_time": time(17)}, ("R-ORDER", "error", "end_time", "")),
        ({"end_day": date(2026, 3, 14)}, ("R-ORDER", "error", "end_day", "")),
        ({"has_place": False}, ("R-PLACE", "warning", "place", "")),
        ({"mode": "online"}, ("R-ONLINE", "warning", "online_url", "")),
        ({"mode": "online", "reachable": True}, None),
        ({"admission": "registration"}, ("R-REGISTER", "warning", "admission", "")),
    ],
)
def test_columns_and_words_are_held_against_one_another(
    changes: dict[str, object], expected: tuple[str, str, str, str] | None
) -> None:
    assert seen(replace(SUNDAY, **changes)) == ([expected] if expected else [])  # type: ignore[arg-type]


def test_sessions_stay_within_the_event_and_out_of_one_anothers_room() -> None:
    record = replace(
        SUNDAY,
        sessions=(
            Slot("Accueil", start_time=time(18), end_time=time(19), where="halle 1"),
            Slot("Débat", start_time=time(18, 30), end_time=time(19, 30), where="halle 1"),
            Slot("Bilan", start_day=date(2026, 3, 17)),
            Slot("Avant-première", start_day=date(2026, 3, 14), off=True),
        ),
    )

    assert seen(record) == [
        ("R-OVERLAP", "error", "sessions[1]", "Débat"),
        ("R-SESSION", "error", "sessions[2]", "Bilan"),
    ]


def test_the_same_record_gives_the_same_remarks_and_none_speaks_of_lines_or_keys() -> None:
    record = replace(SUNDAY, title="Édition 2025 des halles", body="**gras\n\n[vide]()", lead="[lien](http://)")

    first, second = remarks(record, today=TODAY), remarks(record, today=TODAY)

    assert first == second
    assert all(isinstance(one, Remark) and "ligne" not in one.message["fr"] for one in first)


@pytest.mark.parametrize("text", ["", "---\n---", "title: x\n---", "\x00", "« ' \" \\", "# a\n" * 50])
def test_no_text_makes_it_fail(text: str) -> None:
    record = Record(title=text, lead=text, body=text, start_day=date(2026, 3, 15), information=((text, text),))

    assert isinstance(remarks(record, today=TODAY), tuple)
