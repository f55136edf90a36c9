"""What comes back: answers that did not leave, what nobody confirmed, contacts that have served."""

from __future__ import annotations

from datetime import timedelta

from parvis.convene.submissions.actions import forget_unconfirmed, tell_again
from parvis.convene.submissions.models import Stage, Submission
from parvis.ground import clock
from parvis.ground.tasks.schedule import scheduled

CONTACTS_KEPT = timedelta(days=365)


@scheduled("submissions.tell", every=timedelta(minutes=5))
def send_what_did_not_leave() -> str:
    return f"{tell_again()} answers sent"


@scheduled("submissions.retention", every=timedelta(days=1), offset=timedelta(hours=2, minutes=45))
def retention() -> str:
    """Erase proposals not confirmed in 7 days, and contacts a year after the answer."""
    proposals = forget_unconfirmed()
    contacts = forget_old_contacts()
    return f"{proposals} proposals, {contacts} contacts forgotten"


def forget_old_contacts() -> int:
    """Names and addresses of people without an account go a year after the last word; the submission stays."""
    done = Submission.objects.exclude(contact_email="").exclude(state=Stage.WAITING)
    old = done.filter(answered_at__lt=clock.now() - CONTACTS_KEPT) | done.filter(
        answered_at=None, submitted_at__lt=clock.now() - CONTACTS_KEPT
    )
    return old.update(contact_name="", contact_email="")
