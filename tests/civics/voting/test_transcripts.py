"""A transcript is confirmed by the independent checker, and a false one is not."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import jsonschema
import pytest

from parvis.civics.voting import Completion, Rule, RuleName, Stop, TieOrder, Utility, count, read_pabulib, recheck
from parvis.civics.voting.amounts import Decimal10
from parvis.civics.voting.transcript import transcript, write_transcript
from tests import shared
from tests.civics.voting.elections import SMALL_FILE, pabulib_text, synthetic_city

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/developer/transcript.schema.json").read_text())
RULES = [
    Rule(RuleName.GREEDY),
    Rule(RuleName.GREEDY, Utility.CARDINALITY, ties=TieOrder("cost")),
    Rule(RuleName.GREEDY_NO_SKIP, ties=TieOrder("votes")),
    Rule(RuleName.GREEDY_THRESHOLD, threshold=Decimal10(3, 0)),
    Rule(RuleName.GREEDY_EXCLUSIVE, exclusive=[("P001", "P002", "P003")]),
    Rule(RuleName.PHRAGMEN, ties=TieOrder("lot:2031")),
    Rule(RuleName.EQUAL_SHARES),
    Rule(RuleName.EQUAL_SHARES, Utility.CARDINALITY, ties=TieOrder("lot:a b:c")),
    Rule(RuleName.EQUAL_SHARES, Utility.POINTS, Completion.ADD1, step=Decimal10(2500, 0)),
    Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1U, step=Decimal10(1500, 0)),
    Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1, step=Decimal10(12345, 1), stop=Stop.OVERSPEND),
]


@pytest.fixture
def city(tmp_path):
    path = tmp_path / "city.pb"
    path.write_text(synthetic_city(14, 150, seed=2), encoding="utf-8")
    return path


def written(path: Path, rule: Rule) -> Path:
    found = path.with_suffix(".json")
    found.write_text(write_transcript(count(read_pabulib(path), rule)), encoding="utf-8")
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name}-{rule.utility}-{rule.completion}-{rule.stop}")
def test_a_true_transcript_is_confirmed_and_follows_the_schema(rule, city, capsys):
    path = written(city, rule)

    code = recheck.main([str(path), str(city)])

    jsonschema.validate(json.loads(path.read_text()), SCHEMA)
    assert (code, capsys.readouterr().out.split(":")[0]) == (0, "verified")


@pytest.mark.parametrize("vote_type", ["cumulative", "scoring", "ordinal"])
def test_transcripts_of_points_and_rankings_are_confirmed(vote_type, tmp_path):
    votes = ["a,b,c", "b,c", "c", "a,c", "b", "", "d,a"]
    points = None if vote_type == "ordinal" else ["1.5,2,3", "4,1", "2", "3,3", "1", "", "7,0.5"]
    extra = {"default_score": 1} if vote_type == "scoring" else {"max_length": 3}
    path = tmp_path / "points.pb"
    costs = {"a": "30.5", "b": "20", "c": "25", "d": 9}
    path.write_text(pabulib_text(costs, "70,5", votes, vote_type=vote_type, points=points, extra=extra))

    for rule in (
        Rule(RuleName.EQUAL_SHARES, Utility.POINTS, Completion.ADD1U),
        Rule(RuleName.EQUAL_SHARES),
        Rule(RuleName.GREEDY),
        Rule(RuleName.GREEDY, Utility.POINTS),
    ):
        assert recheck.main([str(written(path, rule)), str(path)]) == 0


def test_envelopes_are_confirmed(tmp_path):
    path = tmp_path / "small.pb"
    path.write_text(SMALL_FILE, encoding="utf-8")
    rule = Rule(RuleName.GREEDY, envelopes={"North": Decimal10(400, 0), "South": Decimal10(500, 0)})

    assert recheck.main([str(written(path, rule)), str(path)]) == 0


def swapped(value):
    value["winners"][0], value["winners"][1] = value["winners"][1], value["winners"][0]


def one_unit_richer(value):
    value["steps"][0]["price"] = "1/2"


def one_payer_more(value):
    value["steps"][0]["paid_in_full"] += 1


def ended_sooner(value):
    value["spans"] = value["spans"][:-1]


def one_increment_less(value):
    value["increments"] -= 1


def cheaper(value):
    value["spent"] = "1"


def tie_forgotten(value):
    value["tie_order"].reverse()


@pytest.mark.parametrize(
    "lie", [swapped, one_unit_richer, one_payer_more, ended_sooner, one_increment_less, cheaper, tie_forgotten]
)
def test_a_lie_in_a_transcript_is_found(lie, city, capsys):
    path = written(city, Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1, step=Decimal10(1500, 0)))
    value = json.loads(path.read_text())
    lie(value)
    path.write_text(json.dumps(value))

    code = recheck.main([str(path), str(city)])

    assert (code, capsys.readouterr().out.split(":")[0]) == (1, "different")


def test_a_transcript_of_other_ballots_is_found(city):
    path = written(city, Rule(RuleName.GREEDY))
    city.write_text(city.read_text().replace("\n3;P", "\n3;P000,P", 1) + "4000;P001\n")

    assert recheck.main([str(path), str(city)]) == 1


def test_a_growth_of_a_billion_steps_is_confirmed_without_a_billion_runs(tmp_path):
    path = tmp_path / "lonely.pb"
    path.write_text(pabulib_text({"a": 10**9, "b": 3}, 10**9 + 3, ["a"] + ["b"] * 99))

    assert recheck.main([str(written(path, Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1))), str(path)]) == 0


def test_a_file_that_is_no_transcript_is_refused(tmp_path, city, capsys):
    path = tmp_path / "no.json"
    path.write_text("{}")

    assert recheck.main([str(path), str(city)]) == 2
    assert recheck.main([str(path)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_checker_imports_nothing_of_parvis():
    tree = ast.parse(Path(recheck.__file__).read_text(encoding="utf-8"))

    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]

    assert not [
        node for node in imports if isinstance(node, ast.ImportFrom) and (node.level or "parvis" in node.module)
    ]
    assert not [
        name for node in imports if isinstance(node, ast.Import) for name in node.names if "parvis" in name.name
    ]


def test_a_real_growth_is_confirmed_run_by_run(tmp_path):
    source = shared.path("data/voting") / "Poland_Swiecie_2023.pb"
    election = read_pabulib(source)
    rule = Rule(RuleName.EQUAL_SHARES, completion=Completion.ADD1U)
    path = tmp_path / "swiecie.json"
    path.write_text(json.dumps(transcript(count(election, rule))))

    assert recheck.main([str(path), str(source), "--quick"]) == 0
