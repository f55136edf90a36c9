"""To whom a message goes: parties in these states, of this category, who answered so, who have not come yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Sum

from parvis.convene.registration.models import Attendee, Kind, Question, Registration, SignUp, State
from parvis.convene.registration.presence import came_to

# An address that nobody has confirmed gets no message: it may be a stranger's.
STATES = (State.CONFIRMED, State.WAITING, State.OFFERED, State.PENDING)
# Questions by whose answer one chooses; what people typed themselves is nobody's criterion.
CHOSEN_BY = (Kind.CHOICE, Kind.CHOICES, Kind.YES)


@dataclass(frozen=True)
class Segment:
    """Plain values, kept with the message.

    category   identifier of a category; empty: all
    question   identifier of a question, with `option`: code of the answer ("yes" for a question by yes or no)
    absent     only parties of whom somebody has not come yet
    """

    states: tuple[str, ...] = (State.CONFIRMED,)
    category: str = ""
    question: str = ""
    option: str = ""
    absent: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, values: Mapping[str, Any]) -> Segment:
        return cls(**{**values, "states": tuple(values.get("states", ()))})


@dataclass(frozen=True)
class Reach:
    people: int
    letters: int


def parties(registration: Registration, segment: Segment) -> QuerySet[SignUp]:
    """The sign-ups that are meant; those of a session taken along with the event among them."""
    states = [state for state in segment.states if state in STATES]
    found = SignUp.objects.filter(registration=registration, state__in=states)
    if segment.category:
        found = found.filter(Q(category__uid=segment.category) | Q(parent__category__uid=segment.category))
    if segment.question:
        question = registration.questions.filter(uid=segment.question).first()
        # A question taken away since has nobody's answer: the message is not for everybody then.
        found = found.none() if question is None else found.filter(answered(question, segment.option))
    if segment.absent:
        missing = Attendee.objects.filter(cancelled_at=None).exclude(pk__in=came_to(registration).values("pk"))
        found = found.filter(
            Exists(missing.filter(sign_up=OuterRef("pk"))) | Exists(missing.filter(sign_up=OuterRef("parent")))
        )
    return found


def answered(question: Question, option: str) -> Q:
    """Parties, or people of them, who chose this answer."""
    key = f"answers__{question.uid}"
    chose = {key: True} if question.kind == Kind.YES else {key: option}
    if question.kind == Kind.CHOICES:
        # A list as JSON writes it: neither database asks more of an index that is not there.
        chose = {f"{key}__icontains": f'"{option}"'}
    return Q(**chose) | Exists(Attendee.objects.filter(Q(**chose), sign_up=OuterRef("pk")))


def recipients(registration: Registration, segment: Segment) -> QuerySet[SignUp]:
    """Who gets a letter: the parties that have an address, one an address, in the order in which they registered."""
    meant = parties(registration, segment).order_by()
    addressed = SignUp.objects.filter(
        Q(pk__in=meant.filter(parent__isnull=True).values("pk")) | Q(pk__in=meant.values("parent"))
    ).exclude(email="")
    first = addressed.order_by().values("email").annotate(first=Min("pk")).values("first")
    return SignUp.objects.filter(pk__in=first).order_by("pk")


def reach(registration: Registration, segment: Segment) -> Reach:
    """How many people are meant, and how many letters leave; 2 or 3 queries."""
    people = parties(registration, segment).order_by().aggregate(people=Sum("seats"))["people"] or 0
    return Reach(people, recipients(registration, segment).count())
