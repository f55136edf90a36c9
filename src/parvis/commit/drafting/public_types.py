"""A contribution is something that the outside world may name, link and follow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.commit.drafting.links import address_of
from parvis.commit.drafting.models import Contribution, Outcome
from parvis.commit.drafting.queries.cocreation import promised_day
from parvis.commit.drafting.rules import contributions_visible_to
from parvis.disclose.links.models import Relation
from parvis.ground import clock
from parvis.ground.identifiers import Awaited, PublicType, Stop, register
from parvis.ground.journal.words import register_parts


def with_plan(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    return rows.select_related("cocreation__plan").prefetch_related("answers")


def load(uids: Collection[UUID]) -> Mapping[UUID, Any]:
    return {one.uid: one for one in with_plan(Contribution.objects.filter(uid__in=uids).order_by("pk"))}


def stops(contribution: Contribution) -> Sequence[Stop]:
    """When it was received, and each answer."""
    zone = ZoneInfo(settings.TIME_ZONE)
    url = address_of(contribution)
    received = contribution.submitted_at.astimezone(zone).date() if contribution.submitted_at else None
    return [
        Stop(contribution.heard_on or received, "day", contribution.title, _("contribution"), url),
        *(
            Stop(
                answer.at.astimezone(zone).date(),
                "day",
                contribution.title,
                _("reasoned response: %(outcome)s") % {"outcome": Outcome(answer.outcome).label},
                f"{url}#a-{answer.number}",
            )
            for answer in contribution.answers.all()
        ),
    ]


def awaited(contribution: Contribution) -> Sequence[Awaited]:
    """A reasoned response, once the promised day has passed; a response is told among its own stops."""
    due = promised_day(contribution, contribution.cocreation)
    if due is None or due >= clock.today(settings.TIME_ZONE) or contribution.answers.all():
        return ()
    return (Awaited(Relation.ANSWERS, _("No answer published.")),)


CONTRIBUTION = PublicType(
    code="contribution",
    label=gettext_lazy("contribution"),
    plural=gettext_lazy("contributions"),
    load=load,
    visible_to=lambda viewer: with_plan(contributions_visible_to(viewer)),
    title=lambda contribution, language: str(contribution),
    url=address_of,
    stops=stops,
    bodies=lambda contribution: (
        (contribution.cocreation.plan.organisation_id,) if contribution.cocreation.plan.organisation_id else ()
    ),
    awaits=awaited,
)


def register_all() -> None:
    register(CONTRIBUTION)
    # An outcome is a code, said in the reader's language as parts are.
    register_parts("contribution", lambda: dict(Outcome.choices))
