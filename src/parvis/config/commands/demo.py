"""`parvis demo [--anchor DATE] [--serve]`: the archive of the five documents and the season of Ambrelle."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from parvis.config.sentences import Text
from parvis.config.start import say, start, tell, told

NAME = "Parvis d’Ambrelle"
ADDRESS = "1 place du Parvis, Ambrelle"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="parvis demo", description="Write the demonstration into a database of its own."
    )
    parser.add_argument("--anchor", type=day, default=None, help="the day the season is built around (default: today)")
    parser.add_argument("--serve", action="store_true", help="then serve it on http://127.0.0.1:8000")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    data = Path(os.environ.get("PARVIS_DATA", "var")).absolute()
    os.environ.setdefault("PARVIS_DEMO", "1")
    os.environ.setdefault("PARVIS_NAME", NAME)
    os.environ.setdefault("PARVIS_ADDRESS", ADDRESS)
    # Never in the database of a real instance, unless it is named.
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{data}/demo.sqlite3")
    start()
    return told(write, [str(options.anchor or "")]) or (serve(options.port) if options.serve else 0)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day such as 2026-03-12") from None


def write(arguments: list[str]) -> int:
    from django.conf import settings

    from parvis.config.commands import migrate
    from parvis.ground import clock

    anchor = date.fromisoformat(arguments[0]) if arguments[0] else clock.today(settings.TIME_ZONE)
    migrate.make_folders()
    migrate.apply()
    held = anchor_held()
    if held == str(anchor):
        tell(Text(f"La démonstration du {anchor} est déjà là.", f"The demonstration of {anchor} is already here."))
        return 0
    if held:
        empty()
        migrate.apply()
    elif holds_something():
        say(
            Text(
                "cette base contient déjà une instance ; donnez-en une autre à la démonstration par DATABASE_URL.",
                "this database already holds an instance; give the demonstration another one with DATABASE_URL.",
            )
        )
        return 2
    from parvis.portal.demo.load import load

    events = load(anchor)
    tell(
        Text(
            f"Démonstration écrite autour du {anchor} : {events} événements.",
            f"Demonstration written around {anchor}: {events} events.",
        )
    )
    return 0


def anchor_held() -> str:
    """The day of the demonstration in this database, or an empty string when it holds none."""
    from parvis.ground.journal.models import Entry

    loaded = Entry.objects.filter(action="demo.load").order_by("-id").first()
    return loaded.public["anchor"] if loaded else ""


def holds_something() -> bool:
    from parvis.convene.agenda.models import Event
    from parvis.people.models import Organisation, User

    return User.objects.exists() or Organisation.objects.exists() or Event.objects.exists()


def empty() -> None:
    """Take the former demonstration away with its tables: its journal refuses to be deleted row by row, like any."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{settings.DATABASES['default']['NAME']}{suffix}").unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        connection.close()


def serve(port: int) -> int:
    """Hand the process over to `parvis serve`."""
    command = [sys.executable, "-m", "parvis.cli", "serve", "--port", str(port)]
    os.execv(sys.executable, command)  # noqa: S606 -- our own interpreter and our own command
