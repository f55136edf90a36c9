"""The only place where the time is read; tests travel with time_machine."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

__all__ = ["day_of", "now", "today"]


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def today(zone: str = "Europe/Paris") -> date:
    """The day it is in that zone (an IANA name); ZoneInfoNotFoundError when there is no such zone."""
    return day_of(now(), zone)


def day_of(at: datetime, zone: str = "Europe/Paris") -> date:
    """The day of an aware instant in that zone: what people there read on their calendars, and not the day in UTC."""
    return at.astimezone(ZoneInfo(zone)).date()
