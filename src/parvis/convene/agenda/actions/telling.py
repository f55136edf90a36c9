"""What followers are told when an event changes: one sentence a fact, gathered in their next digest."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models import Event, State
from parvis.ground.follows.facts import notify
from parvis.ground.follows.models import Topic

NEWS = {
    "event.cancelled": _("It is cancelled."),
    "event.postponed": _("It is postponed; the new day is not known yet."),
    "event.full": _("It is full."),
    "event.moved-online": _("It moves online."),
    "event.rescheduled": _("Its day has changed."),
}
# Changes that an attendee's calendar must show again.
RINGING = frozenset({"start_day", "start_time", "end_day", "end_time", "zone", "place", "status", "mode", "online_url"})
AWAITED = frozenset({"more_to_come", "hours_to_confirm"})


# Rooms above tell people of their own: those who registered.
Listener = Callable[[Event, str, Collection[str]], None]
_listeners: dict[str, Listener] = {}


def register_listener(code: str, listener: Listener) -> None:
    """Have `listener(event, action, parts)` called in each transaction that changes an event, public or not.

    action   code of the journal, such as "event.cancelled"
    parts    the parts that changed, "sessions" among them, for "event.changed" and an import
    """
    _listeners[code] = listener


def tell_listeners(event: Event, action: str, parts: Collection[str] = ()) -> None:
    """Let the rooms above know of a change; call it in the transaction that makes it."""
    for _code, listener in sorted(_listeners.items()):
        listener(event, action, parts)


def tell_followers(event: Event, action: str, parts: Collection[str] = ()) -> None:
    """Keep what followers want to know of a change; call it in the transaction that makes the change.

    Those who only wait for the missing details are told when nothing is missing any more, or when nothing will come.
    """
    tell_listeners(event, action, parts)
    if event.state != State.PUBLISHED:
        return
    if action in NEWS:
        ends_the_wait = action in {"event.cancelled", "event.rescheduled"}
        notify("event", event.uid, NEWS[action], topic=Topic.DETAILS if ends_the_wait else Topic.ALL)
    elif not AWAITED.isdisjoint(parts) and not (event.more_to_come or event.hours_to_confirm):
        notify("event", event.uid, _("The details that were to come are on the page."), topic=Topic.DETAILS)
    elif not RINGING.isdisjoint(parts):
        notify("event", event.uid, _("Its day, its hours or its place have changed."))
