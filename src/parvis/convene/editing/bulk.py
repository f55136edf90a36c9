"""One verb for many events: what it would do to each, and why not. Nothing here writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from parvis.convene.agenda import rules
from parvis.convene.agenda.content import contents_of
from parvis.convene.agenda.copying import shifted
from parvis.convene.agenda.models import Edition, Event, Inclusion, State, Status
from parvis.convene.editing.actions.publishing import held_back
from parvis.ground.places.models import Place
from parvis.ground.themes.models import Term
from parvis.ui import dates

MOST = 500


@dataclass(frozen=True)
class Verb:
    """`needs` names the argument it asks for: edition, theme, format, place, days, reason, or nothing."""

    code: str
    label: Any
    needs: str = ""


VERBS = {
    verb.code: verb
    for verb in (
        Verb("publish", pgettext_lazy("verb", "Publish")),
        Verb("withdraw", pgettext_lazy("verb", "Withdraw")),
        Verb("cancel", gettext_lazy("Say that they are cancelled"), "reason"),
        Verb("postpone", gettext_lazy("Say that they are postponed"), "reason"),
        Verb("join", gettext_lazy("Add to an edition"), "edition"),
        Verb("add-theme", gettext_lazy("Add a theme"), "theme"),
        Verb("remove-theme", gettext_lazy("Remove a theme"), "theme"),
        Verb("add-format", gettext_lazy("Add a format"), "format"),
        Verb("remove-format", gettext_lazy("Remove a format"), "format"),
        Verb("place", gettext_lazy("Change the place"), "place"),
        Verb("shift", gettext_lazy("Shift the days"), "days"),
    )
}


@dataclass(frozen=True)
class Row:
    """One event: what will happen, or why it will not. `content` is what is written, for verbs that write contents."""

    event: Event
    will: str = ""
    why_not: tuple[str, ...] = ()
    content: Mapping[str, Any] | None = None

    @property
    def doable(self) -> bool:
        return not self.why_not


Plan = Callable[[Any, Sequence[Event], Any, str], list[Row]]


def plan(user: Any, events: Sequence[Event], verb: Verb, argument: Any, language: str) -> list[Row]:
    """A row for each event, in their order; at most 16 queries whatever their number."""
    return PLANS[verb.code](user, events, argument, language)


def publishing(user: Any, events: Sequence[Event], argument: Any, language: str) -> list[Row]:
    held = held_back(events)
    return [
        refused(event, _("You may not publish for this body."))
        if not rules.may_publish_event(user, event)
        else refused(event, _("It is public already."))
        if event.state == State.PUBLISHED
        else refused(event, _("It was refused or withdrawn: open it first."))
        if event.state in {State.WITHDRAWN, State.REFUSED}
        else refused(event, *(one.message for one in held[event.pk]))
        if event.pk in held
        else Row(event, _("Everybody will see it."))
        for event in events
    ]


def withdrawing(user: Any, events: Sequence[Event], argument: Any, language: str) -> list[Row]:
    return [
        refused(event, _("You may not withdraw it."))
        if not rules.may_withdraw_event(user, event)
        else refused(event, _("It is withdrawn already."))
        if event.state == State.WITHDRAWN
        else Row(event, _("Nobody will see it any more."))
        for event in events
    ]


def telling(status: Status, will: Any) -> Plan:
    def planned(user: Any, events: Sequence[Event], argument: Any, language: str) -> list[Row]:
        return [
            refused(event, _("You may not say it for this body."))
            if not rules.may_tell_status(user, event)
            else refused(event, _("It says so already."))
            if event.status == status
            else Row(event, str(will))
            for event in events
        ]

    return planned


def joining(user: Any, events: Sequence[Event], edition: Edition, language: str) -> list[Row]:
    within = set(
        Inclusion.objects.filter(edition=edition, event__in=events, selected_by__isnull=True)
        .order_by()
        .values_list("event_id", flat=True)
    )
    manages = rules.may_manage_edition(user, edition)
    will = _("It joins “%(edition)s”.") % {"edition": edition.name.localize(language)}
    return [
        refused(event, _("The programme of this edition is not yours."))
        if not manages
        else refused(event, _("It is in this edition already."))
        if event.pk in within
        else refused(event, _("It is not public, and you may not change it."))
        if event.state != State.PUBLISHED and not rules.may_edit_event(user, event)
        else Row(event, will)
        for event in events
    ]


def terms(part: str, *, add: bool) -> Plan:
    def planned(user: Any, events: Sequence[Event], term: Term, language: str) -> list[Row]:
        name = term.name.localize(language)
        will = (_("It takes “%(term)s”.") if add else _("It loses “%(term)s”.")) % {"term": name}
        already = _("It has it already.") if add else _("It does not have it.")
        rows = []
        for event, content in written(events):
            codes = list(content[part])
            wanted = [*codes, term.code] if add else [code for code in codes if code != term.code]
            if not rules.may_edit_event(user, event):
                rows.append(refused(event, _("You may not change it.")))
            elif (term.code in codes) == add:
                rows.append(refused(event, already))
            else:
                rows.append(Row(event, will, content={part: wanted}))
        return rows

    return planned


def placing(user: Any, events: Sequence[Event], place: Place, language: str) -> list[Row]:
    return [
        refused(event, _("You may not change it."))
        if not rules.may_edit_event(user, event)
        else refused(event, _("It is there already."))
        if event.place_id == place.pk
        else Row(event, _("It moves to %(place)s.") % {"place": place}, content={"place": str(place.uid)})
        for event in events
    ]


def shifting(user: Any, events: Sequence[Event], days: int, language: str) -> list[Row]:
    delta = timedelta(days=days)
    rows = []
    for event, content in written(events):
        if not rules.may_edit_event(user, event):
            rows.append(refused(event, _("You may not change it.")))
            continue
        day = dates.day_words(event.start_day + delta, language, year=True)
        moved = shifted(content, delta)
        asked = {part: moved[part] for part in ("start_day", "end_day", "sessions")}
        rows.append(Row(event, _("It moves to %(day)s.") % {"day": day}, content=asked))
    return rows


def written(events: Sequence[Event]) -> list[tuple[Event, dict[str, Any]]]:
    contents = contents_of(events)
    return [(event, contents[event.pk]) for event in events]


def refused(event: Event, *reasons: str) -> Row:
    return Row(event, why_not=reasons)


PLANS: dict[str, Plan] = {
    "publish": publishing,
    "withdraw": withdrawing,
    "cancel": telling(Status.CANCELLED, gettext_lazy("Its page will say that it is cancelled.")),
    "postpone": telling(Status.POSTPONED, gettext_lazy("Its page will say that it is postponed.")),
    "join": joining,
    "add-theme": terms("themes", add=True),
    "remove-theme": terms("themes", add=False),
    "add-format": terms("formats", add=True),
    "remove-format": terms("formats", add=False),
    "place": placing,
    "shift": shifting,
}
