"""Whether the instance works: its database, its migrations, its guards, its worker."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from parvis import __version__
from parvis.config.models import Heartbeat
from parvis.ground import clock
from parvis.ground.guards import missing

SILENT_AFTER = timedelta(minutes=3)
PROCESSES = ("worker", "scheduler", *(["registrar"] if "agenda" in settings.MODULES else []))


def state() -> dict[str, Any]:
    """The state as `/healthz` and `parvis doctor` tell it."""
    found: dict[str, Any] = {"status": "ok", "version": __version__}
    try:
        waiting = pending_migrations()
    except DatabaseError:
        return {**found, "status": "down", "database": "unreachable"}
    found["database"] = "ok"
    found["migrations"] = "ok" if not waiting else f"{waiting} waiting"
    if waiting:
        return {**found, "status": "down"}
    lacking = missing(connection)
    found["guards"] = "ok" if not lacking else f"{len(lacking)} missing"
    if lacking:  # a migration that was killed leaves off, on SQLite, those that it had lifted
        found["status"] = "degraded"
    beats = dict(Heartbeat.objects.values_list("process", "at"))
    for process in PROCESSES:
        at = beats.get(process)
        alive = at is not None and clock.now() - at < SILENT_AFTER
        found[process] = {"status": "ok" if alive else "silent", "last_seen": at.isoformat() if at else None}
        if not alive:
            found["status"] = "degraded"
    return found


def pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def beat(process: str) -> None:
    """Note that a process just did its work."""
    Heartbeat.objects.update_or_create(process=process, defaults={"at": clock.now()})
