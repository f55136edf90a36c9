"""Saving what a form says: the event, and what its form adds to the registers on the way, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from i18nfield.strings import LazyI18nString

from parvis.convene.agenda import actions, rules
from parvis.convene.agenda.content import Content
from parvis.convene.agenda.models import Event, EventPicture
from parvis.convene.editing.actions.counting import recount
from parvis.ground.files.models import Picture
from parvis.ground.places.actions import create_place
from parvis.ground.sources.models import Source
from parvis.people.models import Organisation


@dataclass(frozen=True)
class Written:
    """What a writer sends.

    content    the parts to write
    place      a place to add to the register first, which becomes the event's; empty for none
    sources    every source the form names, by identifier, with what is typed of it
    captions   picture → what is typed of it
    """

    content: Content
    place: Mapping[str, str] = field(default_factory=dict)
    sources: Sequence[Mapping[str, Any]] = ()
    captions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@transaction.atomic
def save_new(actor: Any, organisation: Organisation | None, written: Written, *, uid: UUID | None = None) -> Event:
    """A draft of that body. Nothing is written when it raises.

    uid      identifier of the form, which the event takes: of one form comes one event
    raises   PermissionDenied, ValidationError keyed by part, IntegrityError when the form was saved already
    """
    if not rules.may_write_for(actor, organisation):
        raise PermissionDenied
    event = actions.create_event(actor, organisation, content_to_write(actor, written), uid=uid)
    describe_pictures(event, written.captions)
    recount([event])
    return event


@transaction.atomic
def save(
    actor: Any, event: Event, written: Written, *, base: int, organisation: Organisation | None = None
) -> frozenset[str]:
    """Make the event say this; returns the parts that changed.

    organisation   the body that answers for it from now on, None to leave it
    raises         PermissionDenied, Overtaken, or ValidationError keyed by part; nothing is written then
    """
    if not rules.may_edit_event(actor, event):
        raise PermissionDenied
    changed = actions.write_event(actor, event, content_to_write(actor, written), base=base)
    if organisation is not None and organisation.pk != event.organisation_id:
        give_to(actor, event, organisation)
    describe_pictures(event, written.captions)
    recount([event])
    return changed


def give_to(actor: Any, event: Event, organisation: Organisation) -> None:
    """Another body answers for the event: only for who writes for both."""
    if not rules.may_write_for(actor, organisation):
        raise PermissionDenied
    event.organisation = organisation
    event.save(update_fields=["organisation"])
    actions.edited_by_hand(actor, event, ["organisation"])


def content_to_write(actor: Any, written: Written) -> Content:
    """The content, its new place and its new sources made first."""
    content = dict(written.content)
    if written.place:
        if not rules.may_add_place(actor):
            raise PermissionDenied
        content["place"] = str(create_place(actor, dict(written.place)).uid)
    renamed = kept_sources(written.sources)
    if renamed:
        for part in ("sources", "quotes", "figures"):
            content[part] = [
                {**row, "source": renamed.get(str(row.get("source")), row.get("source"))}
                for row in content.get(part) or []
            ]
    return content


SAID = ("title", "url", "publisher", "consulted_on")


def kept_sources(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Make the sources that are not there yet; a source that others may cite is never rewritten, another is made.

    Returns the identifiers that are not those of the form.
    """
    known = {str(source.uid): source for source in Source.objects.filter(uid__in=[row["source"] for row in rows])}
    renamed: dict[str, str] = {}
    for row in rows:
        said = {name: row.get(name) or ("" if name != "consulted_on" else None) for name in SAID}
        source = known.get(str(row["source"]))
        if source is not None and all(getattr(source, name) == said[name] for name in SAID):
            continue
        uid = uuid4() if source is not None else UUID(str(row["source"]))
        fresh = Source(uid=uid, **said)
        fresh.full_clean()
        fresh.save()
        if source is not None:
            renamed[str(row["source"])] = str(uid)
    return renamed


def describe_pictures(event: Event, captions: Mapping[str, Mapping[str, str]]) -> None:
    """Write what is said of the event's pictures, in the writer's language; those of other pages are left alone."""
    language = get_language() or "fr"
    elsewhere = EventPicture.objects.filter(~Q(event=event)).values("picture")
    for picture in Picture.objects.filter(uid__in=list(captions)).exclude(pk__in=elsewhere):
        typed = captions[str(picture.uid)]
        if typed == {"alt": str(picture.alt), "credit": picture.credit, "caption": str(picture.caption)}:
            continue
        picture.alt = in_one_language(picture.alt, language, typed["alt"])
        picture.caption = in_one_language(picture.caption, language, typed["caption"])
        picture.credit = typed["credit"]
        picture.save(update_fields=["alt", "caption", "credit"])


def in_one_language(text: Any, language: str, words: str) -> LazyI18nString:
    data = text.data if isinstance(text, LazyI18nString) else text
    return LazyI18nString({**data, language: words} if isinstance(data, dict) else {language: words})
