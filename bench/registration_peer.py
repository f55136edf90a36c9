"""One free registration through the web, here and in pretix, in turns on the same machine: CPU, requests, bytes.

    python bench/pretix_beside.py                         once: pretix in an environment of its own
    python bench/registration_peer.py [--rounds 3] [--each 8] [--bar 10]

Both serve with 2 workers on PostgreSQL and one process for what is done behind (registrar here, celery there), and send
the person's letter to a local sink; neither runs its periodic tasks. A person does here: the
form, the form sent, the receipt; and with confirmation the code of the letter as well. There: the shop, the basket, the
details, the confirmation, the order, with the polls its own script makes. CPU is user and system time of all processes
of each application, workers of the background included, less what they spend when idle; PostgreSQL is said apart.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import pretix_beside as pretix
from crowd import TYPING, Wrong, parsed
from databases import database
from serving import cpu_of_family, wait_for

HERE = Path(__file__).parent
PARVIS, CONFIRMED, PRETIX = "Parvis", "Parvis, address confirmed", "pretix"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--each", type=int, default=8, help="registrations of each in a round")
    parser.add_argument("--bar", type=float, default=10)
    options = parser.parse_args()
    if not (pretix.FOLDER / "item").exists():
        print("pretix is not here; python bench/pretix_beside.py makes it an environment. Not measured.")
        return 0
    with database("postgresql", "peer") as url, tempfile.TemporaryDirectory() as folder, sink() as mail:
        if url is None:
            print("PostgreSQL: no server answers, not measured.")
            return 0
        with pretix.running("all", mail.port) as (peer, _), parvis(url, Path(folder), mail) as (site, paths):
            there = Side(
                PRETIX, peer.cpu_seconds, pretix.postgres(pretix.DATABASE), lambda n: pretix.register(peer.port, n)
            )
            here = [
                Side(name, site.cpu_seconds, url, lambda n, path=path: come(site.port, path, n, mail))
                for name, path in paths.items()
            ]  # fmt: skip
            return measure([*here, there], mail, options)


@dataclass
class Side:
    name: str
    cpu: Callable[[], float]
    database: str
    register: Callable[[int], pretix.Visitor]
    milliseconds: list[float] = field(default_factory=list)
    database_ms: list[float] = field(default_factory=list)
    requests: int = 0
    received: int = 0
    letters: int = 0

    def idle(self) -> float:
        """CPU a second of waiting."""
        before = self.cpu()
        time.sleep(6)
        return (self.cpu() - before) / 6

    def round(self, numbers: range, mail: Sink, idle: float) -> None:
        owed, base, before, began = len(mail.letters), database_cpu(self.database), self.cpu(), time.monotonic()
        for number in numbers:
            visitor = self.register(number)
            self.requests, self.received = visitor.requests, visitor.received
        deadline = time.monotonic() + 30
        while len(mail.letters) < owed + len(numbers) and time.monotonic() < deadline:
            time.sleep(0.2)
        time.sleep(1)
        spent = self.cpu() - before - idle * (time.monotonic() - began)
        self.milliseconds.append(1000 * spent / len(numbers))
        self.database_ms.append(1000 * max(database_cpu(self.database) - base, 0) / len(numbers))
        self.letters += len(mail.letters) - owed


def measure(sides: list[Side], mail: Sink, options: argparse.Namespace) -> int:
    idles = {}
    for number, side in enumerate(sides):
        side.register(9_000_000 + number)  # what is loaded once is not one registration's
        side.register(9_000_100 + number)
        time.sleep(3)
        idles[side.name] = side.idle()
    for turn in range(options.rounds):
        for place, side in enumerate(sides):
            first = 1000 * (turn * len(sides) + place)
            side.round(range(first, first + options.each), mail, idles[side.name])
    cpu = {}
    for side in sides:
        cpu[side.name] = statistics.median(side.milliseconds)
        print(
            f"{side.name:28} {cpu[side.name]:8.1f} ms CPU a registration ({', '.join(f'{n:.0f}' for n in side.milliseconds)}), "
            f"PostgreSQL {statistics.median(side.database_ms):.0f} ms; {side.requests} requests, {side.received:,} bytes, "
            f"{side.letters} letters; idle {1000 * idles[side.name]:.0f} ms a second"
        )
    good = True
    for name in cpu:
        if name != PRETIX:
            ratio = cpu[PRETIX] / cpu[name]
            good &= ratio >= options.bar
            print(f"{name}: {ratio:.1f}× less CPU (bar ≥ {options.bar:g}×)")
    return not good


@contextlib.contextmanager
def parvis(url: str, folder: Path, mail: Sink) -> Iterator[tuple[Site, dict[str, str]]]:
    """`parvis serve` on that database with two registrations open: without and with an address to confirm."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "PARVIS_DATA": str(folder),
        "PARVIS_LOG_LEVEL": "ERROR",
        "PARVIS_BEHIND_PROXY": "1",
        "PARVIS_STATIC_GATHERED": "1",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}",
        "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
    }
    for name in ("PARVIS_DEMO", "REDIS_URL"):
        environment.pop(name, None)
    subprocess.run([sys.executable, "-m", "parvis.cli", "migrate"], env=environment, check=True, capture_output=True)
    said = subprocess.run(
        [sys.executable, str(HERE / "rush_look.py"), "beside"],
        env=environment, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    paths = json.loads(said.stdout)
    site = Site(pretix.free_port(), environment)
    try:
        wait_for(f"http://127.0.0.1:{site.port}/healthz", 300)
        yield site, {PARVIS: paths["plain"], CONFIRMED: paths["confirmed"]}
    finally:
        site.stop()


class Site:
    """The web server with 2 workers, and the registrar."""

    def __init__(self, port: int, environment: dict[str, str]) -> None:
        self.port = port
        serve = [sys.executable, "-m", "parvis.cli", "serve"]
        commands = ([*serve, "web", "--port", str(port), "--workers", "2"], [*serve, "registrar"])
        self.processes = [subprocess.Popen(one, env=environment, stderr=subprocess.DEVNULL) for one in commands]

    def cpu_seconds(self) -> float:
        return sum(cpu_of_family(process.pid) for process in self.processes)

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(20)


def come(port: int, path: str, number: int, mail: Sink) -> pretix.Visitor:
    """One registration as a person makes it here, with the code of the letter where the page asks for one."""
    visitor = pretix.Visitor(port)
    visitor.forwarded = f"10.1.{number >> 8 & 255}.{number & 255}"
    address = f"person{number}@people.example"
    _, page = visitor.ask(path)
    form = parsed(page, "email")
    action = form.pop("") or path
    time.sleep(TYPING)
    where, page = visitor.ask(action, {**form, "name": f"Personne {number}", "email": address})
    with contextlib.suppress(Wrong):
        form = parsed(page, "code")
        action = form.pop("") or where
        visitor.ask(action, {**form, "code": mail.code(address)})
    return visitor


@dataclass
class Sink:
    port: int = 0
    letters: list[tuple[str, bytes]] = field(default_factory=list)

    def code(self, address: str) -> str:
        """The six digits sent to an address, once they have come."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            for to, content in list(self.letters):
                if to == address and (found := re.search(r"(?<!\d)(\d{3})\s?(\d{3})(?!\d)", plain(content))):
                    return found[1] + found[2]
            time.sleep(0.1)
        raise RuntimeError(f"no code came for {address}")

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """As much of SMTP as takes a letter."""
        writer.write(b"220 sink\r\n")
        to: list[str] = []
        with contextlib.suppress(OSError, EOFError):
            while line := await reader.readline():
                verb = line[:4].upper()
                if verb == b"DATA":
                    writer.write(b"354 go on\r\n")
                    content = await reader.readuntil(b"\r\n.\r\n")
                    self.letters += [(one, content) for one in to]
                    to = []
                elif verb == b"RCPT":
                    to.append(re.search(rb"<([^>]*)>", line)[1].decode())
                writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                await writer.drain()
                if verb == b"QUIT":
                    break
        writer.close()


def plain(content: bytes) -> str:
    parts = message_from_bytes(content).walk()
    text = [part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/plain"]
    return b"\n".join(one for one in text if isinstance(one, bytes)).decode("utf-8", "replace")


@contextlib.contextmanager
def sink() -> Iterator[Sink]:
    """A mail server on loopback that keeps what it is given, in a thread of its own."""
    mail, loop = Sink(), asyncio.new_event_loop()

    async def begin() -> None:
        server = await asyncio.start_server(mail.talk, "127.0.0.1", 0)
        mail.port = server.sockets[0].getsockname()[1]

    loop.run_until_complete(begin())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield mail
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


def database_cpu(url: str) -> float:
    import psycopg

    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return sum(cpu_of_family(pid) for (pid,) in found)


if __name__ == "__main__":
    sys.exit(main())
