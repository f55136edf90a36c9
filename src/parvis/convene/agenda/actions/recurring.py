"""Dates that come back: each is an event of its own, made from one; see ADR 0018."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.civics.dates.recurrence import InvalidRule, Rule, occurrences, parse, text
from parvis.convene.agenda.actions.copies import Copy, write_copies
from parvis.convene.agenda.actions.lifecycle import cancel, withdraw
from parvis.convene.agenda.actions.recording import leave_trace
from parvis.convene.agenda.actions.writing import write_event
from parvis.convene.agenda.content import Content, content_of, contents_of
from parvis.convene.agenda.copying import copied, renamed, shifted, untold
from parvis.convene.agenda.models import Edition, Event, Recurrence, State, Status
from parvis.ground.journal.actions import record

MOST = 200  # events that one rule may make


def rule_of(source: str) -> Rule:
    """The rule, or a ValidationError in the reader's language."""
    try:
        return parse(source)
    except InvalidRule as wrong:
        language = "en" if (get_language() or "fr").startswith("en") else "fr"
        raise ValidationError({"rule": wrong.words[language]}) from None


def days_of_rule(rule: Rule, first: date, exceptions: Iterable[date] = ()) -> tuple[date, ...]:
    """Every day of the rule, the first one always among them. Raises ValidationError for too many, or no other."""
    found = {first, *occurrences(rule, first, tuple(exceptions), MOST + 1)}
    if len(found) > MOST:
        message = _("A rule makes %(most)d days at most: give it an end.") % {"most": MOST}
        raise ValidationError({"rule": message})
    if len(found) == 1:
        raise ValidationError({"rule": _("This rule gives no other day.")})
    return tuple(sorted(found))


@transaction.atomic
def repeat_event(
    actor: Any, event: Event, source: str, exceptions: Iterable[date] = (), editions: Sequence[Edition] = ()
) -> list[Event]:
    """Make the event come back on the days of the rule: one draft a day, the event itself being the first.

    Raises ValidationError when the rule is wrong, gives too many days, or the event comes back already (also when
    somebody else makes it come back at this very instant).
    """
    rule = rule_of(source)
    left_out = sorted(set(exceptions))
    days = days_of_rule(rule, event.start_day, left_out)
    recurrence = Recurrence.objects.create(
        rule=text(rule), first_day=event.start_day, exceptions=[day.isoformat() for day in left_out]
    )
    claimed = Event.objects.filter(pk=event.pk, recurrence__isnull=True).update(
        recurrence=recurrence, recurrence_day=event.start_day
    )
    if not claimed:
        raise ValidationError(_("This event comes back already."))
    event.recurrence, event.recurrence_day = recurrence, event.start_day
    others = [day for day in days if day != event.start_day]
    made = occurrences_on(actor, event, recurrence, others, editions)
    record(actor, "event.repeated", "event", event.uid, public={"number": len(made)})
    return made


def occurrences_on(
    actor: Any, event: Event, recurrence: Recurrence, days: Sequence[date], editions: Sequence[Edition] = ()
) -> list[Event]:
    """Drafts made from the event, one for each day."""
    content = content_of(event)
    return write_copies(
        actor,
        [
            Copy(
                copied(content, day - event.start_day),
                event.organisation,
                editions=tuple(one for one in editions if within(day, one)),
                recurrence=recurrence,
                recurrence_day=day,
                standing=event.standing,
                said_day=True,
            )
            for day in days
        ],
    )


def within(day: date, edition: Edition) -> bool:
    return (edition.first_day is None or day >= edition.first_day) and (
        edition.last_day is None or day <= edition.last_day
    )


