"""The tables that the plans disclose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.commit.plans import rows
from parvis.commit.plans.models import Responsibility, State
from parvis.commit.plans.queries.visibility import (
    evidence_visible_to,
    milestones_visible_to,
    published,
    published_plans,
    reports_visible_to,
)
from parvis.disclose.datasets.registry import Dataset, Field, register_dataset

NOBODY = AnonymousUser()
ANY_PRECISION = _("ISO 8601-2: 2026-12-31, 2018-41 for a second semester, 2019/.. for an open end.")
OF_COMMITMENT = Field("commitment", "string", _("Commitment"), _("Identifier of the commitment."))
OF_MILESTONE = Field("milestone", "string", _("Milestone"), _("Identifier; empty for the commitment as a whole."))
IDENTITY = (
    Field("uid", "string", _("Identifier"), _("Stable and unique (UUID).")),
    Field("url", "string", _("Page")),
)
WITHDRAWN = Field("withdrawn_on", "date", _("Withdrawn on"))
UPDATED = (Field("published_at", "datetime", _("Published on")), Field("updated_at", "datetime", _("Last change")))
PLANS = (
    *IDENTITY,
    Field("slug", "string", _("Address")),
    Field("title", "string", _("Title")),
    Field("framework", "string", _("Framework")),
    Field("framework_kind", "string", _("Kind of framework"), "partnership, charter, law, local, other"),
    Field("organisation", "string", _("Body"), _("The body that answers for the plan.")),
    Field("member", "string", _("Member"), _("The country, the town or the parliament, in words.")),
    Field("number", "string", _("Number")),
    Field("cycle", "string", _("Cycle")),
    Field("first_day", "date", _("First day")),
    Field("last_day", "date", _("Last day"), _("Included.")),
    Field("standing", "string", _("Standing"), "ordinary, documented, fictional"),
    Field("versions", "array", _("Versions"), _("Adopted ones, each with its kind and its day.")),
    Field("absences", "object", _("Absences"), _("Part, and why it has no value.")),
    Field("commitments", "integer", _("Number of commitments")),
    *UPDATED,
)
COMMITMENTS = (
    *IDENTITY,
    Field("plan", "string", _("Plan"), _("Address of the plan.")),
    Field("slug", "string", _("Address")),
    Field("external_id", "string", _("Outside identifier")),
    Field("number", "string", _("Number")),
    Field("title", "string", _("Title")),
    Field("values", "array", _("Values claimed")),
    Field("policy_areas", "array", _("Policy areas"), _("Codes.")),
    Field("lead", "array", _("Lead institutions")),
    Field("supporting", "array", _("Supporting institutions")),
    Field("starts", "string", _("Start"), ANY_PRECISION),
    Field("ends", "string", _("End"), ANY_PRECISION),
    Field("budget_minor", "integer", _("Budget"), _("In minor units: cents.")),
    Field("budget_currency", "string", _("Currency")),
    Field("carried_over", "boolean", _("Carried over"), _("From an earlier plan; empty when nobody says.")),
    Field("predecessor", "string", _("Follows"), _("Identifier of the commitment.")),
    Field("absences", "object", _("Absences"), _("Part, and why it has no value.")),
    Field("declared_completion", "string", _("Declared completion"), "not-started, limited, substantial, complete"),
    Field("declared_on", "date", _("Declared as of")),
    Field("milestones", "integer", _("Number of milestones")),
    Field("milestones_declared_completed", "integer", _("Milestones declared completed")),
    Field("milestones_late", "integer", _("Late milestones")),
    WITHDRAWN,
    Field("withdrawal_reason", "string", _("Reason of the withdrawal")),
    *UPDATED,
)
MILESTONES = (
    *IDENTITY,
    OF_COMMITMENT,
    Field("plan", "string", _("Plan"), _("Address of the plan.")),
    Field("number", "string", _("Number")),
    Field("title", "string", _("Title")),
    Field("due", "string", _("Due date"), ANY_PRECISION),
    Field("due_words", "string", _("Due date, as written")),
    Field("due_as_adopted", "string", _("Due date, as adopted"), ANY_PRECISION),
    Field("last_day", "date", _("Last day it allows"), _("Empty without a date or with an open end.")),
    Field("declared_completion", "string", _("Declared completion"), "not-started, limited, substantial, complete"),
    Field("declared_on", "date", _("Declared as of")),
    Field("late", "boolean", _("Late"), _("Computed on the day of the download.")),
    Field("days_late", "integer", _("Days late")),
    WITHDRAWN,
)
REPORTS = (
    *IDENTITY,
    OF_COMMITMENT,
    OF_MILESTONE,
    Field("day", "date", _("State on"), _("The day of which the report speaks.")),
    Field("completion", "string", _("Declared completion"), "not-started, limited, substantial, complete"),
    Field("text", "string", _("Report")),
    Field("language", "string", _("Language")),
    Field("declared_by", "string", _("Declared by")),
    Field("evidence", "array", _("Evidence"), _("Identifiers.")),
    Field("reported_at", "datetime", _("Reported on")),
)
EVIDENCE = (
    *IDENTITY,
    OF_COMMITMENT,
    OF_MILESTONE,
    Field("kind", "string", _("Kind"), "direct, supporting, budget, indirect"),
    Field("title", "string", _("Title")),
    Field("note", "string", _("What it shows")),
    Field("address", "string", _("Web address")),
    Field("object_type", "string", _("Type of object"), _("Of something that has a page on this site.")),
    Field("object_uid", "string", _("Identifier of the object")),
    Field("date", "string", _("Date"), ANY_PRECISION),
    Field("sha256", "string", _("SHA-256 of the copy")),
    Field("media_type", "string", _("Media type")),
    Field("consulted_on", "date", _("Consulted on")),
    Field("brought_by", "string", _("Brought by")),
    Field("added_at", "datetime", _("Added on")),
    Field("set_aside_at", "datetime", _("Set aside on")),
    Field("set_aside_reason", "string", _("Why it was set aside")),
)
RESPONSIBILITIES = (
    OF_COMMITMENT,
    Field("url", "string", _("Page")),
    OF_MILESTONE,
    Field("role", "string", _("Role"), "lead, supporting, responsible, partner"),
    Field("organisation", "string", _("Organisation"), _("Address of the body.")),
    Field("name", "string", _("Name")),
    Field("office", "string", _("Office"), _("As the text names it.")),
    Field("valid_from", "date", _("From")),
    Field("valid_to", "date", _("Until"), _("Included.")),
)


def table(make: rows.Make, found: Callable[[], QuerySet[Any]]) -> Callable[[], Iterator[Mapping[str, Any]]]:
    return lambda: rows.streamed(make, found(), get_language() or "fr")


def public_responsibilities() -> QuerySet[Responsibility]:
    return Responsibility.objects.filter(commitment__state=State.PUBLISHED, commitment__plan__published=True)


def register_all() -> None:
    _register(
        "plans", _("Action plans"), _("Every published plan, with its versions."), PLANS,
        table(rows.plan_rows, lambda: rows.plans(published_plans()).order_by("first_day", "slug")),
    )  # fmt: skip
    _register(
        "commitments", _("Commitments"), _("Every commitment of the published plans, withdrawn ones included."),
        COMMITMENTS,
        table(rows.commitment_rows, lambda: rows.commitments(published()).order_by("plan_id", "order", "pk")),
    )  # fmt: skip
    _register(
        "milestones", _("Milestones"), _("What is due, what is declared, and what is late."), MILESTONES,
        table(rows.milestone_rows,
              lambda: rows.milestones(milestones_visible_to(NOBODY)).order_by("commitment_id", "order", "pk")),
    )  # fmt: skip
    _register(
        "progress-reports", _("Progress reports"), _("What bodies declare of their own promises: nothing independent."),
        REPORTS, table(rows.report_rows, lambda: rows.reports(reports_visible_to(NOBODY)).order_by("pk")),
    )  # fmt: skip
    _register(
        "evidence", _("Evidence"), _("What shows that something was done; what was set aside says why."), EVIDENCE,
        table(rows.evidence_rows, lambda: rows.evidence(evidence_visible_to(NOBODY)).order_by("pk")),
    )  # fmt: skip
    _register(
        "responsibilities", _("Responsibilities"), _("Who answers for each commitment, from when to when."),
        RESPONSIBILITIES,
        table(rows.responsibility_rows, lambda: rows.responsibilities(public_responsibilities()).order_by("pk")),
    )  # fmt: skip


def _register(
    code: str, title: Any, description: Any, fields: tuple[Field, ...], made: Callable[[], Iterator[Mapping[str, Any]]]
) -> None:
    register_dataset(Dataset(code, title, description, fields, made, rows.last_change))
