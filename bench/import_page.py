"""CPU and queries of previewing 1,000 rows of CSV on the import page, then of writing 900 chosen ones; a fresh database.

    python bench/import_page.py [--rows 1000] [--chosen 900]

No bar was promised; the figures are those of docs/developer/agenda.md.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta

VENUES = (("Maison des associations", "Ambrelle"), ("Halle aux Grains", "Ambrelle"), ("Le Bief", "Ambrelle"))
SUBJECTS = ("mobilités", "données ouvertes", "inclusion", "achats", "accessibilité", "énergie", "santé", "logement")


def table(rows: int) -> bytes:
    drawn = random.Random(2026)
    lines = ["id,title,start,end,place,city,organisers,themes,lead"]
    for n in range(rows):
        day = date(2027, 1, 1) + timedelta(drawn.randrange(360))
        venue, city = drawn.choice(VENUES)
        subject = drawn.choice(SUBJECTS)
        lines.append(
            f"e{n},Parlons {subject} numéro {n},{day}T{drawn.randrange(9, 19):02}:30,,{venue},{city},"
            f"Organisme {n % 60},{subject},Venez parler de {subject} avec celles et ceux qui s’en occupent."
        )
    return "\n".join(lines).encode()


def measured(what: str, work: Callable[[], object]) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    began, cpu = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as asked:
        work()
    spent, elapsed = time.process_time() - cpu, time.perf_counter() - began
    print(f"{what}: {spent:.1f} s of CPU, {elapsed:.1f} s, {len(asked)} queries")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=1000)
    options.add_argument("--chosen", type=int, default=900)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3"),
            "PARVIS_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
        }
        import django

        django.setup()
        run(asked.rows, asked.chosen)


def run(rows: int, chosen: int) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)

    from parvis.convene.agenda.models import Event
    from parvis.convene.imports import actions
    from parvis.convene.imports.models import Batch, Row, State
    from parvis.people.models import Membership, Organisation, User

    user = User.objects.create_user(email="bench@ambrelle.example", password="a long enough password")
    body = Organisation.objects.create(slug="bench", name="Banc d’essai", kind="local")
    Membership.objects.create(user=user, organisation=body, role="organiser")
    batch = actions.bring_files(user, body, [("saison.csv", table(rows))], publish=True)
    measured(f"reading {rows} rows", lambda: actions.read_batch(Batch.objects.get(pk=batch.pk)))
    actions.choose_all(Batch.objects.get(pk=batch.pk), False)
    Row.objects.filter(batch=batch, number__lte=chosen).update(chosen=True)
    Batch.objects.filter(pk=batch.pk, state=State.READ).update(state=State.DECIDED)
    measured(f"writing {chosen} chosen ones", lambda: actions.write_batch(Batch.objects.get(pk=batch.pk)))
    batch.refresh_from_db()
    print(f"{batch.state}: {batch.counts}; {Event.objects.count()} events")


if __name__ == "__main__":
    main()
