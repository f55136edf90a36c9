"""`parvis migrate`: prepare the database, or bring it up to date."""

from __future__ import annotations

import argparse
from pathlib import Path

from parvis.config.sentences import Text
from parvis.config.start import tell


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="parvis migrate", description="Prepare the database, or bring it up to date.")
    parser.add_argument("--plan", action="store_true", help="say what would be done, change nothing")
    options = parser.parse_args(arguments)
    make_folders()
    waiting = pending()
    if options.plan:
        for name in waiting:
            tell(Text(name, name))
        tell(Text(f"{len(waiting)} migration(s) en attente.", f"{len(waiting)} migration(s) waiting."))
        return 0
    apply()
    if waiting:
        tell(
            Text(
                f"Base à jour : {len(waiting)} migration(s) appliquée(s).",
                f"Database up to date: {len(waiting)} migration(s) applied.",
            )
        )
    else:
        tell(Text("Base déjà à jour.", "Database already up to date."))
    return 0


def make_folders() -> None:
    """The folder of the SQLite file and that of the data."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)


def pending() -> list[str]:
    """Names of the migrations that this database has not had yet, in order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def apply() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
