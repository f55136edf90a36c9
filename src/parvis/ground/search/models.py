"""What can be found: one row an object and a language. The engine's own index lies beside it (see migrations)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """The text of a public object in one language; only what everybody may read is ever here."""

    object_type = models.CharField(_("type of object"), max_length=40)
    object_uid = models.UUIDField(_("identifier of the object"))
    language = models.CharField(_("language"), max_length=8)
    title = models.TextField(_("title"))
    body = models.TextField(_("body"), blank=True)
    url = models.CharField(_("address"), max_length=500)
    day = models.DateField(_("day"), null=True, blank=True)
    weight = models.FloatField(_("weight"), default=1.0)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_uid", "language"], name="search_document_once"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="search_document_weight"),
        ]

    def __str__(self) -> str:
        return self.title
