"""What a letter of news says when it leaves: what holds at that instant, not what held when it was owed."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.convene.agenda.models import Status
from parvis.convene.registration.models import ACTIVE, Letter, Registration

JOINED = ("event__place", "event__organisation", "session__place")


@dataclass(frozen=True)
class News:
    """What has changed for one party.

    what       of the event: "cancelled", "postponed", "moved-online", "changed"; of one session alone:
               "session-cancelled", "session-postponed", "session-changed"; of several: "sessions"
    sessions   those that have changed and that the party still takes, in the order of their hours
    """

    what: str
    sessions: tuple[Registration, ...] = ()

    @property
    def only(self) -> Registration | None:
        """The session that the whole letter is about, if it is about one."""
        return self.sessions[0] if self.what.startswith("session-") else None


def news_of(letter: Letter) -> News | None:
    """None when nothing is left to tell; at most 1 query.

    The letter comes with its sign-up, its registration and the event.
    """
    event, what = letter.sign_up.registration.event, str(letter.detail.get("what", ""))
    if event.status == Status.CANCELLED:
        return News("cancelled")
    sessions = sessions_of(letter)
    if what:
        return News(of_event(str(event.status), what), sessions)
    if len(sessions) > 1:
        return News("sessions", sessions)
    return News(of_session(sessions[0]), sessions) if sessions else None


def sessions_of(letter: Letter) -> tuple[Registration, ...]:
    keys = letter.detail.get("sessions", ())
    if not keys:
        return ()
    own = letter.sign_up
    if own.registration_id in keys:
        return (own.registration,)
    taken = own.children.filter(state__in=sorted(ACTIVE), registration__in=keys).values("registration")
    found = Registration.objects.filter(pk__in=taken).select_related(*JOINED)
    return tuple(found.order_by("session__starts_at", "pk"))


def of_event(status: str, what: str) -> str:
    if status == Status.POSTPONED:
        return "postponed"
    return "moved-online" if what == "event.moved-online" and status == Status.MOVED_ONLINE else "changed"


def of_session(registration: Registration) -> str:
    if registration.is_cancelled:
        return "session-cancelled"
    return "session-postponed" if registration.is_postponed else "session-changed"
