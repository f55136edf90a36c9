"""What waits for whom, for the first page of the organisers' space."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.convene.agenda.rules import WRITERS
from parvis.convene.submissions import rules
from parvis.convene.submissions.models import Stage, Submission
from parvis.convene.submissions.queries.changes import changed_since
from parvis.convene.submissions.queries.queue import answerable_by
from parvis.ground.text import localized
from parvis.people.rules import runs_the_instance
from parvis.people.todo import Heap, Waiting, register_source


def register() -> None:
    register_source("submissions.waiting", to_answer)
    register_source("submissions.replies", replies)
    register_source("submissions.changed", changed)
    register_source("submissions.asked", asked)


def answers(user: Any) -> bool:
    return runs_the_instance(user) or bool(rules.hosts_of(user, *rules.ANSWERERS))


def oldest(found: QuerySet[Submission], order: str, limit: int) -> tuple[int, list[Any]]:
    rows = list(found.select_related("event__organisation", "edition").order_by(order, "pk")[:limit])
    return (found.count() if len(rows) == limit else len(rows)), rows


def by_whom(one: Submission) -> str:
    return one.organisation_words or (one.event.organisation.name if one.event.organisation else one.contact_name)


def name_of(one: Submission) -> str:
    return localized(one.edition.name, get_language() or "fr")


def to_answer(user: Any, limit: int) -> Heap:
    """Submissions that nobody has answered; 2 queries."""
    if not answers(user):
        return Heap(0, ())
    waiting = answerable_by(user).filter(state=Stage.WAITING).exclude(first_approval_by=user)
    count, rows = oldest(waiting, "submitted_at", limit)
    return Heap(
        count,
        tuple(
            Waiting(
                kind=_("event submitted"),
                title=one.title,
                detail=_("%(body)s submits it to “%(edition)s”.") % {"body": by_whom(one), "edition": name_of(one)},
                url=reverse("submissions:submission", args=[one.uid]),
                verb=_("Read and answer"),
                since=one.submitted_at,
                due=one.due,
            )
            for one in rows
        ),
    )


def replies(user: Any, limit: int) -> Heap:
    """Contributors who wrote after an answer; 2 queries."""
    if not answers(user):
        return Heap(0, ())
    count, rows = oldest(answerable_by(user).filter(replied_at__isnull=False), "replied_at", limit)
    return Heap(
        count,
        tuple(
            Waiting(
                kind=_("reply to an answer"),
                title=one.title,
                detail=_("%(body)s wrote to you after your answer.") % {"body": by_whom(one)},
                url=reverse("submissions:submission", args=[one.uid]) + "#conversation",
                verb=_("Read the reply"),
                since=one.replied_at,
            )
            for one in rows
        ),
    )


def changed(user: Any, limit: int) -> Heap:
    """Accepted events that their contributor has changed since; 2 queries."""
    if not answers(user):
        return Heap(0, ())
    count, rows = oldest(changed_since(answerable_by(user)), "changed_at", limit)
    return Heap(
        count,
        tuple(
            Waiting(
                kind=_("accepted event changed"),
                title=one.title,
                detail=_("%(body)s changed it after you accepted it.") % {"body": by_whom(one)},
                url=reverse("submissions:submission", args=[one.uid]) + "#changed",
                verb=_("Read the changes"),
                since=one.changed_at,
            )
            for one in rows
        ),
    )


def asked(user: Any, limit: int) -> Heap:
    """One's own events for which a host asked for changes; 2 queries."""
    bodies = rules.hosts_of(user, *WRITERS)
    if not bodies:
        return Heap(0, ())
    mine = Submission.objects.filter(state=Stage.CHANGES, event__organisation__in=bodies, contact_email="")
    count, rows = oldest(mine, "answered_at", limit)
    return Heap(
        count,
        tuple(
            Waiting(
                kind=_("changes asked for"),
                title=one.title,
                detail=_("“%(edition)s” asks for changes before it takes the event.") % {"edition": name_of(one)},
                url=reverse("submissions:own", args=[one.uid]),
                verb=_("Read what is asked"),
                since=one.answered_at,
            )
            for one in rows
        ),
    )
