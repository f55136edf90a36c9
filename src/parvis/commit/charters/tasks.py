"""What comes back: answers that did not leave, requests that nobody confirmed, contacts that have served."""

from __future__ import annotations

from datetime import timedelta

from parvis.commit.charters.actions import forget_contacts, forget_unconfirmed, tell_again
from parvis.ground.tasks.schedule import scheduled


@scheduled("charters.tell", every=timedelta(minutes=5))
def send_what_did_not_leave() -> str:
    return f"{tell_again()} answers sent"


@scheduled("charters.retention", every=timedelta(days=1), offset=timedelta(hours=3, minutes=5))
def retention() -> str:
    """Erase requests not confirmed in 7 days, and contacts a year after the answer."""
    requests = forget_unconfirmed()
    contacts = forget_contacts()
    return f"{requests} requests, {contacts} contacts forgotten"
