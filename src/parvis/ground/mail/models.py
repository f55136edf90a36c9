"""Messages kept instead of sent: the demonstration's outbox."""

from base64 import b64decode

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.mail.sending import Attachment


class OutboxMessage(PublicModel):
    """An e-mail that the demonstration would have sent; one row a message, recipients separated by commas."""

    at = models.DateTimeField(_("at"), default=now, editable=False)
    sender = models.CharField(_("sender"), max_length=320)
    to = models.TextField(_("recipients"))
    subject = models.CharField(_("subject"), max_length=500)
    body = models.TextField(_("body"))
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    attachments = models.JSONField(
        _("attachments"), default=list, blank=True, help_text=_("each with its name, media type and content in base64")
    )

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject

    def attached(self) -> list[Attachment]:
        """The files that would have gone with it, in order."""
        return [Attachment(one["name"], b64decode(one["content"]), one["type"]) for one in self.attachments]
