"""Submissions seen from the contributor's side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Event
from parvis.convene.agenda.rules import WRITERS
from parvis.convene.submissions import rules
from parvis.convene.submissions.models import OPEN, Opening, Stage, Submission
from parvis.convene.submissions.queries.rules import moment
from parvis.ground.text import localized
from parvis.people.rules import runs_the_instance


@dataclass(frozen=True)
class OpenEdition:
    """An edition that takes submissions now; `submitted_url` leads to the submission when the event is before it."""

    slug: str
    name: str
    host: str
    closes: str
    submitted_url: str = ""
    url: str = ""


@dataclass(frozen=True)
class OwnRow:
    url: str
    title: str
    edition: str
    state: str
    words: str
    number: int
    late: bool


def open_editions(event: Event | None, language: str, now: datetime) -> tuple[OpenEdition, ...]:
    """Editions that take submissions now, the nearest deadline first; 2 queries."""
    found = Opening.objects.filter(opens_at__lte=now, closes_at__gt=now, edition__published=True)
    before: dict[int, Any] = {}
    if event is not None:
        before = {one.edition_id: one for one in Submission.objects.filter(event=event, state__in=OPEN)}
    rows = []
    for opening in found.select_related("edition__host").order_by("closes_at", "pk"):
        known = before.get(opening.edition_id)
        rows.append(
            OpenEdition(
                slug=opening.edition.slug,
                name=localized(opening.edition.name, language),
                host=opening.edition.host.name if opening.edition.host else "",
                closes=moment(opening.closes_at, language),
                submitted_url=reverse("submissions:own", args=[known.uid]) if known else "",
                url=reverse("submissions:submit", args=[event.uid, opening.edition.slug]) if event else "",
            )
        )
    return tuple(rows)


def submissions_of(event: Event) -> list[Submission]:
    """Every submission of one event, the last first; 1 query."""
    found = Submission.objects.filter(event=event).select_related("edition__host", "reason")
    return list(found.order_by("-submitted_at", "-pk"))


def own(user: Any) -> QuerySet[Submission]:
    """What the person's bodies have submitted, or the person for one of them."""
    if runs_the_instance(user):
        return Submission.objects.filter(submitted_by=user)
    bodies = rules.hosts_of(user, *WRITERS)
    return Submission.objects.filter(event__organisation__in=bodies, contact_email="")


def own_rows(user: Any, language: str, now: datetime, most: int = 200) -> tuple[OwnRow, ...]:
    """What waits for the person first, then what waits for the host, then the rest, the last first; 1 query."""
    order = {Stage.CHANGES: 0, Stage.WAITING: 1}
    found = own(user).select_related("edition", "reason").order_by("-submitted_at", "-pk")[:most]
    rows = sorted(found, key=lambda one: order.get(Stage(one.state), 2))
    return tuple(
        OwnRow(
            url=reverse("submissions:own", args=[one.uid]),
            title=one.title,
            edition=localized(one.edition.name, language),
            state=one.state,
            words=stands(one, language, now),
            number=one.number,
            late=one.days_late(now) > 0,
        )
        for one in rows
    )


def stands(one: Submission, language: str, now: datetime) -> str:
    """Where a submission stands, in one sentence for who submitted it."""
    if one.state == Stage.WAITING:
        if one.days_late(now):
            return _("The answer was promised for %(day)s; it is late, and the host sees it.") % {
                "day": moment(one.due, language)
            }
        return _("Submitted. An answer is promised by %(day)s.") % {"day": moment(one.due, language)}
    if one.state == Stage.CHANGES:
        return _("The host asks for changes. Make them, then submit it again.")
    if one.state == Stage.ACCEPTED:
        return _("Accepted: the event is published in the programme.")
    if one.state == Stage.REFUSED:
        label = localized(one.reason.label, language) if one.reason else ""
        return _("Refused: %(reason)s. You may reply.") % {"reason": label}
    return _("Withdrawn. The event is still yours, as a draft.")


def own_url(one: Submission) -> str:
    return reverse("submissions:own", args=[one.uid])
