"""Finding: a page of results with excerpts, or a filter for the lists of an app."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString

from parvis.ground.search.engines import page_sql, uids_sql
from parvis.ground.search.excerpts import excerpt, highlight
from parvis.ground.search.words import words_of


@dataclass(frozen=True)
class Hit:
    """One result; `title_html` and `excerpt` are escaped HTML where the words found are in `<mark>`."""

    object_type: str
    uid: UUID
    title: str
    title_html: SafeString
    excerpt: SafeString
    url: str
    day: date | None


@dataclass(frozen=True)
class Found:
    """A page of results and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


NOTHING = Found((), 0)


def search(
    query: str,
    language: str,
    *,
    types: Collection[str] | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Public objects whose text in that language holds every word, best first; one query.

    query    anything a person types: no character is syntax; the last word may be a beginning
    types    codes to keep, None for all
    """
    words = words_of(query)
    if not words:
        return NOTHING
    sql, parameters = page_sql(words, language, None if types is None else sorted(types), limit, offset)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows = cursor.fetchall()
    if not rows:
        return Found((), count(query, language, types=types) if offset else 0)
    return Found(tuple(hit_of(row, words) for row in rows), rows[0][6])


def hit_of(row: Sequence[object], words: Sequence[str]) -> Hit:
    object_type, uid, title, body, url, day, *_ = row
    return Hit(
        object_type=str(object_type),
        uid=uid if isinstance(uid, UUID) else UUID(str(uid)),
        title=str(title),
        title_html=highlight(str(title), words),
        excerpt=excerpt(str(body), words),
        url=str(url),
        day=as_day(day),
    )


def as_day(day: object) -> date | None:
    """SQLite gives the text back."""
    if day is None or (isinstance(day, date) and not isinstance(day, datetime)):
        return day
    return date.fromisoformat(str(day)[:10])


def count(query: str, language: str, *, types: Collection[str] | None = None) -> int:
    """How many documents in that language hold every word."""
    words = words_of(query)
    if not words:
        return 0
    sql, parameters = page_sql(words, language, None if types is None else sorted(types), 1, 0)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return row[6] if row else 0


def matching(object_type: str, query: str, language: str) -> RawSQL:
    """A subquery of uids for a list filter: `queryset.filter(uid__in=matching("event", text, "fr"))`.

    A query without a single word matches nothing: leave the filter out when the field is empty.
    """
    words = words_of(query)
    if not words:
        return RawSQL("SELECT object_uid FROM search_document WHERE 1 = 0", [])
    sql, parameters = uids_sql(object_type, words, language)
    return RawSQL(sql, parameters)  # noqa: S611 -- every value is a parameter
