"""Who may bring tables in: who writes the plan by hand."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from parvis.commit.exchange.models import BroughtTable
from parvis.commit.plans.models import Plan
from parvis.commit.plans.rules import may_edit_plan, plans_written_by
from parvis.people import rules as people


def may_bring_tables(user: Any) -> bool:
    """Writes plans for some body, or runs the instance."""
    return people.runs_the_instance(user) or people.is_organiser(user)


def may_bring_into(user: Any, plan: Plan) -> bool:
    """May bring a table into that plan: its point of contact."""
    return may_edit_plan(user, plan)


def may_decide_on_table(user: Any, table: BroughtTable) -> bool:
    """May see a table that was brought in and say what becomes of it."""
    return may_edit_plan(user, table.plan)


def plans_for(user: Any) -> QuerySet[Plan]:
    """Plans into which the person may bring a table, the latest first."""
    return plans_written_by(user).order_by("-first_day", "slug")


def tables_of(user: Any) -> QuerySet[BroughtTable]:
    """Tables brought into those plans, the latest first."""
    return BroughtTable.objects.filter(plan__in=plans_written_by(user)).order_by("-at", "-pk")
