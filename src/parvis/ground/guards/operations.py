"""The guards that migrations put in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations.base import Operation

Condition = Mapping[str, str | int | bool]


class Guard(Operation):
    """A migration operation that only adds rules to a table; each half lists its statements and its names."""

    reduces_to_sql = True
    reversible = True
    atomic = True

    table: str

    def names(self, vendor: str) -> tuple[str, ...]:
        """Names of the triggers or constraints the guard leaves in a database of that vendor."""
        raise NotImplementedError

    def install(self, connection: BaseDatabaseWrapper) -> list[str]:
        """SQL statements that put the guard in place, and do so again without harm."""
        raise NotImplementedError

    def lift(self, connection: BaseDatabaseWrapper) -> list[str]:
        """SQL statements that take the guard away; none fails when it is not there."""
        if connection.vendor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {name}" for name in self.names("sqlite")]
        return [f"DROP TRIGGER IF EXISTS {name} ON {self.table}" for name in self.names("postgresql")]

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing: models know nothing of their guards."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._run(schema_editor, self.install(schema_editor.connection))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._run(schema_editor, self.lift(schema_editor.connection))

    @staticmethod
    def _run(schema_editor: Any, statements: Sequence[str]) -> None:
        for statement in statements:
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Guard {self.table}: {type(self).__name__}"

    @property
    def migration_name_fragment(self) -> str:
        return f"guard_{self.table}"


def quoted(value: str | int | bool, vendor: str) -> str:
    """A literal for a condition written by a developer in a migration (never by a user)."""
    if isinstance(value, bool):
        return str(value).upper() if vendor == "postgresql" else str(int(value))
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("'", "''") + "'"


def all_of(row: str, condition: Condition, vendor: str) -> str:
    """`condition` as SQL on a row named NEW, OLD or other; true when the condition is empty."""
    prefix = f"{row}." if row else ""
    return " AND ".join(f'{prefix}"{column}" = {quoted(value, vendor)}' for column, value in condition.items()) or (
        "TRUE" if vendor == "postgresql" else "1"
    )


def columns_of(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def sqlite_refusal(name: str, event: str, table: str, condition: str, message: str) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        (
            f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, {quoted(message, 'sqlite')}); END"
        ),
    ]


def postgres_refusal(name: str, event: str, table: str, condition: str, message: str) -> list[str]:
    return [
        (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN "
            f"RAISE EXCEPTION {quoted(message.replace('%', '%%'), 'postgresql')} "
            f"USING ERRCODE = 'integrity_constraint_violation'; END $guard$"
        ),
        f'DROP TRIGGER IF EXISTS {name} ON "{table}"',
        f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {name}()',
    ]


class AppendOnly(Guard):
    """Rows of a table are added and never changed nor deleted.

    table      name of the table in the database
    erasable   columns that may still be emptied, to NULL or to the JSON value {}, and nothing else
    """

    def __init__(self, table: str, erasable: Sequence[str] = ()) -> None:
        self.table = table
        self.erasable = tuple(erasable)

    def names(self, vendor: str) -> tuple[str, ...]:
        return f"guard_{self.table}_update", f"guard_{self.table}_delete"

    def install(self, connection: BaseDatabaseWrapper) -> list[str]:
        update, delete = self.names(connection.vendor)
        message = f"{self.table} is append-only: a row is never changed nor deleted."
        if connection.vendor == "sqlite":
            kept = [column for column in columns_of(connection, self.table) if column not in self.erasable]
            same = [f'NEW."{column}" IS OLD."{column}"' for column in kept]
            erased = [
                f'(NEW."{column}" IS OLD."{column}" OR NEW."{column}" IS NULL OR NEW."{column}" = \'{{}}\')'
                for column in self.erasable
            ]
            changed = f"NOT ({' AND '.join(same + erased)})"
            return [
                *sqlite_refusal(update, "UPDATE", self.table, changed, message),
                *sqlite_refusal(delete, "DELETE", self.table, "1", message),
            ]
        # As JSON, so that a column added one day is guarded from that day on.
        names = "ARRAY[" + ", ".join(quoted(column, "postgresql") for column in self.erasable) + "]::text[]"
        same = [f"to_jsonb(NEW) - {names} = to_jsonb(OLD) - {names}"]
        erased = [
            f'(NEW."{column}" IS NOT DISTINCT FROM OLD."{column}" OR NEW."{column}" IS NULL '
            f"OR NEW.\"{column}\"::text = '{{}}')"
            for column in self.erasable
        ]
        changed = f"NOT ({' AND '.join(same + erased)})"
        return [
            *postgres_refusal(update, "UPDATE", self.table, changed, message),
            *postgres_refusal(delete, "DELETE", self.table, "TRUE", message),
        ]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table], {"erasable": self.erasable}


class Immutable(Guard):
    """A row that has reached a state is never changed nor deleted again.

    when   columns and values of the rows that are closed: {"state": "published"}
    but    columns that may still change (the date of a withdrawal)
    """

    def __init__(self, table: str, when: Condition, but: Sequence[str] = ()) -> None:
        self.table = table
        self.when = dict(when)
        self.but = tuple(but)

    def names(self, vendor: str) -> tuple[str, ...]:
        return f"guard_{self.table}_closed_update", f"guard_{self.table}_closed_delete"

    def install(self, connection: BaseDatabaseWrapper) -> list[str]:
        update, delete = self.names(connection.vendor)
        message = f"{self.table}: this row is published and is not changed nor deleted any more."
        closed = all_of("OLD", self.when, connection.vendor)
        if connection.vendor == "sqlite":
            kept = [column for column in columns_of(connection, self.table) if column not in self.but]
            same = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in kept)
            return [
                *sqlite_refusal(update, "UPDATE", self.table, f"{closed} AND NOT ({same})", message),
                *sqlite_refusal(delete, "DELETE", self.table, closed, message),
            ]
        names = "ARRAY[" + ", ".join(quoted(column, "postgresql") for column in self.but) + "]::text[]"
        changed = f"{closed} AND to_jsonb(NEW) - {names} <> to_jsonb(OLD) - {names}"
        return [
            *postgres_refusal(update, "UPDATE", self.table, changed, message),
            *postgres_refusal(delete, "DELETE", self.table, closed, message),
        ]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.table], {"when": self.when, "but": self.but}


class NoOverlap(Guard):
    """Two rows that share the `same` columns do not overlap in time; the end is excluded.

    same         integer columns (foreign keys) that must differ when times overlap: ("room_id",); NULL is free
    start, end   columns of instants; a row without a start or an end is free
    when         only rows with these values are concerned: {"state": "confirmed"}
    """

    def __init__(
        self, table: str, same: Sequence[str], start: str = "start", end: str = "end", when: Condition | None = None
    ) -> None:
        self.table = table
        self.same = tuple(same)
        self.start = start
        self.end = end
        self.when = dict(when or {})

    def names(self, vendor: str) -> tuple[str, ...]:
        base = f"guard_{self.table}_{'_'.join(self.same)}_overlap"
        return (base,) if vendor == "postgresql" else (f"{base}_insert", f"{base}_update")

    def install(self, connection: BaseDatabaseWrapper) -> list[str]:
        if connection.vendor == "postgresql":
            (name,) = self.names("postgresql")
            present = " AND ".join(f'"{column}" IS NOT NULL' for column in (*self.same, self.start, self.end))
            # int8range and not btree_gist: equality of integers without an extension to ask an administrator for.
            equal = ", ".join(f'int8range("{column}", "{column}", \'[]\') WITH &&' for column in self.same)
            return [
                f'ALTER TABLE "{self.table}" DROP CONSTRAINT IF EXISTS {name}',
                (
                    f'ALTER TABLE "{self.table}" ADD CONSTRAINT {name} EXCLUDE USING gist '
                    f'({equal}, tstzrange("{self.start}", "{self.end}", \'[)\') WITH &&) '
                    f"WHERE ({present} AND {all_of('', self.when, 'postgresql')})"
                ),
            ]
        insert, update = self.names("sqlite")
        shared = " AND ".join(f'other."{column}" = NEW."{column}"' for column in self.same)
        # Names and literals are written by a developer in a migration, never by a user.
        clash = f"""{all_of("NEW", self.when, "sqlite")} AND NEW."{self.start}" < NEW."{self.end}" AND EXISTS (
            SELECT 1 FROM "{self.table}" AS other WHERE other."id" IS NOT NEW."id" AND {shared}
            AND other."{self.start}" < NEW."{self.end}" AND other."{self.end}" > NEW."{self.start}"
            AND other."{self.start}" < other."{self.end}" AND {all_of("other", self.when, "sqlite")})"""  # noqa: S608 -- see above
        message = f"{self.table}: the place is taken at that time."
        return [
            *sqlite_refusal(insert, "INSERT", self.table, clash, message),
            *sqlite_refusal(update, "UPDATE", self.table, clash, message),
        ]

    def lift(self, connection: BaseDatabaseWrapper) -> list[str]:
        if connection.vendor == "postgresql":
            return [f'ALTER TABLE "{self.table}" DROP CONSTRAINT IF EXISTS {name}' for name in self.names("postgresql")]
        return super().lift(connection)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (
            type(self).__name__,
            [self.table],
            {"same": self.same, "start": self.start, "end": self.end, "when": self.when},
        )
