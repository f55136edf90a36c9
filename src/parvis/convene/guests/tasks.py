"""What a worker does for the organisers' pages."""

from datetime import timedelta

from parvis.convene.registration.actions.setting_up import settle_sessions
from parvis.ground.tasks import scheduled


@scheduled("guests.sessions", every=timedelta(minutes=10))
def settle_forms() -> str:
    """Let forms tell of sessions as the programme does now: an hour or a title that changed since."""
    return f"{settle_sessions()} forms made again"
