"""The small print of an event: information, links, quotes, figures, pictures, recordings, sources."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models.event import Event
from parvis.convene.agenda.models.session import Session


class Information(models.Model):
    """A labelled line: “Childcare: on the spot, from 3 years”."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="information")
    label = models.CharField(_("label"), max_length=120)
    content = models.TextField(_("content"), blank=True)
    link = models.URLField(_("link"), max_length=1000, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("information")
        verbose_name_plural = _("information")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label


class RegistrationLink(models.Model):
    """Where to register outside Parvis; an event may have one link on site and another online."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="registration_links")
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="registration_links", verbose_name=_("session")
    )
    label = models.CharField(_("label"), max_length=200, blank=True)
    url = models.URLField(_("link"), max_length=1000)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("registration link")
        verbose_name_plural = _("registration links")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label or self.url


class Quote(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="quotes")
    text = models.TextField(_("words"))
    author = models.CharField(_("author"), max_length=200)
    office = models.CharField(_("office"), max_length=200, blank=True, help_text=_("As held when it was said."))
    language = models.CharField(_("language"), max_length=5, default="fr")
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"


class Figure(models.Model):
    """A number that somebody announced, with what it counts and who says so; never added up."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="figures")
    value = models.CharField(_("value"), max_length=60, help_text=_("As written: “more than 90”."))
    unit = models.CharField(_("of what"), max_length=120)
    scope = models.CharField(_("scope"), max_length=200, blank=True, help_text=_("This edition, all three editions…"))
    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


class EventPicture(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey("files.Picture", models.PROTECT, related_name="+", verbose_name=_("picture"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "picture"], name="event_picture_once")]

    def __str__(self) -> str:
        return str(self.picture)


class Recording(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="recordings")
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="recordings", verbose_name=_("session")
    )
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("link"), max_length=1000)
    language = models.CharField(_("language"), max_length=5, blank=True)
    subtitled = models.BooleanField(_("subtitled"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class EventSource(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="event_sources")
    source = models.ForeignKey("sources.Source", models.PROTECT, related_name="+", verbose_name=_("source"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "source"], name="event_source_once")]

    def __str__(self) -> str:
        return str(self.source)
