"""Keeping the index true: an app indexes what it saves, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from parvis.ground.search.models import Document

BATCH = 500
Item = TypeVar("Item")


@dataclass(frozen=True)
class Text:
    """What an object says in one language; `weight` (> 0, usually 1) raises or lowers the object in the results."""

    language: str
    title: str
    body: str
    url: str
    day: date | None = None
    weight: float = 1.0


Indexer = Callable[[], Iterator[tuple[UUID, Sequence[Text]]]]
_indexers: dict[str, Indexer] = {}


def register_indexer(object_type: str, indexer: Indexer) -> None:
    """Name the function that yields every public object of a type with its texts, for `reindex`."""
    _indexers[object_type] = indexer


def index(object_type: str, uid: UUID, entries: Iterable[Text]) -> None:
    """Make the index say exactly this about one object; only what an anonymous reader may see belongs there."""
    index_many(object_type, {uid: tuple(entries)})


@transaction.atomic
def index_many(object_type: str, texts: Mapping[UUID, Sequence[Text]]) -> None:
    """The same for many objects: two queries for every 500 documents."""
    documents = [
        Document(
            object_type=object_type,
            object_uid=uid,
            language=text.language,
            title=text.title,
            body=text.body,
            url=text.url,
            day=text.day,
            weight=text.weight,
        )
        for uid, entries in texts.items()
        for text in entries
    ]
    for uids_of_batch in batches(texts, BATCH):
        known = set(
            Document.objects.filter(object_type=object_type, object_uid__in=uids_of_batch).values_list(
                "object_uid", "language"
            )
        )
        said = {(uid, text.language) for uid in uids_of_batch for text in texts[uid]}
        for uid, language in known - said:
            Document.objects.filter(object_type=object_type, object_uid=uid, language=language).delete()
    Document.objects.bulk_create(
        documents,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["object_type", "object_uid", "language"],
        update_fields=["title", "body", "url", "day", "weight"],
    )


def remove(object_type: str, uid: UUID) -> None:
    """Take an object out of the index: deleted, hidden, or not published any more."""
    remove_many(object_type, [uid])


def remove_many(object_type: str, uids: Collection[UUID]) -> None:
    """The same for many objects."""
    Document.objects.filter(object_type=object_type, object_uid__in=uids).delete()


@transaction.atomic
def reindex(types: Collection[str] | None = None) -> dict[str, int]:
    """Build the index again from what the apps say; returns the number of objects of each type.

    Types whose module is switched off leave the index when `types` is None.
    """
    chosen = sorted(_indexers if types is None else types)
    if unknown := [code for code in chosen if code not in _indexers]:
        raise LookupError(f"Nothing knows how to index “{unknown[0]}”.")
    forgotten = Document.objects.all() if types is None else Document.objects.filter(object_type__in=chosen)
    forgotten.delete()
    counts: dict[str, int] = {}
    for code in chosen:
        counts[code] = 0
        for batch in batches(_indexers[code](), BATCH):
            index_many(code, dict(batch))
            counts[code] += len(batch)
    return counts


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items by lists of `size`."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
