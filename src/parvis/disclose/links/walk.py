"""How far a story goes, and the one query that fetches it.

From an object one goes up to what it came from (a milestone's commitment, the contribution that fed it, the event
before) and down to what came of it. Having gone up, one does not come down again to what stands beside: the sixty
other commitments of a plan are no part of the story of one. But one does come down to what was said of it since: its
answers, its reviews, their recommendations, what followed. What one came down to is shown in its whole (the plan of a
commitment), without the rest of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import UUIDField

from parvis.disclose.links.models import Link, Relation, Standing
from parvis.disclose.links.ties import every_tie
from parvis.disclose.links.words import SYMMETRIC
from parvis.ground.identifiers import Ref
from parvis.ground.sources.models import Source

FETCHED = 2_000  # objects that one walk reaches at most, hidden ones included
TIES = 10_000

# Relations whose first object is the earlier of the two; in the others it is the second.
FORWARD = frozenset({Relation.PRODUCED, Relation.FEEDS, Relation.RECOMMENDS})
# What is said of an object since, or comes after it: one comes down to it from every object above.
SINCE = frozenset({Relation.ANSWERS, Relation.JUDGES, Relation.RECOMMENDS, Relation.FOLLOWS})

# What moves is told to those who follow what it came from, along these: a successor's life is its own.
CARRYING = frozenset(
    {Relation.PRODUCED, Relation.FEEDS, Relation.ANSWERS, Relation.PART_OF, Relation.JUDGES, Relation.RECOMMENDS}
)

# (where one is, step) → where one then is. "start" is the object itself; from "beside" one goes no further.
MOVES = {
    ("start", "up"): "above",
    ("start", "whole"): "above",
    ("start", "into"): "below",
    ("start", "since"): "since",
    ("start", "beside"): "beside",
    ("above", "up"): "above",
    ("above", "whole"): "above",
    ("above", "since"): "since",
    ("below", "into"): "below",
    ("below", "since"): "since",
    ("below", "whole"): "above",
    ("since", "since"): "since",
    ("since", "whole"): "since",
}
UP = {(place, way): "above" for place in ("start", "above") for way in ("up", "whole")}
Moves = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Proof:
    """The document that a link names."""

    title: str
    url: str
    consulted_on: date | None


@dataclass(frozen=True)
class Tie:
    """`start` has this relation to `end`; `documented` by a document, or by an app's own tables (`link` is then 0)."""

    start: Ref
    relation: str
    end: Ref
    link: int
    documented: bool = True
    note: str = ""
    source: Proof | None = None

    @property
    def ends(self) -> tuple[Ref, Ref]:
        return self.start, self.end


def step(relation: str, *, from_start: bool) -> str:
    """The step that one makes along a tie, from its first object or from its second: up, whole, into, since, beside."""
    if relation in SYMMETRIC:
        return "beside"
    if relation == Relation.PART_OF and from_start:
        return "whole"
    if from_start != (relation in FORWARD):
        return "up"
    return "since" if relation in SINCE else "into"


def ties_around(here: Ref, moves: Moves = MOVES, relations: Collection[str] = tuple(Relation)) -> list[Tie]:
    """Every tie between the objects that a walk from here reaches, whoever may see them; one query on both engines.

    moves, relations   the steps that the walk may make, and along which relations; the whole story unless one says less
    """
    with connection.cursor() as cursor:
        cursor.execute(*walk_sql(here, moves, relations))
        rows = cursor.fetchall()
    return [tie_of(row) for row in rows]


def tie_of(row: Sequence[Any]) -> Tie:
    start_type, start, relation, end_type, end, link, standing, note, title, url, day = row
    return Tie(
        start=Ref(str(start_type), as_uuid(start)),
        relation=str(relation),
        end=Ref(str(end_type), as_uuid(end)),
        link=int(link),
        documented=not link or standing == Standing.DOCUMENTED,
        note=note or "",
        source=Proof(title, url, as_day(day)) if title else None,
    )


