"""What the form asks, and to what people consent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from parvis.convene.registration.models.registration import Category, Registration
from parvis.ground.identifiers.models import PublicModel


class Kind(models.TextChoices):
    LINE = "line", _("a line of text")
    TEXT = "text", _("a longer text")
    NUMBER = "number", _("a number")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("several of several")
    YES = "yes", _("yes or no")


class Question(PublicModel):
    """One question of the form; answers keep its identifier, so that its words may be corrected."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="questions")
    label = I18nCharField(_("question"), max_length=200)
    explanation = I18nCharField(_("explanation"), max_length=300, blank=True)
    kind = models.CharField(_("kind of answer"), max_length=8, choices=Kind.choices, default=Kind.LINE)
    options = models.JSONField(
        _("choices"), default=list, blank=True, help_text=_("A list of {code, label: {fr, en}}.")
    )
    required = models.BooleanField(_("an answer is needed"), default=False)
    each = models.BooleanField(_("asked of each person of a party"), default=False)
    categories = models.ManyToManyField(
        Category, related_name="questions", blank=True, verbose_name=_("asked of"), help_text=_("Empty: everybody.")
    )
    purpose = I18nCharField(_("why it is asked"), max_length=200, blank=True)
    sensitive = models.BooleanField(
        _("its answers are sensitive"), default=False, help_text=_("Only organisers of the body read them.")
    )
    in_use = models.BooleanField(_("in use"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["registration", "order"], name="question_registration")]

    def __str__(self) -> str:
        return str(self.label)


class Purpose(PublicModel):
    """Something beyond the registration itself for which a person may consent, each on its own and never by default."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="purposes")
    label = I18nCharField(_("what one agrees to"), max_length=300)
    explanation = I18nCharField(_("explanation"), max_length=300, blank=True)
    in_use = models.BooleanField(_("in use"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("purpose of a consent")
        verbose_name_plural = _("purposes of consents")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.label)
