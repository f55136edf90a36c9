"""What changes a table that was brought in: its columns named, its rows shown, then written or set aside."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.civics.formats import FormatError
from parvis.civics.formats.plans import Mapping
from parvis.commit.exchange import tasks
from parvis.commit.exchange.importing.foreseeing import Foresight, foresee
from parvis.commit.exchange.importing.reading import as_stored, from_stored, is_decidims, opened, tabled
from parvis.commit.exchange.importing.writing import NotWritten, bring
from parvis.commit.exchange.models import BroughtTable, TableState
from parvis.commit.exchange.rules import may_decide_on_table
from parvis.commit.plans.models import Plan
from parvis.ground import clock
from parvis.ground.journal.actions import record, register_action
from parvis.people.rules import forget_roles

log = logging.getLogger(__name__)

FEW = 1_500  # rows that are written while the person waits: about two seconds
KEPT = timedelta(days=30)
LOST_AFTER = timedelta(hours=3)
ODD = re.compile(r"[^\w .()’'-]+")


class AlreadyDecided(Exception):
    """Somebody decided before."""


def register_sentences() -> None:
    register_action(
        "plan.table-brought", gettext_lazy("%(actor)s brought a table in: %(created)s new, %(changed)s changed")
    )
    register_action("table.brought", gettext_lazy("%(actor)s brought a table in"))
    register_action("table.decided", gettext_lazy("%(actor)s decided what becomes of the table"))
    register_action("table.set-aside", gettext_lazy("%(actor)s set the table aside"))


def bring_table(
    actor: Any, plan: Plan, name: str, data: bytes, *, language: str, publish: bool = False
) -> BroughtTable:
    """Keep the file, and read it at once when it says by itself how; raises FormatError for what is no table."""
    own = is_decidims(data)
    if own:
        tabled(data, None, language)
    else:
        opened(data)
    with transaction.atomic():
        table = BroughtTable.objects.create(
            plan=plan, by=actor, name=safe_name(name), content=data, language=language, publish=publish
        )
        record(actor, "table.brought", "table", table.uid)
    if own:
        read_table(table, actor)
    return table


def name_columns(actor: Any, table: BroughtTable, mapping: Mapping, *, language: str, publish: bool) -> None:
    """Say what each column holds, and find what would become of each row; raises FormatError, AlreadyDecided."""
    refuse_unless_open(table)
    tabled(bytes(table.content), mapping, language)
    table.mapping, table.language, table.publish = as_stored(mapping), language, publish
    read_table(table, actor)


def read_table(table: BroughtTable, actor: Any) -> None:
    """Find what would become of each row; nothing of the plan changes."""
    found = tabled(bytes(table.content), from_stored(table.mapping), table.language)
    keep(table, foresee(found, table.plan, actor), TableState.READ)


def decide(actor: Any, table: BroughtTable, *, good_rows: bool) -> BroughtTable:
    """Write the table, all of it or its good rows; raises AlreadyDecided."""
    with transaction.atomic():
        again = table.state == TableState.FAILED and bool(table.rows)
        move(table, TableState.FAILED if again else TableState.READ, TableState.DECIDED, good_rows=good_rows)
        record(actor, "table.decided", "table", table.uid)
    if len(table.rows) > FEW:
        tasks.write.enqueue(str(table.uid))
    else:
        write_table(table)
    table.refresh_from_db()
    return table


def write_table(table: BroughtTable) -> None:
    """Write what was decided; on failure, say why in the table and raise nothing."""
    with translation.override(get_language() or table.language):
        try:
            write_rows(table)
        except NotWritten as refused:
            fail(table, "\n".join(refused.reasons[:20]))
        except FormatError as error:
            fail(table, error.message["en" if (get_language() or "fr").startswith("en") else "fr"])
        except Exception:
            log.exception("The table %s could not be written.", table.uid)
            fail(
                table,
                _("Something broke while writing, and nothing was written. Try again, or tell who runs this site."),
            )
    table.refresh_from_db()


def write_rows(table: BroughtTable) -> None:
    if table.by is not None:
        forget_roles(table.by)
    if table.by is None or not may_decide_on_table(table.by, table):
        return fail(table, _("Whoever brought it in no longer writes this plan; nothing was written."))
    with transaction.atomic():
        # Claimed inside the transaction: a second worker waits, then finds that it is done.
        claimed = BroughtTable.objects.filter(pk=table.pk, state=TableState.DECIDED).update(state=TableState.DONE)
        if not claimed:
            return None
        found = tabled(bytes(table.content), from_stored(table.mapping), table.language)
        done = bring(found, table.plan, table.by, good_rows=table.good_rows, publish=table.publish)
        keep(table, done, TableState.DONE)
    return None


def set_aside(actor: Any, table: BroughtTable) -> None:
    """Write nothing of it, ever; raises AlreadyDecided."""
    refuse_unless_open(table)
    with transaction.atomic():
        move(table, table.state, TableState.SET_ASIDE)
        record(actor, "table.set-aside", "table", table.uid)


def refuse_unless_open(table: BroughtTable) -> None:
    if table.state not in {TableState.BROUGHT, TableState.READ, TableState.FAILED}:
        raise AlreadyDecided


def move(table: BroughtTable, before: str, after: str, **values: Any) -> None:
    """One conditional UPDATE: of two people who decide at the same instant, one does."""
    won = BroughtTable.objects.filter(pk=table.pk, state=before).update(state=after, moved_at=clock.now(), **values)
    table.refresh_from_db()
    if not won:
        raise AlreadyDecided


def keep(table: BroughtTable, foresight: Foresight, state: TableState) -> None:
    table.rows = [line.as_json() for line in foresight.lines]
    table.notes = list(foresight.notes)
    table.state, table.failure, table.moved_at = state, "", clock.now()
    table.save()


def fail(table: BroughtTable, why: str) -> None:
    BroughtTable.objects.filter(pk=table.pk).exclude(state=TableState.DONE).update(
        state=TableState.FAILED, failure=why, moved_at=clock.now()
    )


def erase_old() -> int:
    """Erase files and rows of tables brought in more than 30 days ago; how many."""
    old = BroughtTable.objects.filter(at__lt=clock.now() - KEPT).exclude(content=b"")
    number = old.count()
    waiting = (TableState.BROUGHT, TableState.READ, TableState.FAILED)
    old.filter(state__in=waiting).update(state=TableState.SET_ASIDE, moved_at=clock.now())
    BroughtTable.objects.filter(at__lt=clock.now() - KEPT).update(content=b"", rows=[])
    return number


def give_up_lost() -> int:
    """Call failed what has been written for hours: its process stopped before the end."""
    lost = BroughtTable.objects.filter(state=TableState.DECIDED, moved_at__lt=clock.now() - LOST_AFTER).order_by("pk")
    number = 0
    for table in lost:
        with translation.override(table.language):
            fail(table, _("The work stopped before the end, and nothing was written. Bring the files in again."))
        number += 1
    return number


def safe_name(name: str) -> str:
    """The last part of a name, without what no page wants."""
    bare = ODD.sub("-", PurePath(name.replace("\\", "/")).name).strip(" .-")
    return bare[-200:] or "table"
