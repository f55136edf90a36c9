"""One batch of documents: read what is known of them in a few queries, decide, write in a few more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.civics.formats.model import EventDocument
from parvis.convene.agenda.actions.lifecycle import RESERVED
from parvis.convene.agenda.actions.telling import RINGING, tell_followers
from parvis.convene.agenda.finding import edition_texts, index_events
from parvis.convene.agenda.importing import parts, records
from parvis.convene.agenda.importing.lookups import Bodies, Editions, Places, Terms, free
from parvis.convene.agenda.importing.reading import (
    Draft,
    digest_of,
    doubts_of,
    draft_of,
    identity_of,
    origin_of,
    sentences,
    suggestions_of,
)
from parvis.convene.agenda.importing.records import Record, record_of
from parvis.convene.agenda.models import (
    Edition,
    Event,
    FormerSlug,
    ImportedDocument,
    Inclusion,
    QuarantinedDocument,
    State,
)
from parvis.ground.journal.models import Entry
from parvis.ground.search.indexing import index
from parvis.people.names import name_key

Identity = tuple[str, str]
NO_WORDS = re.compile(r"[0-9a-f_-]+")


@dataclass
class Known:
    """What an import remembers from one batch to the next."""

    places: Places
    bodies: Bodies
    terms: Terms
    editions: Editions
    seen: dict[Identity, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wishes:
    publish: bool
    edition: Edition | None
    language: str
    now: datetime


@dataclass
class Work:
    """A document on its way: its identity, what was said of it, the event it becomes."""

    document: EventDocument
    origin: str
    identity: str
    digest: str
    reasons: list[str]
    draft: Draft | None = None
    event: Event | None = None
    known: ImportedDocument | None = None
    action: str = records.UNCHANGED
    changed: list[str] = field(default_factory=list)


def write(documents: Sequence[EventDocument], known: Known, wishes: Wishes) -> list[Record]:
    """Write a batch; the caller holds the transaction. Records come in the order of the documents."""
    works = [prepare(document, known, wishes) for document in documents]
    accepted = [work for work in works if work.action != records.QUARANTINE]
    imported = _imported(accepted)
    known.bodies.learn(
        name
        for work in accepted
        for name in (
            *(role.name for role in work.document.organisers),
            *(name for session in work.document.sessions for name in session.organisers),
        )
    )
    for work in accepted:
        work.known = imported.get((work.origin, work.identity))
        if work.known is None or work.known.digest != work.digest:
            work.draft = draft_of(work.document, known.places, known.bodies, known.terms)
    _warn_of_twins(accepted)
    fresh = [work for work in accepted if work.known is None]
    create(fresh, known, wishes)
    for work in accepted:
        if work.known is not None:
            update(work, known, wishes)
    _leave_traces(accepted, wishes)
    quarantine([work for work in works if work.action == records.QUARANTINE], wishes)
    _release(accepted)
    return [
        record_of(
            work.document,
            work.action,
            slug=work.event.slug if work.event else None,
            reasons=tuple(work.reasons),
            name=work.identity,
        )
        for work in works
    ]


def prepare(document: EventDocument, known: Known, wishes: Wishes) -> Work:
    """The document with its identity; quarantined when its reader says so, or when another has the same identity."""
    origin, identity = origin_of(document), identity_of(document)
    work = Work(document, origin, identity, digest_of(document), list(sentences(document, wishes.language)))
    if document.quarantined:
        work.action = records.QUARANTINE
        if not work.reasons:
            work.reasons.append(_("No usable date was found."))
    elif first := known.seen.get((origin, identity)):
        work.action = records.QUARANTINE
        work.reasons.append(
            _("Another document of this import has the same identity: %(path)s.") % {"path": PurePath(first).name}
        )
        work.identity = f"{identity} ({PurePath(document.path).as_posix()})"[-250:]
    known.seen.setdefault((origin, identity), document.path)
    return work


def create(works: Sequence[Work], known: Known, wishes: Wishes) -> None:
    """New events, with everything that hangs from them, in one insert a table."""
    taken = _taken_slugs(works)
    for work in works:
        draft = _draft(work)
        work.action = records.CREATE
        public = wishes.publish and work.document.published is not False
        if wishes.publish and not public:
            work.reasons.append(_("The source says that the page is not published: it stays a draft."))
        work.event = Event(
            slug=free(_wanted_slug(work), taken, "event", 150),
            state=State.PUBLISHED if public else State.DRAFT,
            published_at=wishes.now if public else None,
            created_at=wishes.now,
            changed_at=wishes.now,
            sequence=work.document.sequence,
            **draft.columns,
        )
        organisers = [body for role, body, _person, _programme in draft.participations if role == "organiser" and body]
        work.event.organisation_id = organisers[0] if organisers else None
        work.event.settle()
    Event.objects.bulk_create([_event(work) for work in works], batch_size=200)
    parts.write_all([(_event(work), _draft(work)) for work in works], known.bodies)
    for work in works:
        include(work, known, wishes)
    ImportedDocument.objects.bulk_create(
        [
            ImportedDocument(
                event=work.event,
                edition=_own_edition(work, known),
                doubts=doubts_of(work.document),
                suggestions=_draft(work).suggestions,
                **_document_columns(work, wishes.now),
            )
            for work in works
        ],
        batch_size=100,
    )


def update(work: Work, known: Known, wishes: Wishes) -> None:
    """What the new version of a document says differently, except what a person has edited since."""
    document = work.known
    if document is None or document.event is None:
        return
    event = work.event = document.event
    if work.draft is not None:
        edited = set(event.edited)
        differing = {name: value for name, value in work.draft.columns.items() if getattr(event, name) != value}
        kept = sorted({_part(name) for name in differing} & edited)
        for name, value in differing.items():
            if _part(name) not in edited:
                setattr(event, name, value)
                work.changed.append(_part(name))
        replaced, spared = parts.replace(event, work.draft, known.bodies, edited)
        work.changed += replaced
        if kept or spared:
            said = ", ".join(sorted({*kept, *spared}))
            work.reasons.append(_("Edited by a person since the last import, and kept: %(parts)s.") % {"parts": said})
        if differing:
            if not RINGING.isdisjoint(work.changed):
                event.sequence += 1
            event.save()
        for name, value in _document_columns(work, wishes.now).items():
            setattr(document, name, value)
        document.doubts, document.suggestions = doubts_of(work.document), work.draft.suggestions
        document.save()
    if wishes.publish and event.state in {State.DRAFT, State.SUBMITTED} and work.document.published is not False:
        event.state, event.published_at = State.PUBLISHED, event.published_at or wishes.now
        event.save(update_fields=["state", "published_at"])
        work.changed.append("state")
    if include(work, known, wishes):
        work.changed.append("editions")
    work.action = records.UPDATE if work.changed else records.UNCHANGED
    if work.changed:
        Event.objects.filter(pk=event.pk).update(changed_at=wishes.now)
        tell_followers(event, "event.import-updated", work.changed)


def include(work: Work, known: Known, wishes: Wishes) -> bool:
    """Put the event in the editions of its series and in the one asked for; says whether anything was added."""
    event, editions = _event(work), [wishes.edition] if wishes.edition else []
    if work.draft is not None and work.document.start is not None:
        editions += [known.editions.find(name, work.document.start.day.year) for name in work.document.series]
    added = False
    for edition in {edition.pk: edition for edition in editions}.values():
        _, created = Inclusion.objects.get_or_create(event=event, edition=edition, selected_by=None)
        added |= created
    return added


def _own_edition(work: Work, known: Known) -> Edition | None:
    """The edition that the page itself presents, when its title is that of its series; it gets the page's days."""
    document = work.document
    if not document.series or document.start is None:
        return None
    if document.kind != "programme-page" and name_key(document.series[0]) not in name_key(document.title):
        return None
    edition = known.editions.find(document.series[0], document.start.day.year)
    if edition.pk in known.editions.presented:
        return None
    known.editions.presented.add(edition.pk)
    if edition.first_day is None:
        edition.first_day = document.start.day
        edition.last_day = document.end.day if document.end else document.start.day
        edition.save(update_fields=["first_day", "last_day"])
    if edition.published:
        index("edition", edition.uid, edition_texts(edition))
    return edition


