"""What is remembered of each change, and what the person is told."""

from __future__ import annotations

from typing import Any

from parvis.convene.registration.models import Letter, LetterKind, SignUp, Step


def note(sign_up: SignUp, what: str, *, actor: Any = None, **detail: Any) -> None:
    """Write one step of a sign-up's life, in the transaction that makes it; 1 query.

    detail   JSON values, never personal data: it stays when the person's name is erased
    """
    person = actor if getattr(actor, "pk", None) else None
    Step.objects.create(sign_up=sign_up, what=what, actor=person, detail=detail)


def tell(sign_up: SignUp, kind: LetterKind, **detail: Any) -> None:
    """Owe the person a letter, in the same transaction; nothing when there is no address. 1 query.

    A sign-up to a session, taken along with the event, has the address of its parent.
    """
    if sign_up.email or (sign_up.parent_id and sign_up.parent.email):
        Letter.objects.create(sign_up=sign_up, kind=kind, detail=detail)
