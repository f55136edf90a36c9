"""The opening minute: 2,000 people on 64 connections for 500 seats, then the same with the server killed under them.

    python bench/rush.py [--engines postgresql sqlite] [--people 2000] [--seats 500] [--kill] [--shared] [--confirm]

`parvis serve` as an operator starts it (granian with 2 workers, registrar, worker, scheduler), in a database made for
the run. Everybody arrives at once: the form, the form sent, the receipt; whoever is put in line asks again when her page
says so. Without options, the three scenarios: each person from an address of her own; all behind one network;
each address confirmed by the code of its letter. `--kill` sends SIGKILL to every process of the server five times
in the middle of it; people insist with the same form. Everything is read again from the database afterwards.

Bars: exactly the seats there are, everybody else waiting at positions 1, 2, 3… without a gap; whoever was answered before
another's form left is before her; no error; ≤ 15 queries and ≤ 3 requests a registration, line apart; killed, nothing
told is lost and nobody is there twice. CPU is what the kernel accounts; the crowd's own is said apart.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from crowd import Crowd, Person, confirm, overtaken, percentile, register, together
from databases import database
from serving import cpu_of_family, family, wait_for

HERE = Path(__file__).parent
QUERIES, REQUESTS = 15, 3


def main() -> int:
    options = read_arguments()
    good = True
    for engine in options.engines:
        for scenario in options.scenarios:
            with database(engine, "rush", options.copy_of) as url, tempfile.TemporaryDirectory() as folder:
                if url is None:
                    print(f"{engine}: no server answers, left out")
                    break
                good &= Rush(engine, scenario, url, Path(folder), options).run()
    return not good


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engines", nargs="+", default=["postgresql", "sqlite"], choices=["postgresql", "sqlite"])
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--seats", type=int, default=500)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--kills", type=int, default=5, help="with --kill")
    parser.add_argument("--seed", type=int, default=6, help="of the instants of the kills")
    parser.add_argument(
        "--copy-of", default="", help="a migrated database of that engine to start from; else one is made"
    )
    for scenario in SCENARIOS:
        parser.add_argument(f"--{scenario}", action="append_const", const=scenario, dest="scenarios")
    options = parser.parse_args()
    options.scenarios = options.scenarios or ["apart", "shared", "confirm"]
    return options


SCENARIOS = {
    "apart": "each from an address of their own",
    "shared": "all behind one network",
    "confirm": "addresses confirmed by the code of the letter",
    "kill": "the server killed under them",
}


@dataclass
class Site:
    """`parvis serve`, which can be killed and started again."""

    environment: dict[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = None
    spent: float = 0.0

    def start(self) -> None:
        command = [sys.executable, "-m", "parvis.cli", "serve", "--port", str(self.port), "--workers", "2"]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        wait_for(f"http://127.0.0.1:{self.port}/healthz", 300)

    def kill(self) -> None:
        """Every process at once, without a word to any of them."""
        assert self.process is not None
        self.spent += cpu_of_family(self.process.pid)
        for pid in family(self.process.pid):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def cpu_seconds(self) -> float:
        assert self.process is not None
        return self.spent + cpu_of_family(self.process.pid)


@dataclass
class Rush:
    engine: str
    scenario: str
    url: str
    folder: Path
    options: argparse.Namespace

    @property
    def confirming(self) -> bool:
        return self.scenario == "confirm"

    def run(self) -> bool:
        print(f"\n{self.engine}, {SCENARIOS[self.scenario]}", flush=True)
        self.environment = {
            **os.environ,
            "DATABASE_URL": self.url,
            "PARVIS_DATA": str(self.folder),
            "PARVIS_LOG_LEVEL": "ERROR",
            "PARVIS_BEHIND_PROXY": "1",
            "PARVIS_STATIC_GATHERED": "1",  # no style sheet is asked for: what it costs is measured elsewhere
            "EMAIL_URL": "dummy://",
            "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
        }
        for name in ("PARVIS_DEMO", "REDIS_URL"):
            self.environment.pop(name, None)
        if not self.options.copy_of:
            subprocess.run(
                [sys.executable, "-m", "parvis.cli", "migrate"], env=self.environment, check=True, capture_output=True
            )
        prepared = self.look("prepare", "--seats", str(self.options.seats), *(["--confirm"] if self.confirming else []))
        site = Site(self.environment, free_port())
        try:
            site.start()
            people = [self.person(number) for number in range(self.options.people)]
            crowd = Crowd(site.port, self.options.connections, insist=self.scenario == "kill")
            before = site.cpu_seconds(), time.process_time(), self.database_cpu(), time.perf_counter()
            asyncio.run(self.rush(site, crowd, people, prepared["path"]))
            after = site.cpu_seconds(), time.process_time(), self.database_cpu(), time.perf_counter()
            spent = [end - start for start, end in zip(before, after, strict=True)]
            self.settled()
            site_seen = self.look("look")
        finally:
            site.stop()
        return self.report(prepared, site_seen, crowd, people, spent)

    def person(self, number: int) -> Person:
        address = "192.0.2.1" if self.scenario == "shared" else f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        return Person(number, f"person{number}@people.example", address)

    async def rush(self, site: Site, crowd: Crowd, people: list[Person], path: str) -> None:
        killing = asyncio.create_task(self.kill_at_random(site, people)) if self.scenario == "kill" else None
        await together(crowd, [partial(register, crowd, person, path) for person in people])
        if self.confirming:
            codes = self.look("codes")
            acts: list[Callable[[], Any]] = []
            for person in people:
                state, code = codes.get(str(person.number), ("", ""))
                if state in {"held", "asked"}:
                    if state == "asked":
                        person.sent = 0.0  # her rank is decided by the code, not by the form
                    acts.append(partial(confirm, crowd, person, code))
            await together(crowd, acts)
        if killing is not None:
            await killing

    async def kill_at_random(self, site: Site, people: list[Person]) -> None:
        """SIGKILL when so many, drawn, have had an answer to their form."""
        draw = random.Random(self.options.seed)
        for number in sorted(draw.sample(range(len(people) // 20, len(people) * 19 // 20), self.options.kills)):
            while sum(person.answered > 0 for person in people) < number:
                await asyncio.sleep(0.02)
            await asyncio.to_thread(site.kill)
            await asyncio.to_thread(site.start)

    def settled(self) -> None:
        """Give the registrar the time to serve who is still in line; nobody should be."""
        for _ in range(30):
            if not self.look("line")["in line"]:
                return
            time.sleep(1)

    def look(self, work: str, *arguments: str) -> Any:
        """Ask the database, in a process of its own: the crowd stays without Django."""
        told = subprocess.run(
            [sys.executable, str(HERE / "rush_look.py"), work, *arguments],
            env=self.environment, check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return json.loads(told.stdout)

    def database_cpu(self) -> float:
        """Seconds of the server processes of our PostgreSQL database; what closed its connection before is lost."""
        if self.engine == "sqlite":
            return 0.0
        import psycopg

        with psycopg.connect(self.url) as connection:
            found = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            return sum(cpu_of_family(pid) for (pid,) in found)

    def report(
        self, prepared: dict[str, Any], seen: dict[str, Any], crowd: Crowd, people: list[Person], spent: list[float]
    ) -> bool:
        number, seats = len(people), min(self.options.seats, len(people))
        server, mine, base, seconds = spent
        places = {int(key): rank or 0 for key, (_, rank) in seen["people"].items()}
        passed = overtaken(people, places)
        waiting = sorted(rank for rank in places.values() if rank)
        wanted = "confirmed"
        told = [(person, state) for person in people for state in person.told]
        lost = [
            person.number
            for person, state in told
            if state and (found := seen["people"].get(str(person.number))) is not None
            and rank_of(found[0]) < rank_of(state)
        ]  # fmt: skip
        missing = [person.number for person, _ in told if str(person.number) not in seen["people"]]
        requests = max((person.requests for person in people), default=0)
        totals = [1000 * (person.done - person.arrived) for person in people if person.done]
        bars = {
            f"{seats} seats taken": seen["states"].get(wanted, 0) == seats == seen["confirmed"],
            f"{number - seats} wait at positions 1 to {number - seats}": waiting == list(range(1, number - seats + 1)),
            "nobody passed who came before": passed == 0,
            "no error": not crowd.errors,
            "numbers agree with rows": not seen["differences"],
            "nobody twice": seen["twice"] == 0 and seen["tickets"] == number,
            "nothing told is lost": not lost and not missing,
            "line empty": seen["in line"] == 0,
            f"≤ {QUERIES} queries": max(prepared["queries"].values()) <= QUERIES,
            f"≤ {REQUESTS} requests": self.confirming or requests <= REQUESTS,
        }
        print(f"  {number} registrations in {seconds:.1f} s: {number / seconds:.0f} a second; "
              f"from the first request to the receipt p50 {percentile(totals, 0.5) / 1000:.1f} s, p99 {percentile(totals, 0.99) / 1000:.1f} s")  # fmt: skip
        for kind, taken in crowd.milliseconds.items():
            print(f"  {kind:12} {len(taken):6} requests  p50 {percentile(taken, 0.5):7.0f} ms  p99 {percentile(taken, 0.99):7.0f} ms")  # fmt: skip
        print(f"  CPU a registration: server {1000 * server / number:.1f} ms, PostgreSQL {1000 * base / number:.1f} ms; the crowd itself {1000 * mine / number:.1f} ms")  # fmt: skip
        print(f"  queries: {', '.join(f'{what} {n}' for what, n in prepared['queries'].items())}")
        print(f"  requests: at most {requests}; in line {sum(p.polls > 0 for p in people)} people, {sum(p.polls for p in people)} polls; "
              f"interrupted {crowd.interrupted}")  # fmt: skip
        print(f"  states: {seen['states']}; passed over {passed}; errors {dict(crowd.errors)}; differences {seen['differences']}; "
              f"twice {seen['twice']}; told and lost {len(lost) + len(missing)}")  # fmt: skip
        missed = [name for name, kept in bars.items() if not kept]
        print("  all bars met" if not missed else f"  MISSED: {', '.join(missed)}", flush=True)
        return not missed


def rank_of(state: str) -> int:
    """How much a state promises: nobody may be told more than the database remembers."""
    return {"confirmed": 3, "pending": 2, "held": 2, "offered": 2, "waiting": 1, "asked": 0}.get(state, -1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
