"""Seats as numbers of a row, so that one conditional update takes them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Seats(models.Model):
    """How many people may come, and what became of each seat; never written but by `actions.seats`.

    capacity    seats; None when there is no limit
    excess      seats beyond the capacity that were given before it was lowered; they go as their holders leave
    held        seats kept for somebody who has not finished: an address to confirm, an approval, an offer
    confirmed   seats of people who have their ticket
    waiting     people on the waiting list

    Free seats are `capacity + excess − held − confirmed`, and never negative: the database refuses one more.
    """

    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: as many as wish to come.")
    )
    excess = models.PositiveIntegerField(default=0, editable=False)
    held = models.PositiveIntegerField(default=0, editable=False)
    confirmed = models.PositiveIntegerField(default=0, editable=False)
    waiting = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def taken(self) -> int:
        return self.held + self.confirmed

    @property
    def free(self) -> int | None:
        """Seats that nobody has; None when there is no limit."""
        return None if self.capacity is None else self.capacity + self.excess - self.taken


def never_oversold(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(capacity=None) | Q(capacity__gte=F("held") + F("confirmed") - F("excess"))
    )
