"""People whom an organiser registers: one by one, or from a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from parvis.convene.registration.actions import Demand, LineAhead, Person, Refused, as_kept, register
from parvis.convene.registration.models import Category, Origin, Registration, SignUp, State


def add_guest(
    actor: Any,
    registration: Registration,
    category: Category,
    *,
    people: Sequence[str],
    email: str = "",
    language: str = "fr",
) -> SignUp:
    """Register a party at once, whatever the rules of the form; it waits when there is no seat.

    people   names, who registers first

    raises   Refused ("full", "address", "category"), LineAhead
    """
    asked = Demand(
        category=category.pk,
        people=tuple(Person(name) for name in people),
        name=people[0],
        email=as_kept(email),
        language=language,
        origin=Origin.ORGANISER,
    )
    return register(registration, category, asked, actor=actor).sign_up


@dataclass(frozen=True)
class Line:
    """One line of a list. `wrong`: why it cannot be read, empty when it can."""

    number: int
    name: str = ""
    email: str = ""
    language: str = "fr"
    wrong: str = ""


@dataclass(frozen=True)
class Brought:
    """What became of a line: a state; or the code of a refusal, "unread" when it could not be read."""

    line: Line
    state: str = ""
    refused: str = ""


class NotAll(Exception):
    """Nothing was written: some line is wrong, and it was to be all or nothing."""

    def __init__(self, brought: Sequence[Brought]) -> None:
        super().__init__("not-all")
        self.brought = tuple(brought)


def bring(
    actor: Any, registration: Registration, category: Category, lines: Sequence[Line], *, all_or_nothing: bool
) -> list[Brought]:
    """Register one person a line, in one transaction.

    raises   NotAll when a line is wrong and it was to be all or nothing
    """
    with transaction.atomic():
        brought = [brought_in(actor, registration, category, line) for line in lines]
        if all_or_nothing and any(one.refused for one in brought):
            raise NotAll(brought)
    return brought


def try_bringing(actor: Any, registration: Registration, category: Category, lines: Sequence[Line]) -> list[Brought]:
    """What `bring` would do at this instant: it is done, and undone."""
    with transaction.atomic():
        brought = [brought_in(actor, registration, category, line) for line in lines]
        transaction.set_rollback(True)
    return brought


def brought_in(actor: Any, registration: Registration, category: Category, line: Line) -> Brought:
    if line.wrong:
        return Brought(line, refused="unread")
    try:
        made = add_guest(actor, registration, category, people=[line.name], email=line.email, language=line.language)
    except Refused as why:
        return Brought(line, refused=why.code)
    except LineAhead:
        return Brought(line, refused="line")
    return Brought(line, state=str(State(made.state)))
