"""One batch of documents: read what is known of them in a few queries, decide, write in a few more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from django.utils.translation import gettext as _

from parvis.civics.formats.model import EventDocument
from parvis.convene.agenda import addresses
from parvis.convene.agenda.actions.telling import RINGING, tell_followers
from parvis.convene.agenda.finding import index_events
from parvis.convene.agenda.importing import own, parts
from parvis.convene.agenda.importing.inclusion import include, presented_edition
from parvis.convene.agenda.importing.lookups import free
from parvis.convene.agenda.importing.naming import LONGEST, taken_slugs, wanted_slug
from parvis.convene.agenda.importing.quarantine import quarantine, release
from parvis.convene.agenda.importing.reading import (
    LONGEST_TITLE,
    digest_of,
    draft_of,
    identity_of,
    origin_of,
    sentences_of,
)
from parvis.convene.agenda.importing.versions import keep_versions, not_yet_kept
from parvis.convene.agenda.importing.work import Identity, Known, Wishes, Work
from parvis.convene.agenda.models import Event, ImportedDocument, State, Status
from parvis.disclose.importing import records
from parvis.disclose.importing.doubts import doubts_of, sentences
from parvis.disclose.importing.records import Record, record_of
from parvis.ground.journal.actions import entry_of
from parvis.ground.journal.models import Entry
from parvis.people.names import name_key

# What followers are told when it is the source that says what becomes of the event.
TOLD = {
    Status.CANCELLED: "event.cancelled",
    Status.POSTPONED: "event.postponed",
    Status.FULL: "event.full",
    Status.MOVED_ONLINE: "event.moved-online",
    Status.RESCHEDULED: "event.rescheduled",
}


def write(documents: Sequence[EventDocument], known: Known, wishes: Wishes) -> list[Record]:
    """Write a batch; the caller holds the transaction. Records come in the order of the documents."""
    return [
        replace(
            record_of(
                work.document,
                work.action,
                slug=work.event.slug if work.event else None,
                reasons=tuple(work.reasons),
                name=work.identity,
                origin=work.origin,
                parts=tuple(sorted(set(work.changed))),
            ),
            url=addresses.event(work.event.slug) if work.event else "",
        )
        for work in process(documents, known, wishes)
    ]


def process(documents: Sequence[EventDocument], known: Known, wishes: Wishes) -> list[Work]:
    """The same, for a caller that goes on with the events themselves."""
    works = [prepare(document, known, wishes) for document in documents]
    if wishes.only is not None:
        works = [work for work in works if work.key in wishes.only]
    recognise(works, wishes)
    accepted = [work for work in works if work.action != records.QUARANTINE]
    known.bodies.learn(
        name
        for work in accepted
        for name in (
            *(role.name for role in work.document.organisers),
            *(name for session in work.document.sessions for name in session.organisers),
        )
    )
    for work in accepted:
        if work.action != records.LEFT_OUT and (work.known is None or work.known.digest != work.digest):
            work.draft = draft_of(work.document, known.places, known.bodies, known.terms)
            if len(" ".join(work.document.title.split())) > LONGEST_TITLE:
                work.reasons.append(_("The title was too long for a page: it was cut at a word."))
    if wishes.mandate is None:  # a person is told of near-duplicates too, but only of what they may see
        warn_of_twins(accepted)
    create([work for work in accepted if work.event is None and work.known is None], known, wishes)
    changing = [work for work in accepted if work.action == records.UNCHANGED and work.event is not None]
    reread = [work for work in changing if work.draft is not None]
    unkept = not_yet_kept([work.the_event() for work in reread])
    present = parts.present([work.the_event() for work in reread])
    for work in changing:
        update(work, known, wishes, present)
    keep_documents([work for work in reread if work.known is not None], wishes)
    for work in include([work for work in accepted if work.action != records.LEFT_OUT], known, wishes):
        work.changed.append("editions")
    for work in changing:
        settle(work, wishes)
    leave_traces(accepted, wishes)
    keep_versions(wishes.actor, [work.the_event() for work in changing if work.changed], unkept)
    quarantine([work for work in works if work.action == records.QUARANTINE], wishes)
    release(accepted)
    return works


def prepare(document: EventDocument, known: Known, wishes: Wishes) -> Work:
    """The document with its identity; quarantined when its reader says so, or when another has the same identity."""
    origin, identity = wishes.origin or origin_of(document), identity_of(document)
    # A person reads labels of forms; who runs the command reads the file, whose fields have their own names.
    if wishes.mandate is None:
        told = list(sentences(document, wishes.language))
    else:
        told = sentences_of(doubts_of(document), wishes.language)
    work = Work(document, origin, identity, digest_of(document), told)
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


def recognise(works: Sequence[Work], wishes: Wishes) -> None:
    """Find the events that documents made before; leave out those that are not the importer's to write."""
    imported = imported_before(works)
    for work in works:
        work.known = imported.get(work.key)
        work.event = work.known.event if work.known else None
        if work.action == records.QUARANTINE and work.known is not None and work.known.digest == work.digest:
            # A person has corrected it: the very same text says nothing new.
            work.action = records.UNCHANGED
    if wishes.ours:
        own.recognise([work for work in works if work.known is None and work.action != records.QUARANTINE])
    for work in works:
        refusal = wishes.mandate.refusal(work.event) if wishes.mandate and work.event else ""
        if refusal and work.action != records.QUARANTINE:
            work.action = records.LEFT_OUT
            work.reasons.append(refusal)


