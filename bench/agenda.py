"""The agenda page at 400, 5,000 and 50,000 events: queries, CPU a request beside a plain Django page, cached hits.

    .venv/bin/python bench/agenda.py [--sizes 400,5000,50000] [--seconds 8]

400 events lie in the month around today, as in an innovation month; the others in the ten years around it, about as
many each month: the page shows the same number of rows whatever the agenda holds. Everything is served by granian
with 2 workers on loopback and loaded by wrk; CPU is what the kernel accounts to the server's processes. Each uncached
request has an address of its own; wrk asks for no compression, so neither side compresses. Both sides are loaded for a
second before they are measured: a process imports, and compiles its templates and querysets, once in its life.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from serving import Load, Server, serve

HERE = Path(__file__).parent
UNCACHED = """
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", wrk.path .. "?fresh=" .. n .. "-" .. {worker})
end
"""
FILL = """
import random, sys
from datetime import date, time, timedelta
from django.db import transaction
from parvis.convene.agenda.models import Event
from parvis.ground.clock import now
from parvis.ground.journal.models import Entry
from parvis.ground.places.models import Place
from parvis.ground.themes.models import Term
from parvis.people.models import Organisation

size = int(sys.argv[1])
draw = random.Random(7)
bodies = [Organisation.objects.create(slug=f"body-{n}", name=f"Association {n}") for n in range(60)]
places = [Place.objects.create(slug=f"place-{n}", name=f"Maison {n}", city="Ambrelle", address=f"{n} rue Haute") for n in range(50)]
formats = list(Term.objects.filter(vocabulary="format"))
themes = list(Term.objects.filter(vocabulary="theme"))
today = date.today()
with transaction.atomic():
    for batch in range(0, size, 5000):
        events = []
        for n in range(batch, min(batch + 5000, size)):
            day = today + timedelta(draw.randrange(-10, 21) if n < 400 else draw.randrange(-1825, 1825))
            hour = draw.choice([9, 10, 14, 16, 18])
            event = Event(
                slug=f"event-{n}", title=f"Rencontre de quartier numéro {n}", lead="Une rencontre ouverte.", state="published",
                published_at=now(), start_day=day, start_time=time(hour), end_day=day, end_time=time(hour + 2),
                mode=draw.choice(["onsite", "onsite", "online", "mixed"]), admission=draw.choice(["free", "registration"]),
                place=draw.choice(places), organisation=draw.choice(bodies), language="fr",
            )
            event.settle()
            events.append(event)
        events = Event.objects.bulk_create(events, batch_size=500)
        Event.formats.through.objects.bulk_create(
            [Event.formats.through(event_id=e.pk, term_id=draw.choice(formats).pk) for e in events], batch_size=2000)
        Event.themes.through.objects.bulk_create(
            [Event.themes.through(event_id=e.pk, term_id=draw.choice(themes).pk) for e in events], batch_size=2000)
    Entry.objects.create(action="bench.filled", object_type="event", object_uid=events[0].uid)
"""
COUNT = """
import sys
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client()
client.get("/fr/agenda/")
with CaptureQueriesContext(connection) as asked:
    response = client.get("/fr/agenda/?fresh=count")
assert response.status_code == 200, response.status_code
print(len(asked), len(response.content), response.content.decode().count("<h3"))
with CaptureQueriesContext(connection) as asked:
    client.get("/fr/agenda/?fresh=count")
print(len(asked))
"""


def environment(folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{folder}/agenda.sqlite3",
        "PARVIS_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
    }


def run(code: str, folder: Path, *arguments: str) -> str:
    """Run Python with Django started on the bench's own database."""
    start = "import django\ndjango.setup()\n"
    done = subprocess.run(
        [sys.executable, "-c", start + code, *arguments],
        env={**os.environ, **environment(folder)}, cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"bench/agenda.py: {done.stderr.strip().splitlines()[-1]}")
    return done.stdout


def uncached(server: Server, path: str, seconds: int, folder: Path) -> Load:
    """Every request asks for an address that nobody asked for before; the processes have begun their day."""
    for wait, connections in ((1, 16), (seconds, 4)):
        script = folder / "uncached.lua"
        script.write_text(UNCACHED.replace("{worker}", f'"{os.getpid()}-{os.urandom(3).hex()}"'))
        load = server.load(path, seconds=wait, connections=connections, script=script)
    return load


def yardstick(plain: Server, seconds: int) -> Load:
    """The plain list, after the same second of warming."""
    plain.load("/", seconds=1, connections=16)
    return plain.load("/", seconds=seconds)


def shown(name: str, load: Load) -> str:
    return (
        f"{name:34} {load.cpu_ms:8.2f} ms CPU  p50 {load.p50:7.1f} ms  p99 {load.p99:7.1f} ms  "
        f"{load.requests:6} requests, {load.errors} errors"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="400,5000,50000")
    parser.add_argument("--seconds", type=int, default=8)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    pages: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as name:
        reference_folder = Path(name) / "reference"
        reference = {"REFERENCE_FOLDER": str(reference_folder), "PYTHONPATH": str(HERE)}
        subprocess.run(
            [sys.executable, str(HERE / "reference_page.py")],
            env={**os.environ, **reference},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        with serve("reference_page:application", env=reference) as plain:
            yardsticks = [yardstick(plain, options.seconds)]
            print(shown("plain Django list of 100 rows", yardsticks[0]))
            for size in sizes:
                folder = Path(name) / str(size)
                folder.mkdir()
                subprocess.run(
                    [sys.executable, "-m", "parvis.cli", "migrate"],
                    env={**os.environ, **environment(folder)},
                    cwd=folder,
                    check=True,
                    stdout=subprocess.DEVNULL,
                )
                run(FILL, folder, str(size))
                first, again = run(COUNT, folder).strip().splitlines()
                queries, weight, rows = first.split()
                with serve("parvis.config.wsgi:application", env=environment(folder), folder=folder) as server:
                    made = uncached(server, "/fr/agenda/", options.seconds, folder)
                    hit = server.load("/fr/agenda/", seconds=options.seconds)
                    compressed = server.load("/fr/agenda/", seconds=3, headers={"Accept-Encoding": "br"})
                yardsticks.append(yardstick(plain, options.seconds))
                pages[size] = made.cpu_ms
                print(
                    f"\n{size:,} events: {queries} queries ({again} when cached), {weight} bytes of HTML, {rows} rows"
                )
                print(shown("  uncached", made))
                print(shown("  cached", hit))
                print(shown("  cached, brotli", compressed))
                print(shown("  plain Django list, again", yardsticks[-1]))
    middle = sorted(load.cpu_ms for load in yardsticks)[len(yardsticks) // 2]
    print(
        "\nuncached beside the plain list: "
        + ", ".join(f"{n:,}: {cpu / middle:.2f}×" for n, cpu in pages.items())
        + "  (bar ≤ 0.50×)"
    )
    print(f"{sizes[-1]:,} beside {sizes[0]:,}: {pages[sizes[-1]] / pages[sizes[0]]:.2f}×  (bar ≤ 1.30×)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
