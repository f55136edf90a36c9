"""Who came: the door knows it, rooms beside the door ask here."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from parvis.convene.registration.models import Attendee, Registration

Came = Callable[[Registration], "QuerySet[Attendee]"]

_doors: dict[str, Came] = {}


def register_presence(code: str, came: Came) -> None:
    """Add a source: `came(registration)` is a queryset of the attendees who entered what the registration is for.

    It is used as a subquery: it must not be sliced, and asks nothing by itself.
    """
    _doors[code] = came


def came_to(registration: Registration) -> QuerySet[Attendee]:
    """The attendees who entered, whatever the door; nobody where no door counts."""
    found = Attendee.objects.none()
    for _code, came in sorted(_doors.items()):
        found = found | Attendee.objects.filter(pk__in=came(registration).order_by().values("pk"))
    return found


def is_counted() -> bool:
    """Whether some door counts who comes."""
    return bool(_doors)
