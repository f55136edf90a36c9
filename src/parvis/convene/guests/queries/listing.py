"""Who registered, fifty at a time, with what the list may be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.convene.guests.queries.counters import Counters, counters
from parvis.convene.guests.queries.narrowing import VIEWS, Asked, listed, own_of, stuck_letters
from parvis.convene.guests.queries.words import state_words, when_words
from parvis.convene.registration.models import (
    AccessNeed,
    Attendee,
    Category,
    Kind,
    Question,
    Registration,
    SignUp,
    State,
)
from parvis.ground.text import localized

A_PAGE = 50
CHOSEN = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.YES})  # answers that a list of choices holds


@dataclass(frozen=True)
class GuestRow:
    """`people`: how many come; `trouble`: a letter could not be sent; `private` columns are empty for contributors."""

    uid: UUID
    name: str
    email: str
    people: int
    others: str
    category: str
    state: str
    state_label: str
    until: str
    rank: int | None
    asked: str
    needs: bool
    noted: bool
    trouble: bool


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    current: bool


@dataclass(frozen=True)
class Group:
    """Choices under one head: the answers to one question."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Filters:
    categories: tuple[Choice, ...]
    sessions: tuple[Choice, ...]
    answers: tuple[Group, ...]
    consents: tuple[Choice, ...]
    needs: bool

    @property
    def folded(self) -> bool:
        """Whether there is anything to choose beside words; one category alone is no choice."""
        return len(self.categories) > 1 or bool(self.sessions or self.answers or self.consents or self.needs)


@dataclass(frozen=True)
class GuestList:
    rows: tuple[GuestRow, ...]
    page: Page[SignUp]
    total: int
    tabs: tuple[dict[str, Any], ...]
    filters: Filters
    counters: Counters


class Counted(Paginator[SignUp]):
    """A paginator that is told how many rows there are."""

    def __init__(self, rows: QuerySet[SignUp], per_page: int, known: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = known


def guest_list(registration: Registration, asked: Asked, language: str, now: datetime, *, private: bool) -> GuestList:
    """One page of the list, its filters and its counters; at most 10 queries whatever the number of rows.

    private   whether addresses, needs and notes are read
    """
    categories = list(Category.objects.filter(registration=registration).order_by("order", "pk"))
    counted = counters(registration, categories, language, now)
    questions = list(Question.objects.filter(registration=registration).order_by("order", "pk"))
    found = listed(registration, asked, questions, private=private)
    total = (
        found.count()
        if asked.narrowed
        else sum(
            number for state, number in counted.parties.items() if not asked.view or State(state) in VIEWS[asked.view]
        )
    )
    page = Counted(with_marks(found, private=private), A_PAGE, total).get_page(asked.page)
    names = {one.pk: localized(one.name, language) for one in categories}
    rows = list(page.object_list)
    others = companions_of(rows)
    return GuestList(
        rows=tuple(
            row(one, names, others.get(one.parent_id or one.pk, []), registration.event.zone, language, private=private)
            for one in rows
        ),
        page=page,
        total=total,
        tabs=tabs(asked, counted.parties),
        filters=filters_of(registration, categories, questions, asked, language, private=private),
        counters=counted,
    )


def with_marks(found: QuerySet[SignUp], *, private: bool) -> QuerySet[SignUp]:
    """The same, with what a row shows beside the name."""
    marked = found.select_related("parent").annotate(trouble=Exists(stuck_letters()))
    if private:
        marked = marked.annotate(needy=Exists(AccessNeed.objects.filter(sign_up=own_of())))
    return marked


def companions_of(rows: Sequence[SignUp]) -> dict[int, list[str]]:
    """Sign-up → names of those who come along; 0 or 1 query."""
    parties = {one.parent_id or one.pk for one in rows if one.seats > 1}
    found: dict[int, list[str]] = {}
    if parties:
        people = Attendee.objects.filter(sign_up__in=parties, cancelled_at=None).order_by("sign_up", "order", "pk")
        for key, name in people.values_list("sign_up_id", "name"):
            found.setdefault(key, []).append(name)
    return found


def row(
    one: Any, categories: Mapping[int, str], party: Sequence[str], zone: str, language: str, *, private: bool
) -> GuestRow:
    person = one.parent if one.parent_id else one
    others = [name for name in party if name and name != person.name]
    return GuestRow(
        uid=one.uid,
        name=person.name or _("Name erased"),
        email=person.email if private else "",
        people=one.seats,
        others=", ".join(others),
        category=categories.get(one.category_id, ""),
        state=one.state,
        state_label=state_words(one.state),
        until=when_words(one.until, zone, language) if one.until else "",
        rank=one.rank,
        asked=when_words(one.created_at, zone, language),
        needs=bool(private and one.needy),
        noted=bool(private and one.note),
        trouble=one.trouble,
    )


def tabs(asked: Asked, parties: Mapping[str, int]) -> tuple[dict[str, Any], ...]:
    """All, then each view that holds something, and always those who come and those who wait."""
    labels = {
        "": pgettext("sign-ups", "All"),
        "confirmed": pgettext("sign-ups", "Registered"),
        "pending": pgettext("sign-ups", "To approve"),
        "waiting": pgettext("sign-ups", "Waiting list"),
        "offered": pgettext("sign-ups", "Seat offered"),
        "unconfirmed": pgettext("sign-ups", "Address to confirm"),
        "ended": pgettext("sign-ups", "Ended"),
    }
    found = []
    for view, label in labels.items():
        states = VIEWS.get(view)
        number = sum(n for state, n in parties.items() if states is None or State(state) in states)
        if number or view in {"", "confirmed", "waiting", asked.view}:
            found.append(
                {
                    "label": label,
                    "url": replace(asked, sort="").query(state=view),
                    "current": asked.view == view,
                    "count": number,
                }
            )
    return tuple(found)


def filters_of(
    registration: Registration,
    categories: Sequence[Category],
    questions: Sequence[Question],
    asked: Asked,
    language: str,
    *,
    private: bool,
) -> Filters:
    """What the list may be narrowed to; consents that are asked no more are left out. 0 or 1 query."""
    shown = [one for one in questions if one.kind in CHOSEN and (private or not one.sensitive)]
    purposes = registration.form.get("purposes", [])
    sessions = (
        Registration.objects.filter(event=registration.event_id, session__isnull=False)
        .order_by("session__starts_at", "pk")
        .values_list("session__uid", "session__title")
        if registration.session_id is None
        else ()
    )
    return Filters(
        categories=tuple(
            Choice(str(one.uid), localized(one.name, language), str(one.uid) == asked.category) for one in categories
        ),
        sessions=tuple(Choice(str(uid), title, str(uid) == asked.session) for uid, title in sessions),
        answers=tuple(Group(localized(one.label, language), choices_of(one, asked.answer, language)) for one in shown),
        consents=tuple(
            Choice(one["uid"], localized(one["label"], language), one["uid"] == asked.consent) for one in purposes
        ),
        needs=private and registration.asks_access_needs,
    )


def choices_of(question: Question, chosen: str, language: str) -> tuple[Choice, ...]:
    options = [(option["code"], localized(option["label"], language)) for option in question.options]
    if question.kind == Kind.YES:
        options = [("yes", _("yes")), ("no", _("no"))]
    return tuple(Choice(f"{question.uid}:{code}", label, f"{question.uid}:{code}" == chosen) for code, label in options)
