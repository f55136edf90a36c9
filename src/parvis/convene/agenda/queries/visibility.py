"""Who sees which events: the only place where it is decided, for pages, API, feeds, datasets and search alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from parvis.convene.agenda.models import Edition, Event, Series, Session, State
from parvis.people.acting import Acting
from parvis.people.queries.organisations import bodies_acted_for
from parvis.people.rules import in_staff_mode

# Roles that let a member of the publishing body see what is not public yet.
INSIDERS = ("administrator", "organiser", "contributor", "moderator")


# Apps of the same floor that show an event to somebody for a reason of their own (a host reads what it is offered).
Sight = Callable[[Any], Q]
_sights: dict[str, Sight] = {}


def register_sight(code: str, sight: Sight) -> None:
    """Add a reason to see an event that is not public: `sight(viewer)` is a condition on events, without a query."""
    _sights[code] = sight


def published() -> QuerySet[Event]:
    """What everybody sees; the lists show nothing else, whoever reads them."""
    return Event.objects.filter(state=State.PUBLISHED)


def published_among_few() -> QuerySet[Event]:
    """The same, for a query that finds a few rows by their keys.

    The state is compared rather than searched for, or SQLite would walk every published event to find them.
    """
    return Event.objects.alias(shown=Coalesce("state", Value(""))).filter(shown=State.PUBLISHED)


def visible_to(viewer: Any) -> QuerySet[Event]:
    """Events that the viewer may open: published ones, all in staff mode, and those of one's own bodies."""
    if not getattr(viewer, "is_authenticated", False):
        return published()
    if in_staff_mode(viewer):
        return Event.objects.all()
    own = bodies_acted_for(viewer, INSIDERS)
    seen = Q(state=State.PUBLISHED) | Q(organisation__in=own)
    if isinstance(viewer, Acting):  # an organiser of its body and nothing more: it reads no queue
        return Event.objects.filter(seen)
    for sight in _sights.values():
        seen |= sight(viewer)
    # The conditions may cross tables; the keys come out once.
    return (
        Event.objects.filter(pk__in=Event.objects.filter(seen).values("pk")) if _sights else Event.objects.filter(seen)
    )


def sessions_visible_to(viewer: Any) -> QuerySet[Session]:
    """Sessions are as visible as their event, unless their day is in doubt."""
    if not getattr(viewer, "is_authenticated", False):
        return Session.objects.filter(event__state=State.PUBLISHED, held_back=False)
    return Session.objects.filter(event__in=visible_to(viewer), held_back=False)


def editions_visible_to(viewer: Any) -> QuerySet[Edition]:
    if in_staff_mode(viewer):
        return Edition.objects.all()
    return Edition.objects.filter(published=True)


def series_visible_to(viewer: Any) -> QuerySet[Series]:
    return Series.objects.all()
