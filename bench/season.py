"""A season submitted at once, then answered by sixteen moderators who all want the same submissions.

    python bench/season.py [--engines sqlite postgresql] [--contributors 60] [--events 7] [--moderators 16]

Real processes with a thread and a connection for each person; everything is read again from the database afterwards.
SQLite has one writer at a time: there, as under `parvis serve`, each process lets a few people in at once, the others wait.
Bars: every submission kept, each numbered once, each answered once, no event in the edition twice. The databases are
made for the run and dropped after it; PostgreSQL is looked for where PARVIS_TEST_POSTGRES says.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from databases import database

PROCESSES = 4
AT_ONCE = 4  # people whom one process serves at a time on SQLite


def main() -> int:
    arguments = read_arguments()
    if arguments.work:
        return work(arguments)
    failed = False
    for engine in arguments.engines:
        with database(engine, "season") as url:
            if url is None:
                print(f"{engine}: no server answers, left out")
                continue
            failed |= not season(engine, url, arguments)
    return int(failed)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", nargs="+", default=["postgresql", "sqlite"], choices=["postgresql", "sqlite"])
    parser.add_argument("--contributors", type=int, default=60)
    parser.add_argument("--events", type=int, default=7)
    parser.add_argument("--moderators", type=int, default=16)
    parser.add_argument("--work", choices=["submit", "answer"], help=argparse.SUPPRESS)
    parser.add_argument("--share", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--begin", type=float, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def season(engine: str, url: str, arguments: argparse.Namespace) -> bool:
    """One whole season on that database, in processes of their own; True when every bar is met."""
    environment = {**os.environ, "DATABASE_URL": url, "PARVIS_LOG_LEVEL": "ERROR"}
    for name in ("PARVIS_DEMO", "EMAIL_URL"):
        environment.pop(name, None)
    subprocess.run([sys.executable, "-m", "parvis.cli", "migrate"], check=True, env=environment, capture_output=True)
    subprocess.run(
        [sys.executable, __file__, "--work", "submit", "--share", "-1", *sizes(arguments)], check=True, env=environment
    )
    submitted, seconds = together("submit", environment, arguments)
    answered, answering = together("answer", environment, arguments)
    told = subprocess.run(
        [sys.executable, __file__, "--work", "answer", "--share", "-1", *sizes(arguments)],
        check=True, env=environment, capture_output=True, text=True,
    )  # fmt: skip
    seen = json.loads(told.stdout)
    wanted = arguments.contributors * arguments.events
    print(f"{engine}")
    print(
        f"  submitted      {submitted['submitted']} of {wanted} in {seconds:.1f} s ({wanted / seconds:.1f}/s), {submitted['failed']} failed"
    )
    print(f"  kept           {seen['kept']}, numbered 1 to {seen['highest']} without a gap: {seen['numbered']}")
    print(f"  answered       {answered['answered']} in {answering:.1f} s ({answered['answered'] / answering:.1f} decisions/s), "
          f"{answered['too late']} came second, {answered['failed']} failed")  # fmt: skip
    print(f"  answers kept   {seen['answers']}; with two answers: {seen['twice']}; still waiting: {seen['waiting']}")
    print(f"  in the edition {seen['included']} of {seen['accepted']} accepted, published: {seen['published']}")
    print(f"  queries        {seen['queries_submit']} a submission, {seen['queries_accept']} an acceptance")
    good = (
        submitted["submitted"] == seen["kept"] == answered["answered"] == seen["answers"] == wanted
        and seen["numbered"]
        and not (seen["twice"] or seen["waiting"] or submitted["failed"] or answered["failed"])
        and seen["included"] == seen["accepted"] == seen["published"]
    )
    print(f"  {'kept, each answered once' if good else 'FAILED'}")
    return good


def sizes(arguments: argparse.Namespace) -> list[str]:
    return [
        "--contributors", str(arguments.contributors), "--events", str(arguments.events),
        "--moderators", str(arguments.moderators),
    ]  # fmt: skip


def together(what: str, environment: dict[str, str], arguments: argparse.Namespace) -> tuple[Counter[str], float]:
    """Run the work in several processes that begin at one instant: what happened in all, and the seconds it took."""
    begin = time.time() + 12
    children = [
        subprocess.Popen(
            [sys.executable, __file__, "--work", what, "--share", str(share), "--begin", str(begin), *sizes(arguments)],
            stdout=subprocess.PIPE, text=True, env=environment,
        )
        for share in range(PROCESSES)
    ]  # fmt: skip
    counts: Counter[str] = Counter()
    last = begin
    for child in children:
        output, _ = child.communicate(timeout=1800)
        if child.returncode:
            counts["failed"] += 1
            continue
        told = json.loads(output)
        last = max(last, told.pop("until"))
        counts.update(told)
    return counts, max(last - begin, 0.001)


def work(arguments: argparse.Namespace) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    if arguments.share < 0:
        print(json.dumps(look())) if arguments.work == "answer" else prepare(arguments)
        return 0
    number = arguments.contributors if arguments.work == "submit" else arguments.moderators
    people = range(arguments.share, number, PROCESSES)
    one = submit_all if arguments.work == "submit" else answer_all
    counts: Counter[str] = Counter()
    lock = threading.Lock()
    turns = threading.BoundedSemaphore(AT_ONCE if os.environ["DATABASE_URL"].startswith("sqlite") else number)
    threads = [threading.Thread(target=alone, args=(one, person, arguments, counts, lock, turns)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({**counts, "until": time.time()}))
    return 0


def alone(
    one: Callable[..., Counter[str]],
    person: int,
    arguments: argparse.Namespace,
    counts: Counter[str],
    lock: Any,
    turns: Any,
) -> None:
    from django.db import connection

    time.sleep(max(0.0, arguments.begin - time.time()))
    try:
        with turns:
            done = one(person, arguments)
    except Exception as failure:  # a bench counts what fails and says it
        print(f"{type(failure).__name__}: {failure}", file=sys.stderr)
        done = Counter({"failed": 1})
    finally:
        connection.close()
    with lock:
        counts.update(done)


def prepare(arguments: argparse.Namespace) -> None:
    """A host with its moderators, an open edition, and a body for each contributor."""
    from parvis.convene.agenda.models import Edition, Series
    from parvis.convene.submissions.models import Opening
    from parvis.people.models import Membership, Organisation, User

    host = Organisation.objects.create(slug="host", name="Host")
    series = Series.objects.create(slug="month", name="Month")
    edition = Edition.objects.create(series=series, slug="month-2027", year=2027, name="Month 2027", host=host)
    now = datetime.now(UTC)
    Opening.objects.create(
        edition=edition,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
        required_parts=["lead", "hours"],
    )
    for number in range(arguments.moderators):
        user = User.objects.create(email=f"moderator{number}@bench.example")
        Membership.objects.create(user=user, organisation=host, role="moderator")
    for number in range(arguments.contributors):
        body = Organisation.objects.create(slug=f"body-{number}", name=f"Body {number}")
        user = User.objects.create(email=f"contributor{number}@bench.example")
        Membership.objects.create(user=user, organisation=body, role="contributor")


def described(person: int, number: int) -> dict[str, Any]:
    day = (datetime.now(UTC) + timedelta(days=60 + (person + number) % 28)).date()
    return {
        "title": f"Rencontre {number} de l’organisme {person}", "lead": "Venez en parler avec l’équipe.",
        "start_day": day.isoformat(), "start_time": "18:30:00", "end_time": "20:00:00", "mode": "online",
        "online_url": "https://salle.example/", "admission": "free",
    }  # fmt: skip


def submit_all(person: int, arguments: argparse.Namespace) -> Counter[str]:
    from parvis.convene.agenda.actions import create_event
    from parvis.convene.agenda.models import Edition
    from parvis.convene.submissions.actions import submit
    from parvis.people.models import Organisation, User

    user = User.objects.get(email=f"contributor{person}@bench.example")
    body, edition = Organisation.objects.get(slug=f"body-{person}"), Edition.objects.get()
    counts: Counter[str] = Counter()
    for number in range(arguments.events):
        submit(user, create_event(user, body, described(person, number)), edition)
        counts["submitted"] += 1
    return counts


def answer_all(person: int, arguments: argparse.Namespace) -> Counter[str]:
    """Answer whatever waits, in the order in which every other moderator does."""
    from parvis.convene.submissions import actions
    from parvis.convene.submissions.models import RefusalReason, Stage, Submission
    from parvis.people.models import User

    user = User.objects.get(email=f"moderator{person}@bench.example")
    reason = RefusalReason.objects.get(code="off-topic", host=None)
    counts: Counter[str] = Counter()
    waiting = Submission.objects.filter(state=Stage.WAITING).select_related("edition__host", "event")
    while batch := list(waiting.order_by("submitted_at", "pk")[:20]):
        for one in batch:
            try:
                if one.number % 5 == 0:
                    actions.refuse(user, one, base=one.decisions, reason=reason, text="Non.")
                elif one.number % 5 == 1:
                    actions.ask_for_changes(user, one, base=one.decisions, text="Précisez.")
                else:
                    actions.accept(user, one, base=one.decisions, version=one.version)
                counts["answered"] += 1
            except actions.AlreadyAnswered:
                counts["too late"] += 1
    return counts


def look() -> dict[str, Any]:
    """What the database holds in the end, and the queries of one more submission and its acceptance."""
    from django.db import connection
    from django.db.models import Count
    from django.test.utils import CaptureQueriesContext

    from parvis.convene.agenda.actions import create_event
    from parvis.convene.agenda.models import Edition, Event, Inclusion, State
    from parvis.convene.submissions import actions
    from parvis.convene.submissions.models import Message, Stage, Submission
    from parvis.people.models import Organisation, User

    numbers = sorted(Submission.objects.values_list("number", flat=True))
    answers = Message.objects.filter(decision__isnull=False)
    seen = {
        "kept": len(numbers),
        "highest": numbers[-1] if numbers else 0,
        "numbered": numbers == list(range(1, len(numbers) + 1)),
        "answers": answers.count(),
        "twice": answers.values("submission").annotate(n=Count("pk")).filter(n__gt=1).count()
        + Submission.objects.filter(decisions__gt=1).count(),
        "waiting": Submission.objects.filter(state=Stage.WAITING).count(),
        "accepted": Submission.objects.filter(state=Stage.ACCEPTED).count(),
        "included": Inclusion.objects.count(),
        "published": Event.objects.filter(state=State.PUBLISHED).count(),
    }
    user, body = User.objects.get(email="contributor0@bench.example"), Organisation.objects.get(slug="body-0")
    event = create_event(user, body, described(0, 99))
    edition = Edition.objects.select_related("host").get()
    with CaptureQueriesContext(connection) as submitting:
        one = actions.submit(user, event, edition)
    moderator = User.objects.get(email="moderator0@bench.example")
    with CaptureQueriesContext(connection) as accepting:
        actions.accept(moderator, one, base=0, version=one.version)
    return {**seen, "queries_submit": len(submitting), "queries_accept": len(accepting)}


if __name__ == "__main__":
    sys.exit(main())
