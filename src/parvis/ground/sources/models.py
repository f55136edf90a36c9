"""Where a fact comes from, and where in the document it is read."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.ground.identifiers.models import PublicModel


class Source(PublicModel):
    """A document consulted on a day; `archived_hash` is the SHA-256 of the copy that was read, in hexadecimal."""

    url = models.URLField(_("address"), max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    consulted_on = models.DateField(_("consulted on"), null=True, blank=True)
    archived_hash = models.CharField(
        _("SHA-256 of the copy"),
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}$", _("A SHA-256 is 64 hexadecimal digits."))],
    )
    excerpt = models.TextField(_("excerpt"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Citation(models.Model):
    """A public object that rests on a source; `locator` says where to look ("page 3", "second paragraph")."""

    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="citations")
    object_type = models.CharField(_("type of object"), max_length=40)
    object_uid = models.UUIDField(_("identifier of the object"))
    locator = models.CharField(_("where to look"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["id"]
        indexes = [models.Index(fields=["object_type", "object_uid"], name="sources_citation_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "object_type", "object_uid", "locator"], name="sources_citation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.object_type}:{self.object_uid} ← {self.source_id}"
