"""The tables that reviews disclose: reviews, assessments, recommendations with their answers."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.commit.reviews import rows
from parvis.commit.reviews.models import Answer
from parvis.commit.reviews.queries.visibility import published
from parvis.disclose.datasets.registry import Dataset, Field, register_dataset

IDENTITY = (
    Field("uid", "string", _("Identifier"), _("Stable and unique (UUID).")),
    Field("url", "string", _("Page")),
)
COMMITMENT = Field("commitment", "string", _("Commitment"), _("Its identifier; empty for a review of a plan."))
REVIEWS = (
    *IDENTITY,
    Field("slug", "string", _("Address")),
    Field("heading", "string", _("Heading"), _("As published, even when it names another phase.")),
    Field(
        "product",
        "string",
        _("Report"),
        "design, progress, end-of-term, transitional, plan-review, results, local, other",
    ),
    Field("phase", "string", _("Phase"), "design, midterm, end"),
    Field("plan", "string", _("Action plan"), _("Its address.")),
    COMMITMENT,
    Field("external_id", "string", _("Outside identifier")),
    Field("method", "string", _("Version of the method")),
    Field("method_adopted", "boolean", _("Adopted method"), _("False: something in it is not confirmed.")),
    Field("language", "string", _("Language")),
    Field("reviewer", "string", _("Reviewer")),
    Field("body", "string", _("Body of the reviewer")),
    Field("declaration", "string", _("Declaration of interests")),
    Field("day", "string", _("Date of the report"), _("Of any precision (ISO 8601-2); empty when it is not said.")),
    Field("read_from_a_page", "boolean", _("Read from a page"), _("Then nobody signed it here.")),
    Field("source", "string", _("Source")),
    Field("version", "integer", _("Version")),
    Field("corrects", "string", _("Corrects"), _("The review that this version replaces.")),
    Field("published_at", "datetime", _("Published")),
    Field("digest", "string", _("Hash of the contents")),
    Field("key", "string", _("Thumbprint of the key"), _("Compare it with what `parvis verify` says.")),
    Field("file", "string", _("Signed file")),
)
ASSESSMENTS = (
    *IDENTITY,
    Field("review", "string", _("Review")),
    COMMITMENT,
    Field("indicator", "string", _("Indicator")),
    Field("label", "string", _("Label")),
    Field("family", "string", _("Family"), "clarity, relevance, ambition, completion, results, distinction, process"),
    Field("group", "string", _("Comparability group"), _("Values of two groups are never set against each other.")),
    Field("confirmed", "boolean", _("Confirmed scale")),
    Field("value", "string", _("Value"), _("Empty when there is none: “absence” says why.")),
    Field("value_label", "string", _("Value in words")),
    Field("level", "integer", _("Level"), _("Place on the scale of the group; empty beside it.")),
    Field("absence", "string", _("Why there is no value")),
    Field("words", "string", _("In the words of the report")),
    Field("justification", "string", _("Justification")),
    Field("sources", "array", _("Sources")),
    Field("text", "string", _("Text judged"), _("Identifier of the text of the promise.")),
)
RECOMMENDATIONS = (
    *IDENTITY,
    Field("review", "string", _("Review")),
    COMMITMENT,
    Field("number", "integer", _("Number")),
    Field("text", "string", _("Recommendation")),
    Field("condition", "string", _("Condition"), _("Empty: in any case.")),
    Field("language", "string", _("Language")),
    Field(
        "standing",
        "string",
        _("Last answer"),
        "accepted, partly, refused, under-way, done, dropped",
    ),
    Field("answers", "array", _("Answers"), _("Each with its reasons, its author’s body and its day.")),
)


def register_all() -> None:
    for code, title, description, fields, found, row in (
        ("reviews", _("Reviews"), _("Published independent reviews."), REVIEWS, rows.reviews, rows.review_row),
        (
            "assessments",
            _("Assessments"),
            _("What each review answers to each indicator of its method."),
            ASSESSMENTS,
            rows.assessments,
            rows.assessment_row,
        ),
        (
            "recommendations",
            _("Recommendations"),
            _("What reviewers ask for, and what institutions answered."),
            RECOMMENDATIONS,
            rows.recommendations,
            rows.recommendation_row,
        ),
    ):
        register_dataset(
            Dataset(
                code,
                title,
                description,
                fields,
                lambda found=found, row=row: rows.streamed(found(), row, get_language() or "fr"),  # type: ignore[misc]
                last_change,
            )
        )


def last_change() -> datetime | None:
    known = (
        published().aggregate(at=Max("published_at"))["at"],
        Answer.objects.aggregate(at=Max("at"))["at"],
    )
    return max((at for at in known if at is not None), default=None)
