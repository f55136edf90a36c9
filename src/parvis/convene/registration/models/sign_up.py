from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.convene.registration.models.asked import Purpose
from parvis.convene.registration.models.registration import Category, Registration
from parvis.ground import clock
from parvis.ground.identifiers.models import PublicModel


class State(models.TextChoices):
    """Where a sign-up is. Which states hold or take a seat: HOLDING, CONFIRMED."""

    ASKED = "asked", _("to be confirmed by e-mail, without a seat yet")
    HELD = "held", _("seat held until the address is confirmed")
    PENDING = "pending", _("seat held until an organiser approves")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("seat offered from the waiting list")
    CONFIRMED = "confirmed", _("registered")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("address not confirmed in time")
    LAPSED = "lapsed", _("offered seat not taken in time")
    REFUSED = "refused", _("not approved")
    REMOVED = "removed", _("removed by an organiser")


HOLDING = frozenset({State.HELD, State.PENDING, State.OFFERED})
ACTIVE = frozenset({State.ASKED, State.WAITING, State.CONFIRMED, *HOLDING})
ENDED = frozenset(set(State) - ACTIVE)
WITH_DEADLINE = frozenset({State.ASKED, State.HELD, State.OFFERED})


class Origin(models.TextChoices):
    WEB = "web", _("the public form")
    ORGANISER = "organiser", _("added by an organiser")
    API = "api", _("a program")
    DOOR = "door", _("at the door")


def six_digits() -> str:
    return f"{secrets.randbelow(1_000_000):06}"


class SignUp(PublicModel):
    """One person's registration, alone or with those who come along; the party is kept together.

    `until` is the instant at which a seat that is held, or offered, goes back; `rank` the order on the waiting list.
    The place a person has in line is how many ranks wait before hers, plus one.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="sign_ups")
    category = models.ForeignKey(Category, models.PROTECT, related_name="sign_ups", verbose_name=_("category"))
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        help_text=_("The sign-up to the event, for a sign-up to one of its sessions."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    seats = models.PositiveSmallIntegerField(_("people"), default=1)
    rank = models.PositiveIntegerField(null=True, editable=False)
    until = models.DateTimeField(_("until"), null=True, editable=False)

    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    answers = models.JSONField(_("answers"), default=dict, blank=True, help_text=_("Question → answer."))
    wanted_sessions = models.JSONField(
        default=list, blank=True, editable=False, help_text=_("Keys of registrations to take once there is a seat.")
    )

    alone = models.BooleanField(default=True, editable=False, help_text=_("The address may register once."))
    fingerprint = models.CharField(
        max_length=64, editable=False, help_text=_("The form as sent: sent twice, it is one sign-up.")
    )
    network = models.CharField(max_length=64, blank=True, editable=False, help_text=_("Hashed, erased after a day."))
    confirm_code = models.CharField(max_length=6, default=six_digits, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    origin = models.CharField(_("came by"), max_length=10, choices=Origin.choices, default=Origin.WEB)
    note = models.CharField(_("note of the organisers"), max_length=300, blank=True)
    reason = models.CharField(_("reason told to the person"), max_length=500, blank=True)

    created_at = models.DateTimeField(_("asked on"), default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(_("registered on"), null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    anonymised_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "email"],
                name="sign_up_one_per_address",
                condition=Q(alone=True, state__in=sorted(ACTIVE)) & ~Q(email=""),
            ),
            models.UniqueConstraint(
                fields=["registration", "fingerprint"],
                name="sign_up_sent_once",
                condition=Q(state__in=sorted(ACTIVE)) & ~Q(fingerprint=""),
            ),
            models.UniqueConstraint(
                fields=["registration", "parent"],
                name="sign_up_to_a_session_once",
                condition=Q(state__in=sorted(ACTIVE), parent__isnull=False),
            ),
            # With a condition, so that on PostgreSQL a rank is no key: to change it waits for no letter being written.
            models.UniqueConstraint(
                fields=["registration", "rank"], name="sign_up_rank_once", condition=Q(rank__isnull=False)
            ),
            models.CheckConstraint(
                name="sign_up_waits_with_rank", condition=~Q(state="waiting") | Q(rank__isnull=False)
            ),
            models.CheckConstraint(
                name="sign_up_holds_until",
                condition=~Q(state__in=sorted(WITH_DEADLINE)) | Q(until__isnull=False),
            ),
            models.CheckConstraint(name="sign_up_of_somebody", condition=Q(seats__gte=1)),
        ]
        indexes = [
            models.Index(fields=["registration", "state", "rank"], name="sign_up_line"),
            models.Index(fields=["until"], name="sign_up_until", condition=Q(state__in=sorted(WITH_DEADLINE))),
            models.Index(fields=["registration", "network"], name="sign_up_network", condition=Q(state="held")),
            models.Index(fields=["email"], name="sign_up_email"),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.uid}"


class Attendee(PublicModel):
    """One person of a sign-up; her identifier is that of her ticket, which is good while the sign-up is confirmed."""

    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="attendees")
    name = models.CharField(_("name"), max_length=200, blank=True)
    child = models.BooleanField(_("child"), default=False)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ["sign_up", "order", "pk"]
        indexes = [models.Index(fields=["sign_up", "order"], name="attendee_sign_up")]

    def __str__(self) -> str:
        return f"{self.name or self.uid}"


class AccessNeed(models.Model):
    """What a party needs to take part; apart from the rest, since it may say something of a person's health."""

    sign_up = models.OneToOneField(SignUp, models.CASCADE, related_name="access_need")
    codes = models.JSONField(_("needs"), default=list, blank=True)
    words = models.CharField(_("in their words"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("access need")
        verbose_name_plural = _("access needs")
        ordering = ["pk"]

    def __str__(self) -> str:
        return ", ".join(self.codes)


class Consent(models.Model):
    """A person agreed to one purpose; taken back, it says since when."""

    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="consents")
    purpose = models.ForeignKey(Purpose, models.CASCADE, related_name="consents")
    given_at = models.DateTimeField(default=clock.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sign_up", "purpose"], name="consent_once")]

    def __str__(self) -> str:
        return f"{self.purpose}"


class Step(models.Model):
    """One change in the life of a sign-up: the journal of registration.

    Apart from the public journal, which would tell at what second each person registered, and whose every entry
    makes the pages of the whole site again. See docs/adr/0035.
    """

    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=clock.now, editable=False)
    what = models.CharField(max_length=24)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("step of a sign-up")
        verbose_name_plural = _("steps of sign-ups")
        ordering = ["pk"]
        indexes = [models.Index(fields=["sign_up", "id"], name="step_sign_up")]

    def __str__(self) -> str:
        return self.what
