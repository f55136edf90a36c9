"""Full-text search over what everybody may read, on SQLite (FTS5) and on PostgreSQL (tsvector).

`indexing.index` and `indexing.remove` are called by the actions of an app, in the transaction that saves;
`queries.search` makes a page of results, `queries.matching` a filter for a list. All of them are also here by name.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parvis.ground.search.indexing import Text, index, index_many, register_indexer, reindex, remove, remove_many
    from parvis.ground.search.queries import Found, Hit, count, matching, search

__all__ = [
    "Found",
    "Hit",
    "Text",
    "count",
    "index",
    "index_many",
    "matching",
    "register_indexer",
    "reindex",
    "remove",
    "remove_many",
    "search",
]
READING = {"Found", "Hit", "count", "matching", "search"}


def __getattr__(name: str) -> Any:
    """Loaded at the first use: Django imports this package before it knows any model."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{'queries' if name in READING else 'indexing'}"), name)
