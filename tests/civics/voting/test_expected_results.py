"""Real elections: the outcomes published in ../shared/data/voting, identical and in order."""

from __future__ import annotations

import json

import pytest

from parvis.civics.voting import Completion, Rule, RuleName, TieOrder, Utility, count, read_pabulib
from parvis.civics.voting.greedy.envelopes import restricted
from tests import shared

UTILITIES = {"cost": Utility.COST, "card": Utility.CARDINALITY}


def rule_of(name: str, utility: str) -> Rule:
    if name in ("mes", "add1", "add1u"):
        completion = Completion.NONE if name == "mes" else Completion(name)
        return Rule(RuleName.EQUAL_SHARES, UTILITIES[utility], completion)
    return Rule(RuleName(name), UTILITIES[utility])


def same(name: str, winners: tuple[str, ...], expected: list[str]) -> bool:
    return set(winners) == set(expected) if name == "phragmen" else list(winners) == expected


def test_every_expected_outcome_of_the_small_elections_is_identical():
    folder = shared.path("data/voting")
    expected = json.loads((folder / "expected-small.json").read_text())["instances"]

    different = []
    for instance in expected:
        election = read_pabulib(folder / "small" / instance["file"])
        for key, result in instance["res"].items():
            name, _, utility = key.partition("/")
            outcome = count(election, rule_of(name, utility or "cost"))
            if not same(name, outcome.winners, result["selected"]):
                different.append((instance["file"], key))

    assert len(expected) == 17
    assert different == []


def test_every_expected_outcome_of_the_large_elections_is_identical():
    folder = shared.path("data/voting")
    runs = json.loads((folder / "expected-large.json").read_text())["runs"]

    different = []
    for run in runs:
        election = read_pabulib(folder / run["file"])
        outcome = count(election, rule_of(run["rule"], run["sat"]))
        if not same(run["rule"], outcome.winners, run["selected"]):
            different.append((run["file"], run["rule"], run["sat"]))
        if "/" in (run["last_budget_per_voter"] or "") and run["rule"] != "greedy":
            assert str(outcome.endowment) == run["last_budget_per_voter"]

    assert len(runs) >= 25
    assert different == []


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        ("Poland_Czestochowa_2025_Bleszno.pb", Rule(RuleName.GREEDY_THRESHOLD)),
        ("Poland_Gdynia_2020.pb", Rule(RuleName.GREEDY_NO_SKIP)),
        ("Poland_Krakow_2025_Pradnik_Bialy.pb", Rule(RuleName.GREEDY)),
        ("Poland_Lodz_2022.pb", Rule(RuleName.GREEDY_THRESHOLD)),
        ("Poland_Warszawa_2026.pb", Rule(RuleName.GREEDY_THRESHOLD)),
        ("Poland_Warszawa_2026_Ursynow.pb", Rule(RuleName.GREEDY_THRESHOLD)),
        ("Poland_Wroclaw_2016_Rejon_nr_1_750.pb", Rule(RuleName.GREEDY_NO_SKIP)),
        ("Poland_Swiecie_2023.pb", Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1)),
    ],
)
def test_the_official_selection_is_reproduced(file, rule):
    election = read_pabulib(shared.path("data/voting") / file)

    outcome = count(election, rule)

    official = {project.id for project in election.projects if project.selected == "1"}
    assert set(outcome.winners) == official


def test_the_official_selection_of_ursynow_needs_what_only_the_file_s_comment_says():
    """The committee kept 2150, so 459 and 1687 are out; and it ranked 2150 before 1821, equal with 1,923 votes."""
    election = read_pabulib(shared.path("data/voting") / "Poland_Warszawa_2021_Ursynow.pb")
    kept = [i for i, project in enumerate(election.projects) if project.id not in ("459", "1687")]
    without = restricted(election, kept, election.budget)
    ids = [project.id for project in without.projects]
    committee = TieOrder("given", ("2150", *(id_ for id_ in ids if id_ != "2150")))

    by_the_book = count(election, Rule(RuleName.GREEDY_EXCLUSIVE, exclusive=[("459", "1687", "2150")]))
    as_decided = count(without, Rule(RuleName.GREEDY_EXCLUSIVE, ties=committee))

    official = {project.id for project in election.projects if project.selected == "1"}
    assert set(by_the_book.winners) ^ official == {"1687", "1821", "2150", "2223", "357", "950"}
    assert set(as_decided.winners) == official


def test_the_official_selections_of_the_small_files_are_reproduced_under_their_own_rules():
    folder = shared.path("data/voting") / "small"

    different = {}
    for path in sorted(folder.glob("*.pb")):
        election = read_pabulib(path)
        official = {project.id for project in election.projects if project.selected == "1"}
        name = election.meta["rule"]
        if official and name.startswith("greedy"):
            difference = set(count(election, Rule(RuleName(name))).winners) ^ official
            if difference:
                different[path.name] = difference

    # Las: all twelve projects reach the minimum and cost 122,063 of 123,927 together, yet 1649 (93 votes, the last)
    # is marked as not selected, although the file says fully_funded; no rule of the file excludes it
    assert different == {"Poland_Warszawa_2018_Las.pb": {"1649"}}
