"""`parvis commitments`: tables in, plans out, by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from parvis.commit.exchange.command import main
from parvis.commit.plans.models import Commitment
from tests.commit.exchange.tables import many
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "table.csv"
    path.write_text(many(10, 5))
    return str(path)


def test_without_a_mapping_nothing_is_read_and_the_guesses_are_shown(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = PlanFactory()

    assert main(["import", file, "--plan", plan.slug]) == 2

    said = capsys.readouterr().err
    assert "milestone_due → milestone_due" in said
    assert "--mapping guessed" in said


def test_a_dry_run_is_what_happens_unless_somebody_asks_to_write(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    plan = PlanFactory()

    assert main(["import", file, "--plan", plan.slug, "--mapping", "guessed"]) == 1

    said = capsys.readouterr().out
    assert "Row 6, “ends”: “31/02/2027” is not a readable date." in said
    assert "8 new, 0 to change, 0 unchanged, 2 that cannot be taken" in said
    assert "Dry run: nothing was written." in said
    assert not Commitment.objects.exists()


def test_all_stops_at_a_bad_row_and_good_leaves_it_out(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    plan = PlanFactory()

    assert main(["import", file, "--plan", plan.slug, "--mapping", "guessed", "--write", "all"]) == 1
    assert not Commitment.objects.exists()
    assert "Nothing was written." in capsys.readouterr().err

    assert main(["import", file, "--plan", plan.slug, "--mapping", "guessed", "--write", "good"]) == 1
    assert Commitment.objects.count() == 8


def test_columns_are_written_down_corrected_and_used(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = PlanFactory()
    assert main(["columns", file]) == 0
    mapping = tmp_path / "m.toml"
    mapping.write_text(capsys.readouterr().out.replace('"ends" = "ends"', '"ends" = ""'))

    assert main(["import", file, "--plan", plan.slug, "--mapping", str(mapping), "--format", "json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert (found["counts"], found["written"]) == ({"create": 10}, False)


def test_a_published_plan_is_written_out_and_comes_back_unchanged(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = PlanFactory()
    main(["import", file, "--plan", plan.slug, "--mapping", "guessed", "--write", "good", "--publish"])
    capsys.readouterr()
    assert main(["export", plan.slug]) == 0
    again = tmp_path / "again.csv"
    again.write_text(capsys.readouterr().out)

    assert main(["import", str(again), "--plan", plan.slug, "--mapping", "guessed"]) == 0

    assert "0 new, 0 to change, 8 unchanged" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "nowhere.csv", "--plan", "plan-x"],
        ["import", "nowhere.csv", "--plan", "none"],
        ["export", "none"],
        ["columns", "nowhere.csv"],
    ],
)
def test_what_is_not_there_is_said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    PlanFactory(slug="plan-x")

    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("parvis: ")
