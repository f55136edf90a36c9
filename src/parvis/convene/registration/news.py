"""What those who registered are told without asking: that the event, or a session that they take, has changed.

A letter of news is owed by the person, not by each session: what changes within a few minutes is one letter, that says
what holds when it leaves. Its detail: {"what": action of the event's journal, or "", "sessions": [keys of the
registrations of sessions]}.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from parvis.convene.agenda.actions.telling import RINGING
from parvis.convene.agenda.models import Event, State, Status
from parvis.convene.registration.announced import sessions_moved
from parvis.convene.registration.letters import TRIES
from parvis.convene.registration.models import ACTIVE, Letter, LetterKind, Registration, SignUp
from parvis.convene.registration.reminders import remind_anew
from parvis.ground import clock

TOLD = frozenset({"event.cancelled", "event.postponed", "event.moved-online", "event.rescheduled"})
SAME_PLACE = "event.place-merged"
# Somebody who corrects the hour often corrects the room a minute later: one letter says both.
GATHERED_FOR = timedelta(minutes=5)
AT_ONCE = 500


def tell_of_change(event: Event, action: str, parts: Collection[str]) -> None:
    """Owe a letter to everybody whom a change concerns, in the transaction of the change: to all who registered for one
    of the event, to those who take the session for one of a session.

    What changes while the event is not public is told to nobody, then or later; nor that two places are one.
    """
    moved = sessions_moved(event) if "sessions" in parts else []
    now = clock.now()
    if event.state != State.PUBLISHED or event.ends_at <= now or action == SAME_PLACE:
        return
    wanted: defaultdict[int, list[int]] = defaultdict(list)
    is_whole = action in TOLD or not RINGING.isdisjoint(parts)
    if is_whole:
        wanted.update((key, []) for key in everybody(event))
    if event.status != Status.CANCELLED:
        for registration in moved:
            if registration.ends_at > now:
                for key in takers(registration):
                    wanted[key].append(registration.pk)
    due = now if action == "event.cancelled" else now + GATHERED_FOR
    owe(event, wanted, action if is_whole else "", due)
    days = Registration.objects.filter(event=event, session=None).select_related("event", "session") if is_whole else ()
    for registration in [*days, *moved]:
        remind_anew(registration, now)


def everybody(event: Event) -> list[int]:
    """Keys of those who registered to the event, or to a session alone; 1 query."""
    people = SignUp.objects.filter(registration__event=event, parent=None, state__in=sorted(ACTIVE)).exclude(email="")
    return list(people.order_by("pk").values_list("pk", flat=True))


def takers(registration: Registration) -> list[int]:
    """Keys of the sign-ups that have the addresses of those who take a session, or wait for it; 1 query."""
    rows = SignUp.objects.filter(registration=registration, state__in=sorted(ACTIVE)).order_by("pk")
    found = rows.values_list("pk", "email", "parent", "parent__email")
    return [parent or key for key, email, parent, address in found if address or email]


def owe(event: Event, wanted: Mapping[int, list[int]], what: str, due: datetime) -> None:
    """A letter for each of these people, with the sessions it is about; one that did not leave yet says all.

    A letter that a sender is claiming at this instant may say what was: another one is owed.
    """
    if not wanted:
        return
    unsent = Letter.objects.filter(
        sign_up__registration__event=event, kind=LetterKind.NEWS, sent_at=None, claimed_at=None, tries__lt=TRIES
    )
    known = {one.sign_up_id: one for one in unsent.select_for_update(of=("self",), skip_locked=True).order_by("pk")}
    for key in known.keys() & wanted.keys():
        letter = known[key]
        before = letter.detail.get("what", "")
        is_stronger = what in TOLD  # than a change of the hour
        letter.detail = {
            "what": what if is_stronger else before or what,
            "sessions": sorted({*letter.detail.get("sessions", ()), *wanted[key]}),
        }
        letter.due_at = due if is_stronger else letter.due_at
    Letter.objects.bulk_update(
        [known[key] for key in sorted(known.keys() & wanted.keys())], ["detail", "due_at"], batch_size=AT_ONCE
    )
    Letter.objects.bulk_create(
        (
            Letter(sign_up_id=key, kind=LetterKind.NEWS, detail={"what": what, "sessions": sessions}, due_at=due)
            for key, sessions in sorted(wanted.items())
            if key not in known
        ),
        batch_size=AT_ONCE,
    )
