"""What a worker does for tables: writing the long ones, forgetting the old ones."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from parvis.commit.exchange.models import BroughtTable
from parvis.ground.tasks import scheduled


@task()
def write(uid: str) -> None:
    from parvis.commit.exchange.actions import write_table

    table = BroughtTable.objects.select_related("plan__organisation", "by").filter(uid=uid).first()
    if table is not None:
        write_table(table)


@scheduled("exchange.retention", every=timedelta(days=1), offset=timedelta(hours=2, minutes=40))
def retention() -> str:
    """Erase the files and rows of tables after 30 days."""
    from parvis.commit.exchange.actions import erase_old

    return f"{erase_old()} tables emptied"


@scheduled("exchange.lost", every=timedelta(hours=1))
def lost() -> str:
    """Say that a table was not written when its worker died."""
    from parvis.commit.exchange.actions import give_up_lost

    return f"{give_up_lost()} given up"
