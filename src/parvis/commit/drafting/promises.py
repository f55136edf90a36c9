"""Reasoned responses promised to those who proposed something for a plan, and not given."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.commit.drafting.links import address_of
from parvis.commit.drafting.queries.cocreation import promised_day
from parvis.commit.drafting.rules import contributions_visible_to
from parvis.disclose.promises import PromiseSource, Unanswered, register_promises
from parvis.ground.identifiers import Ref


def register() -> None:
    register_promises(PromiseSource("contributions", gettext_lazy("answers to proposals"), contributions))


def contributions(today: date) -> list[Unanswered]:
    """Public proposals without any answer after the day that was promised; one query."""
    rows = contributions_visible_to(AnonymousUser()).filter(answers=None, submitted_at__date__lt=today)
    language = get_language() or "fr"
    found = []
    for one in rows.select_related("cocreation__plan__organisation").order_by("submitted_at", "pk"):
        due = promised_day(one, one.cocreation)
        if due is None or due >= today:
            continue
        plan = one.cocreation.plan
        words = {"plan": plan.title.localize(language), "days": one.cocreation.answer_within}
        found.append(
            Unanswered(
                ref=Ref("contribution", one.uid),
                title=one.title,
                url=address_of(one),
                promise=_("Proposed for “%(plan)s”, which promised an answer within %(days)s days.") % words,
                due=due,
                body=plan.organisation.name if plan.organisation else "",
                body_slug=plan.organisation.slug if plan.organisation else "",
                standing=plan.standing,
            )
        )
    return sorted(found, key=lambda unanswered: (unanswered.due, unanswered.title))
