from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from parvis.convene.agenda.models import Edition
from parvis.ground.text import rendered


class Part(models.TextChoices):
    """Parts of an event that a host may demand; each is named after what a reader looks for."""

    LEAD = "lead", _("a lead: one or two sentences that say what it is")
    BODY = "body", _("a text")
    HOURS = "hours", _("the hour at which it begins")
    PLACE = "place", _("a place, or an online address")
    ADMISSION = "admission", _("how one is admitted")
    REGISTRATION = "registration", _("a registration page, unless entry is free")
    FORMATS = "formats", _("the kind of event")
    THEMES = "themes", _("at least one theme")
    AUDIENCES = "audiences", _("for whom it is")
    ACCESSIBILITY = "accessibility", _("what is accessible")
    ORGANISER = "organiser", _("who organises it")


def refuse_unknown_parts(codes: object) -> None:
    """Refuse anything but a list of codes of `Part`."""
    if not isinstance(codes, list) or not set(codes) <= set(Part.values):
        raise ValidationError(_("These are not parts of an event."))


class Opening(models.Model):
    """An edition that takes submissions: until when, under which rules, and when an answer is promised."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="opening", verbose_name=_("edition"))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    guidelines = I18nTextField(_("guidelines"), blank=True, help_text=_("Markdown."))
    guidelines_html = I18nTextField(blank=True, editable=False)
    required_parts = models.JSONField(
        _("what an event must say"), default=list, blank=True, validators=[refuse_unknown_parts]
    )
    public = models.BooleanField(_("people without an account may submit"), default=True)
    two_person = models.BooleanField(_("two different people must accept an event"), default=False)
    answer_within = models.PositiveSmallIntegerField(_("answer promised within (days)"), default=15)
    contact = models.EmailField(_("address for questions"), blank=True)
    last_number = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("opening to submissions")
        verbose_name_plural = _("openings to submissions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="opening_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("The deadline comes before the opening."),
            ),
            models.CheckConstraint(name="opening_promises_an_answer", condition=Q(answer_within__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.edition}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.guidelines_html = rendered(self.guidelines, ("fr", "en"))
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "guidelines_html"}
        super().save(*args, **kwargs)

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at

    def due(self, submitted_at: datetime) -> datetime:
        """When the answer to something submitted then is promised."""
        return submitted_at + timedelta(days=self.answer_within)


class RefusalReason(models.Model):
    """A published reason to refuse, with what would make the event eligible; of every host, or of one."""

    code = models.SlugField(_("code"), max_length=40)
    host = models.ForeignKey(
        "people.Organisation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="refusal_reasons",
        verbose_name=_("host"),
        help_text=_("Empty: every host of this site."),
    )
    label = I18nCharField(_("reason"), max_length=200)
    explanation = I18nTextField(_("explanation"), blank=True)
    remedy = I18nTextField(_("what would make it eligible"), blank=True)
    in_use = models.BooleanField(_("in use"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("reason for refusal")
        verbose_name_plural = _("reasons for refusal")
        ordering = ["order", "code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["host", "code"], name="reason_once_a_host"),
            models.UniqueConstraint(fields=["code"], name="reason_once_for_all", condition=Q(host__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.label)


class AnswerKind(models.TextChoices):
    ACCEPT = "accept", _("accept")
    CHANGES = "changes", _("ask for changes")
    REFUSE = "refuse", _("refuse")


class AnswerTemplate(models.Model):
    """Words that a host often writes, in each language; names between braces are filled in."""

    host = models.ForeignKey(
        "people.Organisation", models.CASCADE, related_name="answer_templates", verbose_name=_("host")
    )
    kind = models.CharField(_("for"), max_length=8, choices=AnswerKind.choices, default=AnswerKind.CHANGES)
    title = models.CharField(_("title"), max_length=120)
    text = I18nTextField(_("text"))

    class Meta:
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")
        ordering = ["kind", "title", "pk"]

    def __str__(self) -> str:
        return self.title
