"""How far a measure of a law is applied: computed from what is known of its decrees and duties, never typed in.

Plain values in, a frozen value out; no database and no clock, so that anyone can check the rule. In the order of what a
reader must know first:

1. repealed: the law is, or every article that states the measure is;
2. not in force yet: the law, or the measure's own articles, begin later;
3. awaited: a decree the measure needs is not published; the days since the law was published are counted;
4. applied: every duty of the measure is declared done, with evidence;
5. unknown: nobody looked a decree up, or looked and did not find it; the software does not guess;
6. published: every decree is;
7. without decree: none is needed, the measure binds as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DecreeStanding(StrEnum):
    """What stands for a decree: the text itself, or a typed absence."""

    PUBLISHED = "published"
    AWAITED = "awaited"
    NOT_NEEDED = "not-needed"
    NOT_FOUND = "not-found"
    NOT_LOOKED_UP = "not-looked-up"


class State(StrEnum):
    """How far a measure is applied."""

    REPEALED = "repealed"
    NOT_IN_FORCE = "not-in-force"
    AWAITED = "awaited"
    APPLIED = "applied"
    UNKNOWN = "unknown"
    PUBLISHED = "published"
    NO_DECREE = "no-decree"


@dataclass(frozen=True, slots=True)
class LawFacts:
    """The days of a legal text; None where a day is not known."""

    signed_on: date | None = None
    published_on: date | None = None
    in_force_on: date | None = None
    repealed_on: date | None = None

    @property
    def began(self) -> date | None:
        """The day from which a decree is awaited: that of publication, else of signature."""
        return self.published_on or self.signed_on


@dataclass(frozen=True, slots=True)
class ProvisionFacts:
    """The days of an article that states the measure, where they are its own."""

    in_force_on: date | None = None
    repealed_on: date | None = None


@dataclass(frozen=True, slots=True)
class DecreeFacts:
    """A decree that a measure calls for; `expected_by` is the last day of what was announced."""

    standing: str
    published_on: date | None = None
    expected_by: date | None = None
    repealed_on: date | None = None


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """Something a body must do under the measure; done when it says so and shows evidence."""

    declared_done: bool = False
    evidence: int = 0

    @property
    def is_done(self) -> bool:
        return self.declared_done and self.evidence > 0


@dataclass(frozen=True, slots=True)
class Application:
    """The state of a measure on a day.

    since       the day on which the state began, None when the facts do not say
    days        whole days a decree has been awaited, None when none is awaited or the law's day is not known
    days_late   days since the last day that was announced for a decree still awaited, 0 without one
    needed      decrees the measure calls for, published or awaited
    duties      things bodies must do; `done` of them are declared done with evidence
    """

    state: State
    since: date | None = None
    days: int | None = None
    days_late: int = 0
    needed: int = 0
    published: int = 0
    awaited: int = 0
    unknown: int = 0
    duties: int = 0
    done: int = 0


def application(
    law: LawFacts,
    provisions: Sequence[ProvisionFacts],
    decrees: Sequence[DecreeFacts],
    duties: Sequence[DutyFacts],
    *,
    today: date,
) -> Application:
    """How far a measure is applied on a day.

    A measure about which no decree was written down at all is unknown, like one whose decree nobody looked up.
    A decree that was repealed does not count as published; a publication announced for a later day is awaited.
    """
    counts = counted(decrees, duties, today)
    repealed = repealed_since(law, provisions, today)
    if repealed is not None:
        return Application(State.REPEALED, since=repealed, **counts)
    begins = begins_on(law, provisions)
    if begins is not None and begins > today:
        return Application(State.NOT_IN_FORCE, since=begins, **counts)
    if counts["awaited"]:
        began = law.began
        expected = [one.expected_by for one in decrees if is_awaited(one, today) and one.expected_by]
        late = max(((today - day).days for day in expected), default=0)
        days = (today - began).days if began is not None else None
        return Application(State.AWAITED, since=began, days=days, days_late=max(late, 0), **counts)
    if counts["duties"] and counts["done"] == counts["duties"]:
        return Application(State.APPLIED, **counts)
    if counts["unknown"] or not decrees:
        return Application(State.UNKNOWN, **counts)
    if counts["published"]:
        last = latest(one.published_on for one in decrees if is_published(one, today))
        return Application(State.PUBLISHED, since=last, **counts)
    return Application(State.NO_DECREE, since=begins, **counts)


def counted(decrees: Sequence[DecreeFacts], duties: Sequence[DutyFacts], today: date) -> dict[str, int]:
    published = sum(is_published(one, today) for one in decrees)
    awaited = sum(is_awaited(one, today) for one in decrees)
    return {
        "published": published,
        "awaited": awaited,
        "needed": published + awaited,
        "unknown": sum(one.standing in {DecreeStanding.NOT_FOUND, DecreeStanding.NOT_LOOKED_UP} for one in decrees),
        "duties": len(duties),
        "done": sum(one.is_done for one in duties),
    }


def is_published(decree: DecreeFacts, today: date) -> bool:
    """Published and in use on that day; one without its day of publication counts, the day alone is missing."""
    if decree.standing != DecreeStanding.PUBLISHED or (decree.published_on is not None and decree.published_on > today):
        return False
    return decree.repealed_on is None or decree.repealed_on > today


def is_awaited(decree: DecreeFacts, today: date) -> bool:
    """Not published on that day, or repealed since and replaced by nothing."""
    if decree.standing == DecreeStanding.AWAITED:
        return True
    return decree.standing == DecreeStanding.PUBLISHED and not is_published(decree, today)


def repealed_since(law: LawFacts, provisions: Sequence[ProvisionFacts], today: date) -> date | None:
    """The day from which nothing of the measure is law any more; None while something is."""
    days = [law.repealed_on] if law.repealed_on else []
    own = [one.repealed_on for one in provisions]
    if own and all(own):
        days.append(max(day for day in own if day))
    past = [day for day in days if day <= today]
    return min(past, default=None)


def begins_on(law: LawFacts, provisions: Sequence[ProvisionFacts]) -> date | None:
    """The first day on which the measure binds: its articles' own day when each has one, else that of the law."""
    own = [one.in_force_on for one in provisions]
    if own and all(own):
        return min(day for day in own if day)
    return law.in_force_on


def latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)
