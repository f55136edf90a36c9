"""The event and the registration that a page is about, once its rule has let the person in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Event
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.guests import rules
from parvis.convene.registration.models import Registration, SignUp


def event_of(request: HttpRequest, uid: UUID) -> Event:
    """The event, for whoever reads who registered; 404 for whoever does not see it, 403 otherwise."""
    event = visible_to(request.user).filter(uid=uid).select_related("organisation", "place").first()
    if event is None:
        raise Http404
    if not rules.may_read_guests(request.user, event):
        raise PermissionDenied
    return event


def event_to_set_up(request: HttpRequest, uid: UUID) -> Event:
    event = event_of(request, uid)
    if not rules.may_set_up(request.user, event):
        raise PermissionDenied
    return event


def to_read(request: HttpRequest, uid: UUID, which: UUID) -> Registration:
    """The registration with its event, by the same rule as the event; 1 query."""
    found = Registration.objects.filter(uid=which, event__uid=uid, event__in=visible_to(request.user).order_by())
    one = found.select_related("event__organisation", "event__place", "session").first()
    if one is None:
        event_of(request, uid)
        raise Http404
    if not rules.may_read_guests(request.user, one.event):
        raise PermissionDenied
    return one


def to_set_up(request: HttpRequest, uid: UUID, which: UUID) -> Registration:
    found = to_read(request, uid, which)
    if not rules.may_set_up(request.user, found.event):
        raise PermissionDenied
    return found


def to_manage(request: HttpRequest, uid: UUID, which: UUID) -> Registration:
    """The registration, for whoever decides about those who registered."""
    found = to_read(request, uid, which)
    if not rules.may_manage_guests(request.user, found.event):
        raise PermissionDenied
    return found


def guest_of(registration: Registration, uid: UUID) -> SignUp:
    found = SignUp.objects.select_related("category", "parent").filter(registration=registration, uid=uid).first()
    if found is None:
        raise Http404
    found.registration = registration
    return found


def shown(request: HttpRequest, registration: Registration) -> dict[str, Any]:
    """What every page about a registration says at its head."""
    event = registration.event
    return {
        "event": event,
        "registration": registration,
        "about": registration.session.title if registration.session is not None else event.title,
        "may_manage": rules.may_manage_guests(request.user, event),
        "may_set_up": rules.may_set_up(request.user, event),
        "private": rules.may_read_private(request.user, event),
    }


def refusal_words(code: str) -> str:
    """Why a verb of registration was refused, for an organiser."""
    return {
        "full": _("There are not enough free seats. Raise the capacity first."),
        "address": _("Another registration of this address stands already."),
        "category": _("This category belongs to another registration."),
        "ended": _("This registration has ended."),
        "closed": _("Registration is closed."),
        "line": _("Others stand in line at this instant: try again in a moment."),
        "unread": _("This line cannot be read."),
    }.get(code, _("This cannot be done now."))
