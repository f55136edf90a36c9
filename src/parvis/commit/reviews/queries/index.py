"""The list of reviews."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import translation

from parvis.commit.reviews.models import Product, Review, Stage
from parvis.commit.reviews.queries.lines import line
from parvis.commit.reviews.queries.shapes import ReviewLine
from parvis.commit.reviews.queries.visibility import public, standing
from parvis.ui import dates

PAGE = 40


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class IndexPage:
    open: tuple[ReviewLine, ...]
    published: tuple[ReviewLine, ...]
    page: Page[Review]
    total: int
    products: tuple[Choice, ...]
    query: str
    narrowed: bool


def index_page(asked: str, product: str, number: str, language: str) -> IndexPage:
    """Drafts that wait for comments, then what is published, the last first; 4 queries whatever the number."""
    rows = public().select_related("plan", "commitment", "version", "body").defer("document", "file")
    words = asked.replace("\0", " ").strip()[:100]
    kind = product if product in Product.values else ""
    with translation.override(language):
        waiting = rows.filter(state=Stage.COMMENT).order_by("comments_close_at", "pk")
        found = standing(rows)
        if kind:
            found = found.filter(product=kind)
        if words:
            found = found.filter(
                Q(heading__icontains=words)
                | Q(commitment__title__icontains=words)
                | Q(commitment__external_id__iexact=words)
                | Q(plan__title__icontains=words)
                | Q(reviewer__icontains=words)
            )
        page = Paginator(found.order_by("-published_at", "-pk"), PAGE).get_page(number)
        return IndexPage(
            open=() if kind or words else tuple(line(one, language) for one in waiting[:PAGE]),
            published=tuple(line(one, language) for one in page),
            page=page,
            total=page.paginator.count,
            products=tuple(Choice(value, dates.capital(str(label)), value == kind) for value, label in Product.choices),
            query=words,
            narrowed=bool(kind or words),
        )
