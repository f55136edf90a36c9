"""1,200 commitments from a mapped table, 30 of which cannot be taken: CPU seconds and queries of each step.

    .venv/bin/python bench/commitments_csv.py [ROWS] [BAD]

In a SQLite database of its own, unless DATABASE_URL names another empty one; the figures quoted by docs/developer/formats.md.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

FOLDER = tempfile.mkdtemp(prefix="parvis-bench-")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER}/bench.sqlite3")
os.environ.setdefault("PARVIS_DATA", FOLDER)


def table(rows: int, bad: int) -> bytes:
    """As an administration writes it: semicolons, Windows-1252, its own headers; every so many rows a bad one."""
    every = rows // bad
    mistakes = ("31/02/2027", "bientôt", "2019")  # no such day; no date; before the start
    header = (
        "Réf;N°;Engagement;Problème public;Description;Institution responsable;Valeurs;Début;Fin;Jalon n°;"
        "Intitulé du jalon;Échéance du jalon"
    )
    lines = [header]
    for number in range(1, rows + 1):
        ends = mistakes[number // every % 3] if number % every == 0 else "2027"
        lines.append(
            f"FR{number:04d};{number};Engagement numéro {number};Personne ne sait **{number}**.;Publier le registre "
            f"{number}, mis à jour chaque mois.;Ministère {number % 30};participation citoyenne;2026;{ends};{number}.1;"
            f"Choisir les champs;S1 2027"
        )
    return "\n".join(lines).encode("cp1252")


def measured(label: str, work: Callable[[], Any]) -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    begun = time.process_time()
    with CaptureQueriesContext(connection) as seen:
        found = work()
    print(f"{label:<34} {time.process_time() - begun:6.2f} CPU-s {len(seen):6d} queries")
    return found


def main(rows: int = 1200, bad: int = 30) -> None:
    from parvis.config import start

    start.start()
    from django.core.management import call_command
    from i18nfield.strings import LazyI18nString

    call_command("migrate", verbosity=0)
    from parvis.civics.formats.plans import Mapping, guessed, mapping_of, read_csv, read_table
    from parvis.commit.exchange.exports import FORMS
    from parvis.commit.exchange.importing.foreseeing import foresee
    from parvis.commit.exchange.importing.writing import bring
    from parvis.commit.plans.models import Framework, Plan
    from parvis.ground import clock

    framework = Framework.objects.create(slug="cadre", name=LazyI18nString({"fr": "Cadre", "en": "Framework"}))
    plan = Plan.objects.create(
        framework=framework, slug="plan", title=LazyI18nString({"fr": "Plan", "en": "Plan"}), published=True,
        published_at=clock.now(),
    )  # fmt: skip
    plan.refresh_from_db()
    data = table(rows, bad)
    print(f"{rows} rows, {bad} bad, {len(data) / 1e6:.2f} MB")
    read = measured("read the file", lambda: read_table(data))
    guess = mapping_of(guessed(read))
    mapping = Mapping({**guess.columns, "Engagement": "title"}, {"language": "fr"})
    given = measured("read the rows", lambda: read_csv(read, mapping))
    dry = measured("say what would happen", lambda: foresee(given, plan, None))
    named = [line.row for line in dry.lines if line.action == "refused"]
    print(f"  rows named: {len(named)}; commitments written so far: {plan.commitments.count()}")
    measured("write the good rows", lambda: bring(given, plan, None, good_rows=True, publish=True))
    again = measured("the same again", lambda: bring(given, plan, None, good_rows=True))
    print(f"  {dict(again.counts)}")
    for suffix, form in FORMS.items():
        text = measured(f"export {suffix}", lambda form=form: "".join(form.chunks(plan, "fr")))
        print(f"  {len(text.encode()) / 1e6:.2f} MB")


if __name__ == "__main__":
    try:
        main(*map(int, sys.argv[1:]))
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
