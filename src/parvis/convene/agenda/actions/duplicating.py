"""An event or a whole edition written again for other days; nothing of it is public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from parvis.convene.agenda.actions.copies import Copy, write_copies
from parvis.convene.agenda.actions.frames import create_edition
from parvis.convene.agenda.content import contents_of
from parvis.convene.agenda.copying import copied, same_weekday_next_year
from parvis.convene.agenda.models import Edition, Event
from parvis.people.models import Organisation


@transaction.atomic
def duplicate_event(actor: Any, event: Event, organisation: Organisation | None, day: date) -> Event:
    """A draft that says the same on another day, its programme shifted along."""
    content = copied(contents_of([event])[event.pk], day - event.start_day)
    return write_copies(actor, [Copy(content, organisation, standing=event.standing)])[0]


@transaction.atomic
def repeat_edition(actor: Any, content: Mapping[str, Any], events: Sequence[Event]) -> tuple[Edition, list[Event]]:
    """The edition that `content` describes, unpublished, with these events as drafts on the same weekday of next year.

    events   read with their organisation, which answers for the copies too
    """
    edition = create_edition(actor, {**content, "published": False})
    contents = contents_of(events)
    copies = [
        Copy(
            copied(contents[event.pk], same_weekday_next_year(event.start_day)),
            event.organisation,
            editions=(edition,),
            standing=event.standing,
        )
        for event in events
    ]
    return edition, write_copies(actor, copies) if copies else []
