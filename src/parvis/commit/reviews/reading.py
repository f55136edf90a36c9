"""The reviews and the box "at a glance" of a page that an import reads, sealed under the method of its years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.civics.formats.commitment import Coding, Printed, ReviewRead
from parvis.commit.plans.importing.parts import PageRead
from parvis.commit.plans.models import Text, TextPart, Wording
from parvis.commit.reviews.actions.importing import import_review, keep_glance, last_under
from parvis.commit.reviews.content import Advice, GlanceRow, Judgement, ReadReview
from parvis.commit.reviews.models import Family, MethodVersion, Phase, Product, Review, Stage, Value
from parvis.commit.reviews.rules import may_bring_reviews_in

METHOD = "irm"
PRODUCTS = {
    "design": Product.DESIGN,
    "progress": Product.PROGRESS,
    "action-plan-review": Product.PLAN_REVIEW,
    "transitional-results": Product.TRANSITIONAL,
    "end-of-term": Product.END_OF_TERM,
    "results": Product.RESULTS,
}
# A report says when it judges better than the heading it stands under.
PHASES = {Product.DESIGN: Phase.DESIGN, Product.PLAN_REVIEW: Phase.DESIGN, Product.PROGRESS: Phase.MIDTERM}
HEADINGS = {"mid-term": Phase.MIDTERM, "end-of-term": Phase.END}
FAMILIES = {
    "verifiable": Family.CLARITY,
    "relevant": Family.RELEVANCE,
    "ambition": Family.AMBITION,
    "potential-impact": Family.AMBITION,
    "completion": Family.COMPLETION,
    "early-results": Family.RESULTS,
    "starred": Family.DISTINCTION,
}
NO_VALUE = "not-assessed"  # the words of a page that are no value of the scale of its years


def write_reviews(page: PageRead) -> list[str]:
    """Write and seal the reviews of a page, and keep its box; the same page again writes nothing."""
    said: list[str] = []
    keep_glance(
        page.actor, page.commitment, tuple(glance_rows(page)), language=page.document.language, source=page.source
    )
    if not page.page.reviews:
        return said
    version = version_for(page)
    if version is None:
        return [_("No version of the method of review is known for the years of this plan: its reviews were not read.")]
    scales = {
        (indicator, value)
        for indicator, value in Value.objects.filter(version=version)
        .order_by("pk")
        .values_list("indicator__code", "code")
    }
    indicators = {indicator for indicator, _value in scales}
    for review in page.page.reviews:
        if other := read_in_another_language(page, review):
            said.append(
                _("“%(heading)s” was read before in another language (“%(other)s”): its words are kept with the page.")
                % {"heading": review.heading.text, "other": other.heading}
            )
            continue
        judgements = tuple(judgements_of(page, review, indicators, scales))
        given = as_read(page, review, version, judgements)
        before = last_under(page.commitment, given)
        if before is None or not says_the_same(before, given):
            import_review(page.actor, page.commitment, given)
    return said


def why_held(page: PageRead) -> str:
    """Why the reviews of a page are not for whoever brings it in to publish, empty when they are or there is none."""
    if (not page.page.reviews and not page.page.glance) or may_bring_reviews_in(page.actor, page.commitment):
        return ""
    number = len(page.page.reviews)
    said = (
        ngettext(
            "Held back: %(number)s review and the box “at a glance”.",
            "Held back: %(number)s reviews and the box “at a glance”.",
            number,
        )
        if number
        else _("Held back: the box “at a glance”.")
    )
    return " ".join(
        (
            said % {"number": number},
            _(
                "What independent people judge is not written by the bodies they judge: a reviewer of the body that "
                "answers for the plan, or who runs this site, brings it in."
            ),
        )
    )


def version_for(page: PageRead) -> MethodVersion | None:
    """The version of the method for plans that begin in the year of this one's cycle."""
    year = next((int(word) for word in (page.page.cycle.text[:4], page.commitment.starts[:4]) if word.isdecimal()), 0)
    known = MethodVersion.objects.filter(Q(last_year=None) | Q(last_year__gte=year), method__slug=METHOD)
    return known.filter(first_year__lte=year).order_by("-first_year").first()


def read_in_another_language(page: PageRead, review: ReviewRead) -> Review | None:
    """The same report, read before from a page in another language: it is one review, not two."""
    product = PRODUCTS.get(review.product, Product.OTHER)
    known = Review.objects.filter(commitment=page.commitment, read=True, product=product, state=Stage.PUBLISHED)
    return known.filter(phase=phase_of(review)).exclude(language=page.document.language).order_by("pk").first()


