"""The whole server killed in the middle of the opening minute, on the engine that the suite runs on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import POSTGRES, RUNS_ON_POSTGRES
from tests.instances import migrated_postgresql, put_migrated

pytestmark = pytest.mark.either_engine
BENCH = Path(__file__).resolve().parents[3] / "bench" / "rush.py"


def test_nothing_that_was_told_is_lost_and_nobody_is_there_twice_when_every_process_is_killed(
    tmp_path: Path,
) -> None:
    if RUNS_ON_POSTGRES:
        engine, migrated = "postgresql", migrated_postgresql(POSTGRES)
    else:
        engine, migrated = "sqlite", str(put_migrated(tmp_path / "migrated.sqlite3"))
    size = ["--people", "60", "--seats", "20", "--connections", "16", "--kills", "2", "--copy-of", migrated]

    done = subprocess.run(
        [sys.executable, str(BENCH), "--kill", "--engines", engine, *size], capture_output=True, text=True, timeout=900
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "all bars met" in done.stdout
