"""The five real documents: everything the design note lists that a rule can see."""

from datetime import date

import pytest

from parvis.civics.checks import Finding, Page, check, cross_check
from tests.shared import path

TODAY = date(2026, 11, 22)
NAMES = ("000_5fee4e7d9e9a7dda", "001_95ab8d5ee330130c", "002_940efef2595995af", "003_eb5c2a36e57cf1ae")
SEEDS = dict(enumerate((*NAMES, "004_c2ccbb449e52258d")))

# seed → (rule, severity, line)
EXPECTED = {
    0: """
       D-KEYS E 34; F-SYN W 34; D-MIDNIGHT W 17; D-MIDNIGHT W 34; L-TARGET W 49; E-TYPE W 49; T-STOP I 49; M-SPACE
       I 49; T-AGREE I 39; D-STALE W 41; N-ALIAS I 39; F-CRAM I 23; F-SPACE I 23; F-CRAM I 29; M-IAL W 45; M-IAL W
       47; M-QUOTE W 46; M-ALT W 16; T-QUOTES I 8; L-ARCHIVE I 33
    """,
    1: """
       F-NARR E 42; F-EMPTY W 14; F-CONFLICT E 48; F-CONFLICT E 87; C-MILE E 73; F-GLUE E 58; C-DUE E 73; F-GLUE W
       59; T-MOOD W 59; D-OPEN E 75; D-OPEN W 73; C-ID W 63; C-TITLE I 63; N-ALIAS I 4; N-SCOPE I 83; C-REL W 51;
       C-PHASE W 61; T-TERM W 98; T-TERM W 28; T-LANG W 28; T-LANG W 71; T-LANG W 58; T-TERM W 24; T-TERM E 91;
       C-EVID W 102; M-DUP I 67; M-DUP I 69; M-NOTE W 104; M-NOTE W 95; M-NOTE W 96; T-WORD I 95; T-WORD I 96;
       T-TERM W 95; L-MISSING I 83; F-BARE I 49; M-NAV I 1; M-NAV I 32; M-NAV I 40; M-NAV I 108; M-NAV I 110;
       T-NBSP I 12; C-JUDGED I 36; C-SOLE I 104
    """,
    2: """
       M-BOLD W 43; M-BOLD W 44; M-BOLD W 49; M-BOLD W 53; M-BOLD W 54; M-BOLD W 55; M-BOLD W 59; M-BOLD W 60;
       M-LIST W 35; D-RANGE E 33; M-LINK# E 45; M-REPEAT I 11; E-TYPE W 23; N-ALIAS I 43; N-ALIAS I 54; N-ALIAS I
       53; T-CAPS I 6; T-CAPS I 7; F-ADDRESS W 54; F-ADDRESS W 60; F-ADDRESS W 35; D-NOYEAR W 33; M-LIST I 57;
       F-CONTACT I 64; M-DECOR I 21; L-ARCHIVE I 37
    """,
    3: """
       D-SIGN E 31; N-INSTRUMENT W 13; M-LIST W 33; N-ROLE E 47; N-ROLE E 51; N-ALIAS I 17; N-ALIAS I 47; T-WORD I
       17; T-WORD I 19; T-WORD I 25; M-SHORT W 51; M-NAV I 2; M-NAV I 3; N-TERM I 47; D-AGO I 13; T-QUOTES I 17;
       T-NBSP I 5; F-FIGURE I 47
    """,
    4: """
       D-EDITION E 25; D-WEEKDAY E 30; D-WEEKDAY E 40; F-MODE E 25; F-PLACE W 16; F-SYN W 11; D-SPARSE W 27;
       T-VARIANT I 23; F-ADMISSION W 45; M-STYLE W 30; M-STYLE W 40; M-LANG I 41; D-DTEND E 15; D-MIDNIGHT W 14;
       N-ALIAS I 33; M-SPACE I 35; M-SPACE I 36; L-ARCHIVE I 38
    """,
}


def seed(number: int) -> str:
    return path(f"seeds/{SEEDS[number]}.txt").read_text(encoding="utf-8")


def found(number: int) -> list[Finding]:
    return list(check(seed(number), SEEDS[number], today=TODAY).findings)


@pytest.mark.parametrize("number", SEEDS)
def test_what_the_design_note_lists_is_found(number: int) -> None:
    letters = {"error": "E", "warning": "W", "info": "I"}
    seen = {f"{finding.rule} {letters[finding.severity]} {finding.line}" for finding in found(number)}
    expected = {" ".join(item.split()) for item in EXPECTED[number].split(";")}

    assert expected - seen == set()


@pytest.mark.parametrize("number", SEEDS)
def test_quotes_of_the_seeds_are_verbatim(number: int) -> None:
    lines = seed(number).split("\n")

    assert [f for f in found(number) if f.quote not in lines[f.line - 1]] == []


def test_both_weekdays_of_2023_are_said_to_be_right_in_2022() -> None:
    weekdays = [finding for finding in found(4) if finding.rule == "D-WEEKDAY"]

    assert [finding.fact["years"] for finding in weekdays] == [(2022,), (2022,)]
    assert [finding.fact["date"] for finding in weekdays] == ["2023-11-03", "2023-11-07"]
    assert all("2022" in finding.message[lang] for finding in weekdays for lang in ("fr", "en"))


def test_the_text_is_said_to_agree_with_the_start_date() -> None:
    (clash,) = [finding for finding in found(0) if finding.rule == "D-KEYS"]

    assert clash.quote == "event_date: 2018-11-22 00:00:00 +01:00"
    assert "the text agrees with “event_start_date”" in clash.message["en"]


def test_ninety_and_sixty_speakers_are_compared_with_their_scopes() -> None:
    pages = [Page(seed(number), str(number), TODAY) for number in SEEDS]
    across = cross_check(pages)
    (count,) = [finding for finding in across["1"] if finding.rule == "N-COUNT"]

    assert (count.fact["here"], count.fact["there"]) == ("60", "90")
    assert "2018, 2019, 2020" in count.message["en"]
    assert {finding.rule for findings in across.values() for finding in findings} >= {
        "X-SCOPE",
        "X-NAME",
        "X-ORGANISER",
        "X-SUPPORT",
    }


def test_real_pages_give_no_alarm_that_a_person_judged_false() -> None:
    """Read one by one in November 2026: these rules spoke, rightly, and no other did."""
    spoken = set()
    for page in sorted(path("data/agenda").rglob("*.m*")):
        spoken |= {finding.rule for finding in check(page.read_text(), page.name, today=TODAY).findings}

    assert not spoken & {
        "D-BODY",
        "D-RANGE",
        "D-ORDER",
        "D-NIGHT",
        "D-INVALID",
        "D-SIGN",
        "N-ROLE",
        "F-MODE",
        "M-BOLD",
        "M-DUP",
    }
