"""What bench/rush.py asks of the database, in a process of its own: one word, JSON on stdout."""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from datetime import timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=["prepare", "beside", "codes", "line", "look"])
    parser.add_argument("--seats", type=int, default=500)
    parser.add_argument("--confirm", action="store_true")
    options = parser.parse_args()
    import django

    django.setup()
    work = {"beside": beside, "codes": codes, "line": line, "look": look}
    print(json.dumps(prepare(options) if options.work == "prepare" else work[options.work]()))


def opened(slug: str, capacity: int, *, confirm: bool) -> Any:
    """A published event in a month whose registration opened a minute ago, as its organiser saves it."""
    from parvis.convene.agenda.models import Event
    from parvis.convene.registration.models import Category, Registration
    from parvis.ground import clock

    event = Event(
        slug=slug, title="Sommet", state="published", published_at=clock.now(), mode="onsite", language="fr",
        start_day=clock.today("Europe/Paris") + timedelta(30), admission="registration",
    )  # fmt: skip
    event.settle()
    event.save()
    registration = Registration.objects.create(
        event=event, capacity=capacity, confirm_by_mail=confirm, confirm_within=240,
        opens_at=clock.now() - timedelta(minutes=1),
    )  # fmt: skip
    Category.objects.create(registration=registration, name={"fr": "Public", "en": "Public"})
    settle(registration)
    return registration


def settle(registration: Any) -> None:
    from parvis.convene.registration.actions.setting_up import settle_form

    settle_form(registration)


def prepare(options: argparse.Namespace) -> dict[str, Any]:
    """The rush's registration, and the queries of one registration counted on another."""
    registration = opened("rush", options.seats, confirm=options.confirm)
    return {"path": f"/en/agenda/{registration.event.slug}/register/", "queries": counted(options)}


def beside() -> dict[str, str]:
    """What bench/registration_peer.py registers to."""
    return {
        name: f"/en/agenda/{opened(name, 100_000, confirm=name == 'confirmed').event.slug}/register/"
        for name in ("plain", "confirmed")
    }


def counted(options: argparse.Namespace) -> dict[str, int]:
    """Queries of one whole registration (form, form sent, receipt), with a seat and without; transactions' own aside."""
    opened("counted", 2, confirm=options.confirm)
    whole("first")  # makes the event's key of tickets, and the form that everybody is shown
    return {"with a seat": whole("second"), "waiting": whole("third")}


def whole(name: str) -> int:
    from crowd import TYPING, parsed
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    path, client = "/en/agenda/counted/register/", Client()
    client.get("/healthz")
    with CaptureQueriesContext(connection) as asked:
        form = parsed(client.get(path).content.decode(), "email")
        time.sleep(TYPING)
        action = form.pop("") or path
        sent = client.post(action, {**form, "name": name, "email": f"{name}@people.example"})
        client.get(sent.headers["Location"])
    own = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return sum(not query["sql"].upper().startswith(own) for query in asked.captured_queries)


def number_of(email: str) -> int:
    return int(email.removeprefix("person").split("@")[0])


def codes() -> dict[int, tuple[str, str]]:
    """State and code of each person, as her letter has it."""
    from parvis.convene.registration.models import SignUp

    found = SignUp.objects.filter(registration__event__slug="rush").values_list("email", "state", "confirm_code")
    return {number_of(email): (state, code) for email, state, code in found}


def line() -> dict[str, int]:
    from parvis.convene.registration.models import Arrival

    return {"in line": Arrival.objects.filter(served_at=None).count()}


def look() -> dict[str, Any]:
    """What the database holds in the end."""
    from dataclasses import asdict

    from parvis.convene.registration.actions.auditing import differences
    from parvis.convene.registration.models import ACTIVE, Attendee, Registration, SignUp

    registration = Registration.objects.get(event__slug="rush")
    active = SignUp.objects.filter(registration=registration, state__in=sorted(ACTIVE)).order_by("pk")
    people = [(number_of(email), state, rank) for email, state, rank in active.values_list("email", "state", "rank")]
    times = Counter(number for number, _, _ in people)
    return {
        "people": {number: (state, rank) for number, state, rank in people},
        "twice": sum(n > 1 for n in times.values()),
        "tickets": Attendee.objects.filter(sign_up__in=active, cancelled_at=None).count(),
        "states": dict(Counter(state for _, state, _ in people)),
        "confirmed": registration.confirmed,
        "differences": [asdict(one) for one in differences(registration)],
        **line(),
    }


if __name__ == "__main__":
    main()
