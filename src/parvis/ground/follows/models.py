"""Who asked to be told, and what there is to tell."""

import secrets
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel


def new_token() -> str:
    """A secret for the links of one follow, 256 bits."""
    return secrets.token_urlsafe(32)


class Topic(models.TextChoices):
    """What a follower wants to hear of."""

    ALL = "all", _("Everything that changes")
    DETAILS = "details", _("Only when the missing details are known")


class Follow(PublicModel):
    """A wish to be told by e-mail; nothing is sent before `confirmed_at`; leaving deletes the row."""

    object_type = models.CharField(_("type of object"), max_length=40)
    object_uid = models.UUIDField(_("identifier of the object"))
    email = models.EmailField(_("e-mail address"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follows",
    )
    language = models.CharField(_("language"), max_length=8, default="fr")
    topic = models.CharField(_("topic"), max_length=20, choices=Topic, default=Topic.ALL)
    token = models.CharField(_("token"), max_length=64, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("created at"), default=now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    told_up_to = models.BigIntegerField(_("last fact told"), default=0, editable=False)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_type", "object_uid"], name="follows_follow_object")]
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_uid", "email"], name="follows_follow_once"),
            models.CheckConstraint(condition=~Q(email=""), name="follows_follow_email"),
        ]

    def __str__(self) -> str:
        return f"{self.object_type}:{self.object_uid} ({self.topic})"


class Fact(models.Model):
    """Something that followers of an object are told in one line, in their language.

    about_type, about_uid   the object that moved, when it is not the one followed but came of it
    news                    the same for every copy of one fact: nobody is told it twice
    """

    object_type = models.CharField(_("type of object"), max_length=40)
    object_uid = models.UUIDField(_("identifier of the object"))
    topic = models.CharField(_("topic"), max_length=20, choices=Topic, default=Topic.ALL)
    sentence = I18nCharField(_("sentence"))
    about_type = models.CharField(_("type of what moved"), max_length=40, blank=True)
    about_uid = models.UUIDField(_("identifier of what moved"), null=True, blank=True)
    news = models.UUIDField(_("news"), null=True, default=uuid4, editable=False)
    at = models.DateTimeField(_("at"), default=now, editable=False)

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["id"]
        indexes = [models.Index(fields=["object_type", "object_uid", "id"], name="follows_fact_object")]

    def __str__(self) -> str:
        return str(self.sentence)
