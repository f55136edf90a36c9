"""Pabulib files in every variant: what is read, and what is said when it cannot be."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from parvis.civics.voting import InvalidElection, Rule, RuleName, Utility, count, read_pabulib_text, write_pabulib
from parvis.civics.voting.pabulib.reader import read_pabulib
from parvis.civics.voting.pabulib.sections import decode
from parvis.civics.voting.pabulib.writer import AgedBallot, age_bracket, write_pabulib_with_ages
from tests.civics.voting.elections import SMALL_FILE, pabulib_text


def test_a_plain_file_is_read_into_weighted_ballot_types():
    election = read_pabulib_text(SMALL_FILE)

    assert [project.id for project in election.projects] == ["p1", "p10", "p2", "p3"]
    assert election.projects[1].name == "Lights; and benches"
    assert election.projects[2].themes == ("nature", "play")
    assert (election.voters, election.votes, election.budget, election.currency) == (7, (3, 4, 3, 2), 1000, "EUR")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("META\n", "meta;;;\n").replace("VOTES\n", "Votes;;\n"),
        lambda text: text.replace("1;p1,p2;30", '1;"p1,p2";30'),
        lambda text: text.replace("1;p1,p2;30", "1; p1 , p2 ;30"),
        lambda text: text.replace("5;p10;\n", "5;p10\n"),
        lambda text: text.replace(";1000\n", ';"1000,00"\n').replace(";600;", ";600.0;"),
        lambda text: text.replace("\nPROJECTS", "\n\nPROJECTS") + "\n\n",
        lambda text: text.replace("num_votes;7", "num_votes;7\ncomment;one; two"),
    ],
)
def test_variants_of_the_same_file_give_the_same_election(change):
    plain, variant = read_pabulib_text(SMALL_FILE), read_pabulib_text(decode(change(SMALL_FILE).encode()))

    rule = Rule(RuleName.EQUAL_SHARES)
    money = 10**variant.places
    assert variant.votes == plain.votes
    assert [Fraction(project.cost, money) for project in variant.projects] == [p.cost for p in plain.projects]
    assert count(variant, rule).winners == count(plain, rule).winners


def test_decimal_amounts_are_exact():
    election = read_pabulib_text(pabulib_text({"a": "10,25", "b": "0.1"}, "2828094,61", ["a", "b"]))

    assert (election.places, election.costs, election.budget) == (2, (1025, 10), 282809461)
    assert [election.amount(cost) for cost in election.costs] == ["10.25", "0.1"]


def test_none_is_a_missing_value_and_an_empty_ballot_counts():
    election = read_pabulib_text(pabulib_text({"a": 5, "b": 5}, 10, ["a", "None", "", "b"]))

    assert (election.voters, election.votes) == (4, (1, 1))


def test_points_of_cumulative_ballots_follow_the_order_of_the_vote():
    text = pabulib_text({"a": 5, "b": 5}, 10, ["a,b", "b"], vote_type="cumulative", points=["2,1", "3,5"[:1]])

    election = read_pabulib_text(text)

    assert (election.votes, election.scores) == ((1, 2), (2, 4))


def test_decimal_points_are_exact():
    text = pabulib_text({"a": 5, "b": 5}, 10, ["a,b", "b"], vote_type="scoring", points=["0.5,1", "2"])

    election = read_pabulib_text(text)

    assert (election.points_places, election.scores) == (1, (5, 30))


def test_the_default_score_of_a_scoring_file_goes_to_projects_left_out():
    extra = {"default_score": 1}
    text = pabulib_text({"a": 5, "b": 5}, 10, ["a", "b"], vote_type="scoring", points=["4", "2"], extra=extra)

    assert read_pabulib_text(text).scores == (5, 3)


def test_a_ranking_gives_borda_points_from_the_longest_list_allowed():
    text = pabulib_text({"a": 5, "b": 5, "c": 5}, 10, ["c,a", "b"], vote_type="ordinal", extra={"max_length": 3})

    assert read_pabulib_text(text).scores == (2, 3, 3)
    assert read_pabulib_text(text, scoring="5,1").scores == (1, 5, 5)


def test_doubts_that_do_not_prevent_counting_are_said():
    text = pabulib_text({"a": 5, "b": 5}, 10, ["a,a", "b"], extra={"num_votes": 3, "min_length": 2})

    english = [warning["en"] for warning in read_pabulib_text(text).warnings]

    assert len(english) == 3
    assert "the file holds 2" in english[2]


FAULTS = [
    ("budget;1000", "budget;lots", "line 9, section META: budget is “lots”; write a number."),
    ("budget;1000\n", "", "line 1, section META: the line budget is missing; add “budget;amount”."),
    ("budget;1000", "budget;-4", "line 9, section META: budget is “-4”; write a number, 0 or more."),
    ("p2;400;", "p2;;", "line 18, section PROJECTS: the cost of project p2 is “”; write a number, 0 or more."),
    ("p2;400;", "p2;-3;", "line 18, section PROJECTS: project p2 costs -3; a cost is 0 or more."),
    ("p2;400;", "p1;400;", "line 18, section PROJECTS: project p1 is already described on line 17; keep one row."),
    ("3;p2,p3;22", "3;p2,p9;22", "line 25, section VOTES: the ballot names project p9, which is not in PROJECTS;"),
    ("3;p2,p3;22", "3", "line 25, section VOTES: this row has only 1 cell(s); it must reach the column vote."),
    ("3;p2,p3;22", "3;p2;1;2", "line 25, section VOTES: 4 cells for 3 columns; remove the semicolons in excess."),
    ("PROJECTS\n", "", "section PROJECTS is missing; add a line “PROJECTS”, its header and its rows."),
    ("vote_type;approval", "vote_type;thumbs", "line 10, section META: vote_type is “thumbs”; write one of: approval"),
    ("voter_id;vote;age", "voter_id;choice;age", "line 22, section VOTES: the header has no vote column; add it."),
    ("key;value", "key;value\nbudget;5", "line 10, section META: the key budget is given twice (already on line 3)"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTS)
def test_a_fault_is_said_with_section_line_and_what_to_do(old, new, sentence):
    with pytest.raises(InvalidElection) as refusal:
        read_pabulib_text(SMALL_FILE.replace(old, new, 1))

    assert sentence in refusal.value.sentence("en")
    assert "\u202f: " in refusal.value.sentence("fr")


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path):
    path = tmp_path / "town.pb"
    path.write_bytes(SMALL_FILE.replace("Trees", "Forêt").encode("latin-1"))

    with pytest.raises(InvalidElection) as refusal:
        read_pabulib(path)

    assert refusal.value.sentence("en") == "town.pb, line 17: this text is not UTF-8; save the file as UTF-8."


@pytest.mark.parametrize("vote_type", ["approval", "ordinal", "cumulative"])
def test_a_file_written_and_read_again_is_the_same_election(vote_type):
    points = ["2,1", "3", "1,2.5"] if vote_type == "cumulative" else None
    votes = ["a,b", "b", "c,a"]
    text = pabulib_text({"a": "5.5", "b": 5, "c": 7}, 10, votes, vote_type=vote_type, points=points)
    election = read_pabulib_text(text)

    again = read_pabulib_text(write_pabulib(election, random.Random(1)))

    assert (again.votes, again.scores, again.costs) == (election.votes, election.scores, election.costs)
    assert sorted(again.ballots()) == sorted(election.ballots())


def test_a_published_file_holds_neither_voter_ids_nor_ages_nor_the_order_of_arrival():
    text = pabulib_text({"a": 5, "b": 5}, 10, ["a"] * 50 + ["b"] * 50)

    written = write_pabulib(read_pabulib_text(text), random.Random(4))

    rows = written.split("VOTES\n")[1].splitlines()
    assert rows[0] == "voter_id;vote"
    assert [row.split(";")[1] for row in rows[1:]] != ["a"] * 50 + ["b"] * 50
    assert not {row.split(";")[0] for row in rows[1:]} & {str(i) for i in range(100)}


def test_ages_are_published_as_brackets_and_small_brackets_not_at_all():
    election = read_pabulib_text(pabulib_text({"a": 5}, 10, ["a"]))
    ballots = [AgedBallot((("a", 1),), 30)] * 60 + [AgedBallot((("a", 1),), 80)] * 3

    written = write_pabulib_with_ages(election, ballots, random.Random(2))

    assert written.count(";25-34") == 60
    assert "75" not in written.split("VOTES\n")[1].replace(";", " ;").split(" ;")[-1]
    assert (age_bracket(17), age_bracket(None), age_bracket(400)) == ("0-17", "", "")


def test_points_utility_needs_no_points_in_an_approval_file():
    election = read_pabulib_text(SMALL_FILE)

    points = count(election, Rule(RuleName.EQUAL_SHARES, Utility.POINTS))
    cardinality = count(election, Rule(RuleName.EQUAL_SHARES, Utility.CARDINALITY))

    assert points.winners == cardinality.winners
