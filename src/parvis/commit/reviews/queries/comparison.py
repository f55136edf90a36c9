"""Successive reviews of a commitment beside one another, by families; scales that differ are never put on one line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.commit.plans import addresses as plans
from parvis.commit.plans.public_types import numbered
from parvis.commit.plans.queries.visibility import visible_to as commitments_visible_to
from parvis.commit.reviews.models import Assessment, Family, Review, Stage
from parvis.commit.reviews.queries.lines import line, value_words
from parvis.commit.reviews.queries.shapes import Cell, Comparison, ComparisonRow, Link
from parvis.commit.reviews.queries.standing import reviews_of
from parvis.ui import dates

COMPARED = (Family.CLARITY, Family.RELEVANCE, Family.AMBITION, Family.COMPLETION, Family.RESULTS, Family.DISTINCTION)


def comparison(uid: UUID, viewer: Any, language: str) -> Comparison | None:
    """None when the viewer may not see the commitment; 6 queries."""
    commitment = commitments_visible_to(viewer).filter(uid=uid).select_related("plan").order_by().first()
    if commitment is None:
        return None
    with translation.override(language):
        reviews = [one for one in reviews_of(commitment) if one.state == Stage.PUBLISHED]
        title = numbered(commitment.number, str(commitment.title.localize(language)))
        return Comparison(
            judged=Link(title, plans.commitment(commitment.plan.slug, commitment.slug, language)),
            reviews=tuple(line(one, language) for one in reviews),
            rows=tuple(row for family in COMPARED for row in rows_of(family, reviews, language)),
        )


def rows_of(family: Family, reviews: list[Review], language: str) -> list[ComparisonRow]:
    """One row a family; several where a method asks several things under one (relevance, value by value)."""
    by_code: dict[str, list[Assessment | None]] = {}
    for place, review in enumerate(reviews):
        for one in review.assessments.all():
            if one.indicator.family != family:
                continue
            named = family if shown_at_a_glance(one) else one.indicator.code
            by_code.setdefault(named, [None] * len(reviews))[place] = one
    made = []
    for named, found in by_code.items():
        present = [one for one in found if one is not None]
        label = family.label if named == family else present[-1].indicator.label.localize(language)
        verdict, comparable = verdict_of(present, language)
        made.append(
            ComparisonRow(
                label=dates.capital(str(label)),
                cells=tuple(cell(one, language) if one else None for one in found),
                verdict=verdict,
                comparable=comparable,
            )
        )
    return made


def shown_at_a_glance(one: Assessment) -> bool:
    return bool(str(one.indicator.glance))


def cell(one: Assessment, language: str) -> Cell:
    return Cell(str(one.indicator.label.localize(language)), value_words(one, language), one.value is not None)


def verdict_of(present: list[Assessment], language: str) -> tuple[str, bool]:
    """Whether the answers stand on one scale, and if so what moved from the first to the last."""
    valued = [one for one in present if one.value is not None]
    if len(present) < 2:
        return "", True
    if len({one.indicator.group for one in present}) > 1:
        if (said := equivalence(valued, language)) is not None:
            return said, False
        return _("not comparable: the scale changed"), False
    placed = [one.value.level for one in valued if one.value is not None and one.value.level is not None]
    if len(placed) < 2:
        return _("one answer alone has a place on the scale"), True
    steps = placed[-1] - placed[0]
    if steps == 0:
        return _("the same"), True
    words = ngettext("%(n)s step", "%(n)s steps", abs(steps)) % {"n": abs(steps)}
    return (_("up by %(steps)s") if steps > 0 else _("down by %(steps)s")) % {"steps": words}, True


def equivalence(valued: list[Assessment], language: str) -> str | None:
    """What the keeper of the method says of two values of different scales; None when it says nothing."""
    for one in valued:
        if one.value is not None and one.value.stands_for:
            group, _colon, code = one.value.stands_for.partition(":")
            for other in valued:
                if other.value is not None and other.indicator.group == group:
                    same = other.value.code == code
                    words = {"value": value_words(one, language), "other": other.indicator.label.localize(language)}
                    if same:
                        return (
                            _("another scale, on which “%(value)s” counts as “yes” under “%(other)s”: the same") % words
                        )
                    return (
                        _("another scale, on which “%(value)s” counts as “yes” under “%(other)s”: it changed") % words
                    )
    return None
