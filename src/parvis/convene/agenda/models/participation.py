from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models.event import Event
from parvis.convene.agenda.models.session import Session


class Role(models.TextChoices):
    ORGANISER = "organiser", _("organiser")
    CO_ORGANISER = "co-organiser", _("co-organiser")
    SUPPORTER = "supporter", _("supporter")
    PARTICIPANT = "participant", _("participant")
    SPEAKER = "speaker", _("speaker")
    MODERATOR = "moderator", _("moderator")
    HOST = "host", _("host")


class Participation(models.Model):
    """Who takes part in an event, or in one of its sessions, and as what."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="participations")
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="participations", verbose_name=_("session")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.ORGANISER)
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        "people.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("person"),
    )
    label = models.CharField(
        _("in words"), max_length=200, blank=True, help_text=_("When the name is not known yet, or is no one's.")
    )
    office = models.CharField(_("office"), max_length=200, blank=True, help_text=_("As held that day."))
    programmes = models.JSONField(
        _("programmes"), default=list, blank=True, help_text=_("Names of the programmes through which they take part.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="participation_names_someone",
                condition=Q(organisation__isnull=False) | Q(person__isnull=False) | ~Q(label=""),
                violation_error_message=_("Name an organisation or a person, or say in words who takes part."),
            )
        ]
        indexes = [models.Index(fields=["organisation", "role", "event"], name="participation_organisation")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.label or self.person or self.organisation}"
