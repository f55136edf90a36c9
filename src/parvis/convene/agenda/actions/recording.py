"""What every change of an event leaves behind: an entry of the journal, a date of change, an index that is true."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.actions.telling import RINGING, tell_followers
from parvis.convene.agenda.content import Content, content_of
from parvis.convene.agenda.finding import edition_texts, index_events
from parvis.convene.agenda.models import Edition, Event
from parvis.ground import clock
from parvis.ground.journal.actions import record, register_action
from parvis.ground.journal.words import register_parts
from parvis.ground.search.indexing import index
from parvis.ground.versions.actions import keep


def register_sentences() -> None:
    from parvis.convene.agenda.queries.wording import fields_of, part_labels

    register_parts("event", lambda: part_labels("event", fields_of("event")))
    register_action("event.created", _("%(actor)s wrote this page"))
    register_action("event.imported", _("the page was imported from %(origin)s"))
    register_action("event.import-updated", _("a new version of the imported page was read: %(parts)s"))
    register_action("event.import-cancelled", _("%(origin)s announces that the event is cancelled"))
    register_action("event.source-gone", _("%(origin)s no longer announces the event: it was withdrawn"))
    register_action("event.source-back", _("%(origin)s announces the event again"))
    register_action("event.changed", _("%(actor)s changed: %(parts)s"))
    register_action("event.published", _("%(actor)s published the event"))
    register_action("event.withdrawn", _("%(actor)s withdrew the event"))
    register_action("event.cancelled", _("%(actor)s cancelled the event"))
    register_action("event.postponed", _("%(actor)s postponed the event"))
    register_action("event.full", _("%(actor)s said that the event is full"))
    register_action("event.moved-online", _("%(actor)s moved the event online"))
    register_action("event.rescheduled", _("%(actor)s moved the event from %(before)s to %(after)s"))
    register_action("event.renamed", _("%(actor)s changed the address of the page"))
    register_action("edition.created", _("%(actor)s added the edition"))
    register_action("edition.imported", _("the edition was imported from %(origin)s"))
    register_action("edition.changed", _("%(actor)s changed the edition"))
    register_action("event.copied", _("%(actor)s made this page from another one"))
    register_action("event.repeated", _("%(actor)s made the event come back: %(number)s other days"))
    register_action("event.left-out", _("%(actor)s left this day out of the recurring dates"))
    register_action("event.held-again", _("%(actor)s put this day back among the recurring dates"))
    register_action("event.place-merged", _("%(actor)s merged its place with another: %(name)s"))
    register_action("event.joined", _("%(actor)s added the event to an edition"))
    register_action("series.created", _("%(actor)s added the series"))
    register_action("series.changed", _("%(actor)s changed the series"))


def leave_trace(
    actor: Any,
    event: Event,
    action: str,
    *,
    public: dict[str, Any] | None = None,
    private: dict[str, Any] | None = None,
    rings: bool = False,
    parts: Collection[str] = (),
    base: int | None = None,
    content: Content | None = None,
) -> None:
    """Journal the change, date it, keep the version, tell its followers and index the event.

    rings   when subscribers' calendars must notice (SEQUENCE)
    parts   the fields that a person changed
    base    number of the version the change began from; raises Overtaken when another came between
    content what the event says now, read again when it is not given
    """
    keep(actor, "event", event.uid, content or content_of(event), base=base)
    changes: dict[str, Any] = {"changed_at": clock.now()}
    if rings:
        changes["sequence"] = F("sequence") + 1
    Event.objects.filter(pk=event.pk).update(**changes)
    # Or the next `save()` of this very object would put the former number back.
    event.refresh_from_db(fields=list(changes))
    record(actor, action, "event", event.uid, public=public, private=private)
    tell_followers(event, action, parts)
    index_events([event.pk])


@transaction.atomic
def created_by_hand(actor: Any, event: Event) -> None:
    """A person wrote an event: journal and index it."""
    leave_trace(actor, event, "event.created")


@transaction.atomic
def edited_by_hand(
    actor: Any, event: Event, parts: Collection[str], *, base: int | None = None, content: Content | None = None
) -> None:
    """A person changed parts of an event (fields, or "sessions", "information"…): no import will touch them again.

    base    number of the version the edit began from; raises Overtaken when another came between
    """
    if not parts:
        return
    kept = sorted({*event.edited, *parts})
    Event.objects.filter(pk=event.pk).update(edited=kept)
    event.edited = kept
    rings = not RINGING.isdisjoint(parts)
    leave_trace(
        actor,
        event,
        "event.changed",
        public={"parts": words(parts)},
        rings=rings,
        parts=parts,
        base=base,
        content=content,
    )


def words(parts: Iterable[str]) -> str:
    """Their codes: the reader's language says them (`journal.words`)."""
    return ", ".join(sorted(parts))


@transaction.atomic
def edition_changed(actor: Any, edition: Edition, *, created: bool) -> None:
    """A person wrote or changed an edition."""
    record(actor, "edition.created" if created else "edition.changed", "edition", edition.uid)
    index("edition", edition.uid, edition_texts(edition) if edition.published else [])
