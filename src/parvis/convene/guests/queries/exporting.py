"""The list as a file, with the columns that the person may read and chose."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from parvis.civics.formats.writers.csv_rows import safe
from parvis.convene.guests.queries.guest import answer_in_words
from parvis.convene.guests.queries.words import state_words
from parvis.convene.registration import needs
from parvis.convene.registration.models import (
    ENDED,
    Attendee,
    Category,
    Consent,
    Origin,
    Purpose,
    Question,
    Registration,
    SignUp,
)
from parvis.convene.registration.presence import came_to, is_counted
from parvis.ground.text import localized

CHUNK = 500


@dataclass(frozen=True)
class Column:
    """One column: its code in the address of the form, its head, what a party has there.

    usual       ticked beforehand: what one needs to receive people, and nothing more
    sensitive   to be taken away only for a reason
    """

    code: str
    label: str
    value: Callable[[Party], Any]
    usual: bool = False
    sensitive: bool = False


@dataclass(frozen=True)
class Party:
    """A sign-up with what its columns read. `person`: the sign-up that holds name and answers."""

    sign_up: SignUp
    person: SignUp
    people: Sequence[Attendee]
    category: str
    came: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)


def columns_of(registration: Registration, language: str, *, private: bool) -> list[Column]:
    """What the person may take away; 3 queries."""
    found = [
        Column("name", _("Name"), lambda one: one.person.name, usual=True),
        Column("state", _("State"), lambda one: state_words(one.sign_up.state), usual=True),
        Column("category", _("Category"), lambda one: one.category, usual=True),
        Column("people", _("People"), lambda one: one.sign_up.seats, usual=True),
        Column("party", _("Names of the party"), present, usual=True),
        Column("asked", _("Asked on"), lambda one: moment(one.sign_up.created_at)),
        Column("registered", _("Registered on"), lambda one: moment(one.sign_up.confirmed_at)),
        Column("language", _("Language"), lambda one: one.person.language),
        Column("origin", _("Came by"), lambda one: str(Origin(one.sign_up.origin).label)),
    ]
    if is_counted():
        found.append(Column("came", _("Entered"), lambda one: one.came))
    if registration.session_id is None:
        found.append(Column("sessions", _("Sessions"), lambda one: one.extra["sessions"]))
    if private:
        found.insert(1, Column("email", _("E-mail address"), lambda one: one.person.email))
        found.append(Column("note", _("Note of the organisers"), lambda one: one.person.note))
        found.append(
            Column("needs", _("What they need to take part"), lambda one: needs_of(one.person), sensitive=True)
        )
    questions = Question.objects.filter(registration=registration).order_by("order", "pk")
    found += [answers(one, language) for one in questions if private or not one.sensitive]
    purposes = Purpose.objects.filter(registration=registration).order_by("order", "pk")
    return [*found, *(consents(one, language) for one in purposes)]


def answers(question: Question, language: str) -> Column:
    uid = str(question.uid)

    def said(one: Party) -> str:
        given = [one.person.answers] if not question.each else [person.answers for person in one.people]
        return " | ".join(answer_in_words(question, row[uid], language) for row in given if uid in row)

    return Column(f"answer-{uid}", localized(question.label, language), said, sensitive=question.sensitive)


def consents(purpose: Purpose, language: str) -> Column:
    def agreed(one: Party) -> str:
        return _("yes") if purpose.pk in one.extra["consents"] else _("no")

    return Column(f"consent-{purpose.uid}", localized(purpose.label, language), agreed)


def needs_of(person: SignUp) -> str:
    return " | ".join(needs.in_words(getattr(person, "access_need", None)))


def present(one: Party) -> str:
    return " | ".join(person.name for person in one.people if person.cancelled_at is None)


def moment(at: Any) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def parties(found: QuerySet[SignUp], registration: Registration, language: str) -> Iterator[Party]:
    """The sign-ups in their order, five hundred at a time; 7 queries each time."""
    names = {
        one.pk: localized(one.name, language)
        for one in Category.objects.filter(registration=registration).order_by("pk")
    }
    keys = list(found.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        yield from chunk(part, names, registration)


def chunk(keys: Sequence[int], names: Mapping[int, str], registration: Registration) -> Iterator[Party]:
    people = Prefetch("attendees", Attendee.objects.order_by("order", "pk"))
    rows = SignUp.objects.filter(pk__in=keys).select_related("parent").order_by("pk")
    by_key = {one.pk: one for one in rows}
    holders = [by_key[key].parent or by_key[key] for key in keys if key in by_key]
    persons = {
        one.pk: one
        for one in SignUp.objects.filter(pk__in=[one.pk for one in holders])
        .select_related("access_need")
        .prefetch_related(people)
        .order_by("pk")
    }
    agreed: dict[int, set[int]] = {}
    given = Consent.objects.filter(sign_up__in=persons, withdrawn_at=None).order_by("pk")
    for sign_up, purpose in given.values_list("sign_up_id", "purpose_id"):
        agreed.setdefault(sign_up, set()).add(purpose)
    taken: dict[int, list[str]] = {}
    children = SignUp.objects.filter(parent__in=persons).exclude(state__in=sorted(ENDED)).order_by("pk")
    for sign_up, title in children.values_list("parent_id", "registration__session__title"):
        taken.setdefault(sign_up, []).append(title)
    entered: dict[int, int] = {}
    if is_counted():
        came = came_to(registration).filter(sign_up__in=persons).order_by("pk")
        for key in came.values_list("sign_up_id", flat=True):
            entered[key] = entered.get(key, 0) + 1
    for key in keys:
        one = by_key.get(key)
        if one is None:
            continue  # erased since the list was read
        person = persons[one.parent_id or one.pk]
        yield Party(
            sign_up=one,
            person=person,
            people=list(person.attendees.all()),
            category=names.get(one.category_id, ""),
            came=entered.get(person.pk, 0),
            extra={"consents": agreed.get(person.pk, set()), "sessions": " | ".join(taken.get(person.pk, []))},
        )


def as_csv(columns: Sequence[Column], rows: Iterator[Party]) -> Iterator[str]:
    """UTF-8 with its mark, so that spreadsheets read accents; a cell that would run as a formula is made text."""
    yield "\ufeff"
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([safe(column.label) for column in columns])
    for row in rows:
        writer.writerow([safe(str(column.value(row))) for column in columns])
        yield taken(buffer)
    yield taken(buffer)


def taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def as_lines(columns: Sequence[Column], rows: Iterator[Party]) -> Iterator[str]:
    """JSON lines: an object a party, under the codes of the columns."""
    for row in rows:
        yield json.dumps({column.code: column.value(row) for column in columns}, ensure_ascii=False) + "\n"
