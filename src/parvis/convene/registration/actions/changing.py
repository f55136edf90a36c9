"""Changing what a party said, without giving its seats back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from parvis.convene.registration.actions import seats
from parvis.convene.registration.actions.demand import Refused
from parvis.convene.registration.actions.leaving import ended
from parvis.convene.registration.actions.promoting import promote
from parvis.convene.registration.actions.sessions import children_locked, take_sessions
from parvis.convene.registration.actions.steps import note, tell
from parvis.convene.registration.models import (
    ACTIVE,
    AccessNeed,
    Attendee,
    Consent,
    LetterKind,
    SignUp,
    State,
)
from parvis.ground import clock


@dataclass(frozen=True)
class Changes:
    """What a party says now.

    people       key of an attendee → name, whether a child, answers
    sessions     keys of the registrations of sessions that it takes; None: as before
    need_codes   None: nothing is asked of needs
    """

    name: str
    people: Mapping[int, tuple[str, bool, Mapping[str, Any]]]
    answers: Mapping[str, Any]
    consents: frozenset[int]
    sessions: frozenset[int] | None = None
    need_codes: tuple[str, ...] | None = None
    need_words: str = ""


@transaction.atomic
def change(sign_up: SignUp, changes: Changes, *, actor: Any = None) -> SignUp:
    """Write what the party says now; sessions are taken while seats are left, or waited for.

    Answers to questions that are asked no more stay.

    raises   Refused("ended") when the registration is over
    """
    registration, _now = seats.lock(sign_up.registration_id), clock.now()
    current = SignUp.objects.select_related("registration").filter(pk=sign_up.pk, state__in=sorted(ACTIVE)).first()
    if current is None:
        raise Refused("ended")
    parts: list[str] = []
    answers = {**gone(registration.form, current.answers), **changes.answers}
    if (current.name, current.answers) != (changes.name, answers):
        parts.append("details")
        current.name, current.answers = changes.name, answers
        current.save(update_fields=["name", "answers"])
    parts += change_people(current, changes, registration.form)
    parts += change_needs(current, changes)
    parts += change_consents(current, changes)
    if changes.sessions is not None:
        parts += change_sessions(current, changes.sessions)
    if parts:
        note(current, "changed", actor=actor, parts=sorted(set(parts)))
    if "sessions" in parts:
        tell(current, LetterKind.CHANGED)
    sign_up.refresh_from_db()
    return sign_up


def gone(form: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers to what is not asked any more."""
    asked = {one["uid"] for one in form.get("questions", ())}
    return {uid: answer for uid, answer in answers.items() if uid not in asked}


def change_people(sign_up: SignUp, changes: Changes, form: Mapping[str, Any]) -> list[str]:
    changed = []
    for person in Attendee.objects.filter(sign_up=sign_up, cancelled_at=None, pk__in=sorted(changes.people)):
        name, child, given = changes.people[person.pk]
        answers = {**gone(form, person.answers), **given}
        if (person.name, person.child, person.answers) != (name, child, answers):
            person.name, person.child, person.answers = name, child, answers
            changed.append(person)
    Attendee.objects.bulk_update(changed, ["name", "child", "answers"])
    return ["people"] if changed else []


def change_needs(sign_up: SignUp, changes: Changes) -> list[str]:
    if changes.need_codes is None:
        return []
    known = AccessNeed.objects.filter(sign_up=sign_up).first()
    if not changes.need_codes and not changes.need_words:
        if known is None:
            return []
        known.delete()
        return ["needs"]
    said = (sorted(changes.need_codes), changes.need_words)
    if known is not None and (sorted(known.codes), known.words) == said:
        return []
    AccessNeed.objects.update_or_create(sign_up=sign_up, defaults={"codes": said[0], "words": said[1]})
    return ["needs"]


def change_consents(sign_up: SignUp, changes: Changes) -> list[str]:
    """A consent taken back keeps its date, and is given anew by a later one."""
    now = clock.now()
    standing = set(Consent.objects.filter(sign_up=sign_up, withdrawn_at=None).values_list("purpose_id", flat=True))
    for key in sorted(standing - changes.consents):
        Consent.objects.filter(sign_up=sign_up, purpose_id=key).update(withdrawn_at=now)
    for key in sorted(changes.consents - standing):
        Consent.objects.update_or_create(
            sign_up=sign_up, purpose_id=key, defaults={"given_at": now, "withdrawn_at": None}
        )
    return ["consents"] if standing != changes.consents else []


def change_sessions(sign_up: SignUp, wanted: frozenset[int]) -> list[str]:
    """Leave the sessions that are not wanted any more, take the new ones; the caller holds the event's lock."""
    now = clock.now()
    before = set(sign_up.wanted_sessions)
    held = set(sign_up.children.filter(state__in=sorted(ACTIVE)).values_list("registration_id", flat=True))
    if wanted == held | (before if sign_up.state in {State.ASKED, State.WAITING, State.OFFERED} else set()):
        return []
    sign_up.wanted_sessions = sorted(wanted)
    sign_up.save(update_fields=["wanted_sessions"])
    for session, child in children_locked(sign_up):
        if session.pk not in wanted:
            ended(session, child, State.CANCELLED, now)
            promote(session, now)
    if sign_up.state in {State.HELD, State.PENDING, State.CONFIRMED}:
        take_sessions(sign_up, now)
    return ["sessions"]
