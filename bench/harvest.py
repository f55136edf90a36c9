"""Queries, seconds and changes of harvesting a feed of 2,000 events, then the same with 20 changed, 5 cancelled, 3 gone.

    python bench/harvest.py [--events 2000] [--postgres postgresql://postgres@127.0.0.1:5432/postgres]

The feed is served on 127.0.0.1 by a process of its own, stopped by its identifier. SQLite always, PostgreSQL when a server
answers. Bars: the second reading makes exactly 20, 5 and 3 changes, and asks at most one query for ten events.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

CHANGED, CANCELLED, GONE = 20, 5, 3
QUERIES_EACH = 0.1
SUBJECTS = ("mobilités", "données ouvertes", "inclusion", "achats", "accessibilité", "énergie", "santé", "logement")
VENUES = ("Maison des associations", "Halle aux Grains", "Le Bief", "Médiathèque du Levant", "Hôtel de ville")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--postgres", default="postgresql://postgres@127.0.0.1:5432/postgres")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        return serve(options.serve)
    if options.measure:
        return measure(Path(options.measure), options.events)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        good &= engine("SQLite", f"sqlite:///{folder}/bench.sqlite3", Path(folder), options.events)
    with postgres(options.postgres) as url:
        if url is None:
            print("PostgreSQL: no server answers, not measured.")
        else:
            with tempfile.TemporaryDirectory() as folder:
                good &= engine("PostgreSQL", url, Path(folder), options.events)
    return 0 if good else 1


def engine(name: str, url: str, folder: Path, events: int) -> bool:
    """Both readings on one engine, in a process of their own; prints them, says whether the bars are met."""
    (folder / "agenda.ics").write_text(calendar(events, again=False), encoding="utf-8", newline="")
    server = subprocess.Popen([sys.executable, __file__, "--serve", str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        port = server.stdout.readline().strip()
        environment = os.environ | {
            "DATABASE_URL": url,
            "PARVIS_DATA": str(folder / "data"),
            "PARVIS_FETCH_PRIVATE": "127.0.0.1",
            "PARVIS_FETCH_PORTS": port,
            "BENCH_ADDRESS": f"http://127.0.0.1:{port}/agenda.ics",
        }
        command = [sys.executable, __file__, "--measure", str(folder), "--events", str(events)]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
    finally:
        server.terminate()
        server.wait(10)
    if done.returncode:
        return False
    first, second = json.loads(done.stdout.splitlines()[-1])
    print(f"{name}, {events} events")
    for title, run in (("first reading", first), ("second reading", second)):
        each = run["queries"] / events
        counts = ", ".join(f"{value} {key}" for key, value in run["counts"].items() if value)
        print(f"  {title:<15} {run['seconds']:6.2f} s  {run['queries']:5} queries ({each:.3f} an event)  {counts}")
    expected = {
        "changed": CHANGED,
        "cancelled": CANCELLED,
        "gone": GONE,
        "unchanged": events - CHANGED - CANCELLED - GONE,
    }
    exact = {key: value for key, value in second["counts"].items() if value} == expected
    cheap = second["queries"] <= QUERIES_EACH * events
    print(f"  exactly {CHANGED}/{CANCELLED}/{GONE}: {exact};  at most one query for ten events: {cheap}")
    return exact and cheap and first["counts"]["created"] == events


def measure(folder: Path, events: int) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    from django.core.management import call_command
    from i18nfield.strings import LazyI18nString

    from parvis.convene.agenda.models import Edition, Series
    from parvis.convene.harvest.models import Feed
    from parvis.people.models import Organisation

    call_command("migrate", verbosity=0)
    host = Organisation.objects.create(slug="host", name="Ville d’Ambrelle", kind="local")
    series = Series.objects.create(slug="month", name=LazyI18nString("Mois"))
    edition = Edition.objects.create(series=series, slug="month", year=2027, name=LazyI18nString("Mois"), host=host)
    feed = Feed.objects.create(
        name="Agenda du Levant", address=os.environ["BENCH_ADDRESS"], organisation=host, edition=edition
    )
    first = one_reading(feed)
    (folder / "agenda.ics").write_text(calendar(events, again=True), encoding="utf-8", newline="")
    print(json.dumps([first, one_reading(feed)]))
    return 0


def one_reading(feed) -> dict[str, object]:
    import time

    from django.db import connection

    from parvis.convene.harvest.harvesting import read_feed

    asked = 0

    def count(execute, sql, params, many, context):
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    began = time.perf_counter()
    with connection.execute_wrapper(count):
        reading = read_feed(feed)
    seconds = time.perf_counter() - began
    if reading is None or reading.state != "done":
        raise SystemExit(f"the reading failed: {reading and reading.error}")
    names = ("created", "changed", "cancelled", "gone", "returned", "held", "unchanged", "skipped")
    return {"seconds": seconds, "queries": asked, "counts": {name: getattr(reading, name) for name in names}}


def calendar(events: int, *, again: bool) -> str:
    """The feed, or the same later: the last three are gone, the first ones changed or cancelled, stamps all new."""
    first = date.today() + timedelta(days=10)  # noqa: DTZ011 -- what is announced is to come, wherever it is run
    last = events - GONE if again else events
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//FR"]
    for n in range(last):
        changed, cancelled = again and n < CHANGED, again and CHANGED <= n < CHANGED + CANCELLED
        hour = 9 + n % 10 + (changed and n % 4 == 0)
        title = f"Parlons {SUBJECTS[n % len(SUBJECTS)]}, rencontre {n}" + (
            " (nouveau titre)" if changed and n % 4 == 1 else ""
        )
        venue = VENUES[(n + (changed and n % 4 == 2)) % len(VENUES)]
        lines += [
            "BEGIN:VEVENT",
            f"UID:{n}@levant.example",
            f"DTSTAMP:20260301T1{int(again)}0000Z",
            f"DTSTART;TZID=Europe/Paris:{first + timedelta(days=n // 12):%Y%m%d}T{hour:02}0000",
            "DURATION:PT2H",
            f"SUMMARY:{title.replace(',', chr(92) + ',')}",
            "DESCRIPTION:Une rencontre ouverte à toutes et tous" + (" et la suite." if changed and n % 4 == 3 else "."),
            f"LOCATION:{venue}\\, Ambrelle",
            *(["STATUS:CANCELLED"] if cancelled else []),
            "CATEGORIES:Atelier",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def serve(folder: Path) -> int:
    """Serve the folder on 127.0.0.1, on a port that is printed; ended by its parent."""
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    class Quiet(SimpleHTTPRequestHandler):
        extensions_map = {".ics": "text/calendar"}

        def log_message(self, *arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    print(server.server_address[1], flush=True)
    server.serve_forever()
    return 0


@contextmanager
def postgres(url: str):
    """A database of its own on that server, dropped at the end; None when no server answers."""
    import psycopg
    from psycopg import sql

    name = f"parvis_bench_harvest_{os.getpid()}"
    try:
        server = psycopg.connect(url, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield None
        return
    with server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield url.rpartition("/")[0] + f"/{name}"
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


if __name__ == "__main__":
    sys.exit(main())
