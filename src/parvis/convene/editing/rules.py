"""Who may do what with what is being written; `agenda.rules` says who may write."""

from __future__ import annotations

from typing import Any

from parvis.convene.agenda import rules
from parvis.convene.agenda.models import Event
from parvis.convene.editing.models import WorkingCopy
from parvis.people import rules as people


def writes_events(user: Any) -> bool:
    """Has events to write or to look at, in some body."""
    return people.enters_the_space(user)


def may_set_aside(user: Any, event: Event) -> bool:
    """May leave a finding as it is: whoever may correct it."""
    return rules.may_edit_event(user, event)


def may_reopen(user: Any, copy: WorkingCopy) -> bool:
    """A form as typed is its writer's alone."""
    return copy.user_id == user.pk
