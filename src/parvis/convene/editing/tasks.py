"""What a worker does: counts of findings, verbs for many events, forms that nobody came back to."""

from datetime import timedelta

from django_tasks import task

from parvis.convene.editing.actions import bulk_runs
from parvis.convene.editing.actions.counting import changed_since_counted, in_batches, not_over, recount
from parvis.convene.editing.models import BulkRun, WorkingCopy
from parvis.ground import clock
from parvis.ground.tasks import scheduled

KEPT = timedelta(days=90)


@scheduled("editing.findings", every=timedelta(minutes=10))
def count_changed() -> str:
    """Check what changed since it was last checked, whoever changed it: a person, an import, a feed."""
    return f"{sum(recount(batch) for batch in in_batches(changed_since_counted()))} events checked"


@scheduled("editing.findings-nightly", every=timedelta(days=1), offset=timedelta(hours=3))
def count_every_night() -> str:
    """Check again what is not over: what a text promises may have become late overnight."""
    return f"{sum(recount(batch) for batch in in_batches(not_over()))} events checked"


@scheduled("editing.working-copies", every=timedelta(days=1), offset=timedelta(hours=2))
def forget_old_copies() -> str:
    """Forget forms as typed that nobody came back to for 90 days."""
    gone, _each = WorkingCopy.objects.filter(saved_at__lt=clock.now() - KEPT).delete()
    return f"{gone} working copies forgotten"


@task()
def run_bulk(uid: str) -> None:
    """Carry out a verb for many events."""
    run = BulkRun.objects.select_related("user").filter(uid=uid).first()
    if run is not None:
        bulk_runs.carry_out(run)


@scheduled("editing.bulk-lost", every=timedelta(hours=1))
def give_up_lost_runs() -> str:
    """Say that a verb for many events failed when its worker died."""
    return f"{bulk_runs.give_up_lost()} given up"


@scheduled("editing.bulk-retention", every=timedelta(days=1), offset=timedelta(hours=2, minutes=10))
def forget_old_runs() -> str:
    """Forget verbs for many events after 30 days."""
    return f"{bulk_runs.forget_old()} forgotten"
