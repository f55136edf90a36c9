"""pretix in an environment of its own, to be measured beside Parvis; nothing of it enters the repository.

    python bench/pretix_beside.py            makes it, once (a few minutes, most of them migrations)
    python bench/registration_peer.py        measures one free registration there and here

PARVIS_BENCH_PEER   folder of the environment (default: parvis-bench-pretix in the folder for temporary files)
PARVIS_TEST_POSTGRES   where a database of its own, `parvis_bench_pretix`, is made

Needs Python 3.11, PostgreSQL and `redis-server`; two more processes listen on loopback while it is measured. The shop
holds one event, three free kinds of ticket, in French; orders are free and mailed by its worker, as a person makes them.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

sys.path.insert(0, str(Path(__file__).parent))
from serving import cpu_of_family, wait_for

VERSION = "2026.8.*"
FOLDER = Path(os.environ.get("PARVIS_BENCH_PEER") or Path(tempfile.gettempdir()) / "parvis-bench-pretix")
POSTGRES = urlsplit(os.environ.get("PARVIS_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/parvis"))
DATABASE = "parvis_bench_pretix"
SHOP = "/bench/summit/"
SEED = """
from datetime import timedelta
from django.utils.timezone import now
from django_scopes import scopes_disabled
from pretix.base.models import Event, Organizer

with scopes_disabled():
    if not Organizer.objects.filter(slug="bench").exists():
        organizer = Organizer.objects.create(name="Bench", slug="bench")
        event = Event.objects.create(
            organizer=organizer, name="Sommet", slug="summit", live=True, currency="EUR",
            date_from=now() + timedelta(days=60), plugins="pretix.plugins.sendmail",
        )
        event.settings.locales, event.settings.locale = ["fr"], "fr"
        event.settings.timezone = "Europe/Paris"
        quota = event.quotas.create(name="Places", size=100000)
        for name in ("Public", "Presse", "Agents"):
            quota.items.add(event.items.create(name=name, default_price=0))
    print("item", Event.objects.get(slug="summit").items.order_by("pk").first().pk)
"""


def python() -> str:
    return str(FOLDER / "env" / "bin" / "python")


def postgres(database: str) -> str:
    return POSTGRES._replace(path=f"/{database}").geturl()


def set_up() -> None:
    """Everything that is done once: packages, database, configuration, migrations, one event."""
    import psycopg

    FOLDER.mkdir(parents=True, exist_ok=True)
    if not Path(python()).exists():
        subprocess.run([shutil.which("python3.11") or sys.executable, "-m", "venv", str(FOLDER / "env")], check=True)
    installed = subprocess.run([python(), "-c", "import pretix, gunicorn, psycopg2"], capture_output=True)
    if installed.returncode:
        packages = [f"pretix=={VERSION}", "gunicorn", "psycopg2-binary"]
        subprocess.run([python(), "-m", "pip", "install", "--quiet", *packages], check=True)
    with psycopg.connect(postgres("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f'CREATE DATABASE "{DATABASE}"')
    with running("redis") as (_, environment):
        subprocess.run([python(), "-m", "pretix", "migrate", "--verbosity", "0"], env=environment, check=True)
        seeded = subprocess.run(
            [python(), "-m", "pretix", "shell"],
            input=SEED, text=True, env=environment, check=True, capture_output=True,
        )  # fmt: skip
        (FOLDER / "item").write_text(re.findall(r"item (\d+)", seeded.stdout)[-1])


def configure(port: int, redis: int, mail: int) -> dict[str, str]:
    """Write the configuration; returns the environment its processes are started with."""
    data = FOLDER / "data"
    data.mkdir(exist_ok=True)
    (FOLDER / "pretix.cfg").write_text(f"""
