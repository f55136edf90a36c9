"""The greedy family on elections small enough to check by hand."""

from __future__ import annotations

import pytest

from parvis.civics.voting import InvalidRule, Reason, Rule, RuleName, TieOrder, approval_election, count
from parvis.civics.voting.amounts import Decimal10
from parvis.civics.voting.pabulib.reader import read_pabulib_text
from parvis.civics.voting.ties import lot
from tests.civics.voting.elections import SMALL_FILE, pabulib_text

COSTS = {"a": 50, "b": 60, "c": 30, "d": 10}
BALLOTS = ["abc", "abd", "abc", "ab", "ac", "d"]  # a 5, b 4, c 3, d 2


def test_greedy_skips_what_does_not_fit():
    outcome = count(approval_election(COSTS, 90, BALLOTS), Rule(RuleName.GREEDY))

    assert outcome.winners == ("a", "c", "d")
    assert outcome.fates[1].reason is Reason.DOES_NOT_FIT
    assert outcome.fates[1].amount == 20


def test_greedy_no_skip_stops_at_the_first_that_does_not_fit():
    outcome = count(approval_election(COSTS, 90, BALLOTS), Rule(RuleName.GREEDY_NO_SKIP))

    assert outcome.winners == ("a",)
    assert [fate.reason for fate in outcome.fates[1:]] == [
        Reason.DOES_NOT_FIT,
        Reason.AFTER_STOP,
        Reason.AFTER_STOP,
    ]


def test_greedy_threshold_leaves_out_what_is_below_the_minimum():
    rule = Rule(RuleName.GREEDY_THRESHOLD, threshold=Decimal10(3, 0))

    outcome = count(approval_election(COSTS, 90, BALLOTS), rule)

    assert outcome.winners == ("a", "c")
    assert outcome.fates[3].reason is Reason.BELOW_THRESHOLD


def test_only_threshold_and_no_skip_read_the_minimum_of_the_file():
    text = pabulib_text({"a": 5, "b": 5}, 10, ["a", "a", "b"], extra={"min_project_score_threshold": 2})
    election = read_pabulib_text(text)

    winners = {name: count(election, Rule(name)).winners for name in RuleName}

    assert winners[RuleName.GREEDY] == winners[RuleName.GREEDY_EXCLUSIVE] == ("a", "b")
    assert winners[RuleName.GREEDY_THRESHOLD] == winners[RuleName.GREEDY_NO_SKIP] == ("a",)


def test_greedy_exclusive_buys_at_most_one_project_of_a_group():
    rule = Rule(RuleName.GREEDY_EXCLUSIVE, exclusive=[("a", "c"), ("d", "b")])

    outcome = count(approval_election(COSTS, 200, BALLOTS), rule)

    assert outcome.winners == ("a", "b")
    assert (outcome.fates[2].reason, outcome.fates[2].other) == (Reason.CONFLICT, 0)


def test_an_exclusion_group_with_an_unknown_project_is_refused():
    with pytest.raises(InvalidRule, match="names project z"):
        count(approval_election(COSTS, 90, BALLOTS), Rule(RuleName.GREEDY_EXCLUSIVE, exclusive=[("a", "z")]))


def test_each_area_spends_its_own_envelope():
    election = read_pabulib_text(SMALL_FILE)
    envelopes = {"North": Decimal10(400, 0), "South": Decimal10(500, 0)}

    outcome = count(election, Rule(RuleName.GREEDY, envelopes=envelopes))

    assert outcome.winners == ("p3", "p10")
    assert outcome.spent == 650


def test_envelopes_beyond_the_budget_are_refused():
    with pytest.raises(InvalidRule, match="exceed the budget"):
        count(read_pabulib_text(SMALL_FILE), Rule(RuleName.GREEDY, envelopes={"North": Decimal10(2000, 0)}))


@pytest.mark.parametrize(
    ("ties", "winner"),
    [
        (TieOrder("id"), "10"),
        (TieOrder("cost"), "9"),
        (TieOrder("lot:2031"), "10"),
        (TieOrder("given", ("9", "10")), "9"),
    ],
)
def test_equal_projects_follow_the_declared_order(ties, winner):
    election = approval_election({"9": 6, "10": 7}, 7, [["9", "10"], ["9", "10"]])

    outcome = count(election, Rule(RuleName.GREEDY, ties=ties))

    assert outcome.winners[0] == winner
    assert outcome.ties == [(winner, tuple({"9", "10"} - {winner}))]


def test_a_lot_is_the_hash_of_seed_and_id():
    # anyone can redo the draw: printf '2031:10' | sha256sum
    assert lot("2031", "10") == "73f8541208d3dddfa7422bf42564e7c2eeeee76851cff6a9e90c03e4f8ccb8dd"
    assert lot("2031", "9") == "ed04ac22f9722e22372141de9ce4f4467b247101e430c3f1dfb30ded5acf5aaf"


def test_an_unknown_tie_order_is_refused():
    with pytest.raises(InvalidRule, match="no tie order"):
        TieOrder("coin")
