"""When something takes place: wall-clock days and hours as announced, and the instants they make."""

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def instants(
    start_day: date, start_time: time | None, end_day: date, end_time: time | None, zone: str
) -> tuple[datetime, datetime]:
    """First and last instants (aware, UTC) of a wall-clock span; without an hour, the whole local day counts.

    An unknown end lasts until the local midnight after the last day: nothing is over before it may be over.
    """
    tz = ZoneInfo(zone)
    starts = datetime.combine(start_day, start_time or time(), tz)
    ends = datetime.combine(end_day, end_time, tz) if end_time else datetime.combine(end_day + timedelta(1), time(), tz)
    return starts.astimezone(ZoneInfo("UTC")), ends.astimezone(ZoneInfo("UTC"))


class Timed(models.Model):
    """Days are inclusive and never null; an hour that is not known is null, never midnight."""

    SETTLED: ClassVar[frozenset[str]] = frozenset({"end_day", "starts_at", "ends_at"})

    start_day = models.DateField(_("first day"))
    start_time = models.TimeField(_("starts at"), null=True, blank=True)
    end_day = models.DateField(_("last day"), help_text=_("Included."))
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settle()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.SETTLED}
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """Compute what is derived from the days and hours; `bulk_create` needs it called first."""
        if self.end_day is None:
            self.end_day = self.start_day
        self.starts_at, self.ends_at = instants(self.start_day, self.start_time, self.end_day, self.end_time, self.zone)

    @property
    def precision(self) -> str:
        return "minute" if self.start_time else "day"


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(end_day__gt=F("start_day"))
        | Q(end_day=F("start_day"), start_time__isnull=True)
        | Q(end_day=F("start_day"), end_time__isnull=True)
        | Q(end_day=F("start_day"), end_time__gte=F("start_time")),
        violation_error_message=_("The end comes before the start."),
    )
