"""Vocabularies: themes, formats, audiences and policy areas, named in every language."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from parvis.ground.identifiers.models import PublicModel


class Vocabulary(models.TextChoices):
    """The lists a term belongs to."""

    THEME = "theme", _("Theme")
    FORMAT = "format", _("Format")
    AUDIENCE = "audience", _("Audience")
    POLICY_AREA = "policy-area", _("Policy area")


class Term(PublicModel):
    """A word of a vocabulary; its code never changes, its name may; out of use outside its validity."""

    vocabulary = models.CharField(_("vocabulary"), max_length=20, choices=Vocabulary)
    code = models.SlugField(_("code"), max_length=60)
    name = I18nCharField(_("name"))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="themes_term_code"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="themes_term_validity",
                violation_error_message=_("A term cannot go out of use before it comes into use."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
