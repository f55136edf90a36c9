"""The checker's advice to whoever writes a commitment, beside the part it concerns: see `civics.checks.promise`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from parvis.civics.checks.promise import Promise, Step, remarks
from parvis.commit.plans.content import LANGUAGES, contents_of
from parvis.commit.plans.models import AdviceAside, Commitment, Plan, Role
from parvis.commit.plans.reading import fuzzy_of
from parvis.ui.findings import Noted, in_words, marked


def advice_in(content: Mapping[str, Any], plan: Plan, language: str = "") -> list[Noted]:
    """Advice on a content, saved or not; nothing is set aside. No query."""
    return in_words(remarks(promise_of(content, plan)), language)


def advice_of(commitment: Commitment, language: str = "") -> list[Noted]:
    """Advice on a commitment as it stands, what was set aside marked; 6 queries."""
    return advice_of_many([commitment], language)[commitment.pk]


def advice_of_many(commitments: Sequence[Commitment], language: str = "") -> dict[int, list[Noted]]:
    """The same for many, by primary key; 6 queries whatever their number. Each has its `plan` read."""
    contents, reasons = contents_of(commitments), reasons_of([one.pk for one in commitments])
    return {
        one.pk: marked(advice_in(contents[one.pk], one.plan, language), reasons.get(one.pk, {})) for one in commitments
    }


def reasons_of(commitments: Sequence[int]) -> dict[int, dict[str, str]]:
    """What was set aside: commitment → key of the finding → reason; 1 query."""
    found: dict[int, dict[str, str]] = {}
    rows = AdviceAside.objects.filter(commitment__in=commitments).order_by()
    for commitment, key, reason in rows.values_list("commitment_id", "key", "reason"):
        found.setdefault(commitment, {})[key] = reason
    return found


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
