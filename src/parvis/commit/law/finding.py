"""What the search index says about laws; their measures are found as commitments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings

from parvis.commit.law import addresses
from parvis.commit.law.models import LegalText, Provision
from parvis.commit.law.queries.visibility import published_laws, published_measures
from parvis.ground.search.indexing import Text, index

LANGUAGES = [code for code, _ in settings.LANGUAGES]


def index_law(law: LegalText) -> None:
    """Make the index say what the law says now, or nothing while it is not public; 2 queries to read it."""
    if law.plan.published:
        index("law", law.uid, texts_of(law))


def texts_of(law: LegalText) -> Sequence[Text]:
    """Title, number, measures and articles, in each language."""
    plan = law.plan
    measures = list(published_measures().filter(plan=plan).order_by("order", "pk"))
    articles = " ".join(
        f"{article} {of_text}"
        for article, of_text in Provision.objects.filter(measure__in=measures)
        .order_by("order", "pk")
        .values_list("article", "of_text")
    )
    return [
        Text(
            code,
            said(plan.title, code),
            " ".join(
                (law.number, law.title, said(plan.summary, code), *(said(m.title, code) for m in measures), articles)
            ),
            addresses.law(plan.slug, code),
            law.signed_on,
        )
        for code in LANGUAGES
    ]


def said(text: Any, language: str) -> str:
    return str(text.localize(language)) if hasattr(text, "localize") else str(text or "")


def all_laws() -> Iterator[tuple[UUID, Sequence[Text]]]:
    """Every published law with its texts, for `reindex`."""
    for law in published_laws().select_related("plan").order_by("pk"):
        yield law.uid, texts_of(law)
