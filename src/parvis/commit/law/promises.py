"""Decrees announced for a day that is over, and not published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.civics.dates import write_date
from parvis.commit.law import addresses
from parvis.commit.law.application import DecreeStanding
from parvis.commit.law.models import Decree
from parvis.commit.law.queries.visibility import published_measures
from parvis.commit.plans.models.fuzzy import read
from parvis.commit.plans.promises import owing, who_owes
from parvis.commit.plans.public_types import numbered, when
from parvis.disclose.promises import PromiseSource, Unanswered, register_promises
from parvis.ground.identifiers import Ref

PIECE = 200


def register() -> None:
    register_promises(PromiseSource("decrees", gettext_lazy("decrees announced"), decrees))


def decrees(today: date) -> Iterator[Unanswered]:
    """Decrees of public measures whose last announced day has passed; 2 queries."""
    language = get_language() or "fr"
    late = Decree.objects.filter(
        measure__in=published_measures(), standing=DecreeStanding.AWAITED, expected_by__lt=today
    )
    rows = late.select_related("measure__plan__organisation").prefetch_related(owing("measure__responsibilities"))
    for row in rows.order_by("expected_by", "uid").iterator(chunk_size=PIECE):
        measure, announced = row.measure, read(row.expected)
        if announced is None or row.expected_by is None:
            continue
        body, slug = who_owes(measure.responsibilities.all(), measure.plan)
        yield Unanswered(
            ref=Ref("commitment", measure.uid),
            title=numbered(measure.number, str(measure.title.localize(language))),
            url=addresses.decree(measure.plan.slug, measure.slug, row.uid.hex, language),
            promise=_("The decree that it calls for is not published. It was announced for: %(when)s")
            % {"when": write_date(announced, language)},
            due=row.expected_by,
            precision=when(row.expected)[1],
            body=body,
            body_slug=slug,
            standing=measure.plan.standing,
        )
