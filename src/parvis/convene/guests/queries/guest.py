"""One party: what it said, what happened to it, what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.convene.guests.queries.words import state_words, when_words
from parvis.convene.registration import needs
from parvis.convene.registration.models import (
    AccessNeed,
    Attendee,
    Category,
    Consent,
    Kind,
    Letter,
    LetterKind,
    Origin,
    Question,
    SignUp,
    State,
    Step,
)
from parvis.convene.registration.presence import came_to, is_counted
from parvis.ground.text import localized
from parvis.ui.dates import capital


@dataclass(frozen=True)
class Answer:
    question: str
    answer: str


@dataclass(frozen=True)
class PersonRow:
    uid: UUID
    name: str
    child: bool
    cancelled: bool
    came: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class SessionTaken:
    title: str
    state: str
    label: str
    url_which: UUID
    url_guest: UUID


@dataclass(frozen=True)
class StepRow:
    when: str
    words: str
    by: str


@dataclass(frozen=True)
class LetterRow:
    kind: str
    when: str
    sent: bool
    tries: int
    trouble: str


@dataclass(frozen=True)
class GuestPage:
    """`place`: how many ranks wait before this one, plus one; 0 when it does not wait."""

    name: str
    email: str
    state_label: str
    until: str
    place: int
    asked: str
    origin: str
    language: str
    people: tuple[PersonRow, ...]
    answers: tuple[Answer, ...]
    hidden_answers: int
    needs: tuple[str, ...]
    consents: tuple[tuple[str, bool], ...]
    sessions: tuple[SessionTaken, ...]
    steps: tuple[StepRow, ...]
    letters: tuple[LetterRow, ...]
    parent: UUID | None
    parent_which: UUID | None


LANGUAGES = {"fr": "français", "en": "English"}


def guest_page(sign_up: SignUp, categories: Iterable[Category], language: str, *, private: bool) -> GuestPage:
    """At most 8 queries. The sign-up comes with its registration, category and parent."""
    person, zone = sign_up.parent or sign_up, sign_up.registration.event.zone
    questions = list(Question.objects.filter(registration=person.registration_id).order_by("order", "pk"))
    readable = [one for one in questions if private or not one.sensitive]
    people = list(Attendee.objects.filter(sign_up=person).order_by("order", "pk"))
    entered = set(
        came_to(sign_up.registration).filter(sign_up=person).values_list("pk", flat=True) if is_counted() else ()
    )
    children = person.children.select_related("registration__session").order_by("pk") if not sign_up.parent_id else ()
    consents = Consent.objects.filter(sign_up=person).select_related("purpose").order_by("pk")
    names = {str(one.uid): localized(one.name, language) for one in categories}
    return GuestPage(
        name=person.name or _("Name erased"),
        email=person.email if private else "",
        state_label=state_words(sign_up.state),
        until=when_words(sign_up.until, zone, language) if sign_up.until else "",
        place=place_of(sign_up),
        asked=when_words(sign_up.created_at, zone, language),
        origin=str(Origin(sign_up.origin).label),
        language=LANGUAGES.get(person.language, person.language),
        people=tuple(
            PersonRow(
                uid=one.uid,
                name=one.name or _("Name erased"),
                child=one.child,
                cancelled=one.cancelled_at is not None,
                came=one.pk in entered,
                answers=answers_in_words(readable, one.answers, language),
            )
            for one in people
        ),
        answers=answers_in_words(readable, person.answers, language),
        hidden_answers=sum(1 for one in questions if one not in readable and str(one.uid) in person.answers),
        needs=needs_of(person) if private else (),
        consents=tuple((localized(one.purpose.label, language), one.withdrawn_at is None) for one in consents),
        sessions=tuple(
            SessionTaken(
                title=one.registration.session.title,
                state=one.state,
                label=state_words(one.state),
                url_which=one.registration.uid,
                url_guest=one.uid,
            )
            for one in children
        ),
        steps=steps_of(sign_up, names, language, private=private),
        letters=letters_of(person, zone, language) if private else (),
        parent=person.uid if sign_up.parent_id else None,
        parent_which=person.registration.uid if sign_up.parent_id else None,
    )


def place_of(sign_up: SignUp) -> int:
    if sign_up.state != State.WAITING or sign_up.rank is None:
        return 0
    before = SignUp.objects.filter(registration=sign_up.registration_id, state=State.WAITING, rank__lt=sign_up.rank)
    return before.count() + 1


def answers_in_words(questions: Iterable[Question], answers: Mapping[str, Any], language: str) -> tuple[Answer, ...]:
    return tuple(
        Answer(localized(one.label, language), answer_in_words(one, answers[str(one.uid)], language))
        for one in questions
        if str(one.uid) in answers
    )


def answer_in_words(question: Question, answer: Any, language: str) -> str:
    """An answer as a person reads it: the words of a choice, yes or no."""
    if question.kind == Kind.YES:
        return _("yes") if answer in (True, "yes") else _("no")
    if question.kind in {Kind.CHOICE, Kind.CHOICES}:
        labels = {option["code"]: localized(option["label"], language) for option in question.options}
        codes = answer if isinstance(answer, list) else [answer]
        return ", ".join(labels.get(code, str(code)) for code in codes)
    return str(answer)


def needs_of(person: SignUp) -> tuple[str, ...]:
    """What the party needs, in words; 1 query."""
    return needs.in_words(AccessNeed.objects.filter(sign_up=person).first())


def steps_of(sign_up: SignUp, categories: Mapping[str, str], language: str, *, private: bool) -> tuple[StepRow, ...]:
    found = Step.objects.filter(sign_up=sign_up).select_related("actor").order_by("pk")
    return tuple(
        StepRow(
            when=when_words(one.at, sign_up.registration.event.zone, language),
            words=step_in_words(one, categories, private=private),
            by=str(one.actor) if one.actor else "",
        )
        for one in found
    )


def step_in_words(step: Step, categories: Mapping[str, str], *, private: bool) -> str:
    """One step as a sentence; a step that another room writes is said by its name."""
    detail = step.detail
    match step.what:
        case "asked":
            return _("Asked for %(seats)s: %(state)s.") % {
                "seats": detail.get("seats", 1),
                "state": state_words(detail.get("state", State.ASKED)).lower(),
            }
        case "promoted":
            return _("Reached on the waiting list: %(state)s.") % {
                "state": state_words(detail.get("state", State.OFFERED)).lower()
            }
        case "confirmed":
            return _("Registered by hand.") if detail.get("by_hand") else _("Registered.")
        case "moved":
            return _("Moved from “%(before)s” to “%(after)s”.") % {
                "before": categories.get(detail.get("before", ""), "–"),
                "after": categories.get(detail.get("after", ""), "–"),
            }
        case "out-of-turn":
            why = detail.get("why", "") if private else ""
            return _("Taken before their turn: %(why)s") % {"why": why} if why else _("Taken before their turn.")
        case "one-less":
            return _("One person fewer: %(seats)s left.") % {"seats": detail.get("seats", "")}
        case "address-corrected":
            return _("Address corrected.")
        case "annotated":
            return _("Note written.")
        case "sent-again":
            return _("Letter sent again.")
        case "session-refused":
            return _("A session could not be taken.")
    if step.what in State.values:
        return f"{state_words(step.what)}."
    return f"{capital(step.what.replace('-', ' '))}."


def letters_of(person: SignUp, zone: str, language: str) -> tuple[LetterRow, ...]:
    """Letters of the person, the latest first; 1 query."""
    labels = dict(LetterKind.choices)
    return tuple(
        LetterRow(
            kind=capital(str(labels.get(one.kind, one.kind))),
            when=when_words(one.sent_at or one.created_at, zone, language),
            sent=one.sent_at is not None,
            tries=one.tries,
            trouble=one.trouble,
        )
        for one in Letter.objects.filter(sign_up=person).order_by("-pk")
    )