def create(works: Sequence[Work], known: Known, wishes: Wishes) -> None:
    """New events, with everything that hangs from them, in one insert a table."""
    taken = taken_slugs(works)
    for work in works:
        draft = work.the_draft()
        work.action = records.CREATE
        public = wishes.publish and work.document.published is not False
        if wishes.publish and not public:
            work.reasons.append(_("The source says that the page is not published: it stays a draft."))
        work.event = Event(
            slug=free(wanted_slug(work), taken, "event", LONGEST),
            state=State.PUBLISHED if public else State.DRAFT,
            published_at=wishes.now if public else None,
            created_at=wishes.now,
            changed_at=wishes.now,
            sequence=work.document.sequence,
            **draft.columns,
        )
        organisers = [body for role, body, _person, _programme in draft.participations if role == "organiser" and body]
        if wishes.answers is not None:
            work.event.organisation_id = wishes.answers.pk
        elif wishes.mandate is not None:
            work.event.organisation_id = wishes.mandate.body_among(organisers)
        else:
            work.event.organisation_id = organisers[0] if organisers else None
        work.event.settle()
    Event.objects.bulk_create([work.the_event() for work in works], batch_size=200)
    parts.write_all([(work.the_event(), work.the_draft()) for work in works], known.bodies)
    ImportedDocument.objects.bulk_create(
        [
            ImportedDocument(
                event=work.event,
                edition=presented_edition(work, known) if wishes.mandate is None else None,
                doubts=doubts_of(work.document),
                suggestions=work.the_draft().suggestions,
                **work.columns(wishes.now),
            )
            for work in works
        ],
        batch_size=100,
    )