def as_day(value: Any) -> date | None:
    """SQLite gives the text back."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def as_uuid(value: Any) -> UUID:
    """SQLite gives the hexadecimal text back."""
    return value if isinstance(value, UUID) else UUID(str(value))


def walk_sql(here: Ref, allowed: Moves, relations: Collection[str]) -> tuple[str, list[Any]]:
    """A walk in recursive SQL (SQLite ≥ 3.35, PostgreSQL ≥ 12) from the moves and `step`, which also serve in memory.

    Each table is entered by its indexes from the objects just reached, so that the size of the tables hardly counts:
    SQLite takes one recursive branch a table and direction, PostgreSQL a single one that joins them laterally.
    """
    pieces = [rows.query.sql_with_params() for rows in every_tie()]
    known = [code for code in Relation.values if code in relations]
    ways = [(sql, way) for sql, _values in pieces for way in (True, False)]
    in_ways = [value for _sql, values in pieces for value in (*values, *values)]
    if connection.vendor == "postgresql":
        branches = f"""
            SELECT there.type, there.uid, moves.after FROM reach
            CROSS JOIN LATERAL ({" UNION ALL ".join(lateral(sql, known, from_start=way) for sql, way in ways)}) AS there
            JOIN moves ON moves.place = reach.place AND moves.step = there.step
        """  # noqa: S608 -- made of constants and of Django's own SQL; every value is a parameter
    else:
        branches = " UNION ".join(branch(sql, known, from_start=way) for sql, way in ways)
    moves = ", ".join(f"('{place}', '{way}', '{after}')" for (place, way), after in allowed.items())
    among = " UNION ALL ".join(
        f"SELECT p.* FROM reached CROSS JOIN ({sql}) AS p "  # noqa: S608 -- the same
        "WHERE p.tie_from_type = reached.type AND p.tie_from_uid = reached.uid "
        "AND p.tie_to_uid IN (SELECT uid FROM reached)"
        for sql, _values in pieces
    )
    sql = f"""
        WITH RECURSIVE
        moves(place, step, after) AS (VALUES {moves}),
        reach(type, uid, place) AS (SELECT {start_sql()}, 'start' UNION {branches}),
        reached(type, uid) AS (SELECT DISTINCT type, uid FROM (SELECT type, uid FROM reach LIMIT {FETCHED}) AS met)
        SELECT tie.*, link.standing, link.note, source.title, source.url, source.consulted_on FROM ({among}) AS tie
        LEFT JOIN {Link._meta.db_table} AS link ON link.id = tie.tie_link
        LEFT JOIN {Source._meta.db_table} AS source ON source.id = link.source_id
        ORDER BY tie_link, tie_from_type, tie_from_uid, tie_relation, tie_to_uid LIMIT {TIES}
    """  # noqa: S608 -- the same
    start = [here.type, UUIDField().get_db_prep_value(here.uid, connection)]
    return sql, [*start, *in_ways, *(value for _sql, values in pieces for value in values)]


def start_sql() -> str:
    return "CAST(%s AS varchar(40)), CAST(%s AS uuid)" if connection.vendor == "postgresql" else "%s, %s"


def lateral(sql: str, known: Iterable[str], *, from_start: bool) -> str:
    """PostgreSQL: what one step along the ties of a table leads to, from the row of `reach` at hand."""
    here, there = ("from", "to") if from_start else ("to", "from")
    way = step_sql(known, from_start=from_start)
    return (
        f"SELECT p.tie_{there}_type AS type, p.tie_{there}_uid AS uid, {way} AS step "  # noqa: S608 -- the same
        f"FROM ({sql}) AS p WHERE p.tie_{here}_type = reach.type AND p.tie_{here}_uid = reach.uid"
    )


def branch(sql: str, known: Iterable[str], *, from_start: bool) -> str:
    """SQLite: the same as a recursive branch; CROSS JOIN there keeps the order in which tables are written."""
    here, there = ("from", "to") if from_start else ("to", "from")
    way = step_sql(known, from_start=from_start)
    return (
        f"SELECT p.tie_{there}_type, p.tie_{there}_uid, moves.after "  # noqa: S608 -- the same
        f"FROM reach CROSS JOIN ({sql}) AS p CROSS JOIN moves "
        f"WHERE p.tie_{here}_type = reach.type AND p.tie_{here}_uid = reach.uid "
        f"AND moves.place = reach.place AND moves.step = {way}"
    )


def step_sql(known: Iterable[str], *, from_start: bool) -> str:
    cases = " ".join(f"WHEN '{code}' THEN '{step(code, from_start=from_start)}'" for code in known)
    return f"CASE p.tie_relation {cases} END"


@dataclass(frozen=True)
class Reached:
    """An object of the walk: the tie by which it was reached first, and from which object (None for the first)."""

    ref: Ref
    place: str
    by: Tie | None
    origin: Ref | None


def walk(
    here: Ref, ties: Iterable[Tie], visible: frozenset[Ref], most: int, moves: Moves = MOVES
) -> tuple[list[Reached], bool]:
    """The objects reached from here through visible ones only, the nearest first; and whether some were left out.

    The same moves as in SQL, once more: what a hidden object alone ties to the story is no part of what one is shown.
    """
    around: dict[Ref, list[tuple[str, Ref, Tie]]] = {}
    for tie in ties:
        around.setdefault(tie.start, []).append((step(tie.relation, from_start=True), tie.end, tie))
        around.setdefault(tie.end, []).append((step(tie.relation, from_start=False), tie.start, tie))
    if here not in visible:
        return [], False
    found = {here: Reached(here, "start", None, None)}
    passed = {(here, "start")}
    edge = [(here, "start")]
    cut = False
    while edge:
        following: list[tuple[Ref, str]] = []
        for ref, place in edge:
            for way, there, tie in around.get(ref, ()):
                after = moves.get((place, way))
                if after is None or there not in visible or (there, after) in passed:
                    continue
                if there not in found and len(found) >= most:
                    cut = True
                    continue
                passed.add((there, after))
                following.append((there, after))
                found.setdefault(there, Reached(there, after, tie, ref))
        edge = following
    return list(found.values()), cut
