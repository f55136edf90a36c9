"""A commitment page: the twenty-six slips of a real one, each by its number, and those of a made-up country."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from parvis.civics.checks import Finding, Page, check, cross_check
from tests.shared import path

TODAY = date(2026, 11, 22)
PAGES = Path(__file__).parents[1] / "formats" / "pages"

# Number in the list of the design note (commitments.md §2.3) → rules, with the line of the page they speak of.
LISTED = {
    1: "F-NARR 42",
    2: "F-EMPTY 14",
    3: "F-CONFLICT 48",
    4: "F-CONFLICT 87",
    5: "C-MILE 73",
    6: "F-GLUE 58; T-LANG 58; C-DUE 73",
    7: "F-GLUE 59; T-MOOD 59; T-MOOD 75",
    8: "D-OPEN 75",
    9: "C-ID 63",
    10: "C-TITLE 63; N-ALIAS 4; N-SCOPE 83",
    11: "C-JUDGED 36; C-REL 51",
    12: "C-PHASE 61; T-TERM 98; T-TERM 28; T-LANG 28",
    13: "T-LANG 71; T-TERM 24",
    14: "T-TERM 91",
    15: "X-SUPPORT 20",
    16: "X-ORGANISER 17",  # in the other document, which names the organiser
    17: "N-COUNT 104",
    18: "C-SOLE 104; C-EVID 102",
    19: "M-DUP 67; M-DUP 69",
    20: "M-NOTE 104; M-NOTE 95; M-NOTE 96",
    21: "T-WORD 95; T-WORD 96",
    22: "T-TERM 95",
    23: "L-MISSING 83",
    24: "F-BARE 49",
    25: "M-NAV 1; M-NAV 32; M-NAV 40; M-NAV 108; M-NAV 110",
    26: "T-NBSP 12",
}
SEVERITIES = dict.fromkeys((1, 3, 4, 5, 6, 8, 14, 17), "error")  # those that the note marks E
ACROSS = {15, 16, 17}


def seed(start: str) -> Page:
    (found,) = path("seeds").glob(f"{start}_*")
    return Page(found.read_text(encoding="utf-8"), start, TODAY)


@cache
def own() -> tuple[Finding, ...]:
    return check(seed("001").text, "001", today=TODAY).findings


@cache
def across() -> tuple[Finding, ...]:
    found = cross_check([seed(start) for start in ("000", "001", "003")])
    return tuple(finding for findings in found.values() for finding in findings)


@pytest.mark.parametrize("number", LISTED)
def test_each_slip_of_the_real_page_is_found_where_it_stands(number: int) -> None:
    findings = across() if number in ACROSS else own()

    spoken = {f"{finding.rule} {finding.line}": finding for finding in findings}
    wanted = [item.strip() for item in LISTED[number].split(";")]

    assert [item for item in wanted if item not in spoken] == []
    if number in SEVERITIES:
        assert SEVERITIES[number] in {spoken[item].severity for item in wanted}


def test_the_supporters_that_others_name_are_told_with_their_place() -> None:
    (finding,) = [finding for finding in across() if finding.rule == "X-SUPPORT"]

    assert finding.quote.replace("\u00a0", " ") == "Institution(s) de soutien : NA"
    assert len(finding.fact["named"]) == 2
    assert {place.split(":")[0] for place in finding.fact["others"]} == {"000", "003"}


def test_the_claimed_value_and_the_judgement_are_shown_together() -> None:
    (finding,) = [finding for finding in own() if finding.rule == "C-JUDGED"]

    assert finding.fact["judged"] == "non"
    assert "Innovation" in str(finding.fact["claimed"])


MADE_UP = """
    F-NARR 42; F-EMPTY 14; F-CONFLICT 48; F-CONFLICT 87; C-MILE 73; F-GLUE 58; F-GLUE 59; C-DUE 73; D-OPEN 75; C-ID 63;
    C-TITLE 63; C-JUDGED 36; C-REL 51; C-PHASE 61; T-LANG 71; T-LANG 58; T-TERM 91; C-SOLE 104; C-EVID 102; M-DUP 67;
    M-NOTE 95; L-MISSING 83; F-BARE 49; M-NAV 1
"""


def test_a_page_of_another_country_with_the_same_slips_is_told_the_same() -> None:
    text = (PAGES / "XQ0012.fr.txt").read_text(encoding="utf-8")

    spoken = {f"{finding.rule} {finding.line}" for finding in check(text, "XQ0012", today=TODAY).findings}

    assert {item.strip() for item in MADE_UP.split(";")} - spoken == set()


def test_an_english_page_without_those_slips_is_not_told_of_them() -> None:
    text = (PAGES / "XQ0012.en.txt").read_text(encoding="utf-8")

    spoken = {finding.rule for finding in check(text, "XQ0012", today=TODAY).findings}

    assert not spoken & {
        "F-NARR", "F-EMPTY", "F-GLUE", "T-LANG", "T-TERM", "T-MOOD", "C-REL", "C-EVID", "L-MISSING", "N-SCOPE",
    }  # fmt: skip


def test_a_commitment_whose_event_has_no_other_page_is_not_told_of_supporters() -> None:
    alone = Page((PAGES / "XQ0012.fr.txt").read_text(encoding="utf-8"), "XQ0012", TODAY)
    other = Page("Le marché de Noël, avec le soutien de la Région, réunira les artisans.", "marche", TODAY)

    assert cross_check([alone, other]) == {}
