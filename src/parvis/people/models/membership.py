from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.ground.identifiers.models import PublicModel
from parvis.people.models.organisation import Organisation


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", pgettext_lazy("role", "administrator")
    ORGANISER = "organiser", pgettext_lazy("role", "organiser")
    CONTRIBUTOR = "contributor", pgettext_lazy("role", "contributor")
    MODERATOR = "moderator", pgettext_lazy("role", "moderator")
    REVIEWER = "reviewer", pgettext_lazy("role", "reviewer")


# What each role is for, in one sentence.
ROLE_SENTENCES = {
    Role.ADMINISTRATOR: _("Does what an organiser and a moderator do, invites, gives roles and reads who did what."),
    Role.ORGANISER: _("Writes and publishes the body’s events, and runs its editions."),
    Role.CONTRIBUTOR: _("Writes the body’s events and offers them; an organiser publishes."),
    Role.MODERATOR: _("Answers what others submit to the body’s editions."),
    Role.REVIEWER: _("Judges from outside what the body promised; writes nothing for it."),
}


class Membership(models.Model):
    """What a person may do for a body; one row a role."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organisation__name_key", "role", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"


class Invitation(PublicModel):
    """An offer of a role, sent by mail; its link works once and until `expires_at`."""

    email = models.EmailField(_("e-mail address"))
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    # Only the hash: who reads the database cannot accept in another's name.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.email} · {self.get_role_display()} · {self.organisation}"
