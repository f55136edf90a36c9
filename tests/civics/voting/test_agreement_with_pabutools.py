"""Random elections counted by Parvis and by pabutools: no difference. Most are built to be full of ties."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.civics.voting import (
    BallotTypes,
    Completion,
    Project,
    Rule,
    RuleName,
    Utility,
    approval_election,
    build_election,
    count,
)
from tests.civics.voting.reference import Reference

# 8 tests; PARVIS_EXAMPLES=5000 makes a long night of it
LOTS = settings(
    max_examples=int(os.environ.get("PARVIS_EXAMPLES", "150")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
IDS = ["1", "10", "2", "a", "B", "é", "07"]


@st.composite
def approvals(draw, cheapest=1, dearest=12, most_voters=9):
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=7, unique=True))
    prices = {id_: draw(st.integers(cheapest, dearest)) for id_ in ids}
    ballots = draw(st.lists(st.sets(st.sampled_from(ids)), min_size=1, max_size=most_voters))
    return prices, draw(st.integers(1, 40)), ballots


@LOTS
@given(approvals(cheapest=0))
def test_greedy_agrees(given_election):
    costs, budget, ballots = given_election
    election, reference = approval_election(costs, budget, ballots), Reference(costs, budget, ballots)

    for utility in ("cost", "cardinality"):
        assert list(count(election, Rule(RuleName.GREEDY, Utility(utility))).winners) == reference.greedy(utility)


@LOTS
@given(approvals())
def test_equal_shares_agrees(given_election):
    costs, budget, ballots = given_election
    election, reference = approval_election(costs, budget, ballots), Reference(costs, budget, ballots)

    for utility in ("cost", "cardinality"):
        winners = list(count(election, Rule(RuleName.EQUAL_SHARES, Utility(utility))).winners)
        assert winners == reference.equal_shares(utility)


@LOTS
@given(approvals(cheapest=10**6, dearest=10**6 + 3, most_voters=12))
def test_equal_shares_agrees_on_costs_that_nearly_tie(given_election):
    costs, budget, ballots = given_election
    election, reference = approval_election(costs, budget * 10**5, ballots), Reference(costs, budget * 10**5, ballots)

    for utility in ("cost", "cardinality"):
        winners = list(count(election, Rule(RuleName.EQUAL_SHARES, Utility(utility))).winners)
        assert winners == reference.equal_shares(utility)


@LOTS
@given(approvals())
def test_completions_agree(given_election):
    costs, budget, ballots = given_election
    election, reference = approval_election(costs, budget, ballots), Reference(costs, budget, ballots)

    for utility in ("cost", "cardinality"):
        add1 = count(election, Rule(RuleName.EQUAL_SHARES, Utility(utility), Completion.ADD1))
        add1u = count(election, Rule(RuleName.EQUAL_SHARES, Utility(utility), Completion.ADD1U))
        assert list(add1.winners) == reference.equal_shares(utility, step=1)
        assert list(add1u.winners) == reference.add1u(utility)


@LOTS
@given(approvals(dearest=400))
def test_long_growths_of_the_endowment_agree(given_election):
    costs, budget, ballots = given_election
    election, reference = approval_election(costs, budget * 20, ballots), Reference(costs, budget * 20, ballots)

    outcome = count(election, Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1))

    assert list(outcome.winners) == reference.equal_shares("cost", step=1)


@LOTS
@given(approvals(cheapest=0))
def test_phragmen_agrees(given_election):
    costs, budget, ballots = given_election
    election, reference = approval_election(costs, budget, ballots), Reference(costs, budget, ballots)

    assert set(count(election, Rule(RuleName.PHRAGMEN)).winners) == reference.phragmen()


@st.composite
def points(draw):
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=6, unique=True))
    costs = {id_: draw(st.integers(1, 12)) for id_ in ids}
    ballot = st.dictionaries(st.sampled_from(ids), st.integers(1, 9))
    return costs, draw(st.integers(1, 40)), draw(st.lists(ballot, min_size=1, max_size=9))


@LOTS
@given(points())
def test_points_agree(given_election):
    costs, budget, ballots = given_election
    listed = list(costs)
    types: dict[tuple[tuple[int, int], ...], int] = {}
    for ballot in ballots:
        key = tuple(sorted((listed.index(id_), given_points) for id_, given_points in ballot.items()))
        types[key] = types.get(key, 0) + 1
    projects = [Project(id_, cost) for id_, cost in costs.items()]
    election = build_election(projects, budget, BallotTypes.of_points(types), listed=listed, vote_type="cumulative")
    reference = Reference(costs, budget, ballots)

    shares = count(election, Rule(RuleName.EQUAL_SHARES, Utility.POINTS))
    grown = count(election, Rule(RuleName.EQUAL_SHARES, Utility.POINTS, Completion.ADD1))
    greedy = count(election, Rule(RuleName.GREEDY, Utility.POINTS))

    assert list(shares.winners) == reference.equal_shares("points")
    assert list(grown.winners) == reference.equal_shares("points", step=1)
    assert list(greedy.winners) == reference.greedy("points")
