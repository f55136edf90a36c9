"""`parvis count` and `parvis recheck` as people call them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from parvis.civics.voting.command import main
from tests.civics.voting.elections import SMALL_FILE, synthetic_city


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.pb"
    path.write_text(SMALL_FILE, encoding="utf-8")
    return str(path)


def test_json_stands_alone_on_standard_output(small, capsys):
    code = main([small, "--rule", "equal-shares", "--completion", "add1u", "--format", "json"])

    value = json.loads(capsys.readouterr().out)
    assert code == 0
    assert value["winners"] == ["p10", "p2"]
    assert set(value) >= {
        "winners",
        "spent",
        "budget",
        "rule",
        "projects",
        "steps",
        "decided_exactly",
        "ties",
        "endowment",
        "seconds",
    }
    assert {"id", "name", "cost", "votes", "won", "reason"} <= set(value["projects"][0])
    assert value["endowment"].count("/") <= 1
    assert [project["id"] for project in value["projects"]] == ["p1", "p10", "p2", "p3"]


def test_the_greedy_count_can_be_checked_by_hand(small, capsys):
    main([small, "--rule", "greedy", "--format", "json"])

    value = json.loads(capsys.readouterr().out)
    # votes: p10 4, p1 3, p2 3, p3 2; 300 + 600 = 900, then neither 400 nor 350 fits in 100
    assert (value["winners"], value["spent"], value["budget"], value["endowment"]) == (
        ["p10", "p1"],
        "900",
        "1000",
        None,
    )
    assert value["ties"] == [{"bought": "p1", "equal": ["p2"]}]
    lost = {project["id"]: project for project in value["projects"] if not project["won"]}
    assert (lost["p2"]["reason"], lost["p2"]["missing"]) == ("does-not-fit", "300")


def test_options_without_effect_are_accepted_and_echoed(small, capsys):
    options = ["--completion", "add1", "--step", "0,5", "--stop", "overspend", "--threshold", "9", "--ties", "lot:2031"]

    code = main([small, "--rule", "greedy", *options, "--utility", "cardinality", "--format", "json"])

    rule = json.loads(capsys.readouterr().out)["rule"]
    assert code == 0
    assert (rule["completion"], rule["step"], rule["stop"], rule["threshold"]) == ("add1", "0.5", "overspend", "9")
    assert (rule["ties"], rule["utility"], rule["name"]) == ("lot:2031", "cardinality", "greedy")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--rule", "borda"], "invalid choice"),
        (["--rule", "greedy", "--ties", "coin"], "there is no tie order “coin”; write id, votes, cost or lot:SEED."),
        (["--rule", "equal-shares", "--step", "0"], "the step must be greater than 0."),
        (["--rule", "equal-shares", "--step", "one"], "--step: “one” is not a number."),
        (["--rule", "greedy-exclusive", "--exclusive", "/nowhere/groups"], "this file cannot be opened"),
        (["--rule", "phragmen", "--transcript", "/nowhere/t.json"], "this file cannot be opened"),
        ([], "required: --rule"),
    ],
)
def test_a_bad_option_gets_one_sentence_and_exit_code_2(small, options, sentence, capsys):
    code = main([small, *options, "--language", "en"])

    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert sentence in captured.err


def test_a_bad_file_gets_its_name_line_and_section_in_both_languages(small, tmp_path, capsys):
    path = tmp_path / "bad.pb"
    path.write_text(SMALL_FILE.replace("p2;400;", "p2;free;"))

    codes = [main([str(path), "--rule", "greedy", "--language", language]) for language in ("en", "fr")]

    error = capsys.readouterr().err
    assert codes == [2, 2]
    assert "bad.pb, line 18, section PROJECTS: the cost of project p2 is “free”" in error
    assert "bad.pb, ligne 18, section PROJECTS\u202f: le coût du projet p2 est «\u202ffree\u202f»" in error


def test_a_file_that_does_not_exist_gets_a_sentence(capsys):
    assert main(["/nowhere/town.pb", "--rule", "greedy", "--language", "en"]) == 2
    assert "this file cannot be opened" in capsys.readouterr().err


def test_the_text_has_a_table_bars_and_a_summary_in_both_languages(small, capsys):
    main([small, "--rule", "greedy", "--language", "en"])
    english = capsys.readouterr().out
    main([small, "--rule", "greedy", "--language", "fr"])
    french = capsys.readouterr().out

    assert "✓  p10  Lights; and benches" in english
    assert "████" in english
    assert "Exact tie: p1 was bought before p2, by the published order." in english
    assert "2 projet(s) retenu(s), 900\u00a0€ sur 1\u202f000\u00a0€, 7 bulletins." in french


@pytest.mark.parametrize("rule", ["greedy", "equal-shares", "phragmen", "greedy-no-skip"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_rule_explains_itself(small, rule, language, capsys):
    code = main([small, "--rule", rule, "--explain", "--compare", "--language", language])

    text = capsys.readouterr().out
    assert code == 0
    assert ("People might" in text or "people might have voted otherwise" in text) or "voté autrement" in text
    assert ("Compté" in text or "Recompté avec" in text) if language == "fr" else "Counted again with" in text


def test_conflict_groups_are_read_from_lines_and_from_json(small, tmp_path, capsys):
    found = []
    for text in ("# the same site\np10; p1\n", "p10 p1", "p10,p1\n\n", '[["p10", "p1"]]', '{"site": ["p10", "p1"]}'):
        path = tmp_path / "groups"
        path.write_text(text)
        main([small, "--rule", "greedy-exclusive", "--exclusive", str(path), "--format", "json"])
        found.append(json.loads(capsys.readouterr().out)["winners"])

    assert found == [["p10", "p2"]] * 5


def test_envelopes_are_read_from_lines(small, tmp_path, capsys):
    path = tmp_path / "envelopes.txt"
    path.write_text("North;400\nSouth;500 # two projects\n")

    main([small, "--rule", "greedy", "--envelopes", str(path), "--format", "json"])

    assert json.loads(capsys.readouterr().out)["winners"] == ["p3", "p10"]


def test_the_command_counts_writes_and_rechecks_without_django(tmp_path):
    city, transcript = tmp_path / "city.pb", tmp_path / "city.json"
    city.write_text(synthetic_city(10, 120, seed=1))
    code = (
        "import sys; from parvis.cli import main\n"
        f"first = main(['count', {str(city)!r}, '--rule', 'equal-shares', '--transcript', {str(transcript)!r}])\n"
        f"second = main(['recheck', {str(transcript)!r}, {str(city)!r}])\n"
        "sys.exit(10 * first + second + 100 * ('django' in sys.modules))\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "verified" in done.stdout
