"""Letters to an address that nobody has proved yet: enough, and no more."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet

from parvis.convene.registration.actions.steps import tell
from parvis.convene.registration.models import Letter, LetterKind, SignUp, State
from parvis.ground import clock
from parvis.ground.mail.limit import too_many

# The same for a form sent again and for the button, for a new address and for a known one: whoever counts the messages
# that leave learns nothing of who is registered.
AGAIN_AFTER = timedelta(minutes=1)
UNPROVEN = (State.ASKED, State.HELD, State.EXPIRED, State.WAITING)


def letters_too_many(email: str) -> QuerySet[Letter]:
    """Rows that there are only once this address was sent its fill of messages that it may never have asked for."""
    unasked = Letter.objects.filter(sign_up__email=email).filter(
        Q(kind=LetterKind.KNOWN) | Q(kind__in=(LetterKind.CONFIRM, LetterKind.WAITING), sign_up__state__in=UNPROVEN)
    )
    return too_many(unasked, "created_at")


def tell_known(sign_up: SignUp) -> None:
    """Send the way to a registration to the address that has one already; not twice within AGAIN_AFTER."""
    if not has_just(sign_up, LetterKind.KNOWN):
        tell(sign_up, LetterKind.KNOWN)


def send_again(sign_up: SignUp, kind: LetterKind) -> bool:
    """Owe the letter once more; False when it was just sent, or the address was sent its fill within the hour."""
    if letters_too_many(sign_up.email).exists() or has_just(sign_up, kind):
        return False
    tell(sign_up, kind)
    return True


def has_just(sign_up: SignUp, kind: LetterKind) -> bool:
    """Whether such a letter was written within AGAIN_AFTER; 1 query."""
    written = Letter.objects.filter(sign_up=sign_up, kind=kind, created_at__gt=clock.now() - AGAIN_AFTER)
    return written.exists()
