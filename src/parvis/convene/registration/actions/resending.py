"""Letters to an address that nobody has proved yet: enough, and no more."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet

from parvis.convene.registration.actions.steps import tell
from parvis.convene.registration.models import Letter, LetterKind, SignUp, State
from parvis.ground import clock
from parvis.ground.mail.limit import too_many

UNPROVEN = (State.ASKED, State.HELD, State.EXPIRED, State.WAITING)


def letters_too_many(email: str) -> QuerySet[Letter]:
    """Rows that there are only once this address was sent its fill of messages that it may never have asked for."""
    unasked = Letter.objects.filter(sign_up__email=email).filter(
        Q(kind=LetterKind.KNOWN) | Q(kind__in=(LetterKind.CONFIRM, LetterKind.WAITING), sign_up__state__in=UNPROVEN)
    )
    return too_many(unasked, "created_at")


def send_again(sign_up: SignUp, kind: LetterKind) -> bool:
    """Owe the letter once more; False when the address was sent its fill within the hour."""
    written = Letter.objects.filter(sign_up=sign_up, created_at__gt=clock.now() - timedelta(minutes=1))
    if letters_too_many(sign_up.email).exists() or written.filter(kind=kind).exists():
        return False
    tell(sign_up, kind)
    return True
