"""A database as `parvis migrate` leaves it, made once in a run of the suite, on each engine, and copied from then on.

The process that starts the run calls `begin` and `end`; its workers find what is made in the folder it names to them.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

FOLDER = "PARVIS_TEST_MADE"
PARVIS = [sys.executable, "-m", "parvis.cli"]


def begin() -> None:
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="parvis-")


def end(server: str) -> None:
    """Forget what was made; `server` is an address of the PostgreSQL server that may hold a database of ours."""
    if FOLDER not in os.environ:  # the run was refused before it began
        return
    folder = Path(os.environ.pop(FOLDER))
    if (folder / "postgresql").exists():
        import psycopg

        with psycopg.connect(maintenance_of(server), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name_of(folder)}"')
    shutil.rmtree(folder)


@contextmanager
def alone() -> Iterator[Path]:
    """The folder of this run, while no other worker makes anything in it."""
    folder = Path(os.environ[FOLDER])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def migrate(url: str, folder: Path) -> None:
    env = {**os.environ, "DATABASE_URL": url, "PARVIS_DATA": str(folder / "data")}
    done = subprocess.run([*PARVIS, "migrate"], env=env, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def migrated_sqlite() -> Path:
    """A migrated SQLite file, to be copied. It keeps no WAL, without which no database in memory takes it."""
    with alone() as folder:
        made = folder / "migrated.sqlite3"
        if not made.exists():
            raw = folder / "making.sqlite3"
            migrate(f"sqlite:///{raw}", folder)
            with closing(sqlite3.connect(raw)) as database:
                assert database.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
            raw.rename(made)
        return made


def put_migrated(file: Path) -> Path:
    """Write a migrated SQLite database there, in WAL as `parvis migrate` leaves it; returns its path."""
    assert not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(migrated_sqlite(), file)
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    return file


def migrated_postgresql(server: str) -> str:
    """The name of a migrated database of that server, to be named as the template of another."""
    import psycopg

    with alone() as folder:
        name = name_of(folder)
        if not (folder / "postgresql").exists():
            with psycopg.connect(maintenance_of(server), autocommit=True) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
            (folder / "postgresql").touch()
            migrate(server.rpartition("/")[0] + f"/{name}", folder)
        return name


def name_of(folder: Path) -> str:
    return folder.name.replace("-", "_")


def maintenance_of(server: str) -> str:
    return server.rpartition("/")[0] + "/postgres"
