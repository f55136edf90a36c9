"""20 plans of 60 commitments with 5 milestones each: queries, bytes, and CPU beside a plain Django page in the same run.

    .venv/bin/python bench/commitments.py [--seconds 8]

Everything is served by granian with 2 workers on loopback and loaded by wrk, as in bench/agenda.py: CPU is what the
kernel accounts to the server's processes (SQLite runs inside them), each uncached request has an address of its own,
neither side compresses, both are warm: texts that are pure functions of what they print are made already, no page is.
Bytes are those of HTML, style sheet and scripts, compressed by brotli as the server sends them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from agenda import HERE, environment, run, shown, uncached, yardstick
from serving import serve

FILL = """
import random, sys
from datetime import date, timedelta
from django.db import transaction
from parvis.commit.plans.models import Commitment, Evidence, Framework, Milestone, Plan, PlanVersion, ProgressReport
from parvis.commit.plans.models import Responsibility, Text
from parvis.commit.plans.finding import index_plans
from parvis.ground.clock import now
from parvis.ground.journal.models import Entry
from parvis.ground.themes.models import Term
from parvis.people.models import Organisation

plans, commitments, milestones = map(int, sys.argv[1:])
draw = random.Random(7)
both = lambda fr, en: {"fr": fr, "en": en}
today = date.today()
said = ["not-started", "limited", "substantial", "complete"]
with transaction.atomic():
    framework = Framework.objects.create(slug="partenariat", name=both("Partenariat", "Partnership"), kind="partnership")
    bodies = [Organisation.objects.create(slug=f"body-{n}", name=f"Direction de la participation {n}") for n in range(40)]
    areas = list(Term.objects.filter(vocabulary="policy-area").order_by("pk"))
    for p in range(plans):
        plan = Plan.objects.create(
            framework=framework, organisation=draw.choice(bodies), slug=f"plan-{p}", published=True, published_at=now(),
            title=both(f"Plan d’action numéro {p}", f"Action plan number {p}"), first_day=date(2006 + p, 1, 1),
            last_day=date(2008 + p, 12, 31),
        )
        version = PlanVersion.objects.create(plan=plan, number=1, adopted=True, adopted_on=date(2006 + p, 1, 15))
        promised = Commitment.objects.bulk_create(
            Commitment(
                plan=plan, slug=f"engagement-{n}", number=str(n + 1), order=n, state="published", published_at=now(),
                title=both(f"Publier le calendrier de l’instance {n}", f"Publish the calendar of council {n}"), added_in=version,
            )
            for n in range(commitments)
        )
        steps = [
            Milestone(
                commitment=one, number=f"{one.number}.{m + 1}", order=m, due=(today + timedelta(draw.randrange(-500, 500))).isoformat(),
                title=both(f"Étape {m + 1} : écrire, relire, mettre en ligne", f"Step {m + 1}: write, read again, put online"),
            )
            for one in promised for m in range(milestones)
        ]
        for step in steps:
            step.settle()
        steps = Milestone.objects.bulk_create(steps)
        Responsibility.objects.bulk_create(Responsibility(commitment=one, organisation=draw.choice(bodies)) for one in promised)
        links = Commitment.policy_areas.through
        links.objects.bulk_create(links(commitment=one, term=area) for one in promised for area in draw.sample(areas, 2))
        texts = [
            Text(commitment=one, part=part, language=language, body="Les habitants savent ce qui se décide, où et quand. " * 6)
            for one in promised for part in ("problem", "solution", "ambition") for language in ("fr", "en")
        ]
        for text in texts:
            text.settle()
        Text.objects.bulk_create(texts)
        proofs = Evidence.objects.bulk_create(
            Evidence(commitment=step.commitment, milestone=step, title="La page publiée", url="https://ambrelle.example/", day="2026-02-01")
            for step in steps if draw.random() < 0.6
        )
        proof_of = {proof.milestone_id: proof for proof in proofs}
        ProgressReport.objects.bulk_create(
            ProgressReport(
                commitment=step.commitment, milestone=step, day=today - timedelta(draw.randrange(10, 300)), proof=proof_of.get(step.pk),
                completion=draw.choice(said if step.pk in proof_of else said[:3]), organisation=draw.choice(bodies),
            )
            for step in steps for _ in range(draw.randrange(3))
        )
        ProgressReport.objects.bulk_create(
            ProgressReport(commitment=one, day=today - timedelta(20), completion=draw.choice(said[:3])) for one in promised
        )
    index_plans(list(Plan.objects.values_list("pk", flat=True)))
    Entry.objects.create(action="bench.filled", object_type="plan", object_uid=plan.uid)
