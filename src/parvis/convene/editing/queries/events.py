"""The list of the events that a person writes or sees from inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.convene.agenda import addresses, rules
from parvis.convene.agenda.models import Edition, Event, State, Status
from parvis.convene.editing.models import WorkingCopy
from parvis.convene.editing.queries.bodies import seen_from_inside
from parvis.people.rules import roles_of, runs_the_instance
from parvis.ui import dates

A_PAGE = 25
UNFINISHED = 12
FINDINGS = ("errors", "any", "none")


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; empty words narrow nothing."""

    state: str = ""
    body: str = ""
    edition: str = ""
    words: str = ""
    findings: str = ""
    page: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        state, findings = given.get("state", ""), given.get("findings", "")
        return cls(
            state=state if state in State.values else "",
            body=given.get("body", ""),
            edition=given.get("edition", ""),
            words=given.get("q", "").strip()[:100],
            findings=findings if findings in FINDINGS else "",
            page=given.get("page", ""),
        )

    def query(self, **changes: str) -> str:
        """The address of the same list with something changed."""
        said = {"state": self.state, "body": self.body, "edition": self.edition, "q": self.words}
        said |= {"findings": self.findings, **changes}
        return "?" + urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class EventRow:
    uid: UUID
    title: str
    language: str
    url: str
    may_edit: bool
    when: str
    where: str
    body: str
    state: str
    state_label: str
    status_label: str
    errors: int
    warnings: int
    changed: str


@dataclass(frozen=True)
class Unfinished:
    """A form left as typed."""

    uid: UUID
    title: str
    when: str
    url: str
    is_new: bool


@dataclass(frozen=True)
class EventList:
    rows: tuple[EventRow, ...]
    page: Page[Event]
    tabs: tuple[dict[str, Any], ...]
    bodies: tuple[tuple[str, str], ...]
    editions: tuple[tuple[str, str], ...]
    unfinished: tuple[Unfinished, ...]
    total: int


def event_list(user: Any, asked: Asked, language: str, today: date) -> EventList:
    """At most 7 queries, whatever the number of events."""
    bodies = seen_from_inside(user)
    mine = within(user, bodies)
    narrowed = narrow(mine, asked)
    # Counts of the states ignore the state asked for, so that each tab says what it would show.
    counted = dict(narrowed.order_by().values_list("state").annotate(n=Count("pk")))
    events = narrowed.filter(state=asked.state) if asked.state else narrowed.exclude(state=State.WITHDRAWN)
    shown = sum(
        n for state, n in counted.items() if (state == asked.state if asked.state else state != State.WITHDRAWN)
    )
    ordered = events.select_related("organisation", "place", "finding_count").order_by("-start_day", "title", "pk")
    paginator = Counted(ordered, A_PAGE, shown)
    page = paginator.get_page(asked.page)
    return EventList(
        rows=tuple(row(event, user, language, today) for event in page.object_list),
        page=page,
        tabs=tabs(asked, counted),
        bodies=tuple((body.slug, body.name) for body in bodies),
        editions=editions_of(user, mine),
        unfinished=unfinished_of(user, language),
        total=shown,
    )


def listed(user: Any, asked: Asked) -> QuerySet[Event]:
    """The events of the list, all pages of it: for an export."""
    events = narrow(within(user, seen_from_inside(user)), asked)
    return events.filter(state=asked.state) if asked.state else events.exclude(state=State.WITHDRAWN)


class Counted(Paginator[Event]):
    """A paginator that is told how many rows there are."""

    def __init__(self, rows: QuerySet[Event], per_page: int, known: int) -> None:
        super().__init__(rows, per_page)
        self.__dict__["count"] = known


def within(user: Any, bodies: list[Any]) -> QuerySet[Event]:
    """Events of these bodies; all of them in staff mode."""
    if runs_the_instance(user):
        return Event.objects.all()
    return Event.objects.filter(organisation__in=[body.pk for body in bodies])


