"""`parvis check`: exit codes, the three forms, and inputs that cannot be used."""

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from parvis.civics.checks.command import main, run
from tests.civics.checks.examples import EXAMPLES
from tests.civics.checks.test_rules import CLEAN

WRONG = EXAMPLES["D-WEEKDAY"].wrong
TODAY = date(2026, 11, 22)


def checked(*paths: Path | str, form: str = "json", lang: str = "fr") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = run([str(path) for path in paths], form=form, today=TODAY, lang=lang, out=out, err=err)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    file = tmp_path / "clean.md"
    file.write_text(CLEAN)
    return file


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "wrong.md"
    file.write_text(WRONG)
    return file


def test_a_clean_page_exits_with_0(clean: Path) -> None:
    assert checked(clean)[0] == 0


def test_an_error_exits_with_1(clean: Path, wrong: Path) -> None:
    assert checked(clean, wrong)[0] == 1


def test_the_json_is_exactly_as_documented(wrong: Path) -> None:
    _, out, _ = checked(wrong)
    result = json.loads(out)

    assert list(result) == ["files", "errors", "warnings", "infos"]
    assert result["errors"] == 1
    (file,) = result["files"]
    assert (file["path"], file["kind"]) == (str(wrong), "agenda-page")
    keys = ["rule", "severity", "line", "field", "quote", "message", "suggestion"]
    assert all(list(finding) == keys for finding in file["findings"])
    (weekday,) = [finding for finding in file["findings"] if finding["rule"] == "D-WEEKDAY"]
    assert (weekday["line"], weekday["quote"], weekday["severity"]) == (6, "vendredi 17 mai", "error")
    assert "2025-05-17" in weekday["message"]


def test_a_folder_is_walked_and_each_file_checked_once(tmp_path: Path, clean: Path, wrong: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "again.markdown").write_text(WRONG)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\x00")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "note.md").write_text(WRONG)
    code, out, err = checked(tmp_path, wrong)

    assert (code, err) == (1, "")
    assert [Path(file["path"]).name for file in json.loads(out)["files"]] == ["clean.md", "wrong.md", "again.markdown"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.md", None, "there is no such file"),
        ("picture.md", b"\x89PNG\r\n\x00\x00", "this is not text"),
        ("latin.md", "été\n".encode("latin-1"), "line 1 is not UTF-8"),
        ("empty.md", b"", "the file is empty"),
        ("blank.md", b" \n\n", "the file is empty"),
    ],
)
def test_an_unusable_input_is_named_and_the_others_are_checked(
    tmp_path: Path, wrong: Path, name: str, content: bytes | None, said: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    code, out, err = checked(file, wrong, lang="en")

    assert code == 2
    assert str(file) in err
    assert said in err
    assert [entry["path"] for entry in json.loads(out)["files"]] == [str(wrong)]


def test_a_folder_without_pages_is_unusable(tmp_path: Path) -> None:
    code, out, err = checked(tmp_path, lang="en")

    assert code == 2
    assert "holds no page" in err
    assert json.loads(out)["files"] == []


def test_the_text_shows_the_place_the_words_and_what_to_do(wrong: Path) -> None:
    _, out, _ = checked(wrong, form="text", lang="en")
    lines = out.split("\n")
    head = next(number for number, line in enumerate(lines) if "[D-WEEKDAY]" in line)

    assert lines[head].startswith(f"{wrong}:6: error [D-WEEKDAY] 17 May 2025 (2025-05-17) is a Saturday")
    assert lines[head + 1] == "    Rendez-vous le vendredi 17 mai."
    assert lines[head + 2] == "                   " + "^" * len("vendredi 17 mai")
    assert lines[head + 3].startswith("    → Write “Saturday”")
    assert out.endswith("1 file: 1 error, 0 warnings, 0 infos.\n")


def test_the_text_speaks_french_by_default(
    wrong: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    assert main([str(wrong), "--today", "2026-11-22"]) == 1
    assert "est un samedi, pas un vendredi" in capsys.readouterr().out


def test_the_language_of_the_environment_is_used(
    wrong: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    main([str(wrong)])

    assert "is a Saturday, not a Friday" in capsys.readouterr().out


def test_what_is_past_depends_on_the_day_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "page.md"
    file.write_text(EXAMPLES["D-STALE"].wrong)
    main([str(file), "--today", "2025-01-01", "--format", "json"])
    before = capsys.readouterr().out
    main([str(file), "--today", "2026-01-01", "--format", "json"])
    after = capsys.readouterr().out

    assert "D-STALE" not in before
    assert "D-STALE" in after


def test_a_bad_day_is_refused_in_one_sentence(wrong: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(wrong), "--today", "tomorrow", "--lang", "en"]) == 2
    assert capsys.readouterr().err == "parvis check: “tomorrow” is not a date, YYYY-MM-DD.\n"


def test_the_sarif_names_rules_places_and_inputs_that_could_not_be_read(tmp_path: Path, wrong: Path) -> None:
    code, out, _ = checked(wrong, tmp_path / "missing page.md", form="sarif", lang="en")
    log = json.loads(out)
    (one_run,) = log["runs"]
    (result,) = [result for result in one_run["results"] if result["ruleId"] == "D-WEEKDAY"]

    assert code == 2
    assert log["version"] == "2.1.0"
    assert one_run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "D-WEEKDAY"
    assert result["level"] == "error"
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (6, 16, 31)
    assert one_run["invocations"][0]["executionSuccessful"] is False
    notification = one_run["invocations"][0]["toolExecutionNotifications"][0]
    assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("/missing%20page.md")


def test_the_command_never_loads_django_and_prints_json_only(wrong: Path) -> None:
    program = (
        "import sys; from parvis.cli import main; code = main(['check', sys.argv[1], '--format', 'json']);"
        "assert 'django' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(wrong)], capture_output=True, text=True)

    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    assert json.loads(done.stdout)["errors"] == 1
