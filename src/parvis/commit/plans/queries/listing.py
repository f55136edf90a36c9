"""The page of every plan and every commitment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet, Subquery
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.commit.plans import addresses
from parvis.commit.plans.filters import Filters
from parvis.commit.plans.models import Completion, Milestone, Plan, State
from parvis.commit.plans.panels import judgements
from parvis.commit.plans.queries.cards import cards, late_count, tally_words
from parvis.commit.plans.queries.columns import Row, columns, last_report_of_milestone
from parvis.commit.plans.queries.narrowing import active, narrow
from parvis.commit.plans.queries.shapes import Listing, PlanCard, Tally
from parvis.commit.plans.queries.visibility import published_plans
from parvis.ui import dates

SHOWN = 40


def listing(filters: Filters, number: str, viewer: Any, language: str, today: date) -> Listing:
    """Plans with their figures, then commitments by pages of 40; 11 queries and what the reviewers ask.

    The plans are told only of the whole list: who has narrowed it looks for commitments.
    """
    with translation.override(language):
        found = narrow(filters, language, today)
        page = Paginator(columns(found.commitments, today), SHOWN).get_page(number)
        rows = list(map(Row._make, page.object_list))
        plain = not found.names and page.number == 1
        total = page.paginator.count
        return Listing(
            plans=plan_cards(published_plans(), language, today) if plain else (),
            cards=cards(rows, judgements(viewer, "commitment", [row.uid for row in rows]), language, today),
            count_label=ngettext("%(count)s commitment", "%(count)s commitments", total) % {"count": total},
            page=page,
            options=found.options,
            text=filters.q,
            active=active(filters, found, lambda query: addresses.commitments(query, language)),
            problems=found.problems,
            atom_url=addresses.atom(filters.query_string(), language),
            file_url=addresses.listing(filters.query_string(), language),
        )


def plan_cards(plans: QuerySet[Plan], language: str, today: date) -> tuple[PlanCard, ...]:
    """Plans, the latest first, with what is promised, declared and late in each; 3 queries."""
    found = plans.select_related("framework", "organisation").order_by("-first_day", "slug")
    rows = list(found.annotate(size=Count("commitments", filter=Q(commitments__state=State.PUBLISHED), distinct=True)))
    tallies = tallies_of(today) if rows else {}
    return tuple(plan_card(plan, plan.size, tallies.get(plan.pk, Tally(0, 0, 0)), language) for plan in rows)


def plan_card(plan: Any, size: int, tally: Tally, language: str) -> PlanCard:
    return PlanCard(
        uid=plan.uid,
        slug=plan.slug,
        url=addresses.plan(plan.slug, language),
        title=str(plan.title.localize(language)),
        framework=str(plan.framework.name.localize(language)),
        body=plan.organisation.name if plan.organisation else plan.member,
        when=span_words(plan, language),
        count_label=ngettext("%(count)s commitment", "%(count)s commitments", size) % {"count": size},
        tally=tally,
        tally_words=tally_words(Tally(tally.total, tally.done, 0)),
        late_words=late_count(tally.late) if tally.late else "",
        standing=plan.standing,
    )


def tallies_of(today: date) -> Mapping[int, Tally]:
    """What is promised, declared completed and late, by plan; one query over all published milestones."""
    standing = Milestone.objects.filter(
        commitment__state=State.PUBLISHED, withdrawn_on__isnull=True, commitment__withdrawn_on__isnull=True
    ).annotate(declared=Subquery(last_report_of_milestone().values("completion")[:1]))
    done = Q(declared=Completion.COMPLETE)
    unfinished = Q(declared__isnull=True) | ~done
    counted = (
        standing.order_by()
        .values("commitment__plan")
        .annotate(
            total=Count("pk"), done=Count("pk", filter=done), late=Count("pk", filter=Q(due_by__lt=today) & unfinished)
        )
    )
    return {
        plan: Tally(*numbers) for plan, *numbers in counted.values_list("commitment__plan", "total", "done", "late")
    }


def span_words(plan: Plan, language: str) -> str:
    """`2026–2028`, or the days when the plan does not fill its years; empty when no day is known."""
    first, last = plan.first_day, plan.last_day
    if first is None:
        return ""
    if last is None:
        return _("from %(year)s") % {"year": first.year}
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return dates.range_words(first, last, language, year=True)
