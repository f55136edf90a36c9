from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from parvis.ground.identifiers.models import PublicModel
from parvis.people.names import NameKeyField


class OrganisationKind(models.TextChoices):
    STATE = "state", _("State service")
    LOCAL = "local", _("local authority")
    AGENCY = "agency", _("public agency")
    ASSOCIATION = "association", _("association")
    COMPANY = "company", _("company")
    INTERNATIONAL = "international", _("international body")
    INCUBATOR = "incubator", _("incubator")
    OTHER = "other", _("other")


class Organisation(PublicModel):
    """A body: it hosts, organises, promises, reviews. What it was called before is in `names`."""

    slug = models.SlugField(_("address on this site"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)
    website = models.URLField(_("website"), max_length=500, blank=True)
    summary = I18nTextField(_("summary"), blank=True, default="")
    successor = models.ForeignKey(
        "self",
        verbose_name=_("succeeded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    succeeded_on = models.DateField(_("succeeded on"), null=True, blank=True)
    fictional = models.BooleanField(_("fictional"), default=False)
    name_key = NameKeyField(source="name", db_index=True)
    acronym_key = NameKeyField(source="acronym", max_length=40, db_index=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                name="organisation_does_not_succeed_itself", condition=Q(successor=None) | ~Q(successor=F("pk"))
            ),
            models.CheckConstraint(
                name="organisation_succession_has_a_successor", condition=Q(succeeded_on=None) | ~Q(successor=None)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
    """Another name of a body, with the days on which it bore it when they are known."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=300)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    name_key = NameKeyField(source="name", db_index=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["valid_from", "name_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name_key"], name="organisation_name_once"),
            models.CheckConstraint(
                name="organisation_name_ends_after_it_starts",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
