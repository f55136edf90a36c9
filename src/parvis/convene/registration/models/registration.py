from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from parvis.convene.agenda.models import Event, Session, Status
from parvis.convene.registration.models.seats import Seats, never_oversold
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel
from parvis.ground.text import rendered


class Registration(PublicModel, Seats):
    """Registration to an event, or to one session of it: from when to when, for how many, under which rules."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations", verbose_name=_("event"))
    session = models.OneToOneField(
        Session, models.CASCADE, null=True, blank=True, related_name="registration", verbose_name=_("session")
    )
    running = models.BooleanField(
        _("taken here"), default=True, help_text=_("Off: nobody can register any more; nothing is lost.")
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True, help_text=_("Empty: when the event begins."))

    waiting_capacity = models.PositiveIntegerField(
        _("length of the waiting list"), null=True, blank=True, help_text=_("Empty: no limit. 0: no waiting list.")
    )
    smaller_parties_pass = models.BooleanField(
        _("a smaller party may pass when the first in line is too large for the free seats"), default=False
    )
    promotion_within = models.PositiveSmallIntegerField(
        _("hours to take a seat that became free"), default=24, help_text=_("0: the seat is given at once.")
    )
    confirm_by_mail = models.BooleanField(_("the address is confirmed by e-mail"), default=True)
    confirm_within = models.PositiveSmallIntegerField(_("minutes to confirm the address"), default=30)
    network_holds = models.PositiveSmallIntegerField(
        _("seats held for one network before its addresses are confirmed"),
        default=30,
        help_text=_("Beyond it a seat is taken only once the address is confirmed, so that a script cannot empty it."),
    )
    one_per_person = models.BooleanField(_("one registration per address"), default=True)
    largest_party = models.PositiveSmallIntegerField(
        _("people in one registration"), default=1, help_text=_("Parents and children stay together.")
    )
    approval = models.BooleanField(_("each registration is approved"), default=False)
    asks_access_needs = models.BooleanField(_("ask what people need to take part"), default=True)
    reminder = models.BooleanField(_("a reminder the day before"), default=True)

    words = I18nTextField(_("words above the form"), blank=True, help_text=_("Markdown."))
    words_html = I18nTextField(blank=True, editable=False)
    ticket_words = I18nTextField(_("words on the ticket"), blank=True, help_text=_("Markdown."))
    ticket_words_html = I18nTextField(blank=True, editable=False)
    contact = models.EmailField(_("address for questions"), blank=True)
    kept_days = models.PositiveSmallIntegerField(
        _("days after the event until names are erased"), default=30, help_text=_("Figures stay.")
    )
    anonymised_at = models.DateTimeField(null=True, blank=True, editable=False)

    last_rank = models.PositiveIntegerField(default=0, editable=False)
    form = models.JSONField(
        default=dict, editable=False, help_text=_("Categories, questions and purposes as the form shows them.")
    )
    version = models.PositiveIntegerField(default=0, editable=False, help_text=_("Rises when its rules change."))
    announced = models.JSONField(
        default=dict, editable=False, help_text=_("What those who take its session know of it.")
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["pk"]
        constraints = [
            never_oversold("registration_never_oversold"),
            models.UniqueConstraint(
                fields=["event"], name="registration_once_an_event", condition=Q(session__isnull=True)
            ),
            models.CheckConstraint(
                name="registration_closes_after_it_opens",
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("Registration closes before it opens."),
            ),
            models.CheckConstraint(name="registration_holds_somebody", condition=Q(largest_party__gte=1)),
            models.CheckConstraint(name="registration_gives_time", condition=Q(confirm_within__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.session or self.event}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.words_html = rendered(self.words, ("fr", "en"))
        self.ticket_words_html = rendered(self.ticket_words, ("fr", "en"))
        named = kwargs.get("update_fields")
        if named is not None:
            html = {f"{name}_html" for name in ("words", "ticket_words") if name in named}
            kwargs["update_fields"] = {*named, *html}
        super().save(*args, **kwargs)

    @property
    def starts_at(self) -> datetime:
        return self.session.starts_at if self.session is not None else self.event.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.session.ends_at if self.session is not None else self.event.ends_at

    @property
    def last_instant(self) -> datetime:
        """When registration closes: the instant its organiser chose, or the beginning of what one registers to."""
        return self.closes_at or self.starts_at

    @property
    def statuses(self) -> set[str]:
        """What becomes of what one registers to: of the event, and of the session if it is one."""
        return {self.event.status} | ({self.session.status} if self.session is not None else set())

    @property
    def is_cancelled(self) -> bool:
        """Whether what one registers to does not take place."""
        return Status.CANCELLED in self.statuses

    @property
    def is_postponed(self) -> bool:
        """Whether it is put off to a day that nobody knows yet."""
        return Status.POSTPONED in self.statuses

    def is_over(self, now: datetime) -> bool:
        return now >= self.ends_at and not self.is_postponed

    def is_open(self, now: datetime) -> bool:
        return self.running and not self.is_cancelled and self.opens_at <= now < self.last_instant


class Access(models.TextChoices):
    OPEN = "open", _("everybody")
    CODE = "code", _("who has the code")
    ORGANISERS = "organisers", _("added by the organisers")


class Category(PublicModel, Seats):
    """A kind of guest: the public, the press, speakers, agents; with seats of its own when it has a capacity."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="categories")
    name = I18nCharField(_("name"), max_length=120)
    explanation = I18nCharField(_("explanation"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    within_capacity = models.BooleanField(
        _("takes seats of the registration"), default=True, help_text=_("Off: speakers and staff, beside the rest.")
    )
    access = models.CharField(_("open to"), max_length=10, choices=Access.choices, default=Access.OPEN)
    code = models.CharField(_("code"), max_length=40, blank=True)
    approval = models.BooleanField(_("each registration is approved"), default=False)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True, help_text=_("Empty: with the registration."))
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True, help_text=_("Empty: with the registration."))

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["order", "pk"]
        constraints = [
            never_oversold("category_never_oversold"),
            models.CheckConstraint(name="category_with_code_has_one", condition=~Q(access="code") | ~Q(code="")),
        ]
        indexes = [models.Index(fields=["registration", "order"], name="category_registration")]

    def __str__(self) -> str:
        return str(self.name)

    def is_open(self, now: datetime) -> bool:
        return (self.opens_at is None or self.opens_at <= now) and (self.closes_at is None or now < self.closes_at)


class TicketKey(models.Model):
    """The key that signs the tickets of an event and of its sessions; devices at the door hold its public half."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="ticket_key")
    private = models.BinaryField(editable=False, help_text=_("P-256, PKCS #8 in DER."))
    public = models.JSONField(help_text=_("JWK."))
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("key of tickets")
        verbose_name_plural = _("keys of tickets")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event_id}"
