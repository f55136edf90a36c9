"""What the form asks, in one language, from the one row that holds it (`Registration.form`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from parvis.convene.registration.actions.setting_up import form_of
from parvis.convene.registration.models import Access, Category, Kind, Registration
from parvis.ground.text import localized


@dataclass(frozen=True)
class AskedCategory:
    key: int
    uid: str
    name: str
    explanation: str
    with_code: bool
    within: bool
    opens: datetime | None
    closes: datetime | None
    approval: bool

    def is_open(self, now: datetime) -> bool:
        return (self.opens is None or self.opens <= now) and (self.closes is None or now < self.closes)

    def as_row(self, registration: Registration) -> Category:
        """The row as far as the form knows it: its rules and not its numbers, which nobody trusts; no query."""
        return Category(
            pk=self.key,
            registration=registration,
            name=self.name,
            within_capacity=self.within,
            access=Access.CODE if self.with_code else Access.OPEN,
            approval=self.approval,
            opens_at=self.opens,
            closes_at=self.closes,
        )


@dataclass(frozen=True)
class AskedQuestion:
    uid: str
    label: str
    explanation: str
    kind: Kind
    options: tuple[tuple[str, str], ...]
    required: bool
    each: bool
    categories: frozenset[int]
    purpose: str

    def is_for(self, category: int | None) -> bool:
        return not self.categories or category in self.categories


@dataclass(frozen=True)
class AskedPurpose:
    key: int
    uid: str
    label: str
    explanation: str


@dataclass(frozen=True)
class AskedSession:
    key: int
    uid: str
    title: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Asked:
    categories: tuple[AskedCategory, ...]
    questions: tuple[AskedQuestion, ...]
    purposes: tuple[AskedPurpose, ...]
    sessions: tuple[AskedSession, ...]

    def open_categories(self, now: datetime) -> tuple[AskedCategory, ...]:
        """Those that anybody may choose now."""
        return tuple(one for one in self.categories if not one.with_code and one.is_open(now))

    @property
    def takes_codes(self) -> bool:
        return any(one.with_code for one in self.categories)

    def category(self, key: int | None) -> AskedCategory | None:
        return next((one for one in self.categories if one.key == key), None)


def asked(registration: Registration, language: str) -> Asked:
    """What the form asks; no query once the set-up was saved."""
    form = registration.form or form_of(registration)
    return Asked(
        tuple(category(one, language) for one in form["categories"] if one["access"] != Access.ORGANISERS),
        tuple(question(one, language) for one in form["questions"]),
        tuple(
            AskedPurpose(one["key"], one["uid"], said(one["label"], language), said(one["explanation"], language))
            for one in form["purposes"]
        ),
        tuple(
            AskedSession(one["key"], one["uid"], one["title"], instant(one["starts"]), instant(one["ends"]))
            for one in form["sessions"]
        ),
    )


def category(one: dict[str, Any], language: str) -> AskedCategory:
    return AskedCategory(
        key=one["key"],
        uid=one["uid"],
        name=said(one["name"], language),
        explanation=said(one["explanation"], language),
        with_code=one["access"] == Access.CODE,
        within=one["within"],
        opens=instant(one["opens"]) if one["opens"] else None,
        closes=instant(one["closes"]) if one["closes"] else None,
        approval=one["approval"],
    )


def question(one: dict[str, Any], language: str) -> AskedQuestion:
    return AskedQuestion(
        uid=one["uid"],
        label=said(one["label"], language),
        explanation=said(one["explanation"], language),
        kind=Kind(one["kind"]),
        options=tuple((option["code"], said(option["label"], language)) for option in one["options"]),
        required=one["required"],
        each=one["each"],
        categories=frozenset(one["categories"]),
        purpose=said(one["purpose"], language),
    )


def said(text: Any, language: str) -> str:
    if isinstance(text, dict):
        return str(text.get(language) or next(filter(None, text.values()), ""))
    return localized(text, language)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def answered(questions: Iterable[AskedQuestion], answers: dict[str, Any]) -> list[tuple[str, str]]:
    """(question, answer in words) of what was answered, in the order of the form."""
    found = [(one.label, in_words(one, answers[one.uid])) for one in questions if one.uid in answers]
    return [(label, words) for label, words in found if words]


def in_words(one: AskedQuestion, answer: Any) -> str:
    labels = dict(one.options)
    if one.kind == Kind.YES:
        return _("yes") if answer else _("no")
    if isinstance(answer, list):
        return ", ".join(labels.get(code, str(code)) for code in answer)
    return labels.get(answer, str(answer)) if one.kind == Kind.CHOICE else str(answer)