def quarantine(works: Sequence[Work], wishes: Wishes) -> None:
    """Keep the documents word for word, with their reasons, where a person will see them."""
    if not works:
        return
    identities = Q()
    for work in works:
        identities |= Q(origin=work.origin, external_id=work.identity)
    found = {(row.origin, row.external_id): row for row in QuarantinedDocument.objects.filter(identities)}
    fresh = []
    for work in works:
        row = found.get((work.origin, work.identity))
        if row is not None and row.digest == work.digest:
            continue
        row = row or QuarantinedDocument()
        for name, value in _document_columns(work, wishes.now).items():
            setattr(row, name, value)
        row.reasons = doubts_of(work.document) or [{"message": {wishes.language: reason}} for reason in work.reasons]
        row.suggestions = suggestions_of(work.document)
        row.settled_at = None
        if row.pk:
            row.save()
        else:
            fresh.append(row)
    QuarantinedDocument.objects.bulk_create(fresh, batch_size=100)


def _release(works: Sequence[Work]) -> None:
    """Documents that can be read now leave the quarantine."""
    fresh = [work for work in works if work.action in {records.CREATE, records.UPDATE}]
    if fresh:
        identities = Q()
        for work in fresh:
            identities |= Q(origin=work.origin, external_id=work.identity)
        QuarantinedDocument.objects.filter(identities).delete()


