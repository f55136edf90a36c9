"""Letters to an address that nobody has proved yet: enough, and no more."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from parvis.convene.registration.actions.steps import tell
from parvis.convene.registration.models import Letter, LetterKind, SignUp, State
from parvis.ground import clock
from parvis.ground.mail.limit import had_enough

UNPROVEN = (State.ASKED, State.HELD, State.EXPIRED, State.WAITING)


def had_letters_enough(email: str) -> bool:
    """Whether this address was sent its fill of messages that it may never have asked for; 1 query."""
    unasked = Letter.objects.filter(sign_up__email=email).filter(
        Q(kind=LetterKind.KNOWN) | Q(kind__in=(LetterKind.CONFIRM, LetterKind.WAITING), sign_up__state__in=UNPROVEN)
    )
    return had_enough(unasked, "created_at")


def send_again(sign_up: SignUp, kind: LetterKind) -> bool:
    """Owe the letter once more; False when the address was sent its fill within the hour."""
    written = Letter.objects.filter(sign_up=sign_up, created_at__gt=clock.now() - timedelta(minutes=1))
    if had_letters_enough(sign_up.email) or written.filter(kind=kind).exists():
        return False
    tell(sign_up, kind)
    return True
