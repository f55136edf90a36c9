"""The list a door works with: who may come in, and nothing that a door has no use for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from parvis.convene.agenda.models import Event, Session
from parvis.convene.checkin.models import Kind, Passage
from parvis.convene.registration.models import ENDED, Attendee, Registration, SignUp, State, Step
from parvis.ground.text import localized

GOOD, CANCELLED = "good", "cancelled"
# Transactions that began before our reading may end after it: what is so young is told again next time.
OVERLAP = timedelta(seconds=60)


@dataclass(frozen=True)
class Listed:
    """One ticket. `main`: good for the event itself; `sessions`: identifiers of those it is good for besides.

    The name of who cancelled is not told: a door needs to know the ticket only.
    """

    uid: str
    name: str
    category: str
    party: str
    child: bool
    state: str
    main: bool
    sessions: tuple[str, ...]


def with_tickets(event: Event) -> QuerySet[SignUp]:
    """Sign-ups of the event that have, or had, tickets; not those to sessions that an event's ticket opens."""
    had = Q(state=State.CONFIRMED) | Q(state__in=sorted(ENDED), confirmed_at__isnull=False)
    return SignUp.objects.filter(had, registration__event=event, parent=None).order_by("pk")


def listed(event: Event, language: str, keys: Collection[int] | None = None) -> list[Listed]:
    """The tickets of the event, or of these sign-ups; 2 queries."""
    parties = with_tickets(event) if keys is None else with_tickets(event).filter(pk__in=keys)
    people = Attendee.objects.filter(sign_up__in=parties.order_by().values("pk"))
    rows = people.order_by("sign_up", "order", "pk").values_list(
        "uid", "name", "child", "cancelled_at", "sign_up", "sign_up__uid", "sign_up__name", "sign_up__state",
        "sign_up__category__name", "sign_up__registration__session__uid",
    )  # fmt: skip
    sessions = sessions_of(event, keys)
    found = []
    for uid, name, child, cancelled, key, party, party_name, state, category, own in rows:
        good = state == State.CONFIRMED and cancelled is None
        found.append(
            Listed(
                uid=str(uid),
                name=(name or party_name) if good else "",
                category=localized(category, language),
                party=str(party),
                child=child,
                state=GOOD if good else CANCELLED,
                main=own is None,
                sessions=tuple(filter(None, [str(own) if own else "", *sessions.get(key, ())])) if good else (),
            )
        )
    return found


def sessions_of(event: Event, keys: Collection[int] | None = None) -> dict[int, list[str]]:
    """Sessions that parties have a seat in, by the key of their sign-up to the event."""
    children = SignUp.objects.filter(registration__event=event, parent__isnull=False, state=State.CONFIRMED)
    if keys is not None:
        children = children.filter(parent__in=keys)
    found: dict[int, list[str]] = {}
    for parent, session in children.order_by("pk").values_list("parent", "registration__session__uid"):
        found.setdefault(parent, []).append(str(session))
    return found


def choices(event: Event) -> list[dict[str, Any]]:
    """Sessions of which a door may check the entry; `seats`: one registers for it, so that a ticket may not open it."""
    registered = set(Registration.objects.filter(event=event, session__isnull=False).values_list("session", flat=True))
    rows = Session.objects.filter(event=event, held_back=False).order_by("starts_at", "pk")
    return [
        {"uid": str(one.uid), "title": one.title, "starts": one.starts_at, "seats": one.pk in registered}
        for one in rows
    ]


def main_registration(event: Event) -> bool:
    """Whether one registers for the event itself, and not for its sessions alone."""
    return Registration.objects.filter(event=event, session=None).exists()


def good_tickets(event: Event) -> int:
    good = Attendee.objects.filter(
        sign_up__registration__event=event, sign_up__parent=None, sign_up__state=State.CONFIRMED, cancelled_at=None
    )
    return int(good.aggregate(number=Count("pk"))["number"])


@dataclass(frozen=True)
class Cursor:
    """Where a device is: the last step of sign-ups it knows, and the instant until which it knows passages."""

    step: int
    moment: int

    def __str__(self) -> str:
        return f"{self.step}.{self.moment}"

    @classmethod
    def of(cls, text: str) -> Cursor | None:
        step, dot, moment = text.partition(".")
        if not dot or not (step.isascii() and step.isdigit() and moment.isascii() and moment.isdigit()):
            return None
        if len(step) > 18 or len(moment) > 11:  # longer, the moment is in no year of a calendar
            return None
        return cls(int(step), int(moment))


def changes(event: Event, language: str, cursor: Cursor | None, now: datetime) -> dict[str, Any]:
    """What a device at this cursor does not know yet; everything when it has none. 5 queries, or 6."""
    following = Cursor(last_step(now), int((now - OVERLAP).timestamp()))
    entries = Passage.objects.filter(event=event, kind=Kind.ENTRY)
    if cursor is None:
        tickets = listed(event, language)
    else:
        tickets = listed(event, language, changed_since(event, cursor.step))
        entries = entries.filter(changed_at__gte=datetime.fromtimestamp(cursor.moment, now.tzinfo))
    return {
        "now": now,
        "cursor": str(following),
        "full": cursor is None,
        "good": good_tickets(event),
        "tickets": tickets,
        "passages": [
            {
                "scan": str(scan),
                "ticket": str(ticket),
                "session": str(session) if session else None,
                "at": at,
                "device": str(device) if device else None,
                "door": str(door),
                "annulled": annulled is not None,
            }
            for scan, ticket, session, at, device, door, annulled in entries.order_by("at", "scan").values_list(
                "scan", "ticket", "session__uid", "at", "device__uid", "door__uid", "annulled_at"
            )
        ],
    }


def last_step(now: datetime) -> int:
    """Key of the last step that no transaction under way can come before; of any event, since keys are shared."""
    found = Step.objects.filter(at__lt=now - OVERLAP).order_by("-pk").values_list("pk", flat=True).first()
    return found or 0


def changed_since(event: Event, step: int) -> set[int]:
    """Keys of the sign-ups to the event, or to a session alone, whose life went on after that step."""
    rows = Step.objects.filter(pk__gt=step, sign_up__registration__event=event).order_by()
    return {parent or key for key, parent in rows.values_list("sign_up", "sign_up__parent")}
