"""The life of an event: published, moved, cancelled, withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.convene.agenda.actions.recording import leave_trace
from parvis.convene.agenda.finding import index_events
from parvis.convene.agenda.models import Event, FormerSlug, Mode, State, Status
from parvis.ground import clock
from parvis.ground.journal.actions import record


class AddressTaken(Exception):
    """Another event has, or had, this address."""


# First words of addresses that belong to pages of the agenda itself.
RESERVED = frozenset({"month", "subscribe", "embed", "new"})


@transaction.atomic
def publish(actor: Any, event: Event) -> Event:
    """Show the event to everybody; publishing twice changes nothing."""
    publish_many(actor, [event])
    return event


@transaction.atomic
def publish_many(actor: Any, events: Collection[Event]) -> int:
    """Show these events to everybody; returns how many were not public before. A first publication keeps its date."""
    now = clock.now()
    fresh = [event for event in events if event.state != State.PUBLISHED]
    for event in fresh:
        event.state = State.PUBLISHED
        event.published_at = event.published_at or now
        event.changed_at = now
    Event.objects.bulk_update(fresh, ["state", "published_at", "changed_at"], batch_size=200)
    for event in fresh:
        record(actor, "event.published", "event", event.uid)
    keys = [event.pk for event in fresh]
    for first in range(0, len(keys), 400):
        index_events(keys[first : first + 400])
    return len(fresh)


@transaction.atomic
def withdraw(actor: Any, event: Event, reason: str = "") -> Event:
    """Take the record away from the public: it was not to be there. To say that it will not take place, `cancel`."""
    event.state = State.WITHDRAWN
    event.save(update_fields=["state"])
    leave_trace(actor, event, "event.withdrawn", private={"reason": reason})
    return event


@transaction.atomic
def cancel(actor: Any, event: Event, reason: str = "") -> Event:
    """Say that the event will not take place; its page and its entry in calendars stay, and say so."""
    return _told(actor, event, Status.CANCELLED, "event.cancelled", reason)


@transaction.atomic
def postpone(actor: Any, event: Event, reason: str = "") -> Event:
    """Say that the event will take place later, on a day that is not known yet."""
    return _told(actor, event, Status.POSTPONED, "event.postponed", reason)


@transaction.atomic
def mark_full(actor: Any, event: Event) -> Event:
    """Say that nobody else can register."""
    return _told(actor, event, Status.FULL, "event.full", "")


@transaction.atomic
def move_online(actor: Any, event: Event, url: str = "") -> Event:
    """Say that the event takes place online instead of on site."""
    event.mode = Mode.ONLINE
    event.online_url = url or event.online_url
    event.save(update_fields=["mode", "online_url"])
    return _told(actor, event, Status.MOVED_ONLINE, "event.moved-online", "")


@transaction.atomic
def reschedule(
    actor: Any,
    event: Event,
    *,
    start_day: date,
    end_day: date | None = None,
    start_time: time | None = None,
    end_time: time | None = None,
) -> Event:
    """Move the event; the day first announced stays on its page. Moving its sessions is for a person to decide."""
    before = event.start_day
    event.previous_start_day = event.previous_start_day or before
    event.start_day, event.end_day = start_day, end_day or start_day
    event.start_time, event.end_time = start_time, end_time
    event.hours_to_confirm = event.hours_to_confirm and start_time is None
    event.status = Status.RESCHEDULED
    event.edited = sorted({*event.edited, "start_day", "start_time", "end_day", "end_time", "status"})
    event.full_clean(exclude=["slug"])
    event.save()
    leave_trace(actor, event, "event.rescheduled", public={"before": before, "after": start_day}, rings=True)
    return event


@transaction.atomic
def rename(actor: Any, event: Event, slug: str) -> Event:
    """Give the page another address; the former one redirects for ever. AddressTaken when it is another event's."""
    if slug == event.slug:
        return event
    if slug in RESERVED or not slug:
        raise AddressTaken(_("The address “%(slug)s” belongs to the agenda itself.") % {"slug": slug})
    if Event.objects.filter(slug=slug).exclude(pk=event.pk).exists() or (
        FormerSlug.objects.filter(slug=slug).exclude(event=event).exists()
    ):
        raise AddressTaken(_("Another event has, or had, the address “%(slug)s”.") % {"slug": slug})
    FormerSlug.objects.filter(slug=slug, event=event).delete()
    FormerSlug.objects.get_or_create(slug=event.slug, defaults={"event": event})
    event.slug = slug
    event.save(update_fields=["slug"])
    leave_trace(actor, event, "event.renamed", public={"slug": slug})
    return event


def _told(actor: Any, event: Event, status: Status, action: str, reason: str) -> Event:
    event.status = status
    event.edited = sorted({*event.edited, "status"})
    event.save(update_fields=["status", "edited"])
    leave_trace(actor, event, action, public={"reason": reason} if reason else None, rings=True)
    return event
