"""What does not agree is shown with its sources; a number is never silent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from parvis.commit.charters.findings import Said, findings

BLOG, PRESS = "blog", "press"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def said(kind: str, source: str = BLOG, **fields) -> Said:
    values = {"name": "", "count": None, "approximate": False, "side": "", "day": "", "scope": ""}
    return Said(kind=kind, source=source, **{**values, **fields})


def rules_of(claims, signatories=None, pledges=None) -> list[str]:
    found = findings(claims, signatories or {"civic": 0, "public": 0}, pledges or {"civic": 0, "public": 0}, "en")
    return [one.rule for one in found]


def test_two_days_for_one_thing_are_an_error_that_names_both_sources() -> None:
    (found,) = findings(
        [said("launched-on", day="2018-11-12"), said("launched-on", PRESS, day="2018-11-13")], {}, {}, "en"
    )

    assert (found.rule, found.severity) == ("D-CLASH", "error")
    assert [(line.words, line.source) for line in found.lines] == [
        ("12 November 2018, made public", BLOG),
        ("13 November 2018, made public", PRESS),
    ]


@pytest.mark.parametrize(
    "days",
    [
        [("signed-on", "2018-11-12"), ("launched-on", "2018-11-13")],  # two things
        [("signed-on", "2018-11-12"), ("signed-on", "2018-11-11/2018-11-13")],  # one within the other
        [("signed-on", "2018-11-12"), ("signed-on", "2018")],
    ],
)
def test_days_that_can_both_be_right_are_no_finding(days) -> None:
    assert rules_of([said(kind, day=day) for kind, day in days]) == []


def test_a_number_announced_is_shown_beside_the_signatures_known() -> None:
    (found,) = findings(
        [said("signatories", count=40, approximate=True, side="public", scope="decision-makers")],
        {"civic": 3, "public": 3},
        {},
        "en",
    )

    assert found.rule == "N-COUNT"
    assert found.lines[0].words == "about 40, decision-makers"
    assert "3 of civic tech and 3 of public bodies, 6 in all" in found.message


@pytest.mark.parametrize(
    ("count", "approximate", "known", "expected"),
    [
        (40, True, 36, []),
        (40, True, 31, ["N-COUNT"]),
        (40, False, 39, ["N-COUNT"]),
        (40, False, 40, []),
        (6, False, 7, ["N-COUNT"]),
    ],
)
def test_about_forty_is_as_exact_as_it_was_said(count, approximate, known, expected) -> None:
    claims = [said("signatories", count=count, approximate=approximate)]

    assert rules_of(claims, {"civic": known, "public": 0}) == expected


def test_sides_that_do_not_add_up_to_the_total_are_told() -> None:
    claims = [
        said("signatories", count=30, side="civic"),
        said("signatories", PRESS, count=40, approximate=True, side="public"),
        said("signatories", PRESS, count=40, approximate=True),
    ]

    found = findings(claims, {"civic": 30, "public": 40}, {}, "en")

    assert [one.rule for one in found] == ["N-SUM", "N-COUNT"]
    assert "70" in found[0].message


def test_five_names_for_one_instrument_are_listed() -> None:
    (found,) = findings([said("name", name=name) for name in "ABCDE"], {}, {}, "en")

    assert (found.rule, found.severity, len(found.lines)) == ("N-ALIAS", "info", 5)


def test_another_number_of_pledges_is_told_whatever_the_side() -> None:
    claims = [said("pledges", count=7, side="civic"), said("pledges", PRESS, count=5, side="civic")]

    (found,) = findings(claims, {}, {"civic": 4, "public": 3}, "en")

    assert [line.words for line in found.lines] == ["7", "5"]
    assert "4 of civic tech" in found.message


def test_the_gravest_comes_first() -> None:
    claims = [
        said("name", name="A"),
        said("name", name="B"),
        said("signatories", count=40),
        said("signed-on", day="2018-11-12"),
        said("signed-on", day="2018-11-13"),
    ]

    assert rules_of(claims) == ["D-CLASH", "N-COUNT", "N-ALIAS"]
