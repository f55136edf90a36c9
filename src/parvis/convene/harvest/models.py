"""Feeds of other sites, each reading of them, and what became of each thing they announce."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.convene.agenda.models import Edition, Event
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel


class FeedState(models.TextChoices):
    ON = "on", _("read on schedule")
    PAUSED = "paused", _("paused")


class FeedFormat(models.TextChoices):
    AUTO = "auto", _("recognise it")
    ICALENDAR = "icalendar", _("iCalendar")
    OPENAGENDA = "openagenda", _("OpenAgenda JSON")
    JSON_LD = "json-ld", _("JSON-LD (schema.org)")


class Feed(PublicModel):
    """An address that is read every so many hours, under rules."""

    name = models.CharField(
        _("name of the source"), max_length=120, help_text=_("Shown to the public: “Announced by …”.")
    )
    address = models.URLField(_("address"), max_length=1000)
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="feeds", verbose_name=_("edition")
    )
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        related_name="feeds",
        verbose_name=_("body that answers for the events"),
    )
    format = models.CharField(_("format"), max_length=12, choices=FeedFormat, default=FeedFormat.AUTO)
    every_hours = models.PositiveSmallIntegerField(_("read every … hours"), default=6)
    rules = models.JSONField(_("rules"), default=dict, blank=True)
    publish = models.BooleanField(_("publish what is taken"), default=True)
    state = models.CharField(_("state"), max_length=8, choices=FeedState, default=FeedState.ON)
    created_at = models.DateTimeField(_("added on"), default=clock.now, editable=False)

    last_read_at = models.DateTimeField(_("last read"), null=True, blank=True, editable=False)
    next_read_at = models.DateTimeField(_("next reading"), default=clock.now, editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    last_error = models.JSONField(
        _("last error"), default=dict, blank=True, editable=False, help_text=_("One sentence in each language.")
    )
    warned_at = models.DateTimeField(_("organisers written to"), null=True, blank=True, editable=False)
    accepts_loss = models.BooleanField(
        default=False, editable=False, help_text=_("The next reading may take away more than half of the events.")
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "edition", "address"], name="feed_once"),
            models.CheckConstraint(name="feed_every_hours", condition=Q(every_hours__gte=1, every_hours__lte=168)),
        ]
        indexes = [models.Index(fields=["state", "next_read_at"], name="feed_due")]

    def __str__(self) -> str:
        return self.name


class ReadingState(models.TextChoices):
    WAITING = "waiting", _("waiting for its turn")
    RUNNING = "running", _("under way")
    DONE = "done", _("read")
    HELD = "held", _("held back")
    FAILED = "failed", _("failed")


ACTIVE = (ReadingState.WAITING, ReadingState.RUNNING)


class Reading(models.Model):
    """One reading of a feed; the active one is the claim: the database allows one a feed."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="readings", verbose_name=_("source"))
    state = models.CharField(_("state"), max_length=8, choices=ReadingState, default=ReadingState.WAITING)
    at = models.DateTimeField(_("began"), default=clock.now)
    heard_at = models.DateTimeField(_("last news"), default=clock.now)
    seconds = models.FloatField(_("seconds"), default=0)
    bytes = models.PositiveIntegerField(_("bytes"), default=0)
    not_modified = models.BooleanField(_("nothing new"), default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    total = models.PositiveIntegerField(_("to write"), default=0)
    done = models.PositiveIntegerField(_("written"), default=0)
    created = models.PositiveIntegerField(_("events created"), default=0)
    changed = models.PositiveIntegerField(_("events changed"), default=0)
    cancelled = models.PositiveIntegerField(_("events cancelled"), default=0)
    gone = models.PositiveIntegerField(_("events gone"), default=0)
    returned = models.PositiveIntegerField(_("events back"), default=0)
    held = models.PositiveIntegerField(_("things held"), default=0)
    unchanged = models.PositiveIntegerField(_("things unchanged"), default=0)
    skipped = models.PositiveIntegerField(_("things left out"), default=0)
    error = models.JSONField(_("error"), default=dict, blank=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feed"], name="reading_one_at_a_time", condition=Q(state__in=["waiting", "running"])
            )
        ]
        indexes = [models.Index(fields=["feed", "-at"], name="reading_latest")]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.at:%Y-%m-%d %H:%M}"


class ItemState(models.TextChoices):
    TAKEN = "taken", _("taken")
    HELD = "held", _("held for review")
    SKIPPED = "skipped", pgettext_lazy("thing announced", "left out")
    GONE = "gone", _("gone from the source")


class Item(models.Model):
    """One thing that a feed announces.

    text      the source, as a file of its own, while it is held: it can be taken later without asking the site again
    reasons   why it is held or left out, in the words of `reasons`
    """

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="items", verbose_name=_("source"))
    external_id = models.CharField(_("identity in the source"), max_length=250)
    digest = models.CharField(_("SHA-256 of the text"), max_length=64)
    state = models.CharField(_("state"), max_length=8, choices=ItemState)
    event = models.OneToOneField(
        Event, models.SET_NULL, null=True, blank=True, related_name="harvested", verbose_name=_("event")
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    day = models.DateField(_("day announced"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    kind = models.CharField(_("kind of document"), max_length=24, blank=True)
    text = models.TextField(_("text, verbatim"), blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    seen_at = models.DateTimeField(_("first seen in this state"), default=clock.now)
    gone_at = models.DateTimeField(_("gone on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    by_hand = models.BooleanField(_("decided by a person"), default=False)

    class Meta:
        verbose_name = _("thing announced")
        verbose_name_plural = _("things announced")
        ordering = ["feed", "day", "pk"]
        constraints = [models.UniqueConstraint(fields=["feed", "external_id"], name="item_once")]
        indexes = [models.Index(fields=["feed", "state", "day"], name="item_list")]

    def __str__(self) -> str:
        return self.title or self.external_id