def update(work: Work, known: Known, wishes: Wishes, present: parts.Present) -> None:
    """What the new version of a document says differently, except what a person has edited since."""
    event = work.the_event()
    if work.draft is not None:
        edited = set() if work.ours else set(event.edited)
        columns = own.carried(work) if work.ours else work.draft.columns
        differing = {name: value for name, value in columns.items() if getattr(event, name) != value}
        kept = sorted({_part(name) for name in differing} & edited)
        for name, value in differing.items():
            if _part(name) not in edited:
                setattr(event, name, value)
                work.changed.append(_part(name))
        replaced, spared = parts.replace(event, work.draft, known.bodies, edited, present, own.carried_parts(work))
        work.changed += replaced
        if kept or spared:
            said = ", ".join(sorted({*kept, *spared}))
            work.reasons.append(_("Edited by a person since the last import, and kept: %(parts)s.") % {"parts": said})
        if not RINGING.isdisjoint(work.changed):
            event.sequence = max(event.sequence + 1, work.document.sequence)
        if not edited.issuperset(_part(name) for name in differing):
            # Only what the document says: a person may be writing the rest at this very moment.
            written = {name.removesuffix("_id") for name in differing if _part(name) not in edited}
            event.save(update_fields={*written, "sequence"})
    allowed = wishes.mandate is None or wishes.mandate.may_publish(event)
    waiting = event.state in {State.DRAFT, State.SUBMITTED}
    if wishes.publish and allowed and waiting and work.document.published is not False:
        event.state, event.published_at = State.PUBLISHED, event.published_at or wishes.now
        event.save(update_fields=["state", "published_at"])
        work.changed.append("state")


def keep_documents(works: Sequence[Work], wishes: Wishes) -> None:
    """The documents as they are now, beside their events; 1 query."""
    documents, columns = [], {"doubts", "suggestions"}
    for work in works:
        document, values = work.known, work.columns(wishes.now)
        if document is None:
            continue
        columns |= values.keys()
        values |= {"doubts": doubts_of(work.document), "suggestions": work.the_draft().suggestions}
        for name, value in values.items():
            setattr(document, name, value)
        documents.append(document)
    if documents:
        ImportedDocument.objects.bulk_update(documents, sorted(columns), batch_size=100)


def settle(work: Work, wishes: Wishes) -> None:
    """Date what changed and tell its followers."""
    work.action = records.UPDATE if work.changed else records.UNCHANGED
    if work.changed:
        event = work.the_event()
        Event.objects.filter(pk=event.pk).update(changed_at=wishes.now)
        said = TOLD.get(Status(event.status), "") if "status" in work.changed else ""
        tell_followers(event, said or "event.import-updated", work.changed)


def imported_before(works: Sequence[Work]) -> dict[Identity, ImportedDocument]:
    by_origin: dict[str, list[str]] = {}
    for work in works:
        by_origin.setdefault(work.origin, []).append(work.identity)
    found: dict[Identity, ImportedDocument] = {}
    for origin, identities in by_origin.items():
        rows = ImportedDocument.objects.filter(origin=origin, external_id__in=identities)
        rows = rows.select_related("event__organisation").defer("text").order_by("pk")
        found.update({(origin, row.external_id): row for row in rows})
    return found


def warn_of_twins(works: Iterable[Work]) -> None:
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
        mine = work.event.pk if work.event else None
        for key, slug in twins.get(here, []):
            if key is None or key != mine:
                work.reasons.append(
                    _("Perhaps the same event: “%(slug)s” has the same title on the same day. Nothing was merged.")
                    % {"slug": slug}
                )
        if work.event is None:
            twins.setdefault(here, []).append((None, work.identity))


def leave_traces(works: Sequence[Work], wishes: Wishes) -> None:
    """One entry of the journal for each event that changed, and the index with it."""
    entries, changed = [], []
    for work in works:
        origin = wishes.source or work.origin
        if work.action == records.CREATE:
            entries.append(("event.imported", work, {"origin": origin}))
        elif work.action == records.UPDATE and work.cancelled:
            entries.append(("event.import-cancelled", work, {"origin": origin}))
        elif work.action == records.UPDATE:
            entries.append(("event.import-updated", work, {"parts": ", ".join(sorted(set(work.changed)))}))
        else:
            continue
        changed.append(work.the_event().pk)
    written = [
        entry_of(wishes.actor, action, "event", work.the_event().uid, public, {}) for action, work, public in entries
    ]
    for entry in written:
        entry.at = wishes.now
    Entry.objects.bulk_create(written, batch_size=200)
    if changed:
        index_events(changed)


def _part(column: str) -> str:
    return column.removesuffix("_id")
