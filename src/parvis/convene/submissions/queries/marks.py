"""What the consistency checker says of submitted events, from the versions that are kept: never a stale count."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max

from parvis.convene.agenda.content import Content
from parvis.convene.agenda.models import Event
from parvis.convene.editing.findings import findings_in, reasons_of
from parvis.convene.submissions.queries.requirements import standing
from parvis.ground.versions.models import Version
from parvis.ui.findings import Noted, marked


def marks_in(event: Event, content: Content) -> tuple[Noted, ...]:
    """Every finding of an event whose content is at hand, those set aside marked; 1 query."""
    return tuple(marked(findings_in(content), reasons_of([event.pk]).get(event.pk, {})))


def marks_of(event: Event) -> tuple[Noted, ...]:
    """The same from the last version; 2 queries as a rule."""
    _number, content = standing(event)
    return marks_in(event, content)


def errors_in(event: Event, content: Content) -> tuple[Noted, ...]:
    """Findings that are put right or set aside before anything is published; 1 query."""
    return tuple(mark for mark in marks_in(event, content) if mark.stops)


def open_marks_of_many(events: Sequence[Event]) -> dict[int, tuple[Noted, ...]]:
    """The open findings of many, by primary key; 2 queries whatever their number."""
    if not events:
        return {}
    by_uid = {event.uid: event.pk for event in events}
    kept = Version.objects.filter(object_type="event", object_uid__in=by_uid).order_by()
    last = kept.values("object_uid").annotate(last=Max("pk")).values("last")
    contents = {
        by_uid[uid]: content
        for uid, content in Version.objects.filter(pk__in=last).order_by().values_list("object_uid", "content")
    }
    reasons = reasons_of(list(contents))
    found = {key: marked(findings_in(content), reasons.get(key, {})) for key, content in contents.items()}
    return {key: tuple(mark for mark in marks if mark.is_open) for key, marks in found.items()}
