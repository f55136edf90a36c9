"""What a worker does for imports: reading, writing, fetching pictures, forgetting."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from parvis.convene.imports.models import Batch, PictureWish
from parvis.ground.tasks import scheduled


@task()
def read(uid: str) -> None:
    from parvis.convene.imports.actions import read_batch

    batch = Batch.objects.select_related("organisation", "by", "edition").filter(uid=uid).first()
    if batch is not None:
        read_batch(batch)


@task()
def write(uid: str) -> None:
    from parvis.convene.imports.actions import write_batch

    batch = Batch.objects.select_related("organisation", "by", "edition").filter(uid=uid).first()
    if batch is not None:
        write_batch(batch)


@task()
def picture(key: int) -> None:
    from parvis.convene.imports.actions import fetch_picture

    wish = PictureWish.objects.select_related("event", "by", "batch").filter(pk=key).first()
    if wish is not None:
        fetch_picture(wish)


@scheduled("imports.retention", every=timedelta(days=1), offset=timedelta(hours=2, minutes=20))
def retention() -> str:
    """Erase the files and rows of imports after 30 days."""
    from parvis.convene.imports.actions import erase_old

    return f"{erase_old()} imports emptied"


@scheduled("imports.lost", every=timedelta(hours=1))
def lost() -> str:
    """Say that an import failed when its worker died."""
    from parvis.convene.imports.actions import give_up_lost

    return f"{give_up_lost()} given up"
