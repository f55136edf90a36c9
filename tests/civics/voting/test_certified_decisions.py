"""Decisions are proved: by bounds when candidates are apart, by exact arithmetic when they are not."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.civics.voting import Completion, Rule, RuleName, Stop, TieOrder, Utility, approval_election, count
from parvis.civics.voting.amounts import Decimal10
from parvis.civics.voting.grid_sums import EXACT_FLOAT
from parvis.civics.voting.pabulib.reader import read_pabulib_text
from parvis.civics.voting.shares.claims import claims
from parvis.civics.voting.shares.grid import Grid, Standing, grid_scale
from parvis.civics.voting.shares.rational import RationalBudgets
from parvis.civics.voting.shares.run import run
from tests.civics.voting.elections import synthetic_city
from tests.civics.voting.reference import Reference

SHARES = Rule(RuleName.EQUAL_SHARES)
CARDINALITY = Rule(RuleName.EQUAL_SHARES, Utility.CARDINALITY)


def test_candidates_clearly_apart_are_decided_by_bounds():
    outcome = count(approval_election({"a": 50, "b": 50}, 100, ["a"] * 7 + ["b"] * 3), SHARES)

    assert outcome.winners == ("a",)
    assert outcome.decided_exactly == 0


def test_an_exact_tie_is_decided_exactly_and_says_with_whom():
    outcome = count(approval_election({"a": 10, "b": 10}, 100, ["a", "b", "ab"]), SHARES)

    assert outcome.decided_exactly >= 1
    assert outcome.ties == [("a", ("b",))]


@pytest.mark.parametrize("huge", [10**15, 10**17, 10**20, 10**40])
def test_prices_that_differ_by_one_part_in_a_huge_number_are_told_apart(huge):
    costs = {"a": huge + 1, "b": huge, "c": huge + 1}
    ballots = ["abc"] * 6

    outcome = count(approval_election(costs, 4 * huge, ballots), CARDINALITY)

    assert outcome.winners[0] == "b"
    assert outcome.decided_exactly >= 1
    assert list(outcome.winners) == Reference(costs, 4 * huge, ballots).equal_shares("cardinality")


def test_money_that_overflows_64_bits_is_counted_exactly():
    chance = random.Random(7)
    costs = {id_: chance.randrange(10**18, 10**19) for id_ in "abcdefgh"}
    ballots = ["".join(chance.sample("abcdefgh", 3)) for _ in range(40)]
    budget = sum(costs.values()) // 2

    for utility in ("cost", "cardinality"):
        outcome = count(approval_election(costs, budget, ballots), Rule(RuleName.EQUAL_SHARES, Utility(utility)))
        assert list(outcome.winners) == Reference(costs, budget, ballots).equal_shares(utility)
    phragmen = count(approval_election(costs, budget, ballots), Rule(RuleName.PHRAGMEN))
    assert set(phragmen.winners) == Reference(costs, budget, ballots).phragmen()


def near_tie_after_a_purchase(excess: int) -> tuple[dict[str, int], list[str]]:
    """After c, the supporters of a have exactly thirds left; b costs `excess` more than the price that ties with a."""
    size = 3**20
    costs = {"c": size, "a": size * 7, "b": size * 7 + excess}
    ballots = ["ca"] * 3 + ["cb"] * 3 + ["a", "b"]
    return costs, ballots


@pytest.mark.parametrize(("excess", "first"), [(-1, "b"), (0, "a"), (1, "a")])
def test_a_near_tie_built_on_thirds_is_decided_exactly(excess, first):
    costs, ballots = near_tie_after_a_purchase(excess)
    budget = 3**20 * 40

    outcome = count(approval_election(costs, budget, ballots), CARDINALITY)

    assert list(outcome.winners) == Reference(costs, budget, ballots).equal_shares("cardinality")
    assert outcome.winners[1] == first


def test_supporters_who_have_exactly_the_cost_buy_and_one_unit_less_do_not():
    ballots = ["a", "a", ""]  # 100 each; a's supporters hold exactly 200

    exactly = count(approval_election({"a": 200}, 300, ballots), SHARES)
    one_more = count(approval_election({"a": 201}, 300, ballots), SHARES)

    assert exactly.winners == ("a",)
    assert one_more.winners == ()
    assert one_more.fates[0].amount == 1


def test_a_coarse_grid_gives_the_same_purchases_as_exact_arithmetic(monkeypatch):
    """With hardly any precision left, bounds rarely separate: everything goes through the exact path, unchanged."""
    chance = random.Random(3)
    costs = {id_: chance.randrange(5, 60) for id_ in "abcdefghij"}
    ballots = ["".join(chance.sample("abcdefghij", chance.randint(1, 5))) for _ in range(60)]
    election = approval_election(costs, 200, ballots)
    claimed = claims(election, Utility.CARDINALITY, TieOrder("id").ranks(election))
    fine = run(claimed, Fraction(200, 60))

    monkeypatch.setattr("parvis.civics.voting.shares.run.grid_scale", lambda voters, endowment: 3)
    coarse = run(claimed, Fraction(200, 60))

    assert coarse.bought == fine.bought
    assert sum(step.exactly for step in coarse.steps) > sum(step.exactly for step in fine.steps)
    assert list(count(election, CARDINALITY).winners) == Reference(costs, 200, ballots).equal_shares("cardinality")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_the_bounds_of_the_grid_always_enclose_the_exact_budgets(seed, scale):
    chance = random.Random(seed)
    ids = [chr(97 + i) for i in range(8)]
    costs = {id_: chance.randrange(1, 50) for id_ in ids}
    ballots = ["".join(chance.sample(ids, chance.randint(1, 4))) for _ in range(25)]
    election = approval_election(costs, 120, ballots)
    claimed = claims(election, Utility.COST, TieOrder("id").ranks(election))
    endowment = Fraction(120, 25)
    grid, exact = Grid(claimed, endowment, scale), RationalBudgets(claimed, endowment)

    for who in list(grid.supporters):
        price = exact.price(who.claim)
        if price is None:
            continue
        standing, high = grid.enclose(who, None)
        per_voter = price * who.claim.unit * scale
        assert standing is Standing.NEAR
        assert who.low <= per_voter
        assert high is None or per_voter <= high
        exact.buy(who.claim)
        grid.buy(who, who.low, high if high is not None else -(-per_voter.numerator // per_voter.denominator))
        for kind, bound in enumerate(grid.upper.tolist()):
            true = Fraction(exact.values[int(exact.class_of[kind])], exact.denominator) * scale
            assert true <= bound <= true + grid.error
            assert bound > 0 or true == 0


def test_all_money_on_the_grid_stays_below_the_integers_that_floats_hold():
    for voters, money in [(1, 1), (90_494, 6_112_868), (10**6, 10**12), (7, 10**15)]:
        scale = grid_scale(voters, Fraction(money, voters))
        start = -(-Fraction(money, voters) * scale // 1)
        assert voters * start < EXACT_FLOAT


def test_money_too_large_for_the_grid_leaves_it_to_exact_arithmetic():
    assert grid_scale(10, Fraction(10**30)) == 0


def test_a_growth_that_would_never_end_leaps_or_refuses():
    costs = {"a": 10**9, "b": 3}
    election = approval_election(costs, 10**9 + 3, ["a"] + ["b"] * 99)

    outcome = count(election, Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1))

    assert outcome.winners == ("b", "a")
    assert outcome.increments > 10**8


def test_leaps_do_not_change_the_number_of_increments(monkeypatch):
    chance = random.Random(11)
    costs = {id_: chance.randrange(100, 4000) for id_ in "abcdef"}
    ballots = ["".join(chance.sample("abcdef", chance.randint(1, 3))) for _ in range(30)]
    election = approval_election(costs, 9000, ballots)
    rule = Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1)

    with_leaps = count(election, rule)
    monkeypatch.setattr("parvis.civics.voting.shares.leap.PATIENCE", 10**9)
    without = count(election, rule)

    assert with_leaps.increments == without.increments
    assert with_leaps.spans == without.spans
    assert with_leaps.winners == without.winners


def test_a_large_election_with_one_dear_and_lonely_project_does_not_count_for_ever():
    head, votes = synthetic_city(20, 1500, seed=8).split("VOTES\n")
    text = head.replace("PROJECTS\nproject_id;cost\n", "PROJECTS\nproject_id;cost\nlonely;90000000\n")
    text = text.replace("budget;", "budget;99") + "VOTES\n" + votes + "9999;lonely\n"
    election = read_pabulib_text(text)

    outcome = count(election, Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1))

    assert outcome.ended == "everything"
    assert outcome.increments > 10**6


def test_the_step_and_the_stop_are_those_declared():
    election = approval_election({"a": 100, "b": 60, "c": 40}, 150, ["a", "ab", "bc", "c", "b"])

    by_one = count(election, Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1))
    by_half = count(election, Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1, step=Decimal10(5, 1)))
    overspend = count(election, Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1, stop=Stop.OVERSPEND))

    assert by_half.increments >= 2 * by_one.increments - 1
    assert by_one.ended == "exhaustive"
    assert overspend.ended in ("overspend", "everything")
    assert overspend.increments >= by_one.increments


def test_the_order_of_projects_and_ballots_changes_nothing():
    from parvis.civics.voting.transcript import write_transcript

    text = synthetic_city(25, 400, seed=5)
    head, votes = text.split("VOTES\nvoter_id;vote\n")
    meta, projects = head.split("PROJECTS\nproject_id;cost\n")
    chance = random.Random(1)

    transcripts = set()
    for _ in range(4):
        lines, rows = votes.splitlines(), projects.splitlines()
        chance.shuffle(lines)
        chance.shuffle(rows)
        body = "PROJECTS\nproject_id;cost\n" + "\n".join(rows) + "\nVOTES\nvoter_id;vote\n" + "\n".join(lines) + "\n"
        election = read_pabulib_text(meta + body)
        for rule in (
            Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1U, step=Decimal10(50, 0)),
            Rule(RuleName.EQUAL_SHARES, Utility.CARDINALITY),
            Rule(RuleName.PHRAGMEN),
            Rule(RuleName.GREEDY, ties=TieOrder("lot:x")),
        ):
            transcripts.add(write_transcript(count(election, rule)))

    assert len(transcripts) == 4
