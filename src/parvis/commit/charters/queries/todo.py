"""What waits for whom, for the first page of the organisers' space."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.commit.charters.models import RequestState, SigningRequest
from parvis.commit.charters.rules import ANSWERERS
from parvis.commit.charters.wording import localized
from parvis.people.rules import roles_of, runs_the_instance
from parvis.people.todo import Heap, Waiting, register_source


def register() -> None:
    register_source("charters.requests", to_answer)


def answerable_by(user: Any) -> QuerySet[SigningRequest]:
    """Requests that the person may answer; no query of its own."""
    if runs_the_instance(user):
        return SigningRequest.objects.all()
    hosts = [body for body, role in roles_of(user) if role in ANSWERERS]
    return SigningRequest.objects.filter(charter__host__in=hosts)


def to_answer(user: Any, limit: int) -> Heap:
    """Bodies that ask to sign and wait for an answer; 2 queries."""
    waiting = answerable_by(user).filter(state=RequestState.WAITING)
    rows = list(waiting.select_related("charter").order_by("confirmed_at", "pk")[:limit])
    language = get_language() or "fr"
    return Heap(
        waiting.count() if len(rows) == limit else len(rows),
        tuple(
            Waiting(
                kind=_("request to sign"),
                title=one.body,
                detail=_("%(body)s asks to sign “%(charter)s”.")
                % {"body": one.body, "charter": localized(one.charter.title, language)},
                url=reverse("charters:request", args=[one.uid]),
                verb=_("Read and answer"),
                since=one.confirmed_at or one.created_at,
                due=one.due,
            )
            for one in rows
        ),
    )
