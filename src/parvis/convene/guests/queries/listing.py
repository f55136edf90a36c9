"""Who registered: narrowed, sorted, fifty at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Lower
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.convene.guests.queries.counters import Counters, counters
from parvis.convene.registration.models import (
    ENDED,
    AccessNeed,
    Attendee,
    Category,
    Consent,
    Kind,
    Letter,
    Question,
    Registration,
    SignUp,
    State,
)
from parvis.ground.text import localized
from parvis.ui import dates

A_PAGE = 50
CHOSEN = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.YES})  # answers that a list of choices holds
# What a tab shows.
VIEWS: dict[str, frozenset[State]] = {
    "confirmed": frozenset({State.CONFIRMED}),
    "pending": frozenset({State.PENDING}),
    "waiting": frozenset({State.WAITING}),
    "offered": frozenset({State.OFFERED}),
    "unconfirmed": frozenset({State.HELD, State.ASKED}),
    "ended": ENDED,
}
SORTS: dict[str, tuple[Any, ...]] = {
    "name": ("shown_name", "pk"),
    "-name": ("-shown_name", "-pk"),
    "asked": ("created_at", "pk"),
    "-asked": ("-created_at", "-pk"),
    "line": (F("rank").asc(nulls_last=True), "pk"),
}


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; empty words narrow nothing. `answer`: question:choice, as one word."""

    view: str = ""
    words: str = ""
    category: str = ""
    session: str = ""
    answer: str = ""
    needs: str = ""
    consent: str = ""
    trouble: str = ""
    sort: str = ""
    page: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        view, sort = given.get("state", ""), given.get("sort", "")
        return cls(
            view=view if view in VIEWS else "",
            words=" ".join(given.get("q", "").split())[:100],
            category=identifier(given.get("category", "")),
            session=identifier(given.get("session", "")),
            answer=given.get("answer", "")[:120],
            needs="yes" if given.get("needs") == "yes" else "",
            consent=identifier(given.get("consent", "")),
            trouble="yes" if given.get("trouble") == "yes" else "",
            sort=sort if sort in SORTS else "",
            page=given.get("page", ""),
        )

    def said(self) -> dict[str, str]:
        """What is asked, as the address says it; the page apart."""
        named = {
            "state": self.view,
            "q": self.words,
            "category": self.category,
            "session": self.session,
            "answer": self.answer,
            "needs": self.needs,
            "consent": self.consent,
            "trouble": self.trouble,
            "sort": self.sort,
        }
        return {name: value for name, value in named.items() if value}

    def query(self, **changes: str) -> str:
        """The address of the same list with something changed."""
        return "?" + urlencode({name: value for name, value in {**self.said(), **changes}.items() if value})

    @property
    def narrowed(self) -> bool:
        return bool({**self.said(), "state": "", "sort": ""} != {"state": "", "sort": ""})

    @property
    def order(self) -> str:
        return self.sort or ("line" if self.view in {"waiting", "offered"} else "-asked")


