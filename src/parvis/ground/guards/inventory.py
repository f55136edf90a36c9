"""Which guards should be there, and which are."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from parvis.ground.guards.operations import Guard

SQLITE = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
POSTGRES = """
    SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'guard\\_%'
    UNION SELECT conname FROM pg_constraint WHERE contype = 'x' AND conname LIKE 'guard\\_%'
    UNION SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'guard\\_%'
"""


def promises() -> list[tuple[tuple[str, str], Guard]]:
    """Every guard with the (app, name) of the migration that puts it in place, in the order of the migrations."""
    loader = MigrationLoader(None)
    return [
        (key, operation)
        for key in sorted(loader.disk_migrations)
        for operation in loader.disk_migrations[key].operations
        if isinstance(operation, Guard)
    ]


def guards() -> list[Guard]:
    """Every guard that the migrations of the installed apps put in place, each once, in the order of its table."""
    found = {guard.names("sqlite"): guard for _key, guard in promises()}
    return sorted(found.values(), key=lambda guard: guard.names("sqlite"))


def expected(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the triggers and constraints that the migrations promise on this database."""
    return {name for guard in guards() for name in guard.names(connection.vendor)}


def installed(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the guards that are really in this database."""
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRES)
        return {name for (name,) in cursor.fetchall()}


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Guards promised and not there: after a table was rebuilt on SQLite without repeating them."""
    return expected(connection) - installed(connection)
