"""Papers of many people, made by a worker: a part at a time, each to be printed as soon as it is there."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.convene.guests.models import PaperPart, PaperRun, RunState
from parvis.convene.guests.papers import sheets
from parvis.convene.guests.papers.people import attendees_of, name_of
from parvis.convene.guests.papers.wanted import Wanted, pdf_of, people_for
from parvis.convene.registration.models import Attendee, Registration
from parvis.ground import clock

log = logging.getLogger(__name__)

AT_ONCE = 120  # people (times days) of a file that a request makes itself; about two seconds
PART = 400  # people of one file of a run: 50 sheets of badges, 20 pages of a list
LOST_AFTER = timedelta(hours=1)
KEPT = timedelta(days=1)


def is_for_a_worker(registration: Registration, wanted: Wanted, people: int) -> bool:
    days = 1 if wanted.kind == "badges" else len(wanted.days) or len(sheets.days_of(registration))
    return people * days > AT_ONCE


@transaction.atomic
def ask(user: Any, registration: Registration, wanted: Wanted, language: str) -> PaperRun:
    """Have a worker make them, once this transaction is kept."""
    from parvis.convene.guests.papers.tasks import make_papers

    run = PaperRun.objects.create(
        user=user,
        registration=registration,
        wanted=wanted.as_json(),
        people=people_for(registration, wanted),
        language=language,
    )
    transaction.on_commit(lambda: make_papers.enqueue(str(run.uid)))
    return run


def make(run: PaperRun) -> None:
    """Make the parts that are not there yet; what is made stays when a later part fails."""
    mine = PaperRun.objects.filter(pk=run.pk, state=RunState.WAITING)
    if not mine.update(state=RunState.RUNNING, moved_at=clock.now()):
        return
    try:
        for first in range(0, len(run.people), PART):
            made_part(run, first)
    except Exception:
        log.exception("papers %s failed", run.uid)
        with translation.override(run.language):
            move(run, state=RunState.FAILED, failure=_("An error of ours stopped it; the files below are good."))
        raise
    move(run, state=RunState.DONE)


def made_part(run: PaperRun, first: int) -> None:
    """One file, of those of the list who still have a ticket."""
    wanted, asked = Wanted.of_json(run.wanted), run.people[first : first + PART]
    still = set(attendees_of(run.registration).filter(pk__in=asked).order_by().values_list("pk", flat=True))
    keys = [key for key in asked if key in still]
    with transaction.atomic():
        if keys:
            names = {one.pk: name_of(one) for one in Attendee.objects.filter(pk__in={keys[0], keys[-1]}).order_by("pk")}
            PaperPart.objects.create(
                run=run,
                number=first // PART + 1,
                first=names[keys[0]][:200],
                last=names[keys[-1]][:200],
                people=len(keys),
                pdf=pdf_of(run.registration, wanted, keys, run.language, before=first, total=len(run.people)),
            )
        move(run, position=first + len(asked))


def move(run: PaperRun, **changes: Any) -> None:
    PaperRun.objects.filter(pk=run.pk).update(moved_at=clock.now(), **changes)


def give_up_lost() -> int:
    """Call failed what has not moved for an hour: its process stopped before the end."""
    lost = PaperRun.objects.filter(
        state__in=(RunState.WAITING, RunState.RUNNING), moved_at__lt=clock.now() - LOST_AFTER
    ).order_by("pk")
    number = 0
    for run in lost:
        with translation.override(run.language):
            move(run, state=RunState.FAILED, failure=_("The work stopped before the end; the files below are good."))
        number += 1
    return number


def forget_old() -> int:
    """Erase files after a day: they are full of names, and are made again in a minute."""
    gone, _each = PaperRun.objects.filter(at__lt=clock.now() - KEPT).delete()
    return gone
