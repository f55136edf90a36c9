"""What is tied to what by the tables of the apps themselves: a milestone is part of its commitment without any link.

Each app registers querysets of ties; a walk reads them with the links, in one query. Nothing is stored twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast

from parvis.disclose.links.models import Link, Relation

if TYPE_CHECKING:
    from django.db.models import QuerySet

COLUMNS = ("tie_from_type", "tie_from_uid", "tie_relation", "tie_to_type", "tie_to_uid", "tie_link")
Ties = Callable[[], "Iterable[QuerySet[Any]]"]
_sources: dict[str, Ties] = {}


def register_ties(code: str, ties: Ties) -> None:
    """Add the ties of an app: `ties()` gives querysets made by `ties_of`, each a plain SELECT on indexed columns."""
    _sources[code] = ties


def forget_ties(code: str) -> None:
    """Take them out; only for tests that register their own."""
    _sources.pop(code, None)


def ties_of(
    rows: QuerySet[Any], start: tuple[str | F, str], relation: Relation, end: tuple[str | F, str]
) -> QuerySet[Any]:
    """Rows of a table read as ties: `start` has this relation to `end`.

    start, end   (code of the type, or F(column) that holds it; name of the column that holds the UUID)
    """

    def code(given: str | F) -> Any:
        return given if isinstance(given, F) else text(given)

    return (
        rows.order_by()
        .annotate(
            tie_from_type=code(start[0]),
            tie_from_uid=F(start[1]),
            tie_relation=text(relation.value),
            tie_to_type=code(end[0]),
            tie_to_uid=F(end[1]),
            tie_link=Value(0, output_field=BigIntegerField()),
        )
        .values_list(*COLUMNS)
    )


def text(words: str) -> Cast:
    """A constant with its type: PostgreSQL does not guess it in the branches of a union."""
    return Cast(Value(words), CharField(max_length=40))


def every_tie() -> list[QuerySet[Any]]:
    """The links, then the ties of each app; all with the same columns, `tie_link` being the key of the link or 0."""
    links = (
        Link.objects.order_by()
        .annotate(
            tie_from_type=F("from_type"),
            tie_from_uid=F("from_uid"),
            tie_relation=F("relation"),
            tie_to_type=F("to_type"),
            tie_to_uid=F("to_uid"),
            tie_link=F("id"),
        )
        .values_list(*COLUMNS)
    )
    return [links, *(rows for _code, ties in sorted(_sources.items()) for rows in ties())]
