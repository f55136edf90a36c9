"""The queue of submissions, for those who answer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Edition
from parvis.convene.agenda.queries.cards import when_words
from parvis.convene.submissions import rules
from parvis.convene.submissions.models import Stage, Submission
from parvis.convene.submissions.queries.changes import with_changes
from parvis.convene.submissions.queries.marks import open_marks_of_many
from parvis.ground.text import localized
from parvis.people.models import Organisation
from parvis.people.rules import runs_the_instance

PAGE = 30
# What the list may hold: a state, or something that waits beside the states.
VIEWS = ("waiting", "late", "replies", "changed", "changes", "accepted", "refused", "withdrawn")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; anything unknown counts as not asked."""

    view: str = "waiting"
    edition: str = ""
    body: str = ""
    findings: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: Any) -> Asked:
        view, number = given.get("state", ""), given.get("page", "")
        return cls(
            view=view if view in VIEWS else "waiting",
            edition=given.get("edition", ""),
            body=given.get("body", ""),
            findings=given.get("findings", "") if given.get("findings") in ("with", "without") else "",
            page=int(number) if number.isascii() and number.isdigit() and len(number) < 6 and int(number) else 1,
        )


@dataclass(frozen=True)
class Tab:
    code: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class QueueRow:
    """`days` it has waited; `late` days since the answer was due; `note` says what waits when it is no answer."""

    url: str
    number: int
    title: str
    organisation: str
    edition: str
    when: str
    days: int
    late: int
    state: str
    note: str
    errors: int
    doubts: int
    approved_once: bool


@dataclass(frozen=True)
class QueuePage:
    rows: tuple[QueueRow, ...]
    total: int
    tabs: tuple[Tab, ...]
    editions: tuple[Choice, ...]
    bodies: tuple[Choice, ...]
    asked: Asked
    previous: int
    next: int


def readable_by(user: Any) -> QuerySet[Submission]:
    """Submissions to the editions that the person's bodies host; every one for whoever runs the instance."""
    if runs_the_instance(user):
        return Submission.objects.all()
    return Submission.objects.filter(edition__host__in=rules.hosts_of(user, *rules.READERS))


def answerable_by(user: Any) -> QuerySet[Submission]:
    if runs_the_instance(user):
        return Submission.objects.all()
    return Submission.objects.filter(edition__host__in=rules.hosts_of(user, *rules.ANSWERERS))


def conditions(now: datetime) -> dict[str, Q]:
    """What each view of the list holds."""
    return {
        "waiting": Q(state=Stage.WAITING),
        "late": Q(state=Stage.WAITING, due__lt=now),
        "replies": Q(replied_at__isnull=False),
        "changed": Q(state=Stage.ACCEPTED, changed=True),
        "changes": Q(state=Stage.CHANGES),
        "accepted": Q(state=Stage.ACCEPTED),
        "refused": Q(state=Stage.REFUSED),
        "withdrawn": Q(state=Stage.WITHDRAWN),
    }


def queue_page(user: Any, asked: Asked, now: datetime) -> QueuePage:
    """One page of the list, the oldest first; the same number of queries whatever the number of rows.

    A list narrowed by findings is read whole: the checker reads texts, the database cannot.
    """
    language = get_language() or "fr"
    mine = readable_by(user)
    narrowed = mine
    if asked.edition:
        narrowed = narrowed.filter(edition__slug=asked.edition)
    if asked.body:
        narrowed = narrowed.filter(event__organisation__slug=asked.body)
    holds = conditions(now)
    counted = with_changes(narrowed).aggregate(**{f"n_{view}": Count("pk", filter=holds[view]) for view in VIEWS})
    order = ("replied_at", "pk") if asked.view == "replies" else ("submitted_at", "pk")
    listed = (
        with_changes(narrowed)
        .filter(holds[asked.view])
        .select_related("event__organisation", "event__place", "edition__host")
        .order_by(*order)
    )
    first = (asked.page - 1) * PAGE
    if asked.findings:
        everything = list(listed)
        marks = open_marks_of_many([one.event for one in everything])
        wanted = asked.findings == "with"
        kept = [one for one in everything if bool(marks.get(one.event_id)) == wanted]
        shown, total = kept[first : first + PAGE], len(kept)
    else:
        shown, total = list(listed[first : first + PAGE]), counted[f"n_{asked.view}"]
        marks = open_marks_of_many([one.event for one in shown])
    return QueuePage(
        rows=tuple(row(one, marks.get(one.event_id, ()), language, now) for one in shown),
        total=total,
        tabs=tuple(
            Tab(view, label, counted[f"n_{view}"], view == asked.view)
            for view, label in labels().items()
            if counted[f"n_{view}"] or view == asked.view or view == "waiting"
        ),
        editions=editions_of(mine, language),
        bodies=bodies_of(mine),
        asked=asked,
        previous=asked.page - 1,
        next=asked.page + 1 if first + PAGE < total else 0,
    )


def labels() -> dict[str, str]:
    return {
        "waiting": _("To answer"),
        "late": _("Late"),
        "replies": _("Replies"),
        "changed": _("Changed since accepted"),
        "changes": _("Changes asked"),
        "accepted": _("Accepted"),
        "refused": _("Refused"),
        "withdrawn": _("Withdrawn"),
    }


def row(one: Any, marks: Any, language: str, now: datetime) -> QueueRow:
    since = one.replied_at or one.submitted_at
    note = _("wrote after your answer") if one.replied_at else _("changed since it was accepted") if one.changed else ""
    errors = sum(mark.severity == "error" for mark in marks)
    return QueueRow(
        url=reverse("submissions:submission", args=[one.uid]),
        number=one.number,
        title=one.title,
        organisation=one.organisation_words or (one.event.organisation.name if one.event.organisation else ""),
        edition=localized(one.edition.name, language),
        when=when_words(one.event, language) if one.state in (Stage.WAITING, Stage.CHANGES, Stage.ACCEPTED) else "",
        days=max((now - since).days, 0),
        late=one.days_late(now),
        state=one.state,
        note=note,
        errors=errors,
        doubts=len(marks) - errors,
        approved_once=one.state == Stage.WAITING and one.first_approval_by_id is not None,
    )


def editions_of(mine: QuerySet[Submission], language: str) -> tuple[Choice, ...]:
    found = Edition.objects.filter(pk__in=mine.order_by().values("edition")).order_by("-year", "slug")
    return tuple(Choice(edition.slug, localized(edition.name, language)) for edition in found)


def bodies_of(mine: QuerySet[Submission]) -> tuple[Choice, ...]:
    found = Organisation.objects.filter(pk__in=mine.order_by().values("event__organisation")).order_by("name_key", "pk")
    return tuple(Choice(slug, name) for slug, name in found.values_list("slug", "name"))


def next_to_answer(user: Any, after: Submission) -> Submission | None:
    """The one that has waited longest in the same edition, then in the others; 1 query."""
    waiting = answerable_by(user).filter(state=Stage.WAITING).exclude(pk=after.pk).exclude(first_approval_by=user)
    here = Case(When(edition=after.edition_id, then=Value(0)), default=Value(1), output_field=IntegerField())
    return waiting.order_by(here, "submitted_at", "pk").first()
