"""Where a milestone stands on a day."""

from datetime import date

import pytest
from django.utils.translation import override

from parvis.commit.plans.queries import steps
from parvis.commit.plans.queries.steps import step

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("completion", "due_by", "withdrawn", "code", "days"),
    [
        ("complete", date(2020, 1, 1), False, "done", 0),
        ("limited", date(2026, 10, 17), False, "late", 40),
        (None, date(2026, 11, 25), False, "late", 1),
        ("limited", date(2026, 11, 26), False, "under-way", 0),  # its last day is not over
        ("substantial", None, False, "under-way", 0),
        ("not-started", date(2027, 1, 1), False, "not-started", 0),
        ("", date(2027, 1, 1), False, "silent", 0),
        ("limited", date(2020, 1, 1), True, "withdrawn", 0),
    ],
)
def test_lateness_is_computed_from_the_last_day_and_from_what_is_declared(
    completion, due_by, withdrawn, code, days
) -> None:
    found = step(completion, due_by, withdrawn, TODAY)

    assert (found.code, found.days_late) == (code, days)
    assert found.late == (days > 0)


def test_lateness_is_told_in_the_unit_in_which_people_count() -> None:
    with override("en"):
        assert [steps.late_words(days) for days in (1, 40, 100, 800)] == [
            "1 day late",
            "40 days late",
            "3 months late",
            "2 years late",
        ]
    with override("fr"):
        assert steps.late_words(40) == "en retard de 40 jours"


def test_a_date_is_told_no_finer_than_it_is_known() -> None:
    assert steps.date_words("2018-41", "fr") == "S2 2018"
    assert steps.date_words("2019/..", "fr") == "dès 2019"
    assert steps.date_words("2026-12-31", "en") == "31 December 2026"
    assert steps.date_words("", "fr") == ""
