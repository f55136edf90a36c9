"""Seats under random steps: `python bench/seats.py [--steps 10000] [--connections 16] [--engine postgresql|sqlite]`.

So many processes, each with a connection of its own, register, confirm, cancel, expire, serve the line, promote, change
capacities, all at random and at once; one more connection looks at every instant whether

    seats held + confirmed + free = capacity (+ seats given before it was lowered), in counters and in rows alike,

and at the end whether nobody waits for nothing and ranks have no gap. Exit code 1 when anything is wrong, or when a step
met an error that is not an answer (a deadlock, a lock that never came).
PostgreSQL: PARVIS_TEST_POSTGRES, or the server on 127.0.0.1; a database is made and dropped. SQLite: a file.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--engine", choices=["postgresql", "sqlite"], action="append")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    wrong = 0
    for engine in options.engine or ["postgresql", "sqlite"]:
        with database(engine) as url:
            wrong += run(engine, url, options)
    return bool(wrong)


@contextlib.contextmanager
def database(engine: str):
    """An empty database of that engine, migrated; dropped at the end."""
    with tempfile.TemporaryDirectory() as folder:
        if engine == "sqlite":
            url = f"sqlite:///{folder}/seats.sqlite3"
            migrate(url, folder)
            yield url
            return
        import psycopg

        server = os.environ.get("PARVIS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
        name = f"bench_seats_{os.getpid()}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            try:
                url = f"{server.rpartition('/')[0]}/{name}"
                migrate(url, folder)
                yield url
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def environment(url: str, folder: str = "") -> dict[str, str]:
    data = {"PARVIS_DATA": folder} if folder else {}
    return {**os.environ, **data, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "parvis.config.settings"}


def migrate(url: str, folder: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "parvis.cli", "migrate"], check=True, env=environment(url, folder), capture_output=True
    )


def run(engine: str, url: str, options: argparse.Namespace) -> int:
    """One walk; how many things are wrong."""
    numbers = [str(number) for number in (options.steps, options.connections, options.seed)]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-W", "ignore", str(HERE / "seats_walk.py"), *numbers]
        done = subprocess.run(command, env=environment(url, folder), check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout)
    print(
        f"{engine}: {sum(found['did'].values())} steps over {options.connections} connections in {found['took']:.0f} s"
    )
    print("  " + ", ".join(f"{name} {number}" for name, number in sorted(found["did"].items())))
    print(f"  looked at {found['looks']} instants; at the end {found['numbers']}")
    for one in found["wrong"][:20]:
        print(f"  WRONG: {one}")
    print("  nothing wrong" if not found["wrong"] else f"  {len(found['wrong'])} wrong", flush=True)
    return len(found["wrong"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
