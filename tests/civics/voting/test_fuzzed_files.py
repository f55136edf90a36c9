"""Broken files: a result or a sentence with a line; never a traceback, never a hang."""

from __future__ import annotations

import os
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.civics.voting import Completion, InvalidElection, InvalidRule, Rule, RuleName, Utility, count
from parvis.civics.voting.amounts import Decimal10
from parvis.civics.voting.pabulib.reader import read_pabulib_text
from parvis.civics.voting.pabulib.sections import decode
from parvis.civics.voting.transcript import write_transcript
from tests.civics.voting.elections import SMALL_FILE, pabulib_text

# four kinds: PARVIS_EXAMPLES=2500 makes the 10,000 files that docs/developer/counting.md reports
MANY = settings(
    max_examples=int(os.environ.get("PARVIS_EXAMPLES", "400")),
    deadline=10_000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
CUMULATIVE = pabulib_text(
    {"a": "5.5", "b": 5, "c": 0}, 10, ["a,b", "b", "", "c"], vote_type="cumulative", points=["2,1", "5", "", "1"]
)
RANKED = pabulib_text({"a": 5, "b": 5, "c": 9}, 10, ["a,b", "b", "c,a,b"], vote_type="ordinal")
NASTY = [
    "",
    ";",
    '"',
    "\n",
    ",",
    "None",
    "-1",
    "1e99",
    "9" * 70,
    "0",
    "NaN",
    "\x00",
    "é",
    "\ufeff",
    "META",
    "VOTES",
    "½",
]
RULES = [Rule(name) for name in RuleName] + [
    Rule(RuleName.EQUAL_SHARES, Utility.POINTS),
    Rule(RuleName.GREEDY, Utility.POINTS),
    Rule(RuleName.EQUAL_SHARES, Utility.CARDINALITY, Completion.ADD1U, step=Decimal10(50, 0)),
]


def result_or_sentence(content: bytes, rule: Rule) -> str:
    """The transcript, or the refusal; anything else is a bug and comes through as an exception."""
    try:
        return write_transcript(count(read_pabulib_text(decode(content)), rule))
    except InvalidElection as refusal:
        return placed(refusal)
    except InvalidRule as refusal:
        return refusal.message["en"]


def placed(refusal: InvalidElection) -> str:
    assert re.search(r"line \d+", refusal.sentence("en")), refusal.sentence("en")
    assert "ligne" in refusal.sentence("fr")
    return refusal.sentence("en")


@st.composite
def edited_files(draw):
    text = draw(st.sampled_from([SMALL_FILE, CUMULATIVE, RANKED]))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        until = min(len(text), at + draw(st.integers(0, 12)))
        text = text[:at] + draw(st.one_of(st.sampled_from(NASTY), st.text(max_size=4))) + text[until:]
    return text.encode("utf-8", "surrogatepass")


@st.composite
def cells_replaced(draw):
    text = draw(st.sampled_from([SMALL_FILE, CUMULATIVE, RANKED]))
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 3))):
        row = draw(st.integers(0, len(lines) - 1))
        cells = lines[row].split(";")
        cells[draw(st.integers(0, len(cells) - 1))] = draw(st.sampled_from([*NASTY, "7", "3.25", "0,5", "a", "p1,p1"]))
        lines[row] = ";".join(cells)
    return "\n".join(lines).encode()


@MANY
@given(edited_files(), st.sampled_from(RULES))
def test_a_file_with_random_edits_gives_a_result_or_a_sentence(content, rule):
    assert result_or_sentence(content, rule)


@MANY
@given(cells_replaced(), st.sampled_from(RULES))
def test_a_file_with_nasty_cells_gives_a_result_or_a_sentence(content, rule):
    assert result_or_sentence(content, rule)


@MANY
@given(st.binary(max_size=200), st.sampled_from(RULES))
def test_random_bytes_give_a_sentence(content, rule):
    assert "line" in result_or_sentence(content, rule)


@MANY
@given(st.lists(st.sampled_from(["META", "PROJECTS", "VOTES", "a;1", "key;value", "budget;9", "1;a", "project_id;cost",
                                 "voter_id;vote", "vote_type;approval", '"', ""]), max_size=14))  # fmt: skip
def test_sections_in_any_disorder_give_a_result_or_a_sentence(lines):
    assert result_or_sentence("\n".join(lines).encode(), Rule(RuleName.EQUAL_SHARES))
