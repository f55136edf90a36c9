"""Writing the standard methods: what is there already is left as it is."""

from __future__ import annotations

import json
from typing import Any

from parvis.commit.reviews.standard.questions import Edition, Words
from parvis.commit.reviews.standard.versions import WAYS


def install_standard_methods(methods: Any, versions: Any, indicators: Any, values: Any) -> None:
    """Add the standard methods and versions that are not there yet, adopted ones closed behind them.

    methods, versions, indicators, values   the managers of the four models, live or as a migration sees them
    """
    for way in WAYS:
        method, _ = methods.get_or_create(
            slug=way.slug,
            defaults={
                "name": both(way.name),
                "publisher": way.publisher,
                "website": way.website,
                "summary": both(way.summary),
            },
        )
        for edition in way.editions:
            if not versions.filter(code=edition.code).exists():
                install_version(method, edition, versions, indicators, values)


def install_version(method: Any, edition: Edition, versions: Any, indicators: Any, values: Any) -> None:
    version = versions.create(
        method=method,
        code=edition.code,
        name=both(edition.name),
        first_year=edition.first_year,
        last_year=edition.last_year,
        note=both(edition.note),
        adopted=False,
    )
    for order, question in enumerate(edition.questions, start=1):
        indicator = indicators.create(
            version=version,
            code=question.code,
            family=question.family,
            subject=question.subject,
            label=both(question.label),
            definition=both(question.definition),
            phases=list(question.phases),
            group=question.group,
            glance=both(question.glance),
            confirmed=question.confirmed,
            order=10 * order,
        )
        values.bulk_create(
            values.model(
                version=version,
                indicator=indicator,
                code=step.code,
                label=both((step.fr, step.en)),
                level=step.level,
                glance=both(step.glance),
                stands_for=step.stands_for,
                order=10 * place,
            )
            for place, step in enumerate(question.scale, start=1)
        )
    # The database lets nothing be added under an adopted version: this comes last.
    versions.filter(pk=version.pk).update(adopted=edition.adopted)


def both(words: Words) -> str:
    fr, en = words
    return json.dumps({"fr": fr, "en": en}, ensure_ascii=False) if fr or en else ""
