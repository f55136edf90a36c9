"""Contributions that wait: to be read and shown, or to be answered; the oldest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.commit.drafting.models import CoCreation, Contribution, Stage
from parvis.commit.drafting.queries.cocreation import by_whom, day_words, days_late, local
from parvis.commit.drafting.rules import answerable_by

A_PAGE = 30


@dataclass(frozen=True)
class QueueRow:
    title: str
    url: str
    plan: str
    by: str
    when: str
    waits: str
    days_late: int


@dataclass(frozen=True)
class QueuePage:
    tabs: tuple[dict[str, Any], ...]
    rows: tuple[QueueRow, ...]
    page: Page[Any]
    plans: tuple[tuple[str, str], ...]


def waiting(rows: QuerySet[Contribution], state: str) -> QuerySet[Contribution]:
    """read: nobody has shown it nor set it aside; answer: shown and not answered; replies: to read; all."""
    if state == "read":
        return rows.filter(stage=Stage.WAITING)
    if state == "answer":
        return rows.filter(stage=Stage.PUBLIC, answered_at=None)
    if state == "replies":
        return rows.filter(Q(reply_shown=False) & ~Q(replied_at=None))
    return rows


def queue_page(user: Any, asked: Mapping[str, str], now: datetime, language: str) -> QueuePage:
    """8 queries whatever the number of contributions."""
    mine = answerable_by(user)
    labels = {
        "read": _("To read"),
        "answer": _("To answer"),
        "replies": _("Replies"),
        "all": _("All"),
    }
    state = asked.get("state", "")
    counts = {code: waiting(mine, code).count() for code in labels}
    if state not in labels:
        state = next((code for code in ("read", "answer", "replies") if counts[code]), "all")
    rows = waiting(mine, state).select_related("cocreation__plan", "organisation").order_by("submitted_at", "pk")
    page = Paginator(rows, A_PAGE).get_page(asked.get("page", "1"))
    here = reverse("drafting:queue")
    open_ones = CoCreation.objects.filter(plan__in=mine.values("cocreation__plan")).select_related("plan")
    return QueuePage(
        tabs=tuple(
            {"label": label, "url": f"{here}?state={code}", "current": code == state, "count": counts[code]}
            for code, label in labels.items()
        ),
        rows=tuple(queue_row(one, now, language) for one in page.object_list),
        page=page,
        plans=tuple(
            (one.plan.title.localize(language), reverse("drafting:write-down", args=[one.plan.uid]))
            for one in open_ones.order_by("pk")[:10]
        ),
    )


def queue_row(one: Contribution, now: datetime, language: str) -> QueueRow:
    received = one.heard_on or (local(one.submitted_at) if one.submitted_at else None)
    if one.stage == Stage.WAITING:
        waits = _("to read")
    elif one.replied_at and not one.reply_shown:
        waits = _("reply to read")
    else:
        waits = _("answered") if one.answered_at else _("to answer")
    return QueueRow(
        title=str(one),
        url=reverse("drafting:answer", args=[one.uid]),
        plan=one.cocreation.plan.title.localize(language),
        by=by_whom(one),
        when=day_words(received, language) if received else "",
        waits=waits,
        days_late=0 if one.answered_at else days_late(one, one.cocreation, now),
    )


def oldest(rows: QuerySet[Contribution], limit: int) -> list[Contribution]:
    """The oldest of these, with what a list prints; 1 query."""
    return list(rows.select_related("cocreation__plan").order_by(F("submitted_at").asc(), "pk")[:limit])
