"""The page of a team: its members with their roles and last activity, its open and lapsed invitations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.timezone import localtime
from django.utils.translation import get_language

from parvis.ground import clock
from parvis.ground.journal.models import Entry
from parvis.people.models import ROLE_SENTENCES, Invitation, Membership, Organisation, Role, User
from parvis.ui.dates import day_words


@dataclass(frozen=True)
class Member:
    """Somebody of the team: roles held, and when something was last done, in words; empty for never."""

    user: User
    roles: tuple[Membership, ...]
    active: str


@dataclass(frozen=True)
class Offer:
    """An invitation that nobody accepted yet; `lapsed` when its link works no longer."""

    invitation: Invitation
    until: str
    lapsed: bool


@dataclass(frozen=True)
class TeamPage:
    members: tuple[Member, ...]
    offers: tuple[Offer, ...]
    roles: tuple[tuple[str, str], ...]


def team_page(organisation: Organisation) -> TeamPage:
    """3 queries whatever the number of members and of invitations."""
    held: dict[User, list[Membership]] = {}
    for membership in organisation.memberships.select_related("user").order_by("user__name", "user__email", "role"):
        held.setdefault(membership.user, []).append(membership)
    acted = dict(
        Entry.objects.filter(actor__in=[user.pk for user in held]).order_by().values_list("actor").annotate(Max("at"))
    )
    open_ones = organisation.invitations.filter(accepted_at=None, withdrawn_at=None).order_by("-invited_at", "-pk")
    now = clock.now()
    return TeamPage(
        members=tuple(Member(user, tuple(roles), activity(user, acted.get(user.pk))) for user, roles in held.items()),
        offers=tuple(Offer(one, words(one.expires_at), one.expires_at <= now) for one in open_ones),
        roles=tuple((str(Role(role).label), str(sentence)) for role, sentence in ROLE_SENTENCES.items()),
    )


def activity(user: User, acted: datetime | None) -> str:
    """The last thing the journal knows of, or the last log-in when it is later."""
    moments = [moment for moment in (acted, user.last_login) if moment]
    return words(max(moments)) if moments else ""


def words(at: Any) -> str:
    return day_words(localtime(at).date(), get_language() or "fr", weekday=False, year=True)


def teams_to_choose(user: Any) -> list[Organisation]:
    """The bodies of a person, by name. 1 query."""
    return list(Organisation.objects.filter(memberships__user=user).distinct())
