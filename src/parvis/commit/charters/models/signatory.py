from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.commit.charters.days import keep_bounds, refuse_other_dates
from parvis.commit.charters.models.charter import Charter
from parvis.commit.charters.models.version import CharterVersion, Side
from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel


class Capacity(models.TextChoices):
    STATE = "state", pgettext_lazy("capacity of a signatory", "State")
    CITY = "city", pgettext_lazy("capacity of a signatory", "city or local authority")
    CIVIC_TECH = "civic-tech", pgettext_lazy("capacity of a signatory", "civic tech")
    OTHER = "other", pgettext_lazy("capacity of a signatory", "other")


# The side whose pledges a signatory takes on; of any other, its own words say it.
SIDE_OF = {Capacity.STATE: Side.PUBLIC, Capacity.CITY: Side.PUBLIC, Capacity.CIVIC_TECH: Side.CIVIC}


class SignatoryState(models.TextChoices):
    SIGNED = "signed", pgettext_lazy("signatory", "signed")
    WITHDRAWN = "withdrawn", pgettext_lazy("signatory", "withdrawn")


class Signatory(PublicModel):
    """One body's signature of one version. A withdrawal is dated and stays to be read; signing again is a new row.

    name          as the signature or the source has it, when the body is called otherwise today
    signed_on     ISO 8601-2, empty when no source says it
    authority     who signed for the body, and in which office, as named
    source        where a signature that was not given here is read
    """

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="signatories", verbose_name=_("charter"))
    version = models.ForeignKey(CharterVersion, models.PROTECT, related_name="signatories", verbose_name=_("version"))
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="signatures", verbose_name=_("organisation")
    )
    name = models.CharField(_("name as signed"), max_length=300, blank=True)
    capacity = models.CharField(_("capacity"), max_length=10, choices=Capacity.choices)
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    signed_on = models.CharField(_("signed on"), max_length=40, blank=True, validators=[refuse_other_dates])
    signed_on_first = models.DateField(null=True, blank=True, editable=False)
    signed_on_last = models.DateField(null=True, blank=True, editable=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    authority_name = models.CharField(_("signed by"), max_length=200, blank=True)
    authority_office = models.CharField(_("office, as named"), max_length=200, blank=True)
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    locator = models.CharField(_("where to look"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=SignatoryState.choices, default=SignatoryState.SIGNED)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_words = models.TextField(_("why it withdrew"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["charter", "signed_on_first", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "organisation"], name="signatory_once_a_version", condition=Q(state="signed")
            ),
            models.CheckConstraint(
                name="signatory_withdrawn_has_a_day", condition=~Q(state="withdrawn") | Q(withdrawn_on__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["charter", "state", "capacity"], name="signatory_of_charter"),
            models.Index(fields=["organisation", "charter"], name="signatory_of_body"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.organisation_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        made = keep_bounds(self, "signed_on")
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *made}
        super().save(*args, **kwargs)
