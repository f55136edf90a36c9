"""What a worker does with papers."""

from datetime import timedelta

from django_tasks import task

from parvis.convene.guests.models import PaperRun
from parvis.convene.guests.papers import runs
from parvis.ground.tasks import scheduled


@task()
def make_papers(uid: str) -> None:
    """Make badges or sheets of many people."""
    run = PaperRun.objects.select_related("registration__event", "registration__session").filter(uid=uid).first()
    if run is not None:
        runs.make(run)


@scheduled("guests.papers-retention", every=timedelta(hours=1))
def forget_papers() -> str:
    """Erase papers of more than a day, and say that a run failed when its worker died."""
    return f"{runs.give_up_lost()} given up, {runs.forget_old()} forgotten"