def _imported(works: Sequence[Work]) -> dict[Identity, ImportedDocument]:
    by_origin: dict[str, list[str]] = {}
    for work in works:
        by_origin.setdefault(work.origin, []).append(work.identity)
    found: dict[Identity, ImportedDocument] = {}
    for origin, identities in by_origin.items():
        rows = ImportedDocument.objects.filter(origin=origin, external_id__in=identities).select_related("event")
        found.update({(origin, row.external_id): row for row in rows.defer("text").order_by("pk")})
    return found


def _warn_of_twins(works: Iterable[Work]) -> None:
    """Say which events have the same title on the same day; never merge them."""
    drafts = [(work, work.draft) for work in works if work.draft is not None]
    days = {draft.columns["start_day"] for _work, draft in drafts}
    twins: dict[tuple[str, date], list[tuple[int | None, str]]] = {}
    for key, title, day, slug in (
        Event.objects.filter(start_day__in=days).order_by("pk").values_list("pk", "title", "start_day", "slug")
    ):
        twins.setdefault((name_key(title), day), []).append((key, slug))
    for work, draft in drafts:
        here = (name_key(draft.columns["title"]), draft.columns["start_day"])
        own = work.known.event_id if work.known else None
        for key, slug in twins.get(here, []):
            if key is None or key != own:
                work.reasons.append(
                    _("Perhaps the same event: “%(slug)s” has the same title on the same day. Nothing was merged.")
                    % {"slug": slug}
                )
        if work.known is None:
            twins.setdefault(here, []).append((None, work.identity))


def _taken_slugs(works: Sequence[Work]) -> set[str]:
    """Addresses that these documents might want and that are taken; one query for each table."""
    wanted = Q()
    for slug in {slugify(_wanted_slug(work))[:150].strip("-") for work in works}:
        wanted |= Q(slug=slug) | Q(slug__startswith=f"{slug}-")
    if not works:
        return set(RESERVED)
    events = Event.objects.filter(wanted).values_list("slug", flat=True)
    former = FormerSlug.objects.filter(wanted).values_list("slug", flat=True)
    return {*RESERVED, *events, *former}


def _wanted_slug(work: Work) -> str:
    """The source's own slug; a UID or a digest says nothing to a reader, so the title takes its place."""
    exchanged = work.document.kind in {"icalendar", "openagenda", "json-ld", "csv"}
    if exchanged or "@" in work.identity or NO_WORDS.fullmatch(work.identity):
        return work.document.title
    return work.identity.replace("_", "-")


def _document_columns(work: Work, now: datetime) -> dict[str, Any]:
    document = work.document
    return {
        "origin": work.origin,
        "external_id": work.identity,
        "kind": document.kind,
        "name": PurePath(document.path).name[-250:],
        "url": document.url[:1000] if document.url.startswith(("http://", "https://")) else "",
        "title": document.title[:300],
        "text": document.source,
        "digest": work.digest,
        "seen_at": now,
    }


def _leave_traces(works: Sequence[Work], wishes: Wishes) -> None:
    """One entry of the journal for each event that changed, and the index with it."""
    entries, changed = [], []
    for work in works:
        if work.action == records.CREATE:
            entries.append(("event.imported", work, {"origin": work.origin}))
        elif work.action == records.UPDATE:
            entries.append(("event.import-updated", work, {"parts": ", ".join(sorted(set(work.changed)))}))
        else:
            continue
        changed.append(_event(work).pk)
    Entry.objects.bulk_create(
        [
            Entry(action=action, object_type="event", object_uid=_event(work).uid, public=public, at=wishes.now)
            for action, work, public in entries
        ],
        batch_size=200,
    )
    if changed:
        index_events(changed)


def _part(column: str) -> str:
    return column.removesuffix("_id")


def _event(work: Work) -> Event:
    if work.event is None:
        raise ValueError(f"“{work.document.title}” has no event yet.")
    return work.event


def _draft(work: Work) -> Draft:
    if work.draft is None:
        raise ValueError(f"“{work.document.title}” was not read.")
    return work.draft