"""
COUNT = """
import os, sys
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client()
for path in sys.argv[1:]:
    def fresh():
        return path + ("&" if "?" in path else "?") + "fresh=" + os.urandom(4).hex()
    client.get(fresh())
    with CaptureQueriesContext(connection) as asked:
        response = client.get(fresh())
    assert response.status_code == 200, (path, response.status_code)
    print(len(asked), len(b"".join(response)) if response.streaming else len(response.content))
"""
WEIGHT = """
import brotli, re, sys
from django.conf import settings
from django.test import Client
from parvis.ui.stylesheet import stylesheet
html = Client().get(sys.argv[1]).content
style = brotli.compress(stylesheet(settings.THEME).encode())
scripts = re.findall(rb"<script[^>]*src=", html)
print(len(brotli.compress(html, quality=5)), len(style), len(scripts))
"""
PLAN = "/fr/commitments/plan-7/"
PATHS = (
    "/fr/commitments/",
    "/fr/commitments/?page=9",
    "/fr/commitments/?state=late",
    "/fr/commitments/?state=under-way&body=body-3",
    "/fr/commitments/?area=open-contracting&q=calendrier",
    "/fr/commitments/?plan=plan-7",
    PLAN,
    "/fr/commitments/plan-7/engagement-7/",
    "/fr/commitments.atom",
    "/fr/commitments.json",
    "/api/v1/commitments",
    "/api/v1/milestones?late=1",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=8)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, plain_folder = Path(name) / "plans", Path(name) / "reference"
        folder.mkdir()
        reference = {"REFERENCE_FOLDER": str(plain_folder), "PYTHONPATH": str(HERE)}
        subprocess.run(
            [sys.executable, str(HERE / "reference_page.py")],
            env={**os.environ, **reference}, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        subprocess.run(
            [sys.executable, "-m", "parvis.cli", "migrate"],
            env={**os.environ, **environment(folder)}, cwd=folder, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        run(FILL, folder, "20", "60", "5")
        for path, line in zip(PATHS, run(COUNT, folder, *PATHS).strip().splitlines(), strict=True):
            queries, size = line.split()
            print(f"{path:58} {queries:>3} queries {int(size):>8,} bytes of content")
        for path in ("/fr/commitments/", PLAN, "/fr/commitments/plan-7/engagement-7/"):
            html, style, scripts = map(int, run(WEIGHT, folder, path).split())
            print(f"{path:58} {html + style:>6,} bytes with the style sheet, {scripts} scripts  (bar ≤ 60,000)")
        with (
            serve("reference_page:application", env=reference) as plain,
            serve("parvis.config.wsgi:application", env=environment(folder), folder=folder) as server,
        ):
            before = yardstick(plain, options.seconds)
            made = uncached(server, PLAN, options.seconds, folder)
            listed = uncached(server, "/fr/commitments/", options.seconds, folder)
            one = uncached(server, "/fr/commitments/plan-7/engagement-7/", options.seconds, folder)
            hit = server.load(PLAN, seconds=options.seconds)
            after = yardstick(plain, options.seconds)
        for title, load in (
            ("plain Django list of 100 rows", before),
            ("a plan, uncached", made),
            ("the list, uncached", listed),
            ("a commitment, uncached", one),
            ("a plan, cached", hit),
            ("plain Django list, again", after),
        ):
            print(shown(title, load))
        middle = (before.cpu_ms + after.cpu_ms) / 2
        print(f"a plan of 300 milestones beside the plain list: {made.cpu_ms / middle:.2f}×  (bar ≤ 0.50×)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
