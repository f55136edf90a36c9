"""What an operator types, and what comes of it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from uuid import uuid4

import pytest

from tests.conftest import POSTGRES
from tests.instances import put_migrated

PASSWORD = "quatre mots sans rapport\n"


@pytest.fixture
def sqlite(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/city.sqlite3", "PARVIS_DATA": str(tmp_path / "data"), "LC_ALL": "C"}


@pytest.fixture
def migrated(sqlite: dict[str, str], tmp_path: Path) -> dict[str, str]:
    put_migrated(tmp_path / "city.sqlite3")
    return sqlite


def test_migrate_makes_its_folders_and_can_be_repeated(parvis, tmp_path):
    env = {
        "DATABASE_URL": f"sqlite:///{tmp_path}/new/folder/city.sqlite3",
        "PARVIS_DATA": f"{tmp_path}/d",
        "LC_ALL": "C",
    }
    assert "migration(s) applied" in parvis("migrate", env=env).stdout
    assert parvis("migrate", env=env).stdout == "Database already up to date.\n"
    with sqlite3.connect(tmp_path / "new/folder/city.sqlite3") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("sqlite:////proc/none/x.sqlite3", "cannot"),
        ("sqlite:////etc/passwd", "no SQLite database"),
        ("postgresql://nobody@127.0.0.1:1/none", "does not answer"),
        ("oracle://x", "DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(parvis, tmp_path, url, word):
    done = parvis("migrate", env={"DATABASE_URL": url, "PARVIS_DATA": str(tmp_path), "LC_ALL": "C"})
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert word in done.stderr + done.stdout


def test_an_account_a_backup_and_its_restoration(parvis, migrated, tmp_path):
    env = migrated
    assert parvis("user", "create", "no-address", env=env, stdin=PASSWORD).returncode == 2
    assert parvis("user", "create", "awa@ambrelle.example", "--admin", env=env, stdin="short\n").returncode == 2
    assert parvis("user", "create", "awa@ambrelle.example", "--admin", env=env, stdin=PASSWORD).returncode == 0
    assert "already has an account" in parvis("user", "create", "AWA@ambrelle.example", env=env, stdin=PASSWORD).stderr
    assert "/account/password/reset/key/" in parvis("user", "create", "y@ambrelle.example", "--link", env=env).stdout
    picture = tmp_path / "data" / "media" / "pictures" / "hall.webp"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"RIFF")

    assert "Backup written" in parvis("backup", str(tmp_path / "b.tar.gz"), env=env).stdout
    assert "already holds data" in parvis("restore", str(tmp_path / "b.tar.gz"), env=env).stderr
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o077 == 0

    elsewhere = env | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/other.sqlite3",
        "PARVIS_DATA": str(tmp_path / "other"),
    }
    assert parvis("restore", str(tmp_path / "b.tar.gz"), env=elsewhere).returncode == 0
    with sqlite3.connect(tmp_path / "other.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM people_user").fetchone() == (2,)
    assert (tmp_path / "other" / "media" / "pictures" / "hall.webp").read_bytes() == b"RIFF"
    assert parvis("restore", "--force", str(tmp_path / "b.tar.gz"), env=env).returncode == 0


def test_a_file_that_is_no_backup_is_refused_in_a_sentence(parvis, sqlite, tmp_path):
    (tmp_path / "text").write_text("hello")
    with tarfile.open(tmp_path / "empty.tar.gz", "w:gz"):
        pass
    for name in ("text", "empty.tar.gz", "absent"):
        done = parvis("restore", str(tmp_path / name), env=sqlite)
        assert done.returncode == 2
        assert done.stderr.startswith("parvis: ")
        assert "Traceback" not in done.stderr


@pytest.mark.only_postgres
def test_postgresql_is_backed_up_and_restored_too(parvis, tmp_path):
    psycopg = pytest.importorskip("psycopg")
    name = f"parvis_backup_{uuid4().hex[:8]}"
    with psycopg.connect(POSTGRES.rsplit("/", 1)[0] + "/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            env = {"DATABASE_URL": POSTGRES.rsplit("/", 1)[0] + f"/{name}", "PARVIS_DATA": str(tmp_path), "LC_ALL": "C"}
            parvis("migrate", env=env)
            parvis("user", "create", "awa@ambrelle.example", env=env, stdin=PASSWORD)
            assert parvis("backup", str(tmp_path / "b.tar.gz"), env=env).returncode == 0
            assert "already holds data" in parvis("restore", str(tmp_path / "b.tar.gz"), env=env).stderr
            done = parvis("restore", "--force", str(tmp_path / "b.tar.gz"), env=env)
            assert (done.returncode, done.stderr) == (0, "")
            with psycopg.connect(env["DATABASE_URL"]) as restored:
                assert restored.execute("SELECT count(*) FROM people_user").fetchone() == (1,)
        finally:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_serving_an_unmigrated_database_is_refused_with_the_remedy(parvis, sqlite):
    done = parvis("serve", env=sqlite)
    assert done.returncode == 2
    assert "run “parvis migrate”" in done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(url: str, seconds: float = 90.0) -> tuple[int, bytes]:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310 -- our own server
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)


def children_of(pid: int) -> dict[str, int]:
    """Names and ids of the processes that `parvis serve` started."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            words = (entry / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if int(stat[1]) == pid and "serve" in words:
            found[words[words.index("serve") + 1]] = int(entry.name)
    return found


def test_serve_runs_its_processes_revives_them_and_stops_them(parvis, migrated, tmp_path):
    port = free_port()
    with (tmp_path / "out").open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "parvis.cli", "serve", "--port", str(port), "--workers", "1"],
            stdout=out, stderr=out, env={**os.environ, **migrated}, cwd=tmp_path,
        )  # fmt: skip
    try:
        answer(f"http://127.0.0.1:{port}/healthz")
        deadline = time.monotonic() + 60
        while (health := json.loads(answer(f"http://127.0.0.1:{port}/healthz")[1]))["status"] != "ok":
            assert time.monotonic() < deadline, health
            time.sleep(0.5)
        link = re.search(r"http://\S+/set-up/\S+", (tmp_path / "out").read_text())[0]
        assert f":{port}/" in link
        assert answer(link)[0] == 200
        first = children_of(server.pid)
        assert set(first) == {"web", "worker", "scheduler", "registrar"}

        os.kill(first["worker"], signal.SIGKILL)
        deadline = time.monotonic() + 30
        while children_of(server.pid).get("worker", first["worker"]) == first["worker"]:
            assert time.monotonic() < deadline
            time.sleep(0.3)

        last = children_of(server.pid)
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
        assert not [pid for pid in last.values() if Path(f"/proc/{pid}").exists()]
    finally:
        if server.poll() is None:
            server.kill()


def test_a_port_that_is_taken_is_said(parvis, migrated):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = parvis("serve", "--port", str(taken.getsockname()[1]), env=migrated)
    assert done.returncode == 2
    assert "already taken" in done.stderr


def test_translations_need_neither_django_nor_a_database():
    code = "import sys; from parvis.cli import main; main(['messages', 'compile']); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env={**os.environ, "DATABASE_URL": "nonsense"}).returncode == 0
