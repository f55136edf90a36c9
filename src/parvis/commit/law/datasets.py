"""The tables that laws disclose: laws, their measures with the computed state, their decrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from parvis.commit.law import rows
from parvis.commit.law.models import Decree
from parvis.commit.law.queries.visibility import published_laws, published_measures
from parvis.disclose.datasets.registry import Dataset, Field, register_dataset
from parvis.ground import clock

IDENTITY = (
    Field("uid", "string", _("Identifier"), _("Stable and unique (UUID).")),
    Field("url", "string", _("Page")),
)
LAWS = (
    *IDENTITY,
    Field("slug", "string", _("Address")),
    Field("title", "string", _("Title")),
    Field("nature", "string", _("Nature"), "law, decree, order, deliberation"),
    Field("number", "string", _("Number")),
    Field("official_title", "string", _("Title as published")),
    Field("language", "string", _("Language of the text")),
    Field("signed_on", "date", _("Signed on")),
    Field("published_on", "date", _("Published on")),
    Field("published_in", "string", _("Published in")),
    Field("in_force_on", "date", _("In force from")),
    Field("repealed_on", "date", _("Repealed on")),
    Field("official_url", "string", _("Official address")),
    Field("consolidated_on", "date", _("Consolidated version of")),
    Field("answers", "string", _("Answered for by")),
    Field("standing", "string", _("Standing"), "ordinary, documented, fictional"),
)
MEASURES = (
    *IDENTITY,
    Field("law", "string", pgettext_lazy("legal text", "Law"), _("Its address.")),
    Field("number", "string", _("Number")),
    Field("title", "string", _("Title")),
    Field(
        "state",
        "string",
        _("State of application"),
        _("Computed when the file is made: awaited, published, no-decree, applied, not-in-force, repealed, unknown."),
    ),
    Field("since", "date", _("Since")),
    Field("days_awaited", "integer", _("Days awaited"), _("Since the law was published; empty when nothing is.")),
    Field("days_late", "integer", _("Days late"), _("After the last day announced for a decree.")),
    Field("decrees_needed", "integer", _("Decrees needed")),
    Field("decrees_published", "integer", _("Decrees published")),
    Field("decrees_unknown", "integer", _("Decrees not known"), _("Not looked up, or not found.")),
    Field("duties", "integer", _("Duties")),
    Field("duties_done", "integer", _("Duties done"), _("Declared done, with evidence.")),
    Field("evidence", "integer", _("Pieces of evidence")),
    Field("articles", "array", _("Articles")),
    Field("responsible", "array", _("Who must do it")),
    Field("decrees", "array", _("Decrees")),
)
DECREES = (
    *IDENTITY,
    Field("measure", "string", _("Measure"), _("Its identifier.")),
    Field("law", "string", pgettext_lazy("legal text", "Law"), _("Its address.")),
    Field("standing", "string", _("Where it stands"), "published, awaited, not-needed, not-found, not-looked-up"),
    Field("title", "string", _("Title")),
    Field("nature", "string", _("Nature"), "decree, order, circular, deliberation"),
    Field("number", "string", _("Number")),
    Field("signed_on", "date", _("Signed on")),
    Field("published_on", "date", _("Published on")),
    Field("expected", "string", _("Announced for"), "ISO 8601-2"),
    Field("expected_by", "date", _("Announced for, last day")),
    Field("searched_on", "date", _("Looked for on")),
    Field("repealed_on", "date", _("Repealed on")),
    Field("official_url", "string", _("Official address")),
)


def register_all() -> None:
    register_dataset(
        Dataset(
            "laws",
            pgettext_lazy("legal texts", "Laws"),
            _("Every law that is followed, with its days."),
            LAWS,
            law_rows,
            rows.last_change,
        )
    )
    register_dataset(
        Dataset(
            "law-measures",
            _("Measures of laws"),
            _("Every measure of a published law: articles, decrees, duties, and the state computed from them."),
            MEASURES,
            measure_rows,
            rows.last_change,
        )
    )
    register_dataset(
        Dataset(
            "decrees",
            pgettext_lazy("legal texts", "Decrees"),
            _("Every decree that a measure calls for, or why there is none."),
            DECREES,
            decree_rows,
            rows.last_change,
        )
    )


def law_rows() -> Iterator[Mapping[str, Any]]:
    laws = published_laws().select_related("plan__organisation").order_by("signed_on", "pk")
    return (rows.law_row(law, language()) for law in laws.iterator(chunk_size=rows.PAGE))


def measure_rows() -> Iterator[Mapping[str, Any]]:
    return rows.measures(published_measures(), language(), clock.today())


def decree_rows() -> Iterator[Mapping[str, Any]]:
    return rows.decrees(Decree.objects.filter(measure__in=published_measures()), language())


def language() -> str:
    return get_language() or "fr"
