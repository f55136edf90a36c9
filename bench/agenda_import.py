"""CPU and peak memory of `parvis import` on 500 and on 5,000 generated pages, each in a fresh database.

    python bench/agenda_import.py [--pages 500 5000]

Bars: 5,000 pages in 60 CPU-seconds at most, with a peak memory at most 1.3 times that of 500.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

SECONDS, GROWTH = 60, 1.3
SUBJECTS = ("mobilités", "données ouvertes", "inclusion", "achats", "accessibilité", "énergie", "santé", "logement")
KINDS = ("Atelier", "Webinaire", "Formation", "Sommet", "Forum", "meetup")
VENUES = (
    ("Maison des associations", "6 rue du Pont-Neuf"),
    ("Halle aux Grains", "2 place des Mesureurs"),
    ("Le Bief", "40 quai du Bief"),
)
PARAGRAPH = (
    "Une rencontre **ouverte à toutes et tous** pour comprendre, essayer et donner son avis sur les projets de la ville. "
    "Les équipes présentent ce qui a été fait, ce qui reste à faire et [ce qui change](https://ambrelle.example/projets).\n\n"
)
PAGE = """---
title: {title}
date: {published} 09:00:00 +02:00
categories:
- {kind}
tags:
- {subject}
chapeau-text: Venez parler de {subject} avec celles et ceux qui s'en occupent, à Ambrelle.
event_start_date: {day} {hour:02}:30:00 {offset}
lieu: {venue}
adresse: {address}, 99420 Ambrelle
acces:
- type: Métro
  lignes:
  - nom: Ligne 2 – Quai Vert
champs_informations:
- intitule: Modalités
  contenu: Inscription en ligne
  lien: https://ambrelle.example/inscription/{number}
- intitule: Garde d'enfants
  contenu: Sur place, dès 3 ans
---

{body}"""


def write_pages(folder: Path, number: int) -> None:
    drawn = random.Random(2026)
    first = date(2024, 1, 1)
    for n in range(number):
        day = first + timedelta(drawn.randrange(1200))
        venue, address = drawn.choice(VENUES)
        subject = drawn.choice(SUBJECTS)
        summer = 4 <= day.month <= 9
        page = PAGE.format(
            title=f"Parlons {subject}, rencontre {n}",
            published=(day - timedelta(30)).isoformat(),
            kind=drawn.choice(KINDS),
            subject=subject,
            day=day.isoformat(),
            hour=drawn.randrange(8, 20),
            offset="+02:00" if summer else "+01:00",
            venue=venue,
            address=address,
            number=n,
            body=PARAGRAPH * drawn.randrange(2, 6),
        )
        (folder / f"rencontre-{n:05}.md").write_text(page, encoding="utf-8")


def measure(number: int) -> tuple[float, float, dict[str, int]]:
    """CPU seconds, peak memory in MB, and the counts of the import."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = folder / "pages"
        pages.mkdir()
        write_pages(pages, number)
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "PARVIS_DATA": str(folder)}
        command = [sys.executable, "-m", "parvis.cli"]
        subprocess.run([*command, "migrate"], env=env, check=True, stdout=subprocess.DEVNULL)
        # A process of its own, so that its peak is its own.
        told = subprocess.run(
            [sys.executable, __file__, "--child", str(pages)], env=env, check=True, capture_output=True, text=True
        )
        found = json.loads(told.stdout.splitlines()[-1])
        return found["cpu"], found["peak"], found["counts"]


def child(pages: Path) -> None:
    """Run one import in this very process and print what it cost."""
    told = subprocess.run(
        [sys.executable, "-m", "parvis.cli", "import", "--publish", "--format", "json", str(pages)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    outcome = json.loads(told.stdout)
    outcome.pop("records")
    print(json.dumps({"cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024, "counts": outcome}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs=2, default=[500, 5000])
    parser.add_argument("--child", type=Path)
    options = parser.parse_args()
    if options.child:
        child(options.child)
        return 0
    found = {number: measure(number) for number in options.pages}
    for number, (cpu, peak, counts) in found.items():
        print(
            f"{number:6,} pages: {cpu:6.1f} CPU-s, {1000 * cpu / number:5.1f} ms a page, peak {peak:6.1f} MB, {counts}"
        )
    few, many = options.pages
    growth = found[many][1] / found[few][1]
    seconds = found[many][0]
    print(f"memory ×{growth:.2f} (bar {GROWTH}), {seconds:.1f} CPU-s for {many:,} (bar {SECONDS})")
    return int(growth > GROWTH or seconds > SECONDS)


if __name__ == "__main__":
    sys.exit(main())