def narrow(events: QuerySet[Event], asked: Asked) -> QuerySet[Event]:
    if asked.body:
        events = events.filter(organisation__slug=asked.body)
    if asked.edition:
        events = events.filter(pk__in=Event.objects.filter(editions__slug=asked.edition).values("pk"))
    for word in asked.words.split():
        events = events.filter(Q(title__icontains=word) | Q(place__name__icontains=word))
    if asked.findings == "errors":
        events = events.filter(finding_count__errors__gt=0)
    elif asked.findings == "any":
        events = events.filter(Q(finding_count__errors__gt=0) | Q(finding_count__warnings__gt=0))
    elif asked.findings == "none":
        events = events.exclude(Q(finding_count__errors__gt=0) | Q(finding_count__warnings__gt=0))
    return events


def tabs(asked: Asked, counted: Mapping[str, int]) -> tuple[dict[str, Any], ...]:
    words = {
        State.DRAFT: pgettext("events", "Drafts"),
        State.SUBMITTED: pgettext("events", "Submitted"),
        State.PUBLISHED: pgettext("events", "Published"),
        State.REFUSED: pgettext("events", "Refused"),
        State.WITHDRAWN: pgettext("events", "Withdrawn"),
    }
    everything = sum(n for state, n in counted.items() if state != State.WITHDRAWN)
    found = [
        {
            "label": pgettext("events", "All"),
            "url": asked.query(state=""),
            "current": not asked.state,
            "count": everything,
        }
    ]
    for state, label in words.items():
        if counted.get(state) or state in {State.DRAFT, State.PUBLISHED} or asked.state == state:
            found.append(
                {
                    "label": label,
                    "url": asked.query(state=str(state)),
                    "current": asked.state == state,
                    "count": counted.get(state, 0),
                }
            )
    return tuple(found)


def editions_of(user: Any, mine: QuerySet[Event]) -> tuple[tuple[str, str], ...]:
    """Editions that hold some of these events, the latest first; 1 query."""
    holding = Edition.objects.filter(pk__in=mine.order_by().values("editions"))
    return tuple((edition.slug, str(edition.name)) for edition in holding.order_by("-year", "slug"))


def row(event: Event, user: Any, language: str, today: date) -> EventRow:
    may_edit = rules.may_edit_event(user, event)
    counted = getattr(event, "finding_count", None)
    hours = dates.hours_words(event.start_time, event.end_time, language) if event.start_time else ""
    day = dates.capital(
        dates.range_words(event.start_day, event.end_day, language, year=event.start_day.year != today.year)
    )
    place = str(event.place) if event.place else _("online") if event.mode == "online" else ""
    return EventRow(
        uid=event.uid,
        title=event.title,
        language=event.language,
        url=reverse("editing:event", args=[event.uid]) if may_edit else addresses.event(event.slug, language),
        may_edit=may_edit,
        when=", ".join(filter(None, (day, hours))),
        where=place,
        body=event.organisation.name if event.organisation else "",
        state=event.state,
        state_label=dates.capital(str(State(event.state).label)),
        status_label=dates.capital(str(Status(event.status).label)) if event.status != Status.SCHEDULED else "",
        errors=counted.errors if counted else 0,
        warnings=counted.warnings if counted else 0,
        changed=dates.day_words(localtime(event.changed_at).date(), language, weekday=False),
    )


def unfinished_of(user: Any, language: str) -> tuple[Unfinished, ...]:
    """What the person began to type and did not save; 1 query."""
    kept = WorkingCopy.objects.filter(user=user, form="event").order_by("-saved_at", "pk")[:UNFINISHED]
    return tuple(
        Unfinished(
            uid=copy.object_uid,
            title=copy.title.strip() or _("Untitled event"),
            when=when_words(copy, language),
            url=copy_url(copy),
            is_new=copy.is_new,
        )
        for copy in kept
    )


def when_words(copy: WorkingCopy, language: str) -> str:
    at = localtime(copy.saved_at)
    words = {
        "day": dates.day_words(at.date(), language),
        "hour": dates.time_words(at.time().replace(second=0), language),
    }
    return _("%(day)s at %(hour)s") % words


def copy_url(copy: WorkingCopy) -> str:
    if copy.is_new:
        return f"{reverse('editing:event-new')}?copy={copy.object_uid}"
    return reverse("editing:event", args=[copy.object_uid])


def writes_somewhere(user: Any) -> bool:
    return runs_the_instance(user) or any(role in rules.WRITERS for _body, role in roles_of(user))
