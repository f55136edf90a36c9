"""Commitments drawn at random, as far as a table can hold them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from parvis.civics.dates import FuzzyDate, from_iso, write_date
from parvis.civics.formats.plans import CommitmentText, MilestoneText, Money, ProgressText
from parvis.civics.formats.plans.columns import COMPLETIONS, PARTS, VALUES
from parvis.civics.formats.plans.model import Withdrawn

LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "S"), include_characters=" '=+-@|\\;,\"’«»")
DAYS = st.dates(min_value=dt.date(2010, 1, 1), max_value=dt.date(2040, 12, 31))


def lines(longest: int = 60, shortest: int = 1) -> Any:
    """One line of text, without spaces at its ends or in a row; never a word that means “there is none”."""
    return (
        st.text(LETTERS, min_size=shortest, max_size=longest)
        .map(lambda text: " ".join(text.split()))
        .filter(lambda text: len(text) >= shortest)
    )


def prose() -> Any:
    return st.lists(lines(30, 4), min_size=1, max_size=4).map("\n\n".join)


def dates() -> Any:
    codes = ("2018", "2018-41", "2019/..", "../2020", "2026-03", "2026-03-31", "2018/2020", "2027-33")
    return st.sampled_from(codes).map(from_iso)


def items() -> Any:
    return st.lists(lines(20, 4), max_size=3, unique=True).map(tuple)


@st.composite
def reports(draw: Callable[..., Any]) -> ProgressText:
    completion = draw(st.sampled_from(COMPLETIONS))
    links = st.lists(st.integers(0, 9).map("https://ville.example/preuve/{}".format), max_size=2, unique=True)
    evidence = tuple(draw(links)) or (("https://ville.example/p",) if completion == "complete" else ())
    return ProgressText(draw(DAYS), completion, draw(st.just("") | prose()), None, evidence)


@st.composite
def steps(draw: Callable[..., Any], number: str) -> MilestoneText:
    due: FuzzyDate | None = draw(st.none() | dates())
    in_words = due is not None and draw(st.booleans())
    return MilestoneText(
        number=number,
        title=draw(lines(80)),
        text=draw(st.just("") | prose()),
        starts=draw(st.none() | dates()),
        due=due,
        due_words=write_date(due, draw(st.sampled_from(("fr", "en")))) if due is not None and in_words else "",
        responsible=draw(items()),
        withdrawn=draw(st.none() | st.builds(Withdrawn, DAYS, prose())),
        reports=tuple(draw(st.lists(reports(), max_size=2))),
    )


@st.composite
def commitments(draw: Callable[..., Any], place: int) -> CommitmentText:
    """One commitment, the `place`th of its table: identifiers are given in order, so that they differ."""
    start = draw(st.none() | st.just(from_iso("2018")))
    return CommitmentText(
        external_id=draw(st.sampled_from(("", f"FR{place:04d}"))),
        number=str(place),
        title=draw(lines(80)),
        language=draw(st.sampled_from(("fr", "en"))),
        authority=draw(st.sampled_from(("", "official", "human", "machine"))),
        wording=draw(st.sampled_from(("", "adopted", "later", "summarised"))),
        parts=tuple((part, draw(prose())) for part in PARTS if draw(st.booleans())),
        values=tuple(value for value in VALUES if draw(st.booleans())),
        lead=draw(items()),
        supporting=draw(items()),
        policy_areas=draw(items()),
        budget=draw(st.none() | st.builds(Money, st.integers(0, 10**13), st.sampled_from(("EUR", "CHF")))),
        budget_note=draw(st.just("") | lines(40)),
        starts=start,
        ends=draw(st.none() | dates()),
        carried_over=draw(st.sampled_from((True, False, None))),
        predecessor=draw(st.sampled_from(("", "FR0001"))),
        absences=draw(st.sampled_from(((), (("status", "not-published"),)))),
        withdrawn=draw(st.none() | st.builds(Withdrawn, DAYS, prose())),
        url=draw(st.sampled_from(("", "https://ville.example/plan/14"))),
        milestones=tuple(draw(steps(f"{place}.{index}")) for index in range(1, draw(st.integers(0, 3)) + 1)),
        reports=tuple(draw(st.lists(reports(), max_size=2))),
    )


@st.composite
def tables(draw: Callable[..., Any]) -> list[CommitmentText]:
    return [draw(commitments(place)) for place in range(1, draw(st.integers(1, 3)) + 1)]
