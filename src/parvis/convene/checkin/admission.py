"""What a door of the server's own page decides; `static/checkin/door/rules.js` decides the same without a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from parvis.civics.proofs import Unreadable
from parvis.civics.proofs.tickets import claimed, read_ticket
from parvis.convene.agenda.models import Event, Session
from parvis.convene.checkin.models import Kind, Passage
from parvis.convene.checkin.queries.listing import GOOD, Listed, listed, main_registration, with_tickets
from parvis.convene.registration import tickets
from parvis.convene.registration.models import Registration, SignUp
from parvis.ground.search.words import fold


@dataclass(frozen=True)
class Check:
    """What this door checks: the event, or one of its sessions; `main`: one registers for the event itself."""

    event: Event
    session: Session | None
    seats: bool
    main: bool

    @classmethod
    def of(cls, event: Event, session: Session | None) -> Check:
        """2 queries at most."""
        seats = session is not None and Registration.objects.filter(session=session).exists()
        return cls(event, session, seats, main_registration(event))

    def opened_by(self, ticket: Listed) -> bool:
        if self.session is None:
            return ticket.main or not self.main
        own = str(self.session.uid) in ticket.sessions
        return own if self.seats else ticket.main or own


@dataclass(frozen=True)
class Verdict:
    """`code`: a key of `words.verdicts`. `entry`: the passage by which the ticket was used before.

    `outside`: how many of the party may still come in.
    """

    code: str
    uid: UUID | None = None
    ticket: Listed | None = None
    entry: Passage | None = None
    outside: int = 0


def judge_text(check: Check, text: str, language: str) -> Verdict:
    """The verdict on a ticket read by a scanner or typed; 5 queries at most."""
    try:
        said = claimed(text)
    except Unreadable:
        return Verdict("no-ticket")
    if said.event != check.event.uid:
        return Verdict("other-event")
    try:
        read_ticket(text, tickets.key_of(check.event).public)
    except Unreadable:
        return Verdict("false")
    keys = set(SignUp.objects.filter(attendees__uid=said.attendee).values_list("pk", flat=True))
    found = next((one for one in listed(check.event, language, keys) if one.uid == str(said.attendee)), None)
    before = entries_of(check, [str(said.attendee)])
    if found is None:
        entry = before.get(str(said.attendee))
        return Verdict("already" if entry else "unknown", said.attendee, entry=entry)
    return judge(check, found, before)


def judge(check: Check, ticket: Listed, before: Mapping[str, Passage]) -> Verdict:
    uid = UUID(ticket.uid)
    if ticket.state != GOOD:
        return Verdict("cancelled", uid, ticket)
    if not check.opened_by(ticket):
        return Verdict("not-session", uid, ticket)
    entry = before.get(ticket.uid)
    return Verdict("already" if entry else "entry", uid, ticket, entry)


def entries_of(check: Check, tickets: Collection[str]) -> dict[str, Passage]:
    """The first entry of each of these tickets, where it has one; 1 query."""
    entries = Passage.objects.filter(
        event=check.event, session=check.session, ticket__in=tickets, kind=Kind.ENTRY, annulled_at=None
    )
    found: dict[str, Passage] = {}
    for one in entries.select_related("door", "device").order_by("at", "scan"):
        found.setdefault(str(one.ticket), one)
    return found


MOST = 40


def search(check: Check, typed: str, language: str) -> list[Verdict]:
    """People whose names hold every word typed, each at the beginning of a word, with those of their party. 5 queries.

    Accents are folded here and not by the database, which would need a column for it: the names of one event fit in
    memory, a few thousand at most.
    """
    words = [word for word in fold(typed).replace("-", " ").split() if word]
    if not words:
        return []
    names = with_tickets(check.event).values_list("pk", "name", "attendees__name")
    keys = {key for key, name, person in names if is_named(words, person or name)}
    found = listed(check.event, language, keys) if keys else []
    before = entries_of(check, [one.uid for one in found])
    verdicts = [(judge(check, one, before), one) for one in found]
    outside = Counter(one.party for verdict, one in verdicts if verdict.code == "entry")
    hits = [(verdict, one) for verdict, one in verdicts if is_named(words, one.name)]
    hits.sort(key=lambda pair: fold(pair[1].name))
    return [replace(verdict, outside=outside[one.party]) for verdict, one in hits[:MOST]]


def is_named(words: Collection[str], name: str) -> bool:
    parts = fold(name).replace("-", " ").replace("’", " ").replace("'", " ").split()
    return all(any(part.startswith(word) for part in parts) for word in words)


def of_party(check: Check, party: UUID, language: str) -> list[Verdict]:
    """Everybody of a party, in its order; 4 queries."""
    keys = set(SignUp.objects.filter(uid=party, registration__event=check.event).values_list("pk", flat=True))
    found = listed(check.event, language, keys) if keys else []
    before = entries_of(check, [one.uid for one in found])
    return [judge(check, one, before) for one in found]
