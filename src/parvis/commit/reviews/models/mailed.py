from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.commit.reviews.models.comment import Comment
from parvis.commit.reviews.models.review import Review
from parvis.ground import clock


def new_token() -> str:
    """A secret for one mailed link, 256 bits."""
    return secrets.token_urlsafe(32)


class MailedComment(models.Model):
    """What somebody without an account wrote of a draft, until a mailed link proves their address.

    The address stays here and goes: the comment itself, once published, is sealed with its review for ever.

    comment  what the link made of it; None until then
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="+", verbose_name=_("review"))
    name = models.CharField(_("name shown"), max_length=200, blank=True)
    body = models.TextField(_("comment"))
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="fr")
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True, blank=True)
    comment = models.OneToOneField(Comment, models.CASCADE, null=True, blank=True, related_name="mailed")

    class Meta:
        verbose_name = _("comment to be confirmed")
        verbose_name_plural = _("comments to be confirmed")
        ordering = ["pk"]
        indexes = [models.Index(fields=["email", "created_at"], name="mailed_comment_of_address")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.created_at:%Y-%m-%d}"
