"""Invented people who registered, written by the hundred: rows at once, then the numbers of seats through their own verb."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils.text import slugify

from parvis.convene.registration.actions import seats
from parvis.convene.registration.models import (
    HOLDING,
    AccessNeed,
    Attendee,
    Category,
    Consent,
    Registration,
    SignUp,
    State,
    Step,
)

FIRST = (
    "Adèle Aïcha Alban Amélie Anatole Apolline Arsène Assia Aurélien Bérénice Bilal Bruno Camille Célestin Chloé Clémence "
    "Côme Dalila Damien Diane Dimitri Edgar Éléonore Elias Émilie Esteban Faïza Félix Fleur Gabin Gaëlle Germain Hélène "
    "Hugo Imane Irène Ismaël Jade Joachim Judith Kenza Léon Léopoldine Louison Lucien Maëlys Malik Margaux Mathurin "
    "Mélanie Nadia Noé Octave Ophélie Pauline Quentin Raphaëlle Rémi Romane Sacha Samira Solène Théo Valentine Yanis Zoé"
)
LAST = (
    "Abadie Achard Amrani Arnoux Aubertin Barbazan Belkacem Berthomier Besnard Blanchot Bonnafous Boulanger Brémond Cadiou "
    "Cazenave Chaumeil Coquelin Courbet Dambrine Delcroix Diallo Dossantos Dufresne Escoffier Estève Fabregat Faucher "
    "Ferreira Fournel Gaillardin Garrigue Gendron Guérinet Hamidou Hocquart Jaouen Jourdain Keller Kerbrat Labrousse "
    "Laforgue Lebreuil Leroux Lombardet Maillard Marchetti Mazières Meunier Monteil Nguyen Ollivier Parisot Peyrot Pinel "
    "Quesnel Rambert Renaudin Rigaud Rousselin Sabatier Sénéchal Tessier Thibaudeau Traoré Vasseur Vignal Weber Zeller"
)


@dataclass
class Guest:
    """A party to write. `sessions`: registration of a session → state there; `children`: their first names and ages."""

    state: State = State.CONFIRMED
    name: str = ""
    email: str = ""
    language: str = "fr"
    children: tuple[tuple[str, int], ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)
    needs: tuple[tuple[str, ...], str] | None = None
    consents: tuple[int, ...] = ()
    sessions: dict[int, State] = field(default_factory=dict)
    at: datetime | None = None
    until: datetime | None = None
    steps: tuple[str, ...] = ()
    reason: str = ""


class Draw:
    """People of one event, each name once; the same words give the same people."""

    def __init__(self, words: str) -> None:
        self.random = Random(words)  # noqa: S311 -- a demonstration, not a lottery
        pairs = [(first, last) for first in FIRST.split() for last in LAST.split()]
        self.pairs = iter(self.random.sample(pairs, len(pairs)))

    def guests(self, number: int, first: datetime, last: datetime, **fields: Any) -> list[Guest]:
        """So many people who registered between two instants, the most of them in the first hours, in that order."""
        span = (last - first).total_seconds()
        instants = sorted(first + timedelta(seconds=int(span * self.random.random() ** 3)) for _ in range(number))
        return [self.guest(at=at, **fields) for at in instants]

    def guest(self, **fields: Any) -> Guest:
        first, last = next(self.pairs)
        email = f"{slugify(first)}.{slugify(last)}@courriel.example"
        return Guest(name=f"{first} {last}", email=email, **fields)

    def child(self, parent: Guest) -> tuple[str, int]:
        return f"{self.random.choice(FIRST.split())} {parent.name.split(' ', 1)[1]}", self.random.randint(2, 12)

    def some(self, guests: list[Guest], number: int) -> list[Guest]:
        return self.random.sample(guests, number)


def write_guests(
    category: Category, guests: Iterable[Guest], *, age: str = "", sessions: dict[int, Category] | None = None
) -> list[SignUp]:
    """Write parties of one category, in the order in which they came; those who wait get the next ranks.

    age        identifier of the question that asks the age of each child
    sessions   registration of a session → its category
    """
    guests = list(guests)
    registration = seats.lock(category.registration_id)
    made = SignUp.objects.bulk_create(
        sign_up_of(guest, registration, category, rank)
        for guest, rank in zip(guests, ranks(registration, [guest.state for guest in guests]), strict=True)
    )
    count(registration, category, made)
    people, steps, needs, consents = [], [], [], []
    for guest, sign_up in zip(guests, made, strict=True):
        people += attendees_of(guest, sign_up, age)
        steps += steps_of(guest, sign_up)
        if guest.needs is not None:
            needs.append(AccessNeed(sign_up=sign_up, codes=list(guest.needs[0]), words=guest.needs[1]))
        consents += [Consent(sign_up=sign_up, purpose_id=key, given_at=sign_up.created_at) for key in guest.consents]
    Attendee.objects.bulk_create(people)
    Step.objects.bulk_create(steps)
    AccessNeed.objects.bulk_create(needs)
    Consent.objects.bulk_create(consents)
    write_children(guests, made, sessions or {})
    return made


def sign_up_of(guest: Guest, registration: Registration, category: Category, rank: int | None, **fields: Any) -> SignUp:
    ended = guest.state in {State.CANCELLED, State.EXPIRED, State.LAPSED, State.REFUSED, State.REMOVED}
    values: dict[str, Any] = {
        "state": guest.state,
        "seats": 1 + len(guest.children),
        "rank": rank,
        "until": guest.until,
        "name": guest.name,
        "email": guest.email,
        "language": guest.language,
        "answers": guest.answers,
        "wanted_sessions": sorted(guest.sessions),
        "reason": guest.reason,
        "created_at": guest.at,
        "confirmed_at": guest.at if guest.state == State.CONFIRMED else None,
        "ended_at": guest.at if ended else None,
    }
    return SignUp(registration=registration, category=category, **{**values, **fields})


def attendees_of(guest: Guest, sign_up: SignUp, age: str) -> list[Attendee]:
    adult = Attendee(sign_up=sign_up, name=guest.name)
    children = [
        Attendee(sign_up=sign_up, name=name, child=True, order=order, answers={age: years} if age else {})
        for order, (name, years) in enumerate(guest.children, 1)
    ]
    return [adult, *children]


def steps_of(guest: Guest, sign_up: SignUp) -> list[Step]:
    first = {"state": "held", "seats": sign_up.seats, "origin": "web"}
    told = guest.steps or (("confirmed",) if sign_up.state == State.CONFIRMED else ())
    return [
        Step(sign_up=sign_up, at=sign_up.created_at, what="asked", detail=first),
        *(
            Step(sign_up=sign_up, at=sign_up.created_at + timedelta(minutes=4 * number), what=what)
            for number, what in enumerate(told, 1)
        ),
    ]


def write_children(guests: list[Guest], parents: list[SignUp], sessions: dict[int, Category]) -> None:
    """Sign-ups to the sessions that parties take along, session by session in the order of locks."""
    for key in sorted(sessions):
        taking = [(guest, parent) for guest, parent in zip(guests, parents, strict=True) if key in guest.sessions]
        registration, category = seats.lock(key), sessions[key]
        states = [guest.sessions[key] for guest, _ in taking]
        made = SignUp.objects.bulk_create(
            sign_up_of(
                guest, registration, category, rank, parent=parent, state=state, alone=False, name="", email="",
                answers={}, wanted_sessions=[], reason="", confirmed_at=guest.at if state == State.CONFIRMED else None,
            )
            for (guest, parent), state, rank in zip(taking, states, ranks(registration, states), strict=True)
        )  # fmt: skip
        count(registration, category, made)
        Step.objects.bulk_create(
            Step(sign_up=one, at=one.created_at, what="asked", detail={"state": one.state, "seats": one.seats})
            for one in made
        )


def ranks(registration: Registration, states: Iterable[State]) -> Iterator[int | None]:
    """A rank for each who waits, after those who wait already."""
    last = registration.last_rank
    for state in states:
        if state == State.WAITING:
            last += 1
        yield last if state == State.WAITING else None
    Registration.objects.filter(pk=registration.pk).update(last_rank=last)


def count(registration: Registration, category: Category, made: list[SignUp]) -> None:
    """Bring the numbers of seats to what the rows say; the database refuses a seat too many."""
    people: dict[str, int] = defaultdict(int)
    for one in made:
        if one.state in HOLDING:
            people["held"] += one.seats
        elif one.state in {State.CONFIRMED, State.WAITING}:
            people[str(one.state)] += one.seats
    seats.move(registration, category, **people)
