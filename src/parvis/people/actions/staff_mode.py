"""Entering and leaving staff mode; what is done in it leaves visits and marked entries of the journal."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from parvis.ground import clock
from parvis.ground.journal.actions import record
from parvis.ground.mail.sending import send
from parvis.people.models import StaffSession, StaffVisit, User


@transaction.atomic
def begin_staff_mode(user: User, reason: str) -> StaffSession:
    """Open a session for as long as the instance allows, and tell the other administrators."""
    now = clock.now()
    session = StaffSession.objects.create(
        user=user, reason=reason.strip(), started=now, ends=now + timedelta(minutes=settings.STAFF_MINUTES)
    )
    private = {"reason": session.reason, "staff_session": session.uid}
    record(user, "staff-mode.begun", "account", user.uid, private=private)
    transaction.on_commit(lambda: tell_the_others(session))
    return session


@transaction.atomic
def end_staff_mode(session: StaffSession) -> bool:
    """Close a session before its time, once; False when it was over already."""
    now = clock.now()
    ended = StaffSession.objects.filter(pk=session.pk, ended=None, ends__gt=now).update(ended=now)
    if ended:
        record(session.user, "staff-mode.ended", "account", session.user.uid, private={"staff_session": session.uid})
    return bool(ended)


def end_every_staff_mode(user: User) -> int:
    """Close every open session of a person: the password changed, the account is closed."""
    return sum(end_staff_mode(session) for session in user.staff_sessions.filter(ended=None, ends__gt=clock.now()))


def note_visit(session: StaffSession, method: str, path: str) -> None:
    """Keep that an address was asked for in staff mode."""
    StaffVisit.objects.create(session=session, method=method[:10], path=path[:500], at=clock.now())


def tell_the_others(session: StaffSession) -> None:
    """Write to every other administrator of the instance, in their language."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=session.user_id)
    for other in others.order_by("pk"):
        with translation.override(other.language):
            link = settings.SITE_URL + reverse("people:staff-session", args=[session.uid])
        context = {"who": session.user, "reason": session.reason, "ends": session.ends, "link": link}
        send("staff_mode", other.email, context, other.language)
