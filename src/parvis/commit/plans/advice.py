"""The checker's advice to whoever writes a commitment, beside the part it concerns: see `civics.checks.promise`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from parvis.civics.checks.promise import Promise, Step, remarks
from parvis.civics.checks.record import Remark
from parvis.commit.plans.content import LANGUAGES, contents_of
from parvis.commit.plans.models import Commitment, Plan, Role
from parvis.commit.plans.reading import fuzzy_of


@dataclass(frozen=True)
class Advice:
    """One remark in the reader's language.

    severity   error | warning | info; an error holds a publication back
    part       a part of the content: "values", "solution", "lead", "milestones[0]"
    quote      the words it is about, empty when it is about something that is not there
    """

    rule: str
    severity: str
    part: str
    quote: str
    message: str
    suggestion: str

    @property
    def stops(self) -> bool:
        return self.severity == "error"


def advice_in(content: Mapping[str, Any], plan: Plan, language: str = "") -> list[Advice]:
    """Advice on a content, saved or not. No query."""
    lang = "en" if (language or get_language() or "fr").startswith("en") else "fr"
    return [said(remark, lang) for remark in remarks(promise_of(content, plan))]


def advice_of(commitment: Commitment, language: str = "") -> list[Advice]:
    """Advice on a commitment as it stands; 5 queries."""
    return advice_of_many([commitment], language)[commitment.pk]


def advice_of_many(commitments: Sequence[Commitment], language: str = "") -> dict[int, list[Advice]]:
    """The same for many, by primary key; 5 queries whatever their number. Each has its `plan` read."""
    contents = contents_of(commitments)
    return {one.pk: advice_in(contents[one.pk], one.plan, language) for one in commitments}


def said(remark: Remark, lang: str) -> Advice:
    return Advice(
        rule=remark.rule,
        severity=str(remark.severity),
        part=remark.part,
        quote=remark.quote,
        message=remark.message[lang],
        suggestion=remark.suggestion[lang],
    )


def promise_of(content: Mapping[str, Any], plan: Plan) -> Promise:
    """The content as the checker reads it: the text of the first language that has one; the rest counts as not given.

    A lead that has ended leads no more.
    """
    roles = [row for row in content.get("responsibilities") or () if row.get("organisation") or row.get("office")]
    led = any(row.get("role", Role.LEAD) == Role.LEAD and not row.get("valid_to") for row in roles)
    return Promise(
        title=first(content, "title"),
        problem=first(content, "problem"),
        solution=first(content, "solution") or first(content, "full_title"),
        relevance=first(content, "public_change"),
        values=frozenset(content.get("values") or ()),
        starts=plan.first_day,
        ends=plan.last_day,
        led=led,
        steps=tuple(step(row, led) for row in content.get("milestones") or ()),
    )


def step(row: Mapping[str, Any], led: bool) -> Step:
    typed = str(row.get("due") or "")
    return Step(
        text="\n".join(filter(None, (first(row, "title"), first(row, "text")))),
        due=fuzzy_of(typed) if typed else None,
        typed=str(row.get("due_words") or "") if fuzzy_of(typed) is None and not typed else typed,
        owned=led or bool(row.get("responsible") or row.get("office")),
    )


def first(content: Mapping[str, Any], name: str) -> str:
    return next(filter(None, (str(content.get(f"{name}_{code}") or "") for code in LANGUAGES)), "")
