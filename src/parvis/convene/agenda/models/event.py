from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models.series import Edition
from parvis.convene.agenda.models.timed import Timed, ends_after_it_starts
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.sources.standing import Standing
from parvis.ground.text import render_markdown

# Events of several days are found by their last day, through small indexes that hold nothing else; up to this many
# days, the last day of what is under way is at most this far ahead.
LONG = 31
# One gets in without a step where one of these is declared (codes of `ground.places`).
STEP_FREE = frozenset({"step-free", "ramp", "lift"})


class Mode(models.TextChoices):
    ONSITE = "onsite", _("on site")
    ONLINE = "online", _("online")
    MIXED = "mixed", _("on site and online")
    UNKNOWN = "unknown", _("to be confirmed")


class Admission(models.TextChoices):
    FREE = "free", _("free entry")
    REGISTRATION = "registration", _("by registration")
    INVITATION = "invitation", _("by invitation")
    PRESS = "press", _("press only")
    UNKNOWN = "unknown", _("to be confirmed")


class Status(models.TextChoices):
    """What becomes of the event, told to the public; apart from `State`, which says who may see the record."""

    SCHEDULED = "scheduled", _("scheduled")
    RESCHEDULED = "rescheduled", _("rescheduled")
    MOVED_ONLINE = "moved-online", _("moved online")
    POSTPONED = "postponed", _("postponed")
    FULL = "full", _("full")
    CANCELLED = "cancelled", _("cancelled")


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    PUBLISHED = "published", _("published")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Event(PublicModel, Timed):
    SETTLED = Timed.SETTLED | {"days", "several_until", "long_until", "step_free", "lead_html", "body_html"}

    slug = models.SlugField(_("address"), max_length=160, unique=True)
    title = models.CharField(_("title"), max_length=300)
    lead = models.TextField(_("lead"), blank=True, help_text=_("Markdown."))
    lead_html = models.TextField(blank=True, editable=False)
    body = models.TextField(_("text"), blank=True, help_text=_("Markdown."))
    body_html = models.TextField(blank=True, editable=False)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="fr")

    days = models.PositiveSmallIntegerField(default=1, editable=False)
    several_until = models.DateField(
        null=True, editable=False, help_text=_("Last day of what lasts several days, LONG at most.")
    )
    long_until = models.DateField(null=True, editable=False, help_text=_("Last day of what lasts more than LONG days."))
    hours_to_confirm = models.BooleanField(_("hours to be confirmed"), default=False)
    hours_to_check = models.BooleanField(
        _("hours to be checked"), default=False, help_text=_("Read from free text by the import.")
    )
    previous_start_day = models.DateField(_("first announced for"), null=True, blank=True)

    mode = models.CharField(_("attendance"), max_length=8, choices=Mode.choices, default=Mode.UNKNOWN)
    admission = models.CharField(_("admission"), max_length=12, choices=Admission.choices, default=Admission.UNKNOWN)
    admission_note = models.CharField(_("note on admission"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.SCHEDULED)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    more_to_come = models.BooleanField(_("more details to come"), default=False)
    standing = models.CharField(
        _("standing"), max_length=12, choices=Standing.choices, default=Standing.ORDINARY, blank=True
    )

    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("place")
    )
    room = models.CharField(_("room"), max_length=200, blank=True)
    online_url = models.URLField(_("online address"), max_length=500, blank=True)
    video_url = models.URLField(_("video channel"), max_length=500, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    accessibility = models.JSONField(
        _("accessibility"), default=list, blank=True, help_text=_("Codes, on top of those of the place.")
    )

    step_free = models.BooleanField(default=False, editable=False, help_text=_("Its own codes say so."))

    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("published by"),
        help_text=_("The body that answers for this record."),
    )
    editions = models.ManyToManyField(Edition, through="Inclusion", related_name="events", verbose_name=_("editions"))
    formats = models.ManyToManyField(
        "themes.Term", related_name="+", blank=True, verbose_name=_("formats"), db_table="agenda_event_formats"
    )
    themes = models.ManyToManyField(
        "themes.Term", related_name="+", blank=True, verbose_name=_("themes"), db_table="agenda_event_themes"
    )
    audiences = models.ManyToManyField(
        "themes.Term", related_name="+", blank=True, verbose_name=_("audiences"), db_table="agenda_event_audiences"
    )
    related = models.ManyToManyField("self", symmetrical=True, blank=True, verbose_name=_("related events"))

    recurrence = models.ForeignKey(
        "agenda.Recurrence",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="occurrences",
        db_index=False,  # `event_occurrence_once` is an index that begins with it
        verbose_name=_("recurring date"),
    )
    recurrence_day = models.DateField(
        _("day in the series"), null=True, blank=True, help_text=_("The day the rule gave it, wherever it moved since.")
    )

    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    sequence = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("Rises when the day, the place or the status changes (RFC 5545).")
    )
    edited = models.JSONField(
        default=list, editable=False, help_text=_("Parts a person has edited: an import leaves them alone.")
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["start_day", "starts_at", "uid"]
        constraints = [
            ends_after_it_starts("event_ends_after_it_starts"),
            models.CheckConstraint(
                name="event_published_has_date", condition=~Q(state="published") | Q(published_at__isnull=False)
            ),
            models.CheckConstraint(name="event_days_positive", condition=Q(days__gte=1)),
            models.UniqueConstraint(fields=["recurrence", "recurrence_day"], name="event_occurrence_once"),
        ]
        indexes = [
            # The list in its own order, so that a page is a range of this index whatever the number of events.
            models.Index(fields=["state", "start_day", "starts_at", "uid"], name="event_list"),
            models.Index(fields=["several_until", "start_day"], name="event_several"),
            models.Index(fields=["long_until", "start_day"], name="event_long"),
            models.Index(fields=["state", "changed_at"], name="event_changed"),
            models.Index(fields=["place", "start_day"], name="event_place"),
            models.Index(fields=["organisation", "start_day"], name="event_organisation"),
        ]

    def __str__(self) -> str:
        return self.title

    def settle(self) -> None:
        super().settle()
        self.lead_html = render_markdown(self.lead) if self.lead else ""
        self.body_html = render_markdown(self.body) if self.body else ""
        self.days = (self.end_day - self.start_day).days + 1
        self.step_free = not STEP_FREE.isdisjoint(self.accessibility)
        self.several_until = self.end_day if 1 < self.days <= LONG else None
        self.long_until = self.end_day if self.days > LONG else None


class Inclusion(models.Model):
    """An event inside an edition; a body that makes its own selection inside another's month signs it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="inclusions")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="inclusions", verbose_name=_("edition"))
    selected_by = models.ForeignKey(
        "people.Organisation",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="selections",
        verbose_name=_("selected by"),
        help_text=_("Empty: the edition's own programme."),
    )

    class Meta:
        verbose_name = _("inclusion in an edition")
        verbose_name_plural = _("inclusions in editions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "edition", "selected_by"], name="inclusion_once"),
            models.UniqueConstraint(
                fields=["event", "edition"], name="inclusion_own_once", condition=Q(selected_by__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["edition", "selected_by", "event"], name="inclusion_edition")]

    def __str__(self) -> str:
        return f"{self.event} ∈ {self.edition}"


class FormerSlug(models.Model):
    """An address an event once had: it redirects for ever, and no other event may take it."""

    slug = models.SlugField(max_length=160, unique=True)
    event = models.ForeignKey(Event, models.CASCADE, related_name="former_slugs")

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.slug
