"""Merging two places that are one: every event and session moves, the former address redirects."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.convene.agenda.actions.telling import tell_listeners
from parvis.convene.agenda.content import contents_of
from parvis.convene.agenda.finding import index_events
from parvis.convene.agenda.models import Event, Session
from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.ground.places.actions import retire_place
from parvis.ground.places.models import Place
from parvis.ground.versions.actions import keep_many

BATCH = 200


@transaction.atomic
def merge_places(actor: Any, kept: Place, gone: Place) -> int:
    """Make `gone` one with `kept`; returns how many events moved.

    Each event keeps a version and says so in its journal; calendars are not rung, since nobody has to go elsewhere.
    """
    if kept.pk == gone.pk:
        raise ValidationError(_("A place cannot be merged with itself."))
    moving = list(
        Event.objects.filter(Q(place=gone) | Q(pk__in=Session.objects.filter(place=gone).values("event"))).order_by(
            "pk"
        )
    )
    Event.objects.filter(place=gone).update(place=kept, changed_at=clock.now())
    Session.objects.filter(place=gone).update(place=kept)
    for first in range(0, len(moving), BATCH):
        batch = moving[first : first + BATCH]
        contents = contents_of(batch)
        keep_many(actor, "event", [(event.uid, contents[event.pk]) for event in batch])
        for event in batch:
            record(actor, "event.place-merged", "event", event.uid, public={"name": str(kept)})
            tell_listeners(event, "event.place-merged", ["sessions"])
        index_events([event.pk for event in batch])
    retire_place(actor, gone, into=kept)
    return len(moving)
