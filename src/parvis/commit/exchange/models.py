"""A table of commitments as a person brought it, how they said it is to be read, and what became of each row."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel


class TableState(models.TextChoices):
    BROUGHT = "brought", pgettext_lazy("table", "its columns are to be named")
    READ = "read", pgettext_lazy("table", "waiting for a decision")
    DECIDED = "decided", pgettext_lazy("table", "being written")
    DONE = "done", pgettext_lazy("table", "in the plan")
    SET_ASIDE = "set-aside", pgettext_lazy("table", "set aside")
    FAILED = "failed", pgettext_lazy("table", "failed")


class BroughtTable(PublicModel):
    """One file for one plan; nothing is written before its rows were shown and somebody decided.

    content   the file as it was sent: in the database, since what the storage holds is served to everybody
    mapping   {"columns": {header: column}, "fixed": {…}, "words": {…}, "list_separator": "|"}; empty before it is said
    rows      [{"row", "action", "number", "id", "title", "parts", "reasons", "with_it"}], as shown, then as written
    """

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="+", verbose_name=_("plan"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("brought in by")
    )
    at = models.DateTimeField(_("brought in on"), default=clock.now)
    name = models.CharField(_("file"), max_length=250)
    content = models.BinaryField(_("content"))
    language = models.CharField(_("language of the texts"), max_length=5, default="fr")
    mapping = models.JSONField(default=dict, blank=True)
    publish = models.BooleanField(_("publish the new commitments at once"), default=False)
    good_rows = models.BooleanField(
        _("the good rows only"), default=False, help_text=_("Otherwise all of them, or none.")
    )
    state = models.CharField(_("state"), max_length=10, choices=TableState, default=TableState.BROUGHT)
    rows = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=list, blank=True)
    failure = models.TextField(_("why it failed"), blank=True)
    moved_at = models.DateTimeField(_("last step"), default=clock.now)

    class Meta:
        verbose_name = _("table of commitments")
        verbose_name_plural = _("tables of commitments")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["plan", "state"], name="exchange_table_waiting")]

    def __str__(self) -> str:
        return self.name
