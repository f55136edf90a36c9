from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from parvis.commit.charters.days import keep_bounds, refuse_other_dates
from parvis.commit.charters.models.charter import Charter
from parvis.commit.charters.wording import rendered
from parvis.ground.identifiers.models import PublicModel


class VersionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("version of a charter", "draft")
    ADOPTED = "adopted", pgettext_lazy("version of a charter", "adopted")


class Wording(models.TextChoices):
    """Whether these are the words that were adopted, or what we say of them."""

    ADOPTED = "adopted", pgettext_lazy("wording", "as adopted")
    SUMMARISED = "summarised", pgettext_lazy("wording", "as summarised here")


class Side(models.TextChoices):
    CIVIC = "civic", pgettext_lazy("side of a charter", "civic tech")
    PUBLIC = "public", pgettext_lazy("side of a charter", "public bodies")


class CharterVersion(PublicModel):
    """One text of a charter; once adopted the database lets nobody change it (ADR 0028).

    adopted_on   ISO 8601-2, empty when no source says it
    language     of the text that binds; words in others are translations
    """

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="versions", verbose_name=_("charter"))
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=8, choices=VersionState.choices, default=VersionState.DRAFT)
    wording = models.CharField(_("wording"), max_length=10, choices=Wording.choices, default=Wording.ADOPTED)
    language = models.CharField(_("language of the text that binds"), max_length=8, default="fr")
    adopted_on = models.CharField(
        _("adopted on"), max_length=40, blank=True, validators=[refuse_other_dates], help_text=_("ISO 8601-2.")
    )
    adopted_on_first = models.DateField(null=True, blank=True, editable=False)
    adopted_on_last = models.DateField(null=True, blank=True, editable=False)
    preamble = I18nTextField(_("preamble"), blank=True, help_text=_("Markdown."))
    preamble_html = I18nTextField(blank=True, editable=False)
    note = I18nTextField(_("what changed, and why"), blank=True)
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("version of a charter")
        verbose_name_plural = _("versions of charters")
        ordering = ["charter", "number"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "number"], name="charter_version_number_once"),
            models.UniqueConstraint(fields=["charter"], name="charter_one_draft", condition=Q(state="draft")),
        ]

    def __str__(self) -> str:
        return f"{self.charter_id} v{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        made = {*keep_bounds(self, "adopted_on"), "preamble_html"}
        self.preamble_html = rendered(self.preamble)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *made}
        super().save(*args, **kwargs)


class Pledge(PublicModel):
    """What one side promises in one version; `key` is the same in the versions that carry it on."""

    version = models.ForeignKey(CharterVersion, models.PROTECT, related_name="pledges", verbose_name=_("version"))
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    key = models.SlugField(_("key"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = I18nCharField(_("pledge, in a few words"), max_length=200)
    text = I18nTextField(_("text"), blank=True, help_text=_("Markdown."))
    text_html = I18nTextField(blank=True, editable=False)

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        ordering = ["version", "side", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="pledge_once_a_version")]

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.text_html = rendered(self.text)
        super().save(*args, **kwargs)
