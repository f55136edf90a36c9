"""What laws add to the pages of plans: the articles and decrees of a measure, and the way from a plan to its law."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from parvis.commit.law import addresses, rules
from parvis.commit.law.models import LegalText
from parvis.commit.law.queries.facts import measures_of
from parvis.commit.law.queries.laws import facts_of, kicker
from parvis.commit.law.queries.lines import Lines
from parvis.commit.plans.models import Commitment, Plan
from parvis.commit.plans.panels import Panel
from parvis.ground import clock
from parvis.ground.compiled import Compiled

# Every plan's page asks whether it is a law, and most are not: the question is compiled once.
laws_of_plan = Compiled(lambda plan: LegalText.objects.filter(plan=plan).order_by().values_list("pk"))


def of_commitment(viewer: Any, commitment: Commitment) -> Panel | None:
    """The law that the commitment is a measure of, its articles, its decrees and its state; 2 queries.

    1 query for a commitment that is no measure of a law.
    """
    if not laws_of_plan(commitment.plan_id):
        return None
    language, today = get_language() or "fr", clock.today()
    lines = Lines(language, today)
    (found,) = measures_of(Commitment.objects.filter(pk=commitment.pk), today)
    law = found.law
    law.plan = found.commitment.plan
    return Panel(
        "body",
        "law/panel.html",
        {
            "measure": lines.measure(found),
            "law_title": lines.localized(law.plan.title),
            "law_url": addresses.law(law.plan.slug, language),
            "law_kicker": kicker(law),
            "write_url": reverse("law:measure", args=[commitment.uid]) if may_write(viewer, found.commitment) else "",
        },
    )


def may_write(viewer: Any, measure: Commitment) -> bool:
    return bool(getattr(viewer, "is_authenticated", False)) and rules.may_write_measure(viewer, measure)


def of_plan(viewer: Any, plan: Plan) -> Panel | None:
    """The law that the plan stands for, with its days; 1 query."""
    if not laws_of_plan(plan.pk):
        return None
    law = LegalText.objects.filter(plan=plan).select_related("source").order_by("pk").first()
    if law is None:
        return None
    law.plan = plan
    language = get_language() or "fr"
    return Panel(
        "body",
        "law/plan_panel.html",
        {
            "facts": facts_of(law, Lines(language, clock.today())),
            "kicker": kicker(law),
            "official_title": law.title,
            "official_language": law.language,
            "url": addresses.law(plan.slug, language),
        },
    )
