"""Explanations state what a recount finds."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.civics.voting import Completion, Rule, RuleName, TieOrder, Utility, approval_election, count
from parvis.civics.voting.explain.comparison import compare, usual_rules
from parvis.civics.voting.explain.margins import margin
from parvis.civics.voting.explain.payments import spending
from parvis.civics.voting.explain.recount import with_added_ballots, with_cost
from parvis.civics.voting.explain.sensitivity import sensitivity
from parvis.civics.voting.pabulib.reader import read_pabulib_text
from parvis.civics.voting.report.explained import explained
from tests.civics.voting.elections import SMALL_FILE


def random_election(seed: int):
    chance = random.Random(seed)
    ids = "abcdef"
    costs = {id_: chance.randrange(10, 60) for id_ in ids}
    return approval_election(costs, 120, ["".join(chance.sample(ids, chance.randint(1, 3))) for _ in range(20)])


def test_added_ballots_are_the_fewest_that_win():
    election = approval_election({"a": 60, "b": 60}, 100, ["a"] * 8 + ["b"] * 3)

    found = margin(count(election, Rule(RuleName.GREEDY)), 1)

    assert found.added_ballots == 6  # 5 more would tie at 8, and the tie order prefers a
    assert found.lower_cost == 40


def test_a_project_that_won_has_no_margin():
    election = approval_election({"a": 60}, 100, ["a"])

    with pytest.raises(ValueError, match="lost"):
        margin(count(election, Rule(RuleName.GREEDY)), 0)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([RuleName.GREEDY, RuleName.EQUAL_SHARES, RuleName.PHRAGMEN]))
def test_margins_are_what_a_recount_confirms(seed, name):
    election, rule = random_election(seed), Rule(name)
    outcome = count(election, rule)

    for project, fate in enumerate(outcome.fates):
        if fate.won:
            continue
        found = margin(outcome, project)
        if found.added_ballots is not None:
            k = found.added_ballots
            assert count(with_added_ballots(election, project, k, 1), rule).fates[project].won
            assert not count(with_added_ballots(election, project, k - 1, 1), rule).fates[project].won
            if k <= 8:
                fewer = [count(with_added_ballots(election, project, i, 1), rule) for i in range(k)]
                assert not any(other.fates[project].won for other in fewer)
        if found.lower_cost is not None:
            assert count(with_cost(election, project, found.lower_cost), rule).fates[project].won
            assert not count(with_cost(election, project, found.lower_cost + 1), rule).fates[project].won


def test_what_supporters_paid_and_kept_adds_up_to_what_they_were_given():
    election = random_election(4)

    for found in spending(count(election, Rule(RuleName.EQUAL_SHARES, Utility.CARDINALITY))).values():
        paid = sum(amount for _, amount in found.paid)
        assert abs(found.given - paid - found.left) <= len(found.paid) + 1


def test_a_tie_that_decides_is_told_from_one_that_does_not():
    decides = approval_election({"a": 60, "b": 60}, 100, ["a", "b"])
    harmless = approval_election({"a": 40, "b": 40}, 100, ["a", "b"])

    assert sensitivity(count(decides, Rule(RuleName.GREEDY)), 10).tie_decides
    assert not sensitivity(count(harmless, Rule(RuleName.GREEDY)), 10).tie_decides


def test_a_single_ballot_that_decides_is_found():
    close = approval_election({"a": 60, "b": 60}, 100, ["a", "a", "b"])
    far = approval_election({"a": 60, "b": 60}, 100, ["a"] * 9 + ["b"])

    # one more ballot for b makes a tie; with b first in the tie order that elects b
    rule = Rule(RuleName.GREEDY, ties=TieOrder("given", ("b", "a")))
    assert sensitivity(count(close, rule), 10).one_ballot == (1,)
    assert sensitivity(count(far, rule), 10).one_ballot == ()


def test_rules_side_by_side_tell_who_is_served_and_where_money_goes():
    election = read_pabulib_text(SMALL_FILE)

    sides = compare(election, usual_rules(Rule(RuleName.GREEDY)))

    greedy = sides[0]
    assert [side.outcome.rule.name for side in sides] == ["greedy", "equal-shares", "phragmen"]
    assert greedy.outcome.winners == ("p10", "p1")
    assert (greedy.served, str(greedy.share)) == (6, "6/7")
    assert greedy.by_area == {"North": 600, "South": 300}
    assert greedy.by_theme == {"nature": 600, "street": 300}
    assert "voted otherwise" in greedy.as_json()["caution"]["en"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("rule", [Rule(name) for name in RuleName] + [
    Rule(RuleName.EQUAL_SHARES, Utility.CARDINALITY, Completion.ADD1U)
])  # fmt: skip
def test_every_project_gets_sentences_under_every_rule(rule, language):
    election = random_election(9)

    found = explained(count(election, rule), margins=2).as_json(language)

    assert [project["id"] for project in found["projects"]] == list("abcdef")
    for project in found["projects"]:
        text = " ".join(project["sentences"])
        assert text.endswith(".")
        assert "None" not in text
        assert "  " not in text
