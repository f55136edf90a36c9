"""The processes of bench/seats.py: many walk, one observes; at the end all is looked at once more."""

from __future__ import annotations

import json
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Event
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import django

django.setup()

from django.db import DatabaseError, connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from parvis.convene.registration import actions  # noqa: E402
from parvis.convene.registration.actions.line import stand_in_line  # noqa: E402
from parvis.convene.registration.models import ACTIVE, Attendee, Registration, SignUp, State  # noqa: E402
from tests.convene.registration.walk import troubles  # noqa: E402
from tests.factories import CategoryFactory, RegistrationFactory, SessionFactory, demand  # noqa: E402

SEATS = 120

# One statement, so one instant: what the counters say, and what the rows add up to.
LOOK = """
SELECT r.id, r.capacity, r.excess, r.held, r.confirmed, r.waiting,
       COALESCE(SUM(CASE WHEN s.state IN ('held', 'pending', 'offered') AND c.within_capacity THEN s.seats END), 0),
       COALESCE(SUM(CASE WHEN s.state = 'confirmed' AND c.within_capacity THEN s.seats END), 0),
       COALESCE(SUM(CASE WHEN s.state = 'waiting' AND c.within_capacity THEN s.seats END), 0)
FROM registration_registration r
LEFT JOIN registration_signup s ON s.registration_id = r.id
LEFT JOIN registration_category c ON c.id = s.category_id
GROUP BY r.id, r.capacity, r.excess, r.held, r.confirmed, r.waiting
"""


