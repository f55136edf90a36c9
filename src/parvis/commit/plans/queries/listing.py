"""The page of every plan and every commitment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet, Subquery
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.commit.plans import addresses
from parvis.commit.plans.filters import Filters
from parvis.commit.plans.models import Commitment, Completion, Milestone, Plan, State
from parvis.commit.plans.panels import judgements
from parvis.commit.plans.queries.cards import cards, late_count, tally_words
from parvis.commit.plans.queries.columns import Row, columns, last_report_of_milestone
from parvis.commit.plans.queries.narrowing import ORDER, active, narrow
from parvis.commit.plans.queries.shapes import Listing, PlanCard, Tally
from parvis.commit.plans.queries.visibility import published
from parvis.ground.compiled import Compiled
from parvis.ui import dates

SHOWN = 40


def listing(filters: Filters, number: str, viewer: Any, language: str, today: date) -> Listing:
    """Plans with their figures, then commitments by pages of 40; 7 queries and what the reviewers ask.

    The plans are told only of the whole list: who has narrowed it looks for commitments.
    """
    with translation.override(language):
        found = narrow(filters, language, today)
        paginator = Paginator(found.commitments, SHOWN)
        whole = not found.names
        sizes = dict(sizes_of_plans()) if whole else {}
        if whole:
            paginator.count = sum(sizes.values())
        page = paginator.get_page(number)
        first = whole and page.number == 1
        rows = list(map(Row._make, first_rows(today) if first else rows_of(page.object_list, today)))
        total = paginator.count
        return Listing(
            plans=plan_cards(found.plans, sizes, language, today) if first else (),
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


def rows_of(page: QuerySet[Commitment], today: date) -> QuerySet[Any, Any]:
    """The columns of a page: what surrounds a commitment is gathered for those shown, not for all that are sorted."""
    return columns(Commitment.objects.filter(pk__in=page.values("pk")).order_by(*ORDER), today)


# The first page of the whole list, which everybody opens: its querysets are compiled once.
first_rows = Compiled(lambda today: rows_of(published().order_by(*ORDER)[:SHOWN], today))
sizes_of_plans = Compiled(
    lambda: published().order_by().values("plan").annotate(size=Count("pk")).values_list("plan", "size")
)


def plan_cards(plans: Sequence[Plan], sizes: Mapping[int, int], language: str, today: date) -> tuple[PlanCard, ...]:
    """Plans, the latest first, with what is promised, declared and late in each; 1 query."""
    tallies = {plan: Tally(*numbers) for plan, *numbers in tallies_of(today)} if plans else {}
    return tuple(
        plan_card(plan, sizes.get(plan.pk, 0), tallies.get(plan.pk, Tally(0, 0, 0)), language) for plan in plans
    )


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


def tallies(today: date) -> QuerySet[Any, Any]:
    """(plan, what is promised, declared completed, late): one query over all published milestones."""
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
    return counted.values_list("commitment__plan", "total", "done", "late")


tallies_of = Compiled(tallies)


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
