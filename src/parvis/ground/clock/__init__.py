"""The only place where the time is read; tests travel with time_machine."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

__all__ = ["now", "today"]


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def today(zone: str = "Europe/Paris") -> date:
    """The day it is in that zone (an IANA name); ZoneInfoNotFoundError when there is no such zone."""
    return now().astimezone(ZoneInfo(zone)).date()
