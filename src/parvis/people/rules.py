"""Who may do what with accounts and bodies: small predicates of (user, object).

The roles of a person are read once and kept on the object `user`, so that a page may ask as often as it likes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from parvis.people.acting import Acting
from parvis.people.models import Organisation, Role
from parvis.people.second_step import has_second_step


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
        held = frozenset(user.memberships.order_by().values_list("organisation_id", "role"))
        known = user._roles = frozenset(pair for pair in held if pair[1] not in asleep(user, held))
    return known


def asleep(user: Any, held: Iterable[tuple[int, str]]) -> frozenset[str]:
    """Roles that the person was given and cannot use: this instance wants a second step for them, and there is none.

    A query only where PARVIS_REQUIRE_MFA names one of the person's roles.
    """
    demanding = frozenset(role for _, role in held if role in settings.REQUIRE_MFA)
    return frozenset() if not demanding or has_second_step(user) else demanding


def lacks_second_step(user: Any) -> bool:
    """Whether a role of the person sleeps, or staff mode is closed, until a passkey or an application is added."""
    if isinstance(user, Acting) or not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    if "staff" in settings.REQUIRE_MFA and (user.is_staff or user.is_superuser):
        return not has_second_step(user)
    if not settings.REQUIRE_MFA:
        return False
    return bool(asleep(user, user.memberships.order_by().values_list("organisation_id", "role")))


def forget_roles(user: Any) -> None:
    """Read the roles again the next time: after they were changed on this very object."""
    for kept in ("_roles", "_has_second_step"):
        if hasattr(user, kept):
            delattr(user, kept)


def may_enter_staff_mode(user: Any) -> bool:
    """Has powers over the whole instance, once she says why and proves again who she is."""
    return bool(getattr(user, "is_authenticated", False) and user.is_active and (user.is_staff or user.is_superuser))


def in_staff_mode(user: Any) -> bool:
    """Whether this very request is made in staff mode: the middleware has put the open session on the object."""
    return may_enter_staff_mode(user) and user.staff_session is not None


def runs_the_instance(user: Any) -> bool:
    """A superuser, while in staff mode; outside it she has the roles she was given, like everybody."""
    return in_staff_mode(user) and user.is_superuser


def may_see_staff_sessions(user: Any) -> bool:
    """Superusers watch over one another without entering staff mode: it shows what was done, and changes nothing."""
    return may_enter_staff_mode(user) and user.is_superuser


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


def belongs_to_a_team(user: Any) -> bool:
    return has_role_anywhere(user)


def may_see_team(user: Any, organisation: Organisation) -> bool:
    return runs_the_instance(user) or has_role(user, organisation)


def may_read_a_journal(user: Any) -> bool:
    """May read who did what: an administrator of some body, for that body; everything in staff mode."""
    return runs_the_instance(user) or has_role_anywhere(user, Role.ADMINISTRATOR)


def may_change_role(user: Any, organisation: Organisation) -> bool:
    return is_administrator(user, organisation)


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


def has_a_desk(user: Any) -> bool:
    """May have something waiting: who enters the space, and reviewers, who enter the room of reviews alone."""
    return enters_the_space(user) or has_role_anywhere(user)