@transaction.atomic
def leave_out(actor: Any, event: Event) -> Event:
    """This day is not held: a draft is withdrawn, a public event is cancelled and its page says so."""
    recurrence = held(event)
    assert event.recurrence_day is not None  # noqa: S101 -- `held` said so
    recurrence.exceptions = sorted({*recurrence.exceptions, event.recurrence_day.isoformat()})
    recurrence.save(update_fields=["exceptions"])
    if event.state == State.PUBLISHED:
        cancel(actor, event)
    elif event.state != State.WITHDRAWN:
        withdraw(actor, event)
    record(actor, "event.left-out", "event", event.uid)
    return event


@transaction.atomic
def hold_again(actor: Any, event: Event, day: date) -> Event:
    """A day that was left out, or that the rule does not give, is held: its event is taken up again, or made."""
    recurrence = held(event)
    if day.isoformat() in recurrence.exceptions:
        recurrence.exceptions = [one for one in recurrence.exceptions if one != day.isoformat()]
        recurrence.save(update_fields=["exceptions"])
    one = recurrence.occurrences.filter(recurrence_day=day).first()
    if one is None:
        if recurrence.occurrences.count() >= MOST:
            raise ValidationError(_("There are %(most)d days already.") % {"most": MOST})
        return occurrences_on(actor, event, recurrence, [day])[0]
    if one.state == State.WITHDRAWN:
        one.state = State.DRAFT
        one.save(update_fields=["state"])
    elif one.status == Status.CANCELLED:
        one.status = Status.SCHEDULED
        one.save(update_fields=["status"])
    leave_trace(actor, one, "event.held-again", rings=True)
    return one


def held(event: Event) -> Recurrence:
    if event.recurrence is None or event.recurrence_day is None:
        raise ValidationError(_("This event does not come back."))
    # The row is locked while its days change, so that of two who change them none is lost.
    return Recurrence.objects.select_for_update().get(pk=event.recurrence_id)


@dataclass(frozen=True)
class Spread:
    """What carrying a change over does to one other date: the parts it takes, and those that a person wrote there."""

    event: Event
    content: Content
    takes: tuple[str, ...]
    keeps: tuple[str, ...]


def spread_plan(event: Event, before: Mapping[str, Any], after: Mapping[str, Any], *, whole: bool) -> list[Spread]:
    """What changing the event from `before` to `after` would do to its other dates; 15 queries.

    whole   every date, those before this one too; otherwise the following ones
    A part that differs from the series on one date was changed there by hand, and stays.
    """
    if event.recurrence_id is None or event.recurrence_day is None:
        return []
    others = Event.objects.filter(recurrence=event.recurrence_id).exclude(pk=event.pk).exclude(state=State.WITHDRAWN)
    if not whole:
        others = others.filter(recurrence_day__gt=event.recurrence_day)
    found = list(others.select_related("organisation").order_by("recurrence_day"))
    contents = contents_of(found)
    changed = [part for part in after if after[part] != before.get(part)]
    plans = []
    for other in found:
        delta = other.recurrence_day - event.recurrence_day
        plans.append(spread_on(other, contents[other.pk], before, after, changed, delta))
    return plans


def spread_on(
    other: Event,
    stands: Content,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    changed: Sequence[str],
    delta: timedelta,
) -> Spread:
    """The other date's sessions are those of the same place in the programme; new ones get identifiers of their own."""
    then, now = untold(shifted(before, delta)), untold(shifted(after, delta))
    theirs = {str(old["uid"]): str(new["uid"]) for old, new in zip(then["sessions"], stands["sessions"], strict=False)}
    then, now = renamed(then, theirs), renamed(now, theirs)
    takes = tuple(part for part in changed if part in now and stands[part] == then[part])
    keeps = tuple(part for part in changed if part in now and part not in takes and stands[part] != now[part])
    return Spread(other, {part: now[part] for part in takes}, takes, keeps)


@transaction.atomic
def spread_changes(actor: Any, plans: Iterable[Spread]) -> int:
    """Write each date that takes something; returns how many did. Each is a save of its own, with its version."""
    return sum(bool(plan.content and write_event(actor, plan.event, plan.content)) for plan in plans)
