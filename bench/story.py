"""Stories beside 20 plans of 60 commitments with 5 milestones and 70,000 more ties: queries, bytes, milliseconds.

    .venv/bin/python bench/story.py

The walk alone, then whole pages asked of Django without the page cache, on SQLite; each figure is the median of seven.
Bytes are those of HTML and style sheet compressed by brotli as the server sends them, with the letters' file.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from agenda import environment, run
from commitments import FILL

BESIDE = """
import uuid
from parvis.commit.plans.models import Commitment, Evidence
from parvis.convene.agenda.models import Event
from parvis.disclose.links.models import Link
from datetime import date
from parvis.ground.clock import now
of = Commitment.objects.order_by("pk").last()
Link.objects.bulk_create(
    (Link(from_type="event", from_uid=uuid.uuid4(), relation="feeds", to_type="commitment", to_uid=uuid.uuid4(), standing="illustrative")
     for _ in range(35_000)), batch_size=5_000)
Evidence.objects.bulk_create(
    (Evidence(commitment=of, title="Une page", url="https://ambrelle.example/", day="2026-02-01") for _ in range(35_000)), batch_size=5_000)
events = [
    Event(slug=f"rencontre-{n}", title=f"Rencontre {n} des habitants du quartier", start_day=date(2020 + n % 6, 1 + n % 12, 3),
          end_day=date(2020 + n % 6, 1 + n % 12, 3), state="published", language="fr", published_at=now()) for n in range(301)]
for event in events:
    event.settle()
events = Event.objects.bulk_create(events)
Link.objects.bulk_create(
    Link(from_type="event", from_uid=events[0].uid, relation="produced", to_type="event", to_uid=event.uid, standing="illustrative")
    for event in events[1:])
"""
MEASURE = """
import os, statistics, time, brotli
from pathlib import Path
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
import parvis.ui
from parvis.commit.plans.models import Commitment, Plan
from parvis.convene.agenda.models import Event
from parvis.disclose.links.walk import ties_around
from parvis.ground.identifiers import Ref
from parvis.ui.stylesheet import stylesheet
client = Client()
sheet = len(brotli.compress(stylesheet(settings.THEME).encode()))
font = (Path(parvis.ui.__file__).parent / "static/ui/fonts/bricolage-grotesque.woff2").stat().st_size
def median(work):
    took = []
    for _ in range(7):
        start = time.perf_counter(); work(); took.append(1000 * (time.perf_counter() - start))
    return statistics.median(took)
plan = Plan.objects.get(slug="plan-7")
objects = {
    "a commitment": Ref("commitment", Commitment.objects.get(plan=plan, slug="engagement-7").uid),
    "a plan of 60 commitments": Ref("plan", plan.uid),
    "an event that produced 300": Ref("event", Event.objects.get(slug="rencontre-0").uid),
}
for name, ref in objects.items():
    print(f"walk from {name:30} {median(lambda: ties_around(ref)):7.1f} ms  {len(ties_around(ref))} ties")
pages = {f"story of {name}": f"/fr/story/{ref.type}/{ref.uid}/" for name, ref in objects.items()}
pages["promised and not answered"] = "/fr/promised/"
for name, path in pages.items():
    def ask():
        return client.get(path + "?fresh=" + os.urandom(4).hex())
    ask()
    with CaptureQueriesContext(connection) as asked:
        page = ask()
    assert page.status_code == 200, path
    html = len(brotli.compress(page.content, mode=brotli.MODE_TEXT, quality=5))
    stops = page.content.decode().count("<h3")
    print(f"{name:40} {len(asked):3} queries  {median(ask):7.1f} ms  {html:6} + {sheet} + {font} = {html + sheet + font} bytes  {stops} rows")
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, "-m", "parvis.cli", "migrate"],
            env={**os.environ, **environment(folder)}, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        run(FILL, folder, "20", "60", "5")
        run(BESIDE, folder)
        print(run(MEASURE, folder), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
