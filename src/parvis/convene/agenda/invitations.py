"""What an app of the same floor invites readers of an edition to do: submit an event, register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Invitation:
    """One sentence, one button, and where to read more; ready to print. Without `url`, there is no button."""

    sentence: str
    label: str = ""
    url: str = ""
    more_label: str = ""
    more_url: str = ""


Inviting = Callable[[UUID, str, str, datetime], Invitation | None]
_inviting: dict[str, Inviting] = {}


def register_invitation(code: str, inviting: Inviting) -> None:
    """Add one: `inviting(edition uid, edition slug, language, now)` gives None when it has nothing to say; 1 query."""
    _inviting[code] = inviting


def invitations(edition: UUID, slug: str, language: str, now: datetime) -> tuple[Invitation, ...]:
    """What readers of the edition are invited to, in the order of the codes."""
    found = (inviting(edition, slug, language, now) for _code, inviting in sorted(_inviting.items()))
    return tuple(one for one in found if one is not None)
