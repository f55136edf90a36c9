"""Who may do what with the agenda: small predicates of (user, object), named like sentences.

A body answers for its events (`Event.organisation`); a host answers for its editions (`Edition.host`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from parvis.convene.agenda.models import Edition, Event, Series, State
from parvis.people import rules as people
from parvis.people.models import Organisation, Role

WRITERS = (Role.ADMINISTRATOR, Role.ORGANISER, Role.CONTRIBUTOR)
CLOSED = frozenset({State.WITHDRAWN})


def may_write_for(user: Any, organisation: Organisation | None) -> bool:
    """May write events in the name of that body; for some body when none is named."""
    if people.runs_the_instance(user):
        return True
    if organisation is None:
        return people.has_role_anywhere(user, *WRITERS)
    return people.has_role(user, organisation, *WRITERS)


def may_edit_event(user: Any, event: Event) -> bool:
    """May change what the event says: whoever writes for the body that answers for it, until it is withdrawn."""
    if people.runs_the_instance(user):
        return True
    if event.organisation_id is None or event.state in CLOSED:
        return False
    return people.has_role(user, event.organisation, *WRITERS)


def may_read_history(user: Any, event: Event) -> bool:
    """May read what the event said at each save, also before it was public: those who write it or publish it."""
    return may_edit_event(user, event) or may_publish_event(user, event)


def may_publish_event(user: Any, event: Event) -> bool:
    """May show the event to everybody on the body's own authority; an edition's host answers for its programme."""
    if people.runs_the_instance(user):
        return True
    return event.organisation_id is not None and people.is_organiser(user, event.organisation)


def may_withdraw_event(user: Any, event: Event) -> bool:
    """May take the record away from the public."""
    return may_publish_event(user, event)


def may_tell_status(user: Any, event: Event) -> bool:
    """May say that the event is cancelled, postponed, full or moved: whoever writes it, as soon as it is known."""
    return may_edit_event(user, event)


def may_manage_edition(user: Any, edition: Edition) -> bool:
    """May change the edition, open it to submissions and read feeds into it: an organiser of its host."""
    if people.runs_the_instance(user):
        return True
    return edition.host_id is not None and people.is_organiser(user, edition.host)


def may_moderate(user: Any, edition: Edition) -> bool:
    """May answer what is submitted to the edition: a moderator of its host."""
    if people.runs_the_instance(user):
        return True
    return edition.host_id is not None and people.is_moderator(user, edition.host)


def may_create_edition(user: Any, host: Organisation | None = None) -> bool:
    return people.is_organiser(user, host)


def may_create_series(user: Any) -> bool:
    return people.is_organiser(user)


def may_edit_series(user: Any, series: Series) -> bool:
    """May rename or describe a series: an organiser of a body that hosts one of its editions, or of any when none does.

    A series is older than each of its hosts; whoever hosts it keeps it true.
    """
    if people.runs_the_instance(user):
        return True
    return may_edit_series_of(
        user, [edition.host for edition in series.editions.select_related("host") if edition.host is not None]
    )


def may_edit_series_of(user: Any, hosts: Sequence[Organisation]) -> bool:
    """The same, for whoever has read the hosts of its editions already."""
    if not hosts:
        return people.is_organiser(user)
    return any(people.is_organiser(user, host) for host in hosts)


def may_add_place(user: Any) -> bool:
    """The register of places is shared: whoever writes events may add to it."""
    return may_write_for(user, None)


def may_edit_place(user: Any) -> bool:
    """May correct a place that others use too: an organiser of some body."""
    return people.is_organiser(user)


def may_merge_places(user: Any) -> bool:
    """May say that two places are one, which moves other bodies' events too: an administrator of some body."""
    return people.runs_the_instance(user) or people.has_role_anywhere(user, Role.ADMINISTRATOR)


def may_import(user: Any) -> bool:
    return people.is_organiser(user)
