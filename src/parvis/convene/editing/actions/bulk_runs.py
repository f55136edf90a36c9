"""Carrying out a verb for many events apart from the request, a batch at a time, with its progress."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Event
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.editing.actions.bulk import do_to_many
from parvis.convene.editing.bulk import VERBS, Verb
from parvis.convene.editing.forms.bulk import ArgumentForm
from parvis.convene.editing.models import BulkRun, RunState
from parvis.ground import clock

log = logging.getLogger(__name__)

AT_ONCE = 40  # events that a request changes itself; more are a worker's
BATCH = 20
LOST_AFTER = timedelta(hours=1)
KEPT = timedelta(days=30)


@transaction.atomic
def ask(
    user: Any,
    verb: Verb,
    argument: str,
    events: Sequence[Event],
    seen: Mapping[UUID, datetime],
    *,
    language: str,
    back: str,
) -> BulkRun:
    """Have a worker do it, once this transaction is kept."""
    from parvis.convene.editing.tasks import run_bulk

    run = BulkRun.objects.create(
        user=user,
        verb=verb.code,
        argument=argument,
        events=[[str(event.uid), seen[event.uid].isoformat()] for event in events if event.uid in seen],
        language=language,
        back=back,
    )
    transaction.on_commit(lambda: run_bulk.enqueue(str(run.uid)))
    return run


def carry_out(run: BulkRun) -> None:
    """Do it, batch by batch: what is done stays done if a later batch fails, and the page says how far it went.

    An event that changed since the preview is left as it is, so that a run taken up twice does nothing twice.
    """
    mine = BulkRun.objects.filter(pk=run.pk, state=RunState.WAITING)
    if not mine.update(state=RunState.RUNNING, moved_at=clock.now()):
        return
    with translation.override(run.language):
        try:
            for first in range(0, len(run.events), BATCH):
                step(run, run.events[first : first + BATCH])
        except Exception:
            log.exception("bulk run %s failed", run.uid)
            fail(run, _("An error of ours stopped it; those that follow were left as they are."))
            raise
        move(run, state=RunState.DONE)


@transaction.atomic
def step(run: BulkRun, chosen: Sequence[Sequence[str]]) -> None:
    """One batch and its progress, together or not at all; rights are looked at now, not when it was asked."""
    verb = VERBS[run.verb]
    form = ArgumentForm(run.user, verb, {"argument": run.argument})
    done = 0
    if form.is_valid():
        seen = {UUID(uid): parse_datetime(at) for uid, at in chosen}
        events = visible_to(run.user).filter(uid__in=list(seen)).select_related("organisation")
        done = do_to_many(
            run.user, verb, form.value(), list(events.order_by("start_day", "starts_at", "uid")), seen, run.language
        )
    move(run, position=F("position") + len(chosen), done=F("done") + done)


def fail(run: BulkRun, why: str) -> None:
    move(run, state=RunState.FAILED, failure=why)


def move(run: BulkRun, **changes: Any) -> None:
    BulkRun.objects.filter(pk=run.pk).update(moved_at=clock.now(), **changes)


def give_up_lost() -> int:
    """Call failed what has not moved for an hour: its process stopped before the end."""
    lost = BulkRun.objects.filter(
        state__in=(RunState.WAITING, RunState.RUNNING), moved_at__lt=clock.now() - LOST_AFTER
    ).order_by("pk")
    number = 0
    for run in lost:
        with translation.override(run.language):
            fail(run, _("The work stopped before the end; those that follow were left as they are."))
        number += 1
    return number


def forget_old() -> int:
    """Forget runs after 30 days; the events' own journals keep what was done."""
    gone, _each = BulkRun.objects.filter(at__lt=clock.now() - KEPT).delete()
    return gone
