from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from parvis.commit.charters.wording import rendered
from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.sources.standing import Standing


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("charter", "draft")
    PUBLISHED = "published", pgettext_lazy("charter", "published")


class Charter(PublicModel):
    """A text that bodies of two sides sign together: public authorities and civic tech.

    host      the body that keeps it and answers those who ask to sign; None for a charter of the archive
    invites   whether others may sign; until `open_until` included when there is such a day
    """

    slug = models.SlugField(max_length=120, unique=True)
    title = I18nCharField(_("title"), max_length=200)
    summary = I18nTextField(_("summary"), blank=True)
    host = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, blank=True, related_name="charters", verbose_name=_("host")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    standing = models.CharField(
        _("standing"), max_length=12, choices=Standing.choices, default=Standing.ORDINARY, blank=True
    )
    invites = models.BooleanField(_("open to signature"), default=False)
    open_until = models.DateField(_("open until"), null=True, blank=True, help_text=_("Included."))
    invitation = I18nTextField(_("invitation"), blank=True, help_text=_("Markdown."))
    invitation_html = I18nTextField(blank=True, editable=False)
    answer_within = models.PositiveSmallIntegerField(_("answer promised within (days)"), default=15)
    changed_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("charter")
        verbose_name_plural = _("charters")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(name="charter_promises_an_answer", condition=models.Q(answer_within__gte=1)),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.invitation_html = rendered(self.invitation)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "invitation_html"}
        super().save(*args, **kwargs)

    def is_open(self, today: date) -> bool:
        """Whether one may sign on that day."""
        published = self.state == State.PUBLISHED
        return published and self.invites and (self.open_until is None or today <= self.open_until)
