from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from parvis.commit.charters.days import keep_bounds, refuse_other_dates
from parvis.commit.charters.models.charter import Charter
from parvis.commit.charters.models.version import Side


class ClaimKind(models.TextChoices):
    NAME = "name", _("a name of the charter")
    SIGNED = "signed-on", _("the day it was signed")
    LAUNCHED = "launched-on", _("the day it was made public")
    SIGNATORIES = "signatories", _("a number of signatories")
    PLEDGES = "pledges", _("a number of pledges")


COUNTS = (ClaimKind.SIGNATORIES, ClaimKind.PLEDGES)
DAYS = (ClaimKind.SIGNED, ClaimKind.LAUNCHED)


class Claim(models.Model):
    """What a source says of the charter: kept as said, compared with what is known, never copied into it.

    count         a number, of what `scope` names; `approximate` for “about forty”
    day           ISO 8601-2
    side          of which side the number is; empty: both together
    """

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="claims", verbose_name=_("charter"))
    kind = models.CharField(_("about"), max_length=12, choices=ClaimKind.choices)
    name = models.CharField(_("name"), max_length=200, blank=True)
    count = models.PositiveIntegerField(_("number"), null=True, blank=True)
    approximate = models.BooleanField(_("approximate"), default=False)
    side = models.CharField(_("side"), max_length=6, choices=Side.choices, blank=True)
    day = models.CharField(_("day"), max_length=40, blank=True, validators=[refuse_other_dates])
    day_first = models.DateField(null=True, blank=True, editable=False)
    day_last = models.DateField(null=True, blank=True, editable=False)
    scope = I18nCharField(_("what the source counts"), max_length=300, blank=True)
    source = models.ForeignKey("sources.Source", models.PROTECT, related_name="+", verbose_name=_("source"))

    class Meta:
        verbose_name = _("claim of a source")
        verbose_name_plural = _("claims of sources")
        ordering = ["charter", "pk"]
        constraints = [
            models.CheckConstraint(
                name="claim_says_what_it_is_about",
                condition=Q(kind="name", count=None, day="") & ~Q(name="")
                | Q(kind__in=["signatories", "pledges"], count__isnull=False, day="", name="")
                | Q(kind__in=["signed-on", "launched-on"], count=None, name="") & ~Q(day=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name or self.day or self.count}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        keep_bounds(self, "day")
        super().save(*args, **kwargs)
