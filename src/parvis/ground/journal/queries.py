"""Reading the journal."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.ground.compiled import Compiled
from parvis.ground.journal.actions import sentence_of
from parvis.ground.journal.models import Entry
from parvis.ground.journal.words import said


@dataclass(frozen=True)
class Line:
    """An entry ready to print: its instant and its sentence in the reader's language."""

    uid: UUID
    at: datetime
    action: str
    sentence: str
    public: dict[str, Any]


def entries_for(object_type: str, object_uid: UUID, limit: int = 50, language: str | None = None) -> list[Line]:
    """The latest entries of an object, newest first, in one query; `language` defaults to the active one."""
    with translation.override(language or translation.get_language()):
        return [line_of(Row._make(row)) for row in latest_of(limit)(object_type, object_uid)]


class Row(NamedTuple):
    """What a line is made of."""

    uid: UUID
    at: datetime
    action: str
    object_type: str
    public: dict[str, Any]
    actor: str | None


@cache
def latest_of(limit: int) -> Compiled:
    """Every page shows a journal: its query is compiled once for each length."""
    return Compiled(
        lambda object_type, object_uid: Entry.objects.filter(
            object_type=object_type, object_uid=object_uid
        ).values_list("uid", "at", "action", "object_type", "public", "actor__name")[:limit]
    )


def line_of(entry: Entry | Row) -> Line:
    """The entry in the active language; without its module the code itself is all that can be said."""
    sentence = sentence_of(entry.action)
    public = said(entry.object_type, entry.public, translation.get_language() or "fr")
    words: dict[str, Any] = defaultdict(str, {**public, "actor": actor_name(entry)})
    return Line(
        uid=entry.uid,
        at=entry.at,
        action=entry.action,
        sentence=str(sentence) % words if sentence is not None else entry.action,
        public=entry.public,
    )


def actor_name(entry: Entry | Row) -> str:
    """The public name of whoever acted; an account without a name, or erased, is "someone"."""
    if signed := entry.public.get("signed"):
        return _("%(body)s, token “%(token)s”") % signed
    name = entry.actor if isinstance(entry, Row) else getattr(entry.actor, "name", "")
    return name or _("someone")


def version() -> int:
    """A number that grows with every change of state, so that it keys the cache of public pages; one cheap query.

    On PostgreSQL a transaction may commit an entry below the last one; counting the latest 500 numbers sees it too.
    """
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        last, recent = cursor.fetchone()
    return (last or 0) * 1000 + recent


VERSION = """
    SELECT last, (SELECT COUNT(*) FROM journal_entry WHERE id > last - 500)
    FROM (SELECT MAX(id) AS last FROM journal_entry) AS newest
"""
