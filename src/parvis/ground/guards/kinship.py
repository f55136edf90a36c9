"""Guards about a row and its relatives: a closed parent's children are closed too; two ways up lead to one ancestor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from parvis.ground.guards.operations import Condition, Guard, all_of, columns_of, quoted, sqlite_refusal


class Kinship(Guard):
    """A guard that looks into another table: on SQLite it is put in place once all the migrations have run."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":  # there: `migrating`
            super().database_forwards(app_label, schema_editor, from_state, to_state)


def postgres_check(name: str, event: str, table: str, body: str) -> list[str]:
    """A row trigger on PostgreSQL whose function runs `body` (plpgsql) and lets the row pass if nothing is raised."""
    passed = "OLD" if event == "DELETE" else "NEW"
    return [
        (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
            f"{body} RETURN {passed}; END $guard$"
        ),
        f'DROP TRIGGER IF EXISTS {name} ON "{table}"',
        f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()',
    ]


def postgres_raise(message: str) -> str:
    text = quoted(message.replace("%", "%%"), "postgresql")
    return f"RAISE EXCEPTION {text} USING ERRCODE = 'integrity_constraint_violation';"


class Sealed(Kinship):
    """Under a closed parent no row is added, changed, moved in or out, nor deleted.

    table    the children: "reviews_assessment"
    parent   name of the parents' table: "reviews_review"
    key      the column of the child that names its parent's id: "review_id"; NULL is free
    when     columns and values of the parents that are closed: {"state": "published"}
    but      columns of the child that may still change
    """

    def __init__(self, table: str, parent: str, key: str, when: Condition, but: Sequence[str] = ()) -> None:
        self.table = table
        self.parent = parent
        self.key = key
        self.when = dict(when)
        self.but = tuple(but)

    def names(self, vendor: str) -> tuple[str, ...]:
        return tuple(f"guard_{self.table}_sealed_{event}" for event in ("insert", "update", "delete"))

    def install(self, connection: BaseDatabaseWrapper) -> list[str]:
        message = f"{self.table}: what this row belongs to is published, and takes no change any more."
        statements: list[str] = []
        for name, event, rows in zip(
            self.names(connection.vendor),
            ("INSERT", "UPDATE", "DELETE"),
            (("NEW",), ("OLD", "NEW"), ("OLD",)),
            strict=True,
        ):
            if connection.vendor == "sqlite":
                closed = " OR ".join(self._closed(row, "sqlite") for row in rows)
                spared = f" AND NOT ({self._same(connection)})" if event == "UPDATE" and self.but else ""
                statements += sqlite_refusal(name, event, self.table, f"({closed}){spared}", message)
            else:
                statements += postgres_check(name, event, self.table, self._refuse(event, rows, message))
        return statements

    def _closed(self, row: str, vendor: str) -> str:
        """Whether the parent of a row named OLD or NEW is closed."""
        # Names and literals are written by a developer in a migration, never by a user.
        return (
            f'EXISTS (SELECT 1 FROM "{self.parent}" AS parent '  # noqa: S608 -- see above
            f'WHERE parent."id" = {row}."{self.key}" AND {all_of("parent", self.when, vendor)})'
        )

    def _same(self, connection: BaseDatabaseWrapper) -> str:
        """On SQLite, that nothing changes but what may."""
        kept = [column for column in columns_of(connection, self.table) if column not in self.but]
        return " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in kept)

    def _refuse(self, event: str, rows: tuple[str, ...], message: str) -> str:
        """On PostgreSQL: wait for whoever is closing the parent at this instant, then look."""
        body = ""
        for row in rows:
            # Without the lock a child slips in between the look and the commit of the one who closes.
            body += (
                f'PERFORM 1 FROM "{self.parent}" WHERE "id" = {row}."{self.key}" FOR SHARE; '
                f"IF {self._closed(row, 'postgresql')} THEN {postgres_raise(message)} END IF; "
            )
        if event == "UPDATE" and self.but:
            spared = "ARRAY[" + ", ".join(quoted(column, "postgresql") for column in self.but) + "]::text[]"
            body = f"IF to_jsonb(NEW) - {spared} <> to_jsonb(OLD) - {spared} THEN {body} END IF;"
        return body

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.parent, self.key], {"when": self.when, "but": self.but}


