"""What an import read: verbatim, with what it doubts; apart from the record a person edits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models.event import Event
from parvis.convene.agenda.models.series import Edition


class Document(models.Model):
    origin = models.CharField(_("origin"), max_length=120, help_text=_("The site or kind of file it comes from."))
    external_id = models.CharField(_("identity in the source"), max_length=250)
    kind = models.CharField(_("kind"), max_length=24)
    name = models.CharField(_("file name"), max_length=250)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    text = models.TextField(_("text, verbatim"))
    digest = models.CharField(_("SHA-256 of the text"), max_length=64)
    seen_at = models.DateTimeField(_("read on"))

    class Meta:
        abstract = True
        ordering = ["origin", "external_id"]

    def __str__(self) -> str:
        return self.title or self.name


class ImportedDocument(Document):
    event = models.OneToOneField(Event, models.CASCADE, null=True, blank=True, related_name="document")
    edition = models.OneToOneField(Edition, models.CASCADE, null=True, blank=True, related_name="document")
    doubts = models.JSONField(_("doubts"), default=list, blank=True)
    suggestions = models.JSONField(_("to be confirmed by a person"), default=list, blank=True)

    class Meta(Document.Meta):
        verbose_name = _("imported document")
        verbose_name_plural = _("imported documents")
        constraints = [models.UniqueConstraint(fields=["origin", "external_id"], name="imported_document_identity")]


class QuarantinedDocument(Document):
    reasons = models.JSONField(_("reasons"), default=list)
    suggestions = models.JSONField(_("to be confirmed by a person"), default=list, blank=True)
    settled_at = models.DateTimeField(_("settled on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta(Document.Meta):
        verbose_name = _("quarantined document")
        verbose_name_plural = _("quarantined documents")
        constraints = [models.UniqueConstraint(fields=["origin", "external_id"], name="quarantined_document_identity")]
