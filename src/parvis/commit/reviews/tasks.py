"""What comes back: comments that nobody confirmed, addresses that have served."""

from __future__ import annotations

from datetime import timedelta

from parvis.commit.reviews.actions import forget_addresses, forget_unconfirmed
from parvis.ground.tasks.schedule import scheduled


@scheduled("reviews.retention", every=timedelta(days=1), offset=timedelta(hours=3, minutes=20))
def retention() -> str:
    """Erase comments not confirmed in 7 days, and addresses a year after the comment."""
    comments = forget_unconfirmed()
    addresses = forget_addresses()
    return f"{comments} comments, {addresses} addresses forgotten"
