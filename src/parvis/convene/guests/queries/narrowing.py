"""What a list of those who registered is narrowed to, and in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Lower
from django.utils.http import urlencode

from parvis.convene.registration.models import (
    ENDED,
    AccessNeed,
    Attendee,
    Consent,
    Kind,
    Letter,
    Question,
    Registration,
    SignUp,
    State,
)

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
            words=" ".join(writable(given.get("q", "")).split())[:100],
            category=identifier(given.get("category", "")),
            session=identifier(given.get("session", "")),
            answer=writable(given.get("answer", ""))[:120],
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
    def beside_words(self) -> int:
        """How many filters are set beside the words that names are searched for."""
        set_apart = (self.category, self.session, self.answer, self.needs, self.consent, self.trouble)
        return sum(map(bool, set_apart))

    @property
    def order(self) -> str:
        return self.sort or ("line" if self.view in {"waiting", "offered"} else "-asked")


def writable(text: str) -> str:
    """Without the null character, about which PostgreSQL cannot be asked."""
    return text.replace("\x00", " ")


def identifier(text: str) -> str:
    """A UUID as written, an empty word for anything else."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""


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


def stuck_letters() -> QuerySet[Letter]:
    """Letters of a sign-up that could not be sent, and have not left since."""
    return Letter.objects.filter(sign_up=OuterRef("pk"), sent_at=None, tries__gt=0).exclude(trouble="")