def opened(seats: int) -> Registration:
    """A summit with the public, the press with seats of its own, speakers beside, and two workshops."""
    event = RegistrationFactory(capacity=seats, largest_party=3, confirm_by_mail=True, confirm_within=1)
    CategoryFactory(registration=event, capacity=seats // 6, order=1)
    CategoryFactory(registration=event, capacity=seats // 10, within_capacity=False, order=2)
    for _each in range(2):
        session = SessionFactory(event=event.event, start_day=event.event.start_day)
        RegistrationFactory(event=event.event, session=session, capacity=seats // 4)
    return event


class Walker:
    """One connection that does what comes to its mind."""

    def __init__(self, key: int, seed: int) -> None:
        self.registration, self.seed, self.number = Registration.objects.get(pk=key), seed, 0
        self.dice = random.Random(seed)
        self.categories = list(self.registration.categories.order_by("order"))
        self.workshops = list(Registration.objects.filter(event=self.registration.event, session__isnull=False))
        self.steps: dict[str, tuple[int, Callable[[], object]]] = {
            "register": (30, self.register),
            "send twice": (3, self.send_twice),
            "stand in line": (8, self.stand_in_line),
            "serve": (4, actions.serve_lines),
            "confirm": (22, self.confirm),
            "cancel": (16, self.cancel),
            "one less": (4, self.one_less),
            "one more": (4, self.one_more),
            "expire": (4, self.expire),
            "capacity": (3, self.capacity),
            "move lists": (2, actions.move_lists),
        }

    def step(self) -> str:
        names, weights = list(self.steps), [weight for weight, _step in self.steps.values()]
        (name,) = self.dice.choices(names, weights)
        try:
            self.steps[name][1]()
        except (actions.Refused, actions.LineAhead):
            return f"{name}, refused"
        return name

    def demand(self):
        self.number += 1
        self.registration.refresh_from_db()
        category = self.dice.choice(self.categories)
        category.refresh_from_db()
        wanted = tuple(one.pk for one in self.workshops if self.dice.random() < 0.4)
        people = self.dice.choice([1, 1, 1, 2, 3])
        return category, demand(category, self.seed * 100_000 + self.number, people=people, sessions=wanted)

    def register(self):
        category, asked = self.demand()
        return actions.enter(self.registration, category, asked)

    def send_twice(self):
        category, asked = self.demand()
        first = actions.register(self.registration, category, asked).sign_up
        again = actions.register(self.registration, category, asked)
        first.refresh_from_db()
        # Somebody else may have cancelled the first one in between: then the form makes another.
        assert not again.made or first.state not in ACTIVE, "the same form made two registrations"

    def stand_in_line(self):
        _category, asked = self.demand()
        stand_in_line(self.registration, asked)

    def somebody(self, *states):
        found = SignUp.objects.filter(state__in=states).order_by("-pk")
        keys = list(found.values_list("pk", flat=True)[:60])
        return SignUp.objects.get(pk=self.dice.choice(keys)) if keys else None

    def confirm(self):
        one = self.somebody(State.HELD, State.OFFERED, State.EXPIRED, State.LAPSED)
        if one:
            actions.confirm(one)

    def cancel(self):
        one = self.somebody(*ACTIVE)
        if one:
            actions.cancel(one)

    def one_less(self):
        person = Attendee.objects.filter(sign_up__state__in=ACTIVE, cancelled_at=None).order_by("?").first()
        if person:
            actions.cancel_attendee(person.sign_up, person)

    def one_more(self):
        one = self.somebody(*ACTIVE)
        if one and one.parent_id is None:
            actions.add_person(one, actions.Person("Une amie"))

    def expire(self):
        late = list(SignUp.objects.filter(state__in=[State.HELD, State.OFFERED]).values_list("pk", flat=True)[:200])
        chosen = self.dice.sample(late, min(5, len(late)))
        SignUp.objects.filter(pk__in=chosen, until__isnull=False).update(until=timezone.now())
        actions.expire()

    def capacity(self):
        row = self.dice.choice([self.registration, *self.categories, *self.workshops])
        row.refresh_from_db()
        actions.set_capacity(None, row, max(0, (row.capacity or 0) + self.dice.randint(-6, 6)))


def walk(key: int, steps: int, seed: int) -> tuple[Counter[str], list[str]]:
    walker, did, errors = Walker(key, seed), Counter(), []
    for _each in range(steps):
        try:
            did[walker.step()] += 1
        except (DatabaseError, AssertionError) as error:
            did["error"] += 1
            errors.append(f"{type(error).__name__}: {error}".strip())
    return did, errors


def observe(over: Event, seen: SimpleQueue) -> None:
    """Look until told that it is over."""
    looks, wrong = 0, []
    while not over.is_set():
        with connection.cursor() as cursor:
            cursor.execute(LOOK)
            for key, capacity, excess, *numbers in cursor.fetchall():
                held, confirmed = numbers[0], numbers[1]
                free = capacity + excess - held - confirmed
                if tuple(numbers[:3]) != tuple(numbers[3:]) or free < 0:
                    wrong.append(f"registration {key}: {capacity} + {excess}, counters and rows {numbers}")
        looks += 1
        time.sleep(0.002)  # or it would take a processor for itself
    seen.put((looks, wrong))


def walk_together(key: int, steps: int, connections: int, seed: int) -> dict[str, object]:
    """So many processes, forked before any has a connection, and one that looks at them all the while."""
    connection.close()
    context = multiprocessing.get_context("fork")
    over, seen = context.Event(), context.SimpleQueue()
    observer = context.Process(target=observe, args=(over, seen))
    observer.start()
    share = [steps // connections + (number < steps % connections) for number in range(connections)]
    begun = time.monotonic()
    with context.Pool(connections) as pool:
        walks = [(key, part, seed * 1000 + number) for number, part in enumerate(share)]
        said = pool.starmap(walk, walks, chunksize=1)
    took = time.monotonic() - begun
    over.set()
    looks, wrong = seen.get()
    observer.join()
    did = sum((one for one, _errors in said), Counter())
    return {
        "took": took,
        "did": did,
        "looks": looks,
        "wrong": [*(error for _did, found in said for error in found), *wrong],
    }


def end(key: int) -> dict[str, object]:
    registration = Registration.objects.get(pk=key)
    all_of_them = Registration.objects.filter(event=registration.event).order_by("pk")
    wrong = [trouble for one in all_of_them for trouble in troubles(one)]
    numbers = f"{registration.held} held, {registration.confirmed} confirmed, {registration.waiting} waiting"
    return {"wrong": wrong, "numbers": f"{numbers}, {registration.capacity} + {registration.excess} seats"}


def main(steps: int, connections: int, seed: int) -> None:
    key = opened(SEATS).pk
    found = walk_together(key, steps, connections, seed)
    at_the_end = end(key)
    print(json.dumps({**found, "numbers": at_the_end["numbers"], "wrong": [*found["wrong"], *at_the_end["wrong"]]}))


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
