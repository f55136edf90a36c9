"""The box “at a glance”: computed from assessments, beside the one a page published, with what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from parvis.commit.plans.models import Commitment
from parvis.commit.plans.queries.telling import absence_words
from parvis.commit.reviews import addresses
from parvis.commit.reviews.models import Assessment, Family, Glance, Review
from parvis.commit.reviews.queries.lines import glance_words, localized, moment_words, value_words
from parvis.commit.reviews.queries.shapes import GlanceBox, GlanceLine, Link
from parvis.ui import dates

SHOWN = (Family.CLARITY, Family.RELEVANCE, Family.AMBITION, Family.COMPLETION, Family.RESULTS)


def last_glance(commitment: Commitment) -> Glance | None:
    """The box as it was last read; one query."""
    rows = Glance.objects.filter(commitment=commitment).select_related("source")
    return rows.order_by("-seen_at", "-pk").first()


def box(reviews: Sequence[Review], glance: Glance | None, language: str) -> GlanceBox | None:
    """None when nobody judged anything and no box was read.

    reviews   in order, each with its assessments prefetched; the last one that speaks of a family has the last word
    """
    computed = {family: found for family in SHOWN if (found := last_word(reviews, family)) is not None}
    published = {row["family"]: row for row in glance.rows if row["family"]} if glance else {}
    lines = [
        glance_line(family, computed.get(family), published.get(family.value), glance, language)
        for family in SHOWN
        if family in computed or family.value in published
    ]
    # Lines that no indicator is about (“Status”): shown as they are, blanks included.
    lines += [
        GlanceLine(row["label"], "", False, None, row["words"], blank(row))
        for row in (glance.rows if glance else [])
        if not row["family"]
    ]
    if not lines:
        return None
    return GlanceBox(
        lines=tuple(lines),
        published_on=moment_words(glance.seen_at, language) if glance else "",
        source=Link(glance.source.title, glance.source.url) if glance and glance.source else None,
        language=(glance.language if glance else "") or language,
        differences=sum(1 for line in lines if line.difference),
    )


def last_word(reviews: Iterable[Review], family: Family) -> tuple[Review, Assessment] | None:
    """The last review's answer to the indicator that the box shows for this family."""
    found = None
    for review in reviews:
        for one in review.assessments.all():
            if one.indicator.family == family and localized(one.indicator.glance, "fr"):
                found = review, one
    return found


def glance_line(
    family: Family,
    found: tuple[Review, Assessment] | None,
    row: dict[str, str] | None,
    glance: Glance | None,
    language: str,
) -> GlanceLine:
    words = row["words"] if row else None
    if found is None:
        label = row["label"] if row else dates.capital(str(family.label))
        return GlanceLine(label, "", False, None, words, "")
    review, one = found
    return GlanceLine(
        label=dates.capital(localized(one.indicator.glance, language)),
        computed=glance_words(one, language),
        assessed=one.value is not None,
        review=Link(review.heading, addresses.assessment(review.slug, one.indicator.code, language)),
        published=words,
        difference=difference(one, row, (glance.language if glance else "") or language) if row else "",
    )


def difference(one: Assessment, row: dict[str, str], language: str) -> str:
    """What differs between an assessment and the line that was published, in words; empty when they agree."""
    if one.value is None:
        return "" if row["absence"] == one.absence else _("the page says something else than its review")
    if not row["words"].strip():
        return _("the page leaves it blank, while its review answers")
    if row["absence"]:
        return _("the page gives no value, while its review answers")
    said = row["words"].strip().casefold()
    same = {glance_words(one, language).casefold(), value_words(one, language).casefold()}
    codes = {one.value.code, localized(one.value.glance, "en").casefold()}
    return "" if said in same or row["value"] in codes - {""} else _("the page says something else than its review")


def blank(row: dict[str, str]) -> str:
    """A line without an indicator says nothing to be compared; a blank in it is a blank."""
    if row["words"].strip():
        return ""
    return absence_words(row["absence"]) if row["absence"] else _("left blank")