def identifier(text: str) -> str:
    """A UUID as written, an empty word for anything else."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""


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
        rows=tuple(row(one, names, others.get(one.parent_id or one.pk, []), language, private=private) for one in rows),
        page=page,
        total=total,
        tabs=tabs(asked, counted.parties),
        filters=filters_of(registration, categories, questions, asked, language, private=private),
        counters=counted,
    )


def listed(
    registration: Registration, asked: Asked, questions: Sequence[Question] = (), *, private: bool
) -> QuerySet[SignUp]:
    """The sign-ups of the list, all pages of it, in its order; no query.

    questions   of the registration: one of them is asked for

    Addresses and needs narrow nothing for whoever may not read them.
    """
    found = SignUp.objects.filter(registration=registration)
    if asked.view:
        found = found.filter(state__in=sorted(VIEWS[asked.view]))
    if asked.category:
        found = found.filter(category__uid=asked.category)
    if asked.session:
        found = found.filter(
            pk__in=SignUp.objects.filter(registration__session__uid=asked.session)
            .exclude(state__in=sorted(ENDED))
            .values("parent")
        )
    if asked.consent:
        given = Consent.objects.filter(sign_up=own_of(), purpose__uid=asked.consent, withdrawn_at=None)
        found = found.filter(Exists(given))
    if asked.needs and private:
        found = found.filter(Exists(AccessNeed.objects.filter(sign_up=own_of())))
    if asked.trouble and private:
        found = found.filter(Exists(stuck_letters()))
    if asked.answer:
        found = answering(found, questions, asked.answer, private=private)
    for word in asked.words.split():
        found = found.filter(naming(word, private=private))
    return found.annotate(shown_name=Lower(Coalesce("parent__name", "name"))).order_by(*SORTS[asked.order])


def own_of() -> Coalesce:
    """The sign-up that holds the person: that of the event, for a session taken along with it."""
    return Coalesce(OuterRef("parent"), OuterRef("pk"))


def naming(word: str, *, private: bool) -> Q:
    """Whose name, or one of whose party, holds this word; or the address, for whoever reads addresses."""
    people = Attendee.objects.filter(sign_up=own_of(), name__icontains=word)
    named = Q(name__icontains=word) | Q(parent__name__icontains=word) | Exists(people)
    if private:
        named |= Q(email__icontains=word) | Q(parent__email__icontains=word)
    return named


def answering(
    found: QuerySet[SignUp], questions: Sequence[Question], answer: str, *, private: bool
) -> QuerySet[SignUp]:
    """Parties of which somebody gave this answer. A sensitive one narrows nothing for contributors."""
    uid, _colon, code = answer.partition(":")
    question = next((one for one in questions if str(one.uid) == uid), None)
    if question is None or (question.sensitive and not private):
        return found
    name = f"answers__{question.uid}"
    if question.kind == Kind.CHOICES:
        condition = Q(**{f"{name}__icontains": f'"{code}"'})
    elif question.kind == Kind.YES:
        condition = Q(**{name: code == "yes"})
    else:
        condition = Q(**{name: code})
    if question.each:
        return found.filter(Exists(Attendee.objects.filter(condition, sign_up=own_of())))
    return found.filter(condition)


def with_marks(found: QuerySet[SignUp], *, private: bool) -> QuerySet[SignUp]:
    """The same, with what a row shows beside the name."""
    marked = found.select_related("parent").annotate(trouble=Exists(stuck_letters()))
    if private:
        marked = marked.annotate(needy=Exists(AccessNeed.objects.filter(sign_up=own_of())))
    return marked


def stuck_letters() -> QuerySet[Letter]:
    """Letters of a sign-up that could not be sent, and have not left since."""
    return Letter.objects.filter(sign_up=OuterRef("pk"), sent_at=None, tries__gt=0).exclude(trouble="")


def companions_of(rows: Sequence[SignUp]) -> dict[int, list[str]]:
    """Sign-up → names of those who come along; 0 or 1 query."""
    parties = {one.parent_id or one.pk for one in rows if one.seats > 1}
    found: dict[int, list[str]] = {}
    if parties:
        people = Attendee.objects.filter(sign_up__in=parties, cancelled_at=None).order_by("sign_up", "order", "pk")
        for key, name in people.values_list("sign_up_id", "name"):
            found.setdefault(key, []).append(name)
    return found


def row(one: Any, categories: Mapping[int, str], party: Sequence[str], language: str, *, private: bool) -> GuestRow:
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
        until=when_words(one.until, language) if one.until else "",
        rank=one.rank,
        asked=when_words(one.created_at, language),
        needs=bool(private and one.needy),
        noted=bool(private and one.note),
        trouble=one.trouble,
    )


def when_words(at: datetime, language: str) -> str:
    local = localtime(at)
    day = dates.day_words(local.date(), language, weekday=False)
    return _("%(day)s, %(hour)s") % {"day": day, "hour": dates.time_words(local.time().replace(second=0), language)}


def state_words(state: str) -> str:
    """A state in one or two words, as a list says it."""
    return {
        State.ASKED: pgettext("sign-up", "Address to confirm"),
        State.HELD: pgettext("sign-up", "Address to confirm"),
        State.PENDING: pgettext("sign-up", "To approve"),
        State.WAITING: pgettext("sign-up", "Waiting"),
        State.OFFERED: pgettext("sign-up", "Seat offered"),
        State.CONFIRMED: pgettext("sign-up", "Registered"),
        State.CANCELLED: pgettext("sign-up", "Cancelled"),
        State.EXPIRED: pgettext("sign-up", "Not confirmed in time"),
        State.LAPSED: pgettext("sign-up", "Offer not taken"),
        State.REFUSED: pgettext("sign-up", "Not approved"),
        State.REMOVED: pgettext("sign-up", "Removed"),
    }[State(state)]


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
