"""Who may do what with accounts and bodies: small predicates of (user, object).

The roles of a person are read once and kept on the object `user`, so that a page may ask as often as it likes.
"""

from __future__ import annotations

from typing import Any

from parvis.people.acting import Acting
from parvis.people.models import Organisation, Role


def roles_of(user: Any) -> frozenset[tuple[int, str]]:
    """(organisation id, role) pairs of a person, or of a body that acts through a token; nothing for an anonymous one.

    1 query the first time, none for a token.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset()
    if isinstance(user, Acting):
        return user.held_roles
    known = getattr(user, "_roles", None)
    if known is None:
        known = user._roles = frozenset(user.memberships.order_by().values_list("organisation_id", "role"))
    return known


def forget_roles(user: Any) -> None:
    """Read the roles again the next time: after they were changed on this very object."""
    if hasattr(user, "_roles"):
        del user._roles


def runs_the_instance(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False) and user.is_active and user.is_superuser)


def has_role(user: Any, organisation: Organisation, *roles: str) -> bool:
    """Whether the person has one of these roles (any role when none is named) in that body."""
    return any(body == organisation.pk and (not roles or role in roles) for body, role in roles_of(user))


def has_role_anywhere(user: Any, *roles: str) -> bool:
    return any(not roles or role in roles for _, role in roles_of(user))


def is_administrator(user: Any, organisation: Organisation) -> bool:
    return runs_the_instance(user) or has_role(user, organisation, Role.ADMINISTRATOR)


def is_organiser(user: Any, organisation: Organisation | None = None) -> bool:
    """May organise for that body; for some body when none is named."""
    if runs_the_instance(user):
        return True
    if organisation is None:
        return has_role_anywhere(user, Role.ADMINISTRATOR, Role.ORGANISER)
    return has_role(user, organisation, Role.ADMINISTRATOR, Role.ORGANISER)


def is_moderator(user: Any, organisation: Organisation) -> bool:
    return runs_the_instance(user) or has_role(user, organisation, Role.ADMINISTRATOR, Role.MODERATOR)


def is_reviewer(user: Any, organisation: Organisation) -> bool:
    """May judge what the body did: given by a body to independent people, never implied by another role."""
    return has_role(user, organisation, Role.REVIEWER)


def may_see_team(user: Any, organisation: Organisation) -> bool:
    return runs_the_instance(user) or has_role(user, organisation)


def may_invite(user: Any, organisation: Organisation) -> bool:
    return is_administrator(user, organisation)


def may_manage_tokens(user: Any, organisation: Organisation) -> bool:
    """May give programs a key to act for the body, and take it back; a token never makes another."""
    return is_administrator(user, organisation)


def manages_tokens_somewhere(user: Any) -> bool:
    return runs_the_instance(user) or has_role_anywhere(user, Role.ADMINISTRATOR)


def may_withdraw_role(user: Any, organisation: Organisation) -> bool:
    return is_administrator(user, organisation)


def enters_the_space(user: Any) -> bool:
    """Has something to do in the organisers' space."""
    return runs_the_instance(user) or has_role_anywhere(
        user, Role.ADMINISTRATOR, Role.ORGANISER, Role.CONTRIBUTOR, Role.MODERATOR
    )
