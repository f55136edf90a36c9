from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nCharField, I18nTextField

from parvis.commit.plans.models import Plan
from parvis.ground.clock import now
from parvis.ground.identifiers.models import PublicModel


class CoCreation(PublicModel):
    """How a plan is made with others: announced beforehand, open for some days, each proposal answered with a reason.

    announced_at   when the timeline was first shown to everybody; it is never shown as earlier than it was
    first_day      first day on which people may propose; last_day is included
    forum_rules    how the forum that follows the plan works: who sits there, how it decides
    """

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="cocreation", verbose_name=_("plan"))
    invitation = I18nTextField(_("invitation"), blank=True, help_text=_("What you ask people for. Markdown."))
    forum_rules = I18nTextField(_("rules of the forum"), blank=True, help_text=_("Who sits there, how it decides."))
    first_day = models.DateField(_("proposals from"))
    last_day = models.DateField(_("proposals until"), help_text=_("Included."))
    answer_within = models.PositiveSmallIntegerField(_("answer promised within (days)"), default=60)
    contact = models.EmailField(_("address for questions"), blank=True)
    announced_at = models.DateTimeField(_("announced on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("co-creation")
        verbose_name_plural = _("co-creations")
        ordering = ["-first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                name="cocreation_ends_after_it_starts",
                condition=Q(last_day__gte=F("first_day")),
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(name="cocreation_promises_an_answer", condition=Q(answer_within__gte=1)),
        ]

    def __str__(self) -> str:
        return str(self.plan)

    def is_open(self, day: date) -> bool:
        """Whether people may propose on that day."""
        return self.announced_at is not None and self.first_day <= day <= self.last_day


class StepKind(models.TextChoices):
    OUTREACH = "outreach", pgettext_lazy("co-creation", "outreach")
    MEETING = "meeting", pgettext_lazy("co-creation", "meeting")
    PROPOSALS = "proposals", pgettext_lazy("co-creation", "proposals")
    ANSWERS = "answers", pgettext_lazy("co-creation", "answers")
    DRAFT = "draft", pgettext_lazy("co-creation", "draft to comment on")
    ADOPTION = "adoption", pgettext_lazy("co-creation", "adoption")
    FOLLOW_UP = "follow-up", pgettext_lazy("co-creation", "follow-up")


class TimelineStep(models.Model):
    """One line of the timeline that is published before anything begins."""

    cocreation = models.ForeignKey(CoCreation, models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=12, choices=StepKind, default=StepKind.MEETING)
    day = models.DateField(_("day"))
    last_day = models.DateField(_("last day"), null=True, blank=True)
    label = I18nCharField(_("what happens"), max_length=300)
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("step of the timeline")
        verbose_name_plural = _("timeline")
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                name="timeline_step_ends_after_it_starts",
                condition=Q(last_day=None) | Q(last_day__gte=F("day")),
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.label}"


class Criterion(models.Model):
    """A rule by which proposals are kept or not, published before anybody proposes; one out of use stays readable."""

    cocreation = models.ForeignKey(CoCreation, models.CASCADE, related_name="criteria")
    label = I18nCharField(_("criterion"), max_length=200)
    explanation = I18nTextField(_("explanation"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.label)
