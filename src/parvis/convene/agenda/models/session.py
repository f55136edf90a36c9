from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models.event import Admission, Event, Mode, Status
from parvis.convene.agenda.models.timed import Timed, ends_after_it_starts
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.text import render_markdown


class Session(PublicModel, Timed):
    """A slot of an event's programme, at its own place when that differs from the event's."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions", verbose_name=_("event"))
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True, help_text=_("Markdown."))
    summary_html = models.TextField(blank=True, editable=False)
    language = models.CharField(_("language"), max_length=5, blank=True, help_text=_("Empty: the event's."))
    formats = models.ManyToManyField(
        "themes.Term", related_name="+", blank=True, verbose_name=_("formats"), db_table="agenda_session_formats"
    )
    place = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("place"),
        help_text=_("Empty: the event's."),
    )
    room = models.CharField(_("room"), max_length=200, blank=True)
    mode = models.CharField(_("attendance"), max_length=8, choices=Mode.choices, default=Mode.UNKNOWN)
    online_url = models.URLField(_("online address"), max_length=500, blank=True)
    admission = models.CharField(_("admission"), max_length=12, choices=Admission.choices, default=Admission.UNKNOWN)
    press_only = models.BooleanField(_("press only"), default=False)
    off = models.BooleanField(_("off"), default=False, help_text=_("Outside the span that the event announced."))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.SCHEDULED)
    recording_url = models.URLField(_("recording"), max_length=500, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True, help_text=_("A list of {label, url}."))
    programmes = models.JSONField(_("programmes"), default=list, blank=True)
    held_back = models.BooleanField(
        _("held back"), default=False, help_text=_("Its day is doubtful: not shown before a person has looked.")
    )
    doubts = models.JSONField(_("doubts"), default=list, blank=True, editable=False)
    key = models.CharField(max_length=200, blank=True, editable=False, help_text=_("Identity in the source."))

    SETTLED = Timed.SETTLED | {"summary_html"}

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        constraints = [ends_after_it_starts("session_ends_after_it_starts")]
        indexes = [models.Index(fields=["event", "starts_at"], name="session_event")]

    def __str__(self) -> str:
        return self.title

    def settle(self) -> None:
        super().settle()
        self.summary_html = render_markdown(self.summary, top_level=4) if self.summary else ""
