"""Laws, measures and decrees as plain values, for datasets and the API alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet

from parvis.commit.law import addresses
from parvis.commit.law.models import Decree, LegalText
from parvis.commit.law.queries.facts import Measure, measures_of
from parvis.commit.law.queries.lines import decree_words
from parvis.commit.plans.models import Commitment
from parvis.ground.journal.models import Entry

PAGE = 100
KINDS = ("law", "plan", "commitment")


def law_row(law: LegalText, language: str) -> dict[str, Any]:
    plan = law.plan
    return {
        "uid": str(law.uid),
        "url": settings.SITE_URL + addresses.law(plan.slug, language),
        "slug": plan.slug,
        "title": str(plan.title.localize(language)),
        "nature": law.nature,
        "number": law.number,
        "official_title": law.title,
        "language": law.language,
        "signed_on": law.signed_on,
        "published_on": law.published_on,
        "published_in": law.published_in,
        "in_force_on": law.in_force_on,
        "repealed_on": law.repealed_on,
        "official_url": law.url,
        "consolidated_on": law.consolidated_on,
        "answers": plan.organisation.name if plan.organisation else None,
        "standing": plan.standing,
    }


def measure_row(found: Measure, language: str) -> dict[str, Any]:
    one, state = found.commitment, found.application
    return {
        "uid": str(one.uid),
        "url": settings.SITE_URL + addresses.measure(one.plan.slug, one.slug, language),
        "law": one.plan.slug,
        "number": one.number,
        "title": str(one.title.localize(language)),
        "state": state.state.value,
        "since": state.since,
        "days_awaited": state.days,
        "days_late": state.days_late,
        "decrees_needed": state.needed,
        "decrees_published": state.published,
        "decrees_unknown": state.unknown,
        "duties": state.duties,
        "duties_done": state.done,
        "evidence": found.evidence,
        "articles": [
            {
                "article": row.article,
                "of_text": row.of_text,
                "says": str(row.says.localize(language)) if hasattr(row.says, "localize") else str(row.says or ""),
                "binds": row.duty_holder,
                "threshold": str(row.threshold.localize(language))
                if hasattr(row.threshold, "localize")
                else str(row.threshold or ""),
                "url": row.url,
            }
            for row in found.provisions
        ],
        "responsible": [
            {
                "name": row.office or (row.organisation.name if row.organisation else ""),
                "organisation": row.organisation.slug if row.organisation else None,
                "role": row.role,
            }
            for row in found.responsible
        ],
        "decrees": [decree_row(row, one, language) for row in found.decrees],
    }


def decree_row(row: Decree, measure: Commitment, language: str) -> dict[str, Any]:
    there = row.standing == "published"
    return {
        "uid": str(row.uid),
        "url": settings.SITE_URL + addresses.decree(measure.plan.slug, measure.slug, row.uid.hex, language),
        "measure": str(measure.uid),
        "law": measure.plan.slug,
        "standing": row.standing,
        "title": decree_words(row) if there else None,
        "nature": row.nature,
        "number": row.number,
        "signed_on": row.signed_on,
        "published_on": row.published_on,
        "expected": row.expected,
        "expected_by": row.expected_by,
        "searched_on": row.searched_on,
        "repealed_on": row.repealed_on,
        "official_url": row.url,
    }


def measures(found: QuerySet[Commitment], language: str, today: date) -> Iterator[dict[str, Any]]:
    """Rows of many measures, read by pages; one query for each hundred."""
    keys = list(found.order_by("plan", "order", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), PAGE):
        page = Commitment.objects.filter(pk__in=keys[start : start + PAGE])
        for one in measures_of(page, today):
            yield measure_row(one, language)


def decrees(found: QuerySet[Decree], language: str) -> Iterator[dict[str, Any]]:
    rows = found.select_related("measure__plan").order_by("measure", "order", "pk")
    for row in rows.iterator(chunk_size=PAGE):
        yield decree_row(row, row.measure, language)


def last_change() -> datetime | None:
    """The last entry of the journal about a law, a plan or a commitment; None before any."""
    latest: datetime | None = Entry.objects.filter(object_type__in=KINDS).aggregate(at=Max("at"))["at"]
    return latest
