"""What the instance does for itself, at its hours."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command

from parvis.config.health import beat
from parvis.config.limits import forget_old_uses
from parvis.ground.tasks.schedule import scheduled


@scheduled("config.heartbeat", every=timedelta(minutes=1))
def say_alive() -> None:
    """Tell `/healthz` that the scheduler works."""
    beat("scheduler")


@scheduled("config.tidy", every=timedelta(days=1), offset=timedelta(hours=2))
def tidy() -> str:
    """Forget ended sessions, results of background tasks after 14 days, and counts of form uses after a day."""
    call_command("clearsessions")
    call_command("prune_db_task_results", min_age_days=14, verbosity=0)
    return f"{forget_old_uses()} form uses forgotten"
