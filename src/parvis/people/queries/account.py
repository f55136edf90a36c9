"""What a person sees of their own account, and takes away."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from parvis.ground.follows.models import Follow
from parvis.ground.journal.models import Entry
from parvis.people import privacy, rules
from parvis.people.models import Invitation, Organisation, Role, User
from parvis.people.queries.tokens import token_rows
from parvis.ui.dates import day_words


@dataclass(frozen=True)
class Team:
    """A body the person acts for, with what they may do there."""

    organisation: Organisation
    roles: tuple[str, ...]
    may_invite: bool


def teams_of(user: User) -> list[Team]:
    """The person's bodies by name. 1 query."""
    roles: dict[Organisation, list[Any]] = defaultdict(list)
    for membership in user.memberships.select_related("organisation"):
        roles[membership.organisation].append(membership)
    return [
        Team(
            organisation,
            tuple(str(membership.get_role_display()) for membership in held),
            rules.runs_the_instance(user) or any(membership.role == Role.ADMINISTRATOR for membership in held),
        )
        for organisation, held in roles.items()
    ]


def follows_of(user: User) -> int:
    """How many objects the person follows. 1 query."""
    return Follow.objects.filter(user=user).count()


@dataclass(frozen=True)
class Means:
    """One way to prove who one is."""

    name: str
    detail: str


def means_of(user: User) -> list[Means]:
    """The ways the person logs in, passkeys and codes included. 1 query."""
    found = []
    if user.has_usable_password():
        found.append(Means(str(_("Password")), ""))
    for one in Authenticator.objects.filter(user=user).order_by("type", "pk"):
        used = day_year_words(one.last_used_at) if one.last_used_at else ""
        detail = str(_("last used on %(day)s")) % {"day": used} if used else str(_("never used"))
        if one.type == Authenticator.Type.WEBAUTHN:
            found.append(Means(str(one), detail))
        elif one.type == Authenticator.Type.TOTP:
            found.append(Means(str(_("Application that gives codes")), detail))
        else:
            left = len(one.wrap().get_unused_codes())
            sentence = ngettext("one is left", "%(number)s are left", left) % {"number": left}
            found.append(Means(str(_("Recovery codes")), sentence))
    return found


def day_year_words(at: datetime) -> str:
    return day_words(timezone.localtime(at).date(), get_language() or "fr", weekday=False, year=True)


def export_of(user: User) -> dict[str, Any]:
    """Everything the instance holds about a person, as plain JSON values, one key a registered part."""
    return {part.code: {"about": str(part.label), "rows": part.rows(user)} for part in privacy.exports()}


def register_exports() -> None:
    privacy.register_export("account", _("Your account"), account_rows)
    privacy.register_export("addresses", _("Your addresses"), address_rows)
    privacy.register_export("memberships", _("Your roles"), membership_rows)
    privacy.register_export("invitations", _("Invitations sent to you"), invitation_rows)
    privacy.register_export("tokens", _("Tokens that you gave to programs"), token_rows)
    privacy.register_export("follows", _("What you follow"), follow_rows)
    privacy.register_export("journal", _("What you did"), journal_rows)


def account_rows(user: User) -> list[dict[str, Any]]:
    return [
        {
            "uid": str(user.uid),
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "joined_at": user.joined_at.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
            "administrator": user.is_superuser,
        }
    ]


def address_rows(user: User) -> list[dict[str, Any]]:
    return list(user.emailaddress_set.order_by("email").values("email", "verified", "primary"))


def membership_rows(user: User) -> list[dict[str, Any]]:
    return [
        {"organisation": held.organisation.name, "role": held.role, "since": held.since.isoformat()}
        for held in user.memberships.select_related("organisation")
    ]


def invitation_rows(user: User) -> list[dict[str, Any]]:
    return [
        {
            "organisation": invitation.organisation.name,
            "role": invitation.role,
            "invited_at": invitation.invited_at.isoformat(),
            "accepted_at": invitation.accepted_at.isoformat() if invitation.accepted_at else None,
        }
        for invitation in Invitation.objects.filter(email__iexact=user.email).select_related("organisation")
    ]


def follow_rows(user: User) -> list[dict[str, Any]]:
    return [
        {
            "object": f"{follow.object_type}:{follow.object_uid}",
            "topic": follow.topic,
            "since": follow.created_at.isoformat(),
        }
        for follow in Follow.objects.filter(user=user)
    ]


def journal_rows(user: User) -> list[dict[str, Any]]:
    return [
        {
            "at": entry.at.isoformat(),
            "action": entry.action,
            "object": f"{entry.object_type}:{entry.object_uid}",
            "public": entry.public,
            "private": entry.private,
        }
        for entry in Entry.objects.filter(actor=user)
    ]