class Way:
    """How a row reaches an ancestor: by a column of its own, or by one of the row that a column of its own names."""

    def __init__(self, written: str) -> None:
        """`indicator_id`, or `value_id > reviews_value.indicator_id`."""
        first, _, rest = written.partition(">")
        self.written = written
        self.column = first.strip()
        self.table, _, self.beyond = rest.strip().partition(".")

    def value(self, row: str) -> str:
        """The ancestor's id, as SQL, from a row named NEW or other."""
        if not self.table:
            return f'{row}."{self.column}"'
        return f'(SELECT kin."{self.beyond}" FROM "{self.table}" AS kin WHERE kin."id" = {row}."{self.column}")'  # noqa: S608 -- names from a migration


class Agrees(Kinship):
    """Two ways up from a row lead to the same ancestor: the value of an assessment is one of its indicator's.

    table   the rows: "reviews_assessment"
    one     a way up: "indicator_id"
    other   another: "value_id > reviews_value.indicator_id"
    hold    what lies between is held as well: while a row stands on it, a relative keeps the ancestor it has
    A way that leads to nothing (NULL) is free.
    """

    def __init__(self, table: str, one: str, other: str, *, hold: bool = True) -> None:
        self.table = table
        self.hold = hold
        self.ways = (Way(one), Way(other))

    def _between(self) -> list[Way]:
        return [way for way in self.ways if way.table] if self.hold else []

    def names(self, vendor: str) -> tuple[str, ...]:
        base = f"guard_{self.table}_{'_'.join(way.column.removesuffix('_id') for way in self.ways)}_agree"
        between = tuple(f"{base}_{way.column.removesuffix('_id')}" for way in self._between())
        return f"{base}_insert", f"{base}_update", *between

    def install(self, connection: BaseDatabaseWrapper) -> list[str]:
        vendor = connection.vendor
        insert, update, *between = self.names(vendor)
        one, other = (way.value("NEW") for way in self.ways)
        message = f"{self.table}: {self.ways[0].written} and {self.ways[1].written} do not agree."
        differ = f"{one} <> {other}"
        statements: list[str] = []
        for name, event in ((insert, "INSERT"), (update, "UPDATE")):
            if vendor == "sqlite":
                statements += sqlite_refusal(name, event, self.table, differ, message)
            else:
                body = f"IF {differ} THEN {postgres_raise(message)} END IF;"
                statements += postgres_check(name, event, self.table, body)
        for name, way in zip(between, self._between(), strict=True):
            moved = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
            stands = (
                f'NEW."{way.beyond}" {moved} OLD."{way.beyond}" AND '  # noqa: S608 -- names from a migration
                f'EXISTS (SELECT 1 FROM "{self.table}" AS child WHERE child."{way.column}" = OLD."id")'
            )
            held = f"{way.table}: rows of {self.table} stand on it, so its {way.beyond} stays."
            if vendor == "sqlite":
                statements += sqlite_refusal(name, "UPDATE", way.table, stands, held)
            else:
                body = f"IF {stands} THEN {postgres_raise(held)} END IF;"
                statements += postgres_check(name, "UPDATE", way.table, body)
        return statements

    def lift(self, connection: BaseDatabaseWrapper) -> list[str]:
        if connection.vendor == "sqlite":
            return super().lift(connection)
        tables = [self.table, self.table, *(way.table for way in self._between())]
        return [
            f'DROP TRIGGER IF EXISTS {name} ON "{table}"'
            for name, table in zip(self.names("postgresql"), tables, strict=True)
        ]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table, self.ways[0].written, self.ways[1].written], {"hold": self.hold}
