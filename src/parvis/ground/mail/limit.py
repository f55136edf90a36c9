"""How many messages leave for one address that nobody has proved yet: nobody floods a stranger's mailbox through us."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from parvis.ground.clock import now

AN_HOUR = timedelta(hours=1)
MESSAGES_AN_HOUR = 6  # to one address, whoever asks


def had_enough(asked: QuerySet[Any], sent: str) -> bool:
    """Whether this address was sent its fill within the hour; see `too_many`."""
    return too_many(asked, sent).exists()


def too_many(asked: QuerySet[Any], sent: str) -> QuerySet[Any]:
    """Rows that there are only once this address was sent its fill within the hour; for a query that asks more.

    asked  the rows for which one message each was sent to this address
    sent   the column that says when
    """
    return asked.filter(**{f"{sent}__gt": now() - AN_HOUR}).order_by()[MESSAGES_AN_HOUR - 1 : MESSAGES_AN_HOUR]
