"""From the filters of an address to commitments, and to the words of what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from parvis.commit.plans.filters import STATES, Filters
from parvis.commit.plans.models import Commitment, Completion, Milestone, Plan, ProgressReport
from parvis.commit.plans.queries.columns import last_report_of_commitment, last_report_of_milestone
from parvis.commit.plans.queries.shapes import Choice, Link, Problem
from parvis.commit.plans.queries.visibility import published, published_plans
from parvis.ground.compiled import Compiled, CompiledInstances
from parvis.ground.search import matching
from parvis.ground.text import in_language
from parvis.ground.themes.models import Term
from parvis.people.models import Organisation

ORDER = ("-plan__first_day", "plan__slug", "order", "pk")  # plan after plan, the latest first


@dataclass(frozen=True)
class Narrowed:
    """Commitments that answer to the filters in ORDER, every plan, the selects, and what was not understood."""

    commitments: QuerySet[Commitment]
    plans: tuple[Plan, ...]
    options: dict[str, tuple[Choice, ...]]
    names: dict[str, str]
    problems: tuple[Problem, ...]


def late(milestones: QuerySet[Milestone], today: date) -> QuerySet[Milestone]:
    """Those whose last possible day is past and that nobody declares completed, withdrawn ones apart."""
    said = Subquery(last_report_of_milestone().values("completion")[:1])
    return milestones.alias(said=said).filter(
        Q(said__isnull=True) | ~Q(said=Completion.COMPLETE),
        due_by__lt=today,
        withdrawn_on__isnull=True,
        commitment__withdrawn_on__isnull=True,
    )


def in_state(commitments: QuerySet[Commitment], state: str, today: date) -> QuerySet[Commitment]:
    """Those in one of STATES; a withdrawn commitment is in that state alone."""
    if state == "withdrawn":
        return commitments.filter(withdrawn_on__isnull=False)
    standing = commitments.filter(withdrawn_on__isnull=True)
    if state == "late":
        return standing.filter(Exists(late(Milestone.objects.filter(commitment=OuterRef("pk")), today)))
    own = last_report_of_commitment()
    declared = standing.annotate(own=Subquery(own.values("completion")[:1]))
    if state == "complete":
        return declared.filter(own=Completion.COMPLETE)
    if state == "not-started":
        return declared.filter(own=Completion.NOT_STARTED)
    reported = Exists(ProgressReport.objects.filter(commitment=OuterRef("pk")))
    if state == "silent":
        return standing.filter(~reported)
    # Under way: said of the whole, or only of some of its milestones.
    return declared.filter(Q(own__in=(Completion.LIMITED, Completion.SUBSTANTIAL)) | Q(Q(own__isnull=True), reported))


def narrow(filters: Filters, language: str, today: date) -> Narrowed:
    """Published commitments under these filters, plan after plan; 3 queries, for the selects.

    What the address names and nobody knows is left out, and said.
    """
    plans = {plan.slug: plan for plan in every_plan()}
    bodies = {slug: (key, name) for key, slug, name in answering_bodies()}
    areas = {code: (key, in_language(name, language)) for key, code, name in areas_in_use()}
    known: dict[str, dict[str, str]] = {
        "plan": {slug: str(plan.title.localize(language)) for slug, plan in plans.items()},
        "body": {slug: name for slug, (_key, name) in bodies.items()},
        "area": {code: name for code, (_key, name) in areas.items()},
        "state": {code: str(label) for code, label in STATES.items()},
    }
    problems, found = [], published()
    for name in known:
        value = getattr(filters, name)
        if value and value not in known[name]:
            problems.append(Problem(name, _("“%(value)s” is not known here.") % {"value": value}))
            filters = filters.without(name)
    if filters.plan:
        found = found.filter(plan=plans[filters.plan])
    if filters.body:
        found = found.filter(pk__in=answered_by(bodies[filters.body][0]))
    if filters.area:
        found = found.filter(policy_areas=areas[filters.area][0])
    if filters.state:
        found = in_state(found, filters.state, today)
    if filters.q:
        found = found.filter(uid__in=matching("commitment", filters.q, language))
    return Narrowed(
        commitments=found.order_by(*ORDER),
        plans=tuple(plans.values()),
        options={name: options(name, known[name], getattr(filters, name)) for name in known},
        names=names(filters, known),
        problems=tuple(problems),
    )


def names(filters: Filters, known: dict[str, dict[str, str]]) -> dict[str, str]:
    """The words of each filter in force, by its name in the address."""
    said = {name: known[name][value] for name in known if (value := getattr(filters, name))}
    if filters.q:
        said["q"] = _("“%(text)s”") % {"text": filters.q}
    return said


def options(name: str, known: dict[str, str], chosen: str) -> tuple[Choice, ...]:
    whatever = {
        "plan": _("any plan"),
        "body": _("anybody"),
        "area": _("anything"),
        "state": _("whatever became of them"),
    }[name]
    return (
        Choice("", whatever, not chosen),
        *(Choice(value, label, value == chosen) for value, label in known.items()),
    )


# What the selects offer is the same whatever is asked: their querysets are compiled once, as a plan's page is.
every_plan = CompiledInstances(
    Plan, lambda: published_plans().order_by("-first_day", "slug"), related=("framework", "organisation")
)


def bodies_in_charge() -> QuerySet[Organisation]:
    """Bodies that answer for a published plan, or for a commitment of one."""
    answering = published().filter(responsibilities__organisation__isnull=False)
    return Organisation.objects.filter(
        Q(pk__in=answering.values("responsibilities__organisation"))
        | Q(pk__in=published_plans().filter(organisation__isnull=False).values("organisation"))
    ).order_by("name_key", "pk")


def terms_in_use() -> QuerySet[Term]:
    used = Commitment.policy_areas.through._default_manager.filter(commitment__in=published()).values("term_id")
    return Term.objects.filter(pk__in=used).order_by("order", "code")


answering_bodies = Compiled(lambda: bodies_in_charge().values_list("pk", "slug", "name"))
areas_in_use = Compiled(
    lambda: terms_in_use().annotate(words=Cast("name", TextField())).values_list("pk", "code", "words")
)


def answered_by(body: int) -> Any:
    """Keys of the commitments in which a body has a part, or whose plan is its own."""
    return (
        Commitment.objects.filter(Q(responsibilities__organisation=body) | Q(plan__organisation=body))
        .order_by()
        .values("pk")
    )


def active(filters: Filters, found: Narrowed, address: Any) -> tuple[Link, ...]:
    """The filters in force, each with the address of the list without it."""
    return tuple(Link(words, address(filters.without(name).query_string())) for name, words in found.names.items())


def plan_of(slug: str) -> Plan | None:
    return published_plans().filter(slug=slug).order_by().first()
