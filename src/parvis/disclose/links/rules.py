"""Who ties objects to one another: those who answer for one of the two."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from parvis.ground.identifiers import Resolved, get, is_registered
from parvis.people import rules as people
from parvis.people.models import Role

TIERS = (Role.ADMINISTRATOR, Role.ORGANISER)


def may_tie_something(user: Any) -> bool:
    """Organises for some body: what it answers for can be tied to the rest."""
    return people.is_organiser(user)


def may_edit_links(user: Any, found: Resolved) -> bool:
    """May say what the object is tied to: an organiser of a body that answers for it."""
    if people.runs_the_instance(user):
        return True
    held = {body for body, role in people.roles_of(user) if role in TIERS}
    return not held.isdisjoint(bodies_of(found))


def may_tie(user: Any, start: Resolved, end: Resolved) -> bool:
    """May tie the two, and untie them: whoever answers for either; the other's journal says so."""
    return may_edit_links(user, start) or may_edit_links(user, end)


def bodies_of(found: Resolved) -> Collection[int]:
    """Keys of the bodies that answer for an object; none when its app is off."""
    return get(found.ref.type).bodies(found.object) if is_registered(found.ref.type) else ()
