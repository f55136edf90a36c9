"""Guards that look into another table, while migrations run on SQLite.

SQLite refuses to rename a table while a trigger anywhere names one that is not there, and Django alters a table by
making a new one, dropping the old and renaming. So these guards are lifted before a run of migrations, whatever it
alters, and put in place at its end: those of the migrations that are applied by then.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from parvis.ground.guards.inventory import installed, promises
from parvis.ground.guards.kinship import Kinship


def step_aside(using: str, **_: Any) -> None:
    """Before the migrations."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    there = installed(connection)
    lifted = [guard for _key, guard in promises() if isinstance(guard, Kinship) and there & set(guard.names("sqlite"))]
    with connection.cursor() as cursor:
        for statement in (statement for guard in lifted for statement in guard.lift(connection)):
            cursor.execute(statement)


def put_back(using: str, plan: Any = None, **_: Any) -> None:
    """After the migrations; emptying the tables sends the same signal, without a plan, and touches no guard."""
    connection = connections[using]
    if connection.vendor != "sqlite" or plan is None:
        return
    applied = MigrationRecorder(connection).applied_migrations()
    due = [guard for key, guard in promises() if isinstance(guard, Kinship) and key in applied]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in (statement for guard in due for statement in guard.install(connection)):
            cursor.execute(statement)
