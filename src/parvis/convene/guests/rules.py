"""Who may do what with those who registered: small predicates of (user, event), named like sentences.

Registrations are the affair of the body that answers for the event. Its contributors see who comes, so that they can
prepare; addresses, needs and sensitive answers are for its organisers, who alone decide anything.
"""

from __future__ import annotations

from typing import Any

from parvis.convene.agenda.models import Event, State
from parvis.convene.agenda.rules import WRITERS
from parvis.people import rules as people


def may_set_up(user: Any, event: Event) -> bool:
    """May open registration and say under which rules: an organiser of the body, until the event is withdrawn."""
    return may_manage_guests(user, event) and event.state != State.WITHDRAWN


def may_manage_guests(user: Any, event: Event) -> bool:
    """May approve, refuse, add, move, remove and write to those who registered: an organiser of the body."""
    if people.runs_the_instance(user):
        return True
    return event.organisation_id is not None and people.is_organiser(user, event.organisation)


def may_read_guests(user: Any, event: Event) -> bool:
    """May read who registered, without what is private: whoever writes events for the body."""
    if people.runs_the_instance(user):
        return True
    return event.organisation_id is not None and people.has_role(user, event.organisation, *WRITERS)


def may_read_private(user: Any, event: Event) -> bool:
    """May read addresses, what people need to take part, sensitive answers and notes: an organiser of the body."""
    return may_manage_guests(user, event)
