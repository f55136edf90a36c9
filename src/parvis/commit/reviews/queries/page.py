"""The page of one review."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from parvis.civics.dates import write_day
from parvis.commit.plans import addresses as plans
from parvis.commit.plans.models import Text
from parvis.commit.reviews import addresses
from parvis.commit.reviews.models import Assessment, Comment, Phase, Product, Recommendation, Review, Side, Stage
from parvis.commit.reviews.models.recommendation import AnswerKind
from parvis.commit.reviews.queries import lines
from parvis.commit.reviews.queries.lines import moment_words, value_words
from parvis.commit.reviews.queries.shapes import (
    AnswerRow,
    AssessmentRow,
    CommentRow,
    JournalLine,
    Link,
    RecommendationRow,
    ReviewPage,
)
from parvis.commit.reviews.queries.standing import with_words
from parvis.commit.reviews.queries.visibility import visible_to
from parvis.ground.journal.queries import entries_for
from parvis.ui import dates

STEPS = ("review.coded", "review.written")  # one entry a keystroke of the draft: for who administers, not for readers


def review_page(slug: str, viewer: Any, language: str, now: datetime) -> ReviewPage | None:
    """Everything a review says, or None when the viewer may not see it or there is none; 9 queries."""
    review = (
        with_words(visible_to(viewer).filter(slug=slug))
        .select_related("version__method", "body", "plan", "commitment", "source", "corrects", "corrected_by")
        .first()
    )
    if review is None:
        return None
    with translation.override(language):
        return page_of(review, language, now)


def page_of(review: Review, language: str, now: datetime) -> ReviewPage:
    version = review.version
    later = getattr(review, "corrected_by", None)
    draft = review.state != Stage.PUBLISHED
    return ReviewPage(
        uid=str(review.uid),
        slug=review.slug,
        url=addresses.review(review.slug, language),
        heading=review.heading,
        language=review.language,
        product=dates.capital(str(Product(review.product).label)),
        phase=str(Phase(review.phase).label),
        judged=lines.judged(review, language),
        plan=Link(str(review.plan.title.localize(language)), plans.plan(review.plan.slug, language)),
        draft=draft,
        open_until=moment_words(review.comments_close_at, language, hour=True) if draft else "",
        takes_comments=review.takes_comments(now),
        reviewer=review.reviewer,
        body=review.body.name if review.body else "",
        declaration=mark_safe(review.declaration_html),
        declared_on=moment_words(review.declared_at, language),
        method=Link(
            f"{version.method.name.localize(language)}, {str(version.name.localize(language)).lower()}",
            addresses.method(version.code, language),
        ),
        method_adopted=version.adopted,
        when=lines.when(review, language) if not draft else "",
        read=review.read,
        source=source_of(review, language),
        summary=mark_safe(review.summary_html),
        assessments=tuple(assessments(review, language)),
        recommendations=tuple(recommendation(one, review, language) for one in review.recommendations.all()),
        comments=tuple(comment(one, language) for one in comments_of(review)),
        number=review.number,
        corrects=Link(review.corrects.heading, addresses.review(review.corrects.slug, language))
        if review.corrects
        else None,
        corrected_by=Link(later.heading, addresses.review(later.slug, language))
        if later is not None and later.state == Stage.PUBLISHED
        else None,
        digest=review.digest,
        key=review.key,
        signed_with=review.signed_with,
        sealed_on=moment_words(review.published_at, language),
        file_url=addresses.file(review.slug) if not draft else "",
        comparison_url=addresses.comparison(review.commitment.uid, language) if review.commitment else "",
        journal=journal(review, language),
    )


def journal(review: Review, language: str) -> tuple[JournalLine, ...]:
    """The last entries that readers care for; one query."""
    told = [line for line in entries_for("review", review.uid, 100, language) if line.action not in STEPS]
    return tuple(JournalLine(moment_words(line.at, language), line.at, line.sentence) for line in told[:12])


def source_of(review: Review, language: str) -> Link | None:
    found = review.source
    if found is None:
        return None
    consulted = write_day(found.consulted_on, language) if found.consulted_on else ""
    return Link(found.title, found.url, _("consulted on %(day)s") % {"day": consulted} if consulted else "")


def assessments(review: Review, language: str) -> list[AssessmentRow]:
    """The answers in the order of the method; 2 queries for the texts that were judged and those written since."""
    rows = list(review.assessments.all())
    judged = {one.pk: one for one in texts([row.text_id for row in rows if row.text_id])}
    newest = newer_texts(review)
    return [assessment(row, judged.get(row.text_id or 0), newest, language) for row in rows]


def texts(keys: list[int]) -> list[Text]:
    if not keys:
        return []
    return list(Text.objects.filter(pk__in=keys).select_related("milestone").defer("html").order_by("pk"))


def newer_texts(review: Review) -> dict[tuple[Any, ...], int]:
    """The number of the last text of each kind of the commitment."""
    if review.commitment_id is None:
        return {}
    found: dict[tuple[Any, ...], int] = {}
    rows = Text.objects.filter(commitment=review.commitment_id).order_by("number")
    for milestone, part, language, wording, number in rows.values_list(
        "milestone", "part", "language", "wording", "number"
    ):
        found[milestone, part, language, wording] = number
        found[milestone, part, language, "any"] = max(number, found.get((milestone, part, language, "any"), 0))
        if wording == "later":
            found[milestone, part, language, "later"] = number
    return found


def assessment(row: Assessment, text: Text | None, newest: dict[tuple[Any, ...], int], language: str) -> AssessmentRow:
    return AssessmentRow(
        code=row.indicator.code,
        label=str(row.indicator.label.localize(language)),
        definition=lines.localized(row.indicator.definition, language),
        confirmed=row.indicator.confirmed,
        value=value_words(row, language),
        assessed=row.value is not None,
        words=row.words,
        justification=mark_safe(row.justification_html),
        text=text_words(text) if text else "",
        text_moved=moved(text, newest) if text else "",
        sources=tuple(source_link(one) for one in row.sources),
    )


def text_words(text: Text) -> str:
    """`commitment, as adopted, Français`: which words were judged."""
    part = str(text.get_part_display())
    if text.milestone is not None:
        part = f"{part} {text.milestone.number}".strip()
    return ", ".join((part, str(text.get_wording_display()), str(_(text.get_language_display()))))


def moved(text: Text, newest: dict[tuple[Any, ...], int]) -> str:
    """Whether the promise was written again after the text that was judged."""
    key = (text.milestone_id, text.part, text.language)
    later = newest.get((*key, "later"), 0)
    if text.wording == "later":
        return _("a later text was written since") if later > text.number else ""
    rewritten = newest.get((*key, text.wording), 0) > text.number
    return _("a later text was written since") if later or rewritten else ""


def source_link(one: dict[str, str]) -> Link:
    consulted = one.get("consulted_on", "") or ""
    note = ", ".join(part for part in (one.get("locator", ""), day_of(consulted)) if part)
    return Link(one.get("title", "") or one.get("url", ""), one.get("url", "") or "", note)


def day_of(text: str) -> str:
    try:
        return write_day(date.fromisoformat(text), translation.get_language() or "fr")
    except ValueError:
        return text


def recommendation(one: Recommendation, review: Review, language: str) -> RecommendationRow:
    return RecommendationRow(
        uid=str(one.uid),
        number=one.number,
        html=mark_safe(one.html),
        condition=one.condition,
        answers=tuple(
            AnswerRow(
                kind=dates.capital(str(AnswerKind(answer.kind).label)),
                body=mark_safe(answer.html),
                who=answer.organisation.name if answer.organisation else "",
                when=moment_words(answer.at, language),
                at=answer.at,
            )
            for answer in one.answers.all()
        ),
        url=addresses.recommendation(review.slug, one.number, language),
        language=review.language,
    )


def comments_of(review: Review) -> list[Comment]:
    return list(review.comments.select_related("organisation").order_by("at", "pk"))


def comment(one: Comment, language: str) -> CommentRow:
    who = one.organisation.name if one.organisation else one.name or _("somebody")
    return CommentRow(
        uid=str(one.uid),
        who=who,
        side=str(Side(one.side).label),
        when=moment_words(one.at, language),
        html="" if one.set_aside_reason else mark_safe(one.html),
        reply=mark_safe(one.reply_html),
        set_aside=one.set_aside_reason,
    )
