from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.ground.identifiers.models import PublicModel
from parvis.people.names import NameKeyField


class Person(PublicModel):
    """A public person named by pages (speaker, author, signatory): not an account."""

    slug = models.SlugField(_("address on this site"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    fictional = models.BooleanField(_("fictional"), default=False)
    name_key = NameKeyField(source="name", db_index=True)

    class Meta:
        verbose_name = _("public person")
        verbose_name_plural = _("public persons")
        ordering = ["name_key", "pk"]

    def __str__(self) -> str:
        return self.name