[pretix]
instance_name=bench
url=http://127.0.0.1:{port}
datadir={data}
[django]
secret=a bench on loopback has no secrets, but wants fifty characters
[database]
backend=postgresql
name={DATABASE}
user={POSTGRES.username or ""}
password={POSTGRES.password or ""}
host={POSTGRES.hostname or ""}
port={POSTGRES.port or ""}
[redis]
location=redis://127.0.0.1:{redis}/0
sessions=true
[celery]
backend=redis://127.0.0.1:{redis}/1
broker=redis://127.0.0.1:{redis}/2
[mail]
from=bench@localhost.example
host=127.0.0.1
port={mail}
""")
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return {**kept, "PRETIX_CONFIG_FILE": str(FOLDER / "pretix.cfg")}


@dataclass
class Peer:
    port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def cpu_seconds(self) -> float:
        """Of the web server and of the worker with all the processes below them; Redis and PostgreSQL aside."""
        return sum(cpu_of_family(process.pid) for process in self.processes)


@contextlib.contextmanager
def running(what: str = "all", mail: int = 25) -> Iterator[tuple[Peer, dict[str, str]]]:
    """Redis, and with "all" the web server with 2 workers and the celery worker, until the block ends."""
    port, redis = free_port(), free_port()
    environment = configure(port, redis, mail)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [
        subprocess.Popen(
            ["redis-server", "--port", str(redis), "--bind", "127.0.0.1", "--save", "", "--dir", str(FOLDER)], **quiet
        )
    ]
    peer = Peer(port)
    try:
        wait_for_port(redis)
        if what == "all":
            web = [python(), "-m", "gunicorn", "pretix.wsgi", "--workers", "2", "--bind", f"127.0.0.1:{port}"]
            worker = [python(), "-m", "celery", "-A", "pretix.celery_app", "worker", "-c", "2", "-l", "WARNING"]
            for command in (web, worker):
                peer.processes.append(subprocess.Popen(command, env=environment, cwd=FOLDER, **quiet))
            started += peer.processes
            wait_for(f"http://127.0.0.1:{port}{SHOP}", 120)
        yield peer, environment
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        time.sleep(0.1)
    sys.exit(f"bench: nothing listens on port {port}")


class Visitor:
    """A browser's memory, without the rest: cookies, redirects, bytes and requests counted."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.origin = f"http://127.0.0.1:{port}"
        self.cookies: dict[str, str] = {}
        self.requests = self.received = 0
        self.forwarded = "127.0.0.1"

    def ask(self, address: str, form: dict[str, str] | None = None, *, script: bool = False) -> tuple[str, str]:
        """Where one ends, and the page there."""
        for _ in range(8):
            path = urlsplit(urljoin(self.origin, address))._replace(scheme="", netloc="", fragment="").geturl()
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            headers["X-Forwarded-For"] = self.forwarded
            if script:
                headers["X-Requested-With"] = "XMLHttpRequest"
            if form is not None:
                headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
                headers["Referer"] = self.origin + path
            self.connection.request(
                "GET" if form is None else "POST", path, None if form is None else urlencode(form), headers
            )
            response = self.connection.getresponse()
            content = response.read()
            self.requests += 1
            self.received += len(content)
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    cookie, _, given = value.split(";", 1)[0].partition("=")
                    self.cookies[cookie] = given
            if response.status in {301, 302, 303}:
                address, form = urljoin(path, response.getheader("Location") or ""), None
                continue
            if response.status >= 400:
                raise RuntimeError(f"{response.status} at {path}")
            return path, content.decode()
        raise RuntimeError(f"too many redirects at {address}")


def token(page: str) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]


def register(port: int, number: int) -> Visitor:
    """One free registration through the web, as the shop's own script does it for a person."""
    item, visitor = (FOLDER / "item").read_text(), Visitor(port)
    _, page = visitor.ask(SHOP)
    order = {"csrfmiddlewaretoken": token(page), f"item_{item}": "1"}
    _, page = visitor.ask(follow(visitor, f"{SHOP}cart/add?next={SHOP}checkout/start", order))
    name = [one for one in re.findall(r'name="([^"]*attendee_name_parts_[^"]*)"', page) if not one.endswith("_scheme")]
    schemes = re.findall(r'name="([^"]*attendee_name_parts[^"]*_scheme)"[^>]*value="([^"]*)"', page)
    form = {"csrfmiddlewaretoken": token(page), "email": f"person{number}@people.example", **dict(schemes)}
    for part in name:
        form[part] = f"Personne {number}"
    path, page = visitor.ask(f"{SHOP}checkout/questions/", form)
    if not path.startswith(f"{SHOP}checkout/confirm"):
        raise RuntimeError(f"the details were not accepted at {path}")
    end = follow(visitor, f"{SHOP}checkout/confirm/", {"csrfmiddlewaretoken": token(page)})
    path, page = visitor.ask(end)
    if "/order/" not in path:
        raise RuntimeError(f"no order: {path}")
    return visitor


def follow(visitor: Visitor, address: str, form: dict[str, str]) -> str:
    """Send a form that a background task answers, and ask for the answer as often as the shop's script does."""
    _, said = visitor.ask(address, {**form, "ajax": "1"}, script=True)
    answer = json.loads(said)
    wait = 0.1
    again = answer.get("check_url", "")
    while not answer.get("redirect"):
        time.sleep(wait)
        wait = 0.25
        _, said = visitor.ask(again, script=True)
        answer = json.loads(said)
    return str(answer["redirect"])


if __name__ == "__main__":
    set_up()
    print(f"pretix is ready in {FOLDER}")
