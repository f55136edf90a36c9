"""Who takes part, by role, in one query for an event and all its sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Participation, Role
from parvis.convene.agenda.queries.shapes import Party, RoleGroup

ORGANISING = (Role.ORGANISER, Role.CO_ORGANISER, Role.HOST)
ORDER = list(Role.values)


@dataclass(frozen=True)
class Participants:
    """Parties of the event itself (key None) and of its sessions (by their keys), with their roles."""

    by_session: dict[int | None, list[tuple[str, Party]]]

    def groups(self) -> tuple[RoleGroup, ...]:
        """The event's own participants, organisers first."""
        labels = role_labels()
        found: dict[str, list[Party]] = defaultdict(list)
        for role, party in self.by_session.get(None, ()):
            found[role].append(party)
        roles = sorted(found, key=ORDER.index)
        return tuple(RoleGroup(role, labels[role], tuple(found[role])) for role in roles)

    def people(self, session: int) -> tuple[Party, ...]:
        return tuple(party for role, party in self.by_session.get(session, ()) if role not in ORGANISING)

    def organisers(self, session: int | None) -> tuple[Party, ...]:
        return tuple(party for role, party in self.by_session.get(session, ()) if role in ORGANISING)


def participants(event: int, language: str) -> Participants:
    """One query."""
    rows = Participation.objects.filter(event=event).order_by("order", "pk")
    found: dict[int | None, list[tuple[str, Party]]] = defaultdict(list)
    for session, role, label, office, programmes, body, body_slug, person in rows.values_list(
        "session_id",
        "role",
        "label",
        "office",
        "programmes",
        "organisation__name",
        "organisation__slug",
        "person__name",
    ):
        found[session].append((role, _party(label, office, programmes, body, body_slug, person, language)))
    return Participants(found)


def _party(
    label: str,
    office: str,
    programmes: Iterable[str],
    body: str | None,
    body_slug: str | None,
    person: str | None,
    language: str,
) -> Party:
    body_url = addresses.organisation(body_slug, language) if body_slug else ""
    if person or not body:
        return Party(person or label, "", office, body or "", body_url, tuple(programmes))
    return Party(label or body, body_url, office, "", "", tuple(programmes))


def role_labels() -> dict[str, str]:
    """Headings of the groups, for one party or several."""
    return {
        Role.ORGANISER: _("Organised by"),
        Role.CO_ORGANISER: _("Together with"),
        Role.HOST: _("Hosted by"),
        Role.SUPPORTER: _("Supported by"),
        Role.PARTICIPANT: pgettext("heading", "Taking part"),
        Role.SPEAKER: _("Speakers"),
        Role.MODERATOR: _("Moderated by"),
    }
