"""Who may do what at the doors: small predicates of (user, event)."""

from __future__ import annotations

from typing import Any

from parvis.convene.agenda.models import Event
from parvis.people import rules as people


def may_manage_doors(user: Any, event: Event) -> bool:
    """May set doors up, lend devices and read who came: an organiser of the body that answers for the event."""
    if people.runs_the_instance(user):
        return True
    return event.organisation_id is not None and people.is_organiser(user, event.organisation)
