"""The page of a plan: what it is, its versions, its commitments with the state of their milestones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.commit.plans import addresses
from parvis.commit.plans.filters import Filters
from parvis.commit.plans.models import Commitment, Plan, PlanVersion, VersionKind
from parvis.commit.plans.panels import judgements, plan_panels
from parvis.commit.plans.queries.bodies import body_link
from parvis.commit.plans.queries.cards import cards, day, tally_words
from parvis.commit.plans.queries.columns import Row, columns, rows_of_plan
from parvis.commit.plans.queries.listing import span_words
from parvis.commit.plans.queries.shapes import CommitmentCard, Link, PlanPage, Tally, VersionLine
from parvis.commit.plans.queries.telling import absence_words, journal_lines
from parvis.commit.plans.queries.visibility import plans_visible_to, published_plans, visible_to
from parvis.ground.compiled import Compiled, CompiledInstances
from parvis.ground.text import in_language
from parvis.ui import dates

SHOWN = 120  # commitments on a page; the largest plans of the field hold some sixty, a law twice as many measures


def with_names(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    return plans.select_related("framework", "organisation").order_by()


published_plan = CompiledInstances(
    Plan, lambda slug: published_plans().filter(slug=slug).order_by(), related=("framework", "organisation")
)


def plan_page(slug: str, number: str, viewer: Any, language: str, today: date) -> PlanPage | None:
    """Everything on the page of a plan, or None when the viewer may not see it or there is none.

    4 queries and what the panels and the reviewers ask; the rows of a stranger's page run querysets compiled once.
    """
    stranger = not getattr(viewer, "is_authenticated", False)
    found = published_plan(slug) if stranger else with_names(plans_visible_to(viewer).filter(slug=slug))
    plan = next(iter(found), None)
    if plan is None:
        return None
    with translation.override(language):
        found = rows_of_plan(plan.pk, today) if stranger else rows_for(viewer, plan, today)
        rows = list(map(Row._make, found))
        page = Paginator(rows, SHOWN).get_page(number)
        judged = judgements(viewer, "commitment", [row.uid for row in page.object_list])
        made = cards(page.object_list, judged, language, today)
        tally = added(made)
        return PlanPage(
            uid=plan.uid,
            slug=plan.slug,
            url=addresses.plan(plan.slug, language),
            title=str(plan.title.localize(language)),
            summary=str(plan.summary.localize(language)),
            kicker=kicker(plan, language),
            framework=Link(str(plan.framework.name.localize(language)), plan.framework.website),
            body=body_link(plan.organisation),
            member=plan.member,
            when=span_words(plan, language),
            number=plan.number,
            cycle=plan.cycle,
            standing=plan.standing,
            draft=not plan.published,
            gaps=gaps(plan),
            versions=version_lines(plan, rows, language),
            cards=made,
            page=page,
            count=len(rows),
            count_label=ngettext("%(count)s commitment", "%(count)s commitments", len(rows)) % {"count": len(rows)},
            withdrawn_count=sum(row.withdrawn_on is not None for row in rows),
            tally=tally,
            tally_words=tally_words(tally),
            late_url=addresses.commitments(Filters(plan=plan.slug, state="late").query_string(), language),
            panels=tuple(plan_panels(viewer, plan)),
            judged=bool(judged),
            journal=journal_lines("plan", plan.uid, language),
        )


def rows_for(viewer: Any, plan: Plan, today: date) -> QuerySet[Any, Any]:
    """Rows of what this person may see of a plan, drafts included for those they concern."""
    own = Commitment.objects.filter(pk__in=visible_to(viewer).filter(plan=plan).values("pk"))
    return columns(own.order_by("order", "pk"), today)


def kicker(plan: Plan, language: str) -> str:
    words = (str(plan.framework.name.localize(language)), plan.member)
    return ", ".join(filter(None, words))


def gaps(plan: Plan) -> tuple[Link, ...]:
    """What the plan says nothing of, each with its reason."""
    labels = {
        "period": _("Period"),
        "adopted_on": _("Adopted on"),
        "budget": _("Budget"),
        "number": _("Number"),
        "status": _("Status"),
        "themes": _("Policy areas"),
    }
    return tuple(Link(labels.get(part, part), note=absence_words(code)) for part, code in plan.absences.items())


def added(cards: Sequence[CommitmentCard]) -> Tally:
    return Tally(
        sum(card.tally.total for card in cards),
        sum(card.tally.done for card in cards),
        sum(card.tally.late for card in cards),
    )


class VersionRow(NamedTuple):
    id: int
    number: int
    kind: str
    note: str
    adopted: bool
    adopted_on: date | None
    absence: str
    source: str | None
    source_url: str | None
    publisher: str | None


# Compiled once, as the rows of the commitments are.
versions_of_plan = Compiled(
    lambda plan: (
        PlanVersion.objects.filter(plan=plan)
        .order_by("number")
        .annotate(words=Cast("note", TextField()))
        .values_list(
            "pk", "number", "kind", "words", "adopted", "adopted_on", "adopted_on_absence", "source__title",
            "source__url", "source__publisher",
        )
    )
)  # fmt: skip


def version_lines(plan: Plan, rows: Sequence[Row], language: str) -> tuple[VersionLine, ...]:
    """The versions of a plan, the first one first, with what each brought in and took away; one query."""
    return tuple(version_line(VersionRow._make(found), rows, language) for found in versions_of_plan(plan.pk))


def version_line(version: VersionRow, rows: Sequence[Row], language: str) -> VersionLine:
    if version.adopted_on:
        when = _("Adopted on %(day)s") % {"day": day(version.adopted_on, language)}
    elif version.adopted:
        when = _("Day of adoption: %(why)s") % {"why": absence_words(version.absence).lower()}
    else:
        when = _("Not adopted yet")
    return VersionLine(
        number=version.number,
        anchor=f"v-{version.number}",
        kind=dates.capital(str(VersionKind(version.kind).label)),
        adopted=version.adopted,
        when=when,
        day=version.adopted_on,
        note=in_language(version.note, language),
        source=Link(version.source, version.source_url or "", version.publisher or "") if version.source else None,
        added=tuple(link(row, language) for row in rows if row.added_in == version.id and version.number > 1),
        withdrawn=tuple(link(row, language) for row in rows if row.withdrawn_in == version.id),
    )


def link(row: Row, language: str) -> Link:
    title = in_language(row.title, language)
    return Link(
        f"{row.number}. {title}" if row.number else title, addresses.commitment(row.plan_slug, row.slug, language)
    )