def phase_of(review: ReviewRead) -> Phase:
    return PHASES.get(PRODUCTS.get(review.product, Product.OTHER), HEADINGS[review.phase])


def says_the_same(before: Review, given: ReadReview) -> bool:
    """Whether a later copy of the page, read on another day, says of this review what the first one said; 2 queries."""
    known = {
        (row.indicator.code, row.value.code if row.value else "", row.absence, row.words, row.justification)
        for row in before.assessments.select_related("indicator", "value").order_by("pk")
    }
    said = {(one.indicator, one.value, one.absence, one.words, one.justification) for one in given.judgements}
    advice = {(one.number, one.text, one.condition) for one in before.recommendations.order_by("number")}
    return (
        known == said
        and advice == {(one.number, one.text, one.condition) for one in given.recommendations}
        and before.summary == given.summary
        and before.version.code == given.version
    )


def as_read(
    page: PageRead, review: ReviewRead, version: MethodVersion, judgements: tuple[Judgement, ...]
) -> ReadReview:
    told = [printed.text for passage in review.passages for printed in passage.paragraphs]
    return ReadReview(
        heading=review.heading.text[:300],
        product=PRODUCTS.get(review.product, Product.OTHER),
        phase=phase_of(review),
        version=version.code,
        language=page.document.language,
        judgements=judgements,
        recommendations=tuple(
            Advice(number, one.printed.text, one.condition.text[:300] if one.condition else "")
            for number, one in enumerate(review.recommendations, start=1)
        ),
        summary="\n\n".join(told),
        source=page.source,
    )


def judgements_of(
    page: PageRead, review: ReviewRead, indicators: set[str], scales: set[tuple[str, str]]
) -> Iterator[Judgement]:
    """One judgement for each indicator of the method that the review speaks of.

    "Ambition: low" groups several values of the potential impact: without a finer word in the text, there is no value.
    """
    codings = {coding.indicator: coding for coding in review.codings}
    if "potential-impact" not in codings and (grouped := codings.get("ambition")):
        absence = grouped.printed.absence or "not-published"
        codings["potential-impact"] = Coding(
            "potential-impact", "", Printed(grouped.printed.text, grouped.printed.line, absence=absence),
            grouped.justification,
        )  # fmt: skip
    for coding in codings.values():
        if coding.indicator not in indicators:
            continue
        known = (coding.indicator, coding.value) in scales
        yield Judgement(
            indicator=coding.indicator,
            value=coding.value if known else "",
            absence="" if known else coding.printed.absence or NO_VALUE,
            words=coding.printed.text[:300],
            justification="\n\n".join(one.text for one in coding.justification),
            text=text_judged(page.texts),
            sources=tuple(sources_of(page, review, coding)),
        )


def text_judged(texts: Iterable[Text]) -> Text | None:
    """The adopted text that says what is promised: the commitment itself, else its full title."""
    adopted = {text.part: text for text in texts if text.wording == Wording.ADOPTED and text.milestone_id is None}
    return adopted.get(TextPart.SOLUTION) or adopted.get(TextPart.TITLE)


def sources_of(page: PageRead, review: ReviewRead, coding: Coding) -> Iterator[dict[str, Any]]:
    """The page, where it says so; then the references that its sentences call."""
    source, french = page.source, page.document.language == "fr"
    lines = sorted({printed.line for printed in (coding.printed, *coding.justification) if printed.line})
    where = ("ligne" if french else "line") + ("s " if len(lines) > 1 else " ") + ", ".join(map(str, lines))
    yield {
        "title": source.title,
        "url": source.url,
        "consulted_on": source.consulted_on.isoformat() if source.consulted_on else "",
        "locator": where if lines else "",
    }
    for citation in review.citations:
        if citation.called_from in lines and citation.called_from:
            yield {
                "title": citation.title,
                "url": citation.url,
                "consulted_on": citation.consulted.isoformat() if citation.consulted else "",
                "locator": f"[{citation.mark}]",
            }


def glance_rows(page: PageRead) -> Iterator[GlanceRow]:
    """The box as published, blanks included, in the order of the page."""
    for coding in page.page.glance:
        yield GlanceRow(
            family=FAMILIES.get(coding.indicator, ""),
            label=coding.printed.label,
            words=coding.printed.text,
            value="" if coding.indicator == "ambition" else coding.value,
            absence=coding.printed.absence,
        )
