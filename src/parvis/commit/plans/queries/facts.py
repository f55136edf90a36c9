"""The facts beside a promise: dates, budget, where it comes from; what is missing says why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.commit.plans.models import Commitment, Responsibility, Role
from parvis.commit.plans.queries.shapes import Fact, MilestoneRow
from parvis.commit.plans.queries.steps import date_words
from parvis.commit.plans.queries.telling import absence_words
from parvis.ui import dates
from parvis.ui.templatetags.parvis import money


def facts(
    commitment: Commitment,
    roles: Sequence[Responsibility],
    made: Sequence[MilestoneRow],
    has_areas: bool,
    language: str,
) -> tuple[Fact, ...]:
    """In the order of the page; a part that is neither given nor declared absent is not mentioned, save who leads."""
    given = dict(values(commitment, language))
    held = {
        "lead": any(role.role == Role.LEAD for role in roles),
        "supporting": any(role.role == Role.SUPPORTING for role in roles),
        "policy_areas": has_areas,
    }
    found = []
    for part, label in labels().items():
        if part in given:
            found.append(Fact(label, given[part]))
        elif held.get(part):
            continue  # told with its links, elsewhere
        elif part in commitment.absences:
            found.append(Fact(label, absence_words(commitment.absences[part]), gap=True))
        elif part == "lead":
            found.append(Fact(label, _("Nobody is named"), gap=True))
    return tuple(found)


def labels() -> dict[str, str]:
    return {
        "lead": pgettext("fact of a commitment", "Lead institution"),
        "supporting": pgettext("fact of a commitment", "Supporting institutions"),
        "starts": _("Start"),
        "ends": pgettext("fact of a commitment", "Due"),
        "budget": _("Budget"),
        "status": pgettext("fact of a commitment", "Status"),
        "policy_areas": _("Policy areas"),
        "values": _("Values claimed"),
        "carried_over": _("Origin"),
        "external_id": _("Outside identifier"),
    }


def values(commitment: Commitment, language: str) -> Iterator[tuple[str, str]]:
    """(part, its words) of what is given."""
    if commitment.starts:
        yield "starts", dates.capital(date_words(commitment.starts, language))
    if commitment.ends:
        yield "ends", dates.capital(date_words(commitment.ends, language))
    if commitment.budget_minor is not None:
        amount = money(commitment.budget_minor, commitment.budget_currency or "EUR")
        yield "budget", f"{amount} ({commitment.budget_note})" if commitment.budget_note else amount
    elif commitment.budget_note:
        yield "budget", commitment.budget_note
    if commitment.carried_over is not None:
        yield "carried_over", _("Carried over from an earlier plan") if commitment.carried_over else _("New commitment")
    if commitment.external_id:
        yield "external_id", commitment.external_id
