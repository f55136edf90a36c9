"""Roles and the invitations that give them."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.ground.mail.sending import send
from parvis.people.actions.accounts import create_account
from parvis.people.models import Invitation, Membership, Organisation, Role, User

INVITATION_LASTS = timedelta(days=14)


class InvitationRefused(Exception):
    """The invitation cannot be accepted; `reason` is "expired", "used", "withdrawn" or "other-address"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def grant_role(actor: User | None, user: User, organisation: Organisation, role: str) -> Membership:
    """Give a role; nothing happens when the person already has it."""
    membership, created = Membership.objects.get_or_create(user=user, organisation=organisation, role=Role(role))
    if created:
        record(
            actor,
            "membership.granted",
            "organisation",
            organisation.uid,
            public={"role": role},
            private={"account": user.uid},
        )
    return membership


class LastAdministratorOfBody(Exception):
    """Without this role nobody could invite to the team any more."""


def keep_an_administrator(membership: Membership) -> None:
    """Refuse to take away the last administrator of a body; raises LastAdministratorOfBody.

    The row of the body is locked first: of two administrators who leave at once, the second is told.
    """
    if membership.role != Role.ADMINISTRATOR:
        return
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    others = Membership.objects.filter(
        organisation=membership.organisation_id, role=Role.ADMINISTRATOR, user__is_active=True
    )
    if not others.exclude(pk=membership.pk).exists():
        raise LastAdministratorOfBody


@transaction.atomic
def change_role(actor: User, membership: Membership, role: str) -> Membership:
    """Give another role instead of this one; raises LastAdministratorOfBody."""
    if role == membership.role:
        return membership
    keep_an_administrator(membership)
    person, organisation, former = membership.user, membership.organisation, membership.role
    membership.delete()
    changed, _ = Membership.objects.get_or_create(user=person, organisation=organisation, role=Role(role))
    record(
        actor,
        "membership.changed",
        "organisation",
        organisation.uid,
        public={"role": role, "former": former},
        private={"account": person.uid},
    )
    return changed


@transaction.atomic
def invite_many(
    actor: User, organisation: Organisation, addresses: Sequence[str], role: str, *, language: str = "fr"
) -> list[Invitation]:
    """Invite several people to the same role, all or none."""
    return [invite(actor, organisation, address, role, language=language)[0] for address in addresses]


@transaction.atomic
def withdraw_role(actor: User, membership: Membership) -> None:
    """Take a role back; raises LastAdministratorOfBody."""
    keep_an_administrator(membership)
    record(
        actor,
        "membership.withdrawn",
        "organisation",
        membership.organisation.uid,
        public={"role": membership.role},
        private={"account": membership.user.uid},
    )
    membership.delete()


def hashed(token: str) -> str:
    """What the database keeps of a secret link."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    actor: User, organisation: Organisation, email: str, role: str, *, language: str = "fr"
) -> tuple[Invitation, str]:
    """Send a link that gives a role; returns the invitation and its link, which nothing else remembers.

    An earlier invitation of the same address to the same role is withdrawn.
    """
    address = email.strip().lower()
    now = clock.now()
    organisation.invitations.filter(email=address, role=role, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=now
    )
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=address,
        organisation=organisation,
        role=Role(role),
        token_hash=hashed(token),
        invited_by=actor,
        invited_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    record(
        actor, "invitation.sent", "organisation", organisation.uid, public={"role": role}, private={"email": address}
    )
    with translation.override(language):
        link = settings.SITE_URL + reverse("people:invitation", args=[token])
        context = {
            "link": link,
            "organisation": organisation.name,
            "role": invitation.get_role_display(),
            "invited_by": actor.name or organisation.name,
            "expires_at": invitation.expires_at,
        }
    transaction.on_commit(lambda: send("invitation", address, context, language))
    return invitation, link


@transaction.atomic
def withdraw_invitation(actor: User, invitation: Invitation) -> None:
    """Make a link useless before it was used."""
    if Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=clock.now()
    ):
        record(
            actor,
            "invitation.withdrawn",
            "organisation",
            invitation.organisation.uid,
            public={"role": invitation.role},
            private={"email": invitation.email},
        )


@transaction.atomic
def accept_invitation(invitation: Invitation, user: User) -> Membership:
    """Turn a link into a role, once; raises InvitationRefused."""
    if user.email.lower() != invitation.email.lower():
        raise InvitationRefused("other-address")
    claim(invitation)
    public = {"role": invitation.role}
    record(user, "invitation.accepted", "organisation", invitation.organisation.uid, public=public)
    return grant_role(invitation.invited_by, user, invitation.organisation, invitation.role)


@transaction.atomic
def accept_with_new_account(invitation: Invitation, *, name: str, password: str, language: str) -> User:
    """Open the account of someone who follows an invitation: its link proved the address. Raises InvitationRefused."""
    user = create_account(invitation.email, name=name, password=password, language=language)
    accept_invitation(invitation, user)
    return user


def claim(invitation: Invitation) -> None:
    """Use the link: one conditional UPDATE, so that two clicks at once give one role."""
    now = clock.now()
    claimed = Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, withdrawn_at=None, expires_at__gt=now
    ).update(accepted_at=now)
    if not claimed:
        raise InvitationRefused(state(invitation))


def state(invitation: Invitation) -> str:
    """`open`, `used`, `withdrawn` or `expired`."""
    invitation.refresh_from_db()
    if invitation.accepted_at:
        return "used"
    if invitation.withdrawn_at:
        return "withdrawn"
    return "expired" if invitation.expires_at <= clock.now() else "open"
