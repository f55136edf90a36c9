"""One page → its plan, the commitment, its parts, and the page as it was read; twice changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from parvis.civics.checks import check
from parvis.civics.formats import EventDocument
from parvis.civics.formats import read as read_again
from parvis.civics.formats.commitment import CommitmentPage, Due
from parvis.commit.plans import addresses
from parvis.commit.plans.actions.plan import publish_plan
from parvis.commit.plans.actions.recording import keep_version, leave_trace
from parvis.commit.plans.actions.writing import free_slug
from parvis.commit.plans.importing import texts
from parvis.commit.plans.importing.absences import absences_in_words
from parvis.commit.plans.importing.fields import field_words
from parvis.commit.plans.importing.lookups import (
    areas_of,
    free_number,
    known_commitment,
    plan_of,
    values_of,
    version_of,
)
from parvis.commit.plans.importing.parts import PageRead, Written, write_parts
from parvis.commit.plans.importing.refusing import refusal_of
from parvis.commit.plans.importing.sources import digest_of, source_of, write_evidence, write_references
from parvis.commit.plans.models import Commitment, Milestone, Plan, ReadPage, Responsibility, Role, State
from parvis.disclose.importing import records
from parvis.disclose.importing.doubts import doubts_of, sentences, sentences_in_words
from parvis.disclose.importing.printable import printable
from parvis.disclose.importing.records import Record, record_of
from parvis.disclose.importing.registry import Asked, Writer
from parvis.ground import clock
from parvis.ground.identifiers.slugs import save_under_free_slug
from parvis.ground.journal.actions import register_action
from parvis.ground.sources.models import Source
from parvis.people.queries.organisations import find_organisations

ORIGIN = "commitment-page"
EXPECTED = frozenset({"not-an-agenda-page"})  # what the reader says for the agenda, and nobody else


def register_sentences() -> None:
    register_action("plan.imported", gettext_lazy("the plan was read from “%(origin)s”"))
    register_action("commitment.imported", gettext_lazy("the commitment was read from “%(origin)s”"))
    register_action("commitment.page-read", gettext_lazy("another page about it was read: “%(origin)s”"))
    register_action("plan.brought-in", gettext_lazy("%(actor)s brought the plan in: it was read from “%(origin)s”"))
    register_action(
        "commitment.brought-in", gettext_lazy("%(actor)s brought the commitment in: it was read from “%(origin)s”")
    )
    register_action("commitment.page-brought-in", gettext_lazy("%(actor)s brought in another page: “%(origin)s”"))
    register_action(
        "commitment.held-released", gettext_lazy("%(actor)s brought in what was held back of the page “%(origin)s”")
    )


def begin(asked: Asked) -> Writer:
    """What writes commitments in an import; the caller holds the transaction."""
    seen: dict[str, str] = {}

    def write(documents: Sequence[EventDocument]) -> list[Record]:
        return [write_page(document, asked, seen) for document in documents]

    return write


def write_page(document: EventDocument, asked: Asked, seen: dict[str, str]) -> Record:
    """Write what one page holds, or say why it cannot be.

    seen   digest → path of the pages of this import: the same text twice is one page
    """
    page = document.commitment or CommitmentPage()
    reasons = list(_doubted(document, asked))
    if document.commitment is None or any(doubt.blocking for doubt in document.doubts):
        return record_of(document, records.QUARANTINE, slug=None, reasons=tuple(reasons))
    digest = digest_of(document)
    if digest in seen:
        reasons.append(_("The same text as %(path)s.") % {"path": PurePath(seen[digest]).name})
    seen.setdefault(digest, document.path)
    commitment = known_commitment(page)
    if refusal := refusal_of(asked.mandate, page, commitment):
        return record_of(document, records.LEFT_OUT, slug=None, reasons=(*reasons, refusal), origin=ORIGIN)
    if commitment is None:
        commitment, written = _create(document, page, asked)
        action = records.CREATE
    else:
        changed, written = _update(document, page, commitment, asked)
        action = records.UPDATE if changed else records.UNCHANGED
    return _record(document, page, action, commitment, [*reasons, *written.said], tuple(written.held.values()))


def _doubted(document: EventDocument, asked: Asked) -> Sequence[str]:
    """Why its values are doubted: under the labels of forms for a person, under the names of the page for a command."""
    if asked.mandate is None:
        return sentences(_without(document), asked.language)
    return sentences_in_words(doubts_of(_without(document)), asked.language, field_words)


def _without(document: EventDocument) -> EventDocument:
    return replace(document, doubts=tuple(doubt for doubt in document.doubts if doubt.reason not in EXPECTED))


def _record(
    document: EventDocument,
    page: CommitmentPage,
    action: str,
    commitment: Commitment,
    reasons: list[str],
    held: tuple[str, ...],
) -> Record:
    made = record_of(document, action, slug=commitment.slug, reasons=tuple(dict.fromkeys(reasons)), origin=ORIGIN)
    digest = digest_of(document)
    read = commitment.pages.filter(digest=digest).first()
    return replace(
        made,
        digest=digest,
        url=addresses.commitment(commitment.plan.slug, commitment.slug),
        findings=tuple(read.findings) if read else (),
        absences=tuple(dict.fromkeys(absences_in_words(page))),
        held=held,
    )


@transaction.atomic
def _create(document: EventDocument, page: CommitmentPage, asked: Asked) -> tuple[Commitment, Written]:
    source, language = source_of(document, page), document.language
    plan = plan_of(page, language, source, asked.mandate)
    version = version_of(plan)
    values, odd_values = values_of(page.values)
    areas, meant, odd_areas = areas_of(page.policy_areas)
    commitment = Commitment(
        plan=plan,
        external_id=page.external_id.text[:60],
        number=free_number(plan, page),
        title=LazyI18nString({language: (page.short_title.text or page.title.text)[:300]}),
        values=values,
        carried_over=None if page.new is None else not page.new,
        starts=_iso(page.start),
        ends=_iso(page.end),
        absences=_absences(page),
        added_in=version,
        order=plan.commitments.count() + 1,
        state=State.PUBLISHED if asked.publish else State.DRAFT,
        published_at=clock.now() if asked.publish else None,
    )
    save_under_free_slug(commitment, lambda: free_slug(commitment))
    commitment.policy_areas.set(areas)
    _write_roles(commitment, page, source)
    milestones = _write_milestones(commitment, page, language)
    written = _write_what_is_said(document, page, commitment, milestones, source, asked)
    if asked.publish:
        publish_plan(asked.actor, plan)
    keep_version(asked.actor, commitment)
    code = "commitment.brought-in" if asked.mandate else "commitment.imported"
    leave_trace(asked.actor, commitment, code, public={"origin": source.title})
    said = written.said
    if page.number and not commitment.number:
        said.append(_("Another commitment of the plan has the number %(number)s.") % {"number": page.number.text})
    said += [
        _("“%(words)s” is read as “%(area)s”.") % {"words": one.text, "area": term.name.localize(asked.language)}
        for one, term in meant
    ]
    said += [_("“%(words)s” is no policy area that is known here.") % {"words": one.text} for one in odd_areas]
    said += [_("“%(words)s” is no value of open government.") % {"words": one.text} for one in odd_values]
    return commitment, written


@transaction.atomic
def _update(
    document: EventDocument, page: CommitmentPage, commitment: Commitment, asked: Asked
) -> tuple[bool, Written]:
    """Another page about the same commitment, or the same one: nothing that is there is written over."""
    read = commitment.pages.filter(digest=digest_of(document)).exclude(text="").first()
    if read is None:
        changed, written = True, _read_another(document, page, commitment, asked)
    else:
        waiting = len(read.held_back)
        written = _write_held(read, document, page, asked)
        changed = len(written.held) < waiting
    if asked.publish and commitment.state == State.DRAFT:
        commitment.state, commitment.published_at = State.PUBLISHED, clock.now()
        commitment.save(update_fields=["state", "published_at"])
        publish_plan(asked.actor, commitment.plan)
        leave_trace(asked.actor, commitment, "commitment.published")
        changed = True
    return changed, written


def _read_another(document: EventDocument, page: CommitmentPage, commitment: Commitment, asked: Asked) -> Written:
    source = source_of(document, page)
    differing = [
        _("%(part)s: the page does not say what it said when it was first read; both are kept.")
        % {"part": one.part.label}
        for one in texts.changed_since(commitment, texts.said_by(page), document.language)
    ]
    _name_in(commitment, page, document.language)
    if not commitment.pages.exists():
        differing += _join(commitment, page, document.language, source)
    milestones = list(commitment.milestones.order_by("order", "pk"))
    _name_milestones_in(milestones, page, document.language)
    written = _write_what_is_said(document, page, commitment, milestones, source, asked)
    keep_version(asked.actor, commitment)
    code = "commitment.page-brought-in" if asked.mandate else "commitment.page-read"
    leave_trace(asked.actor, commitment, code, public={"origin": source.title})
    return Written([*differing, *written.said], written.held)


def _join(commitment: Commitment, page: CommitmentPage, language: str, source: Source) -> Iterator[str]:
    """What the first page about a commitment that was written here adds: its identifier, steps and names it lacks."""
    if page.external_id and not commitment.external_id:
        commitment.external_id = page.external_id.text[:60]
        commitment.save(update_fields=["external_id"])
        yield _("It was here without its identifier: number %(number)s of the same plan.") % {
            "number": commitment.number
        }
    known = set(commitment.milestones.order_by("pk").values_list("number", flat=True))
    added = _write_milestones(commitment, page, language, known)
    if added:
        numbers = ", ".join(texts.number_of(one) for one in added)
        yield _("Milestones it lacked are added: %(numbers)s.") % {"numbers": numbers}
    if not commitment.responsibilities.exists():
        _write_roles(commitment, page, source)


@transaction.atomic
def write_held(actor: Any, read: ReadPage) -> Written:
    """Write what was held back of a page that is kept word for word, as far as this person may; LookupError without it.

    The person needs no right on the plan: each part is for those to whom its own room gives it.
    """
    document, page = read_page_again(read)
    return _write_held(read, document, page, Asked(language=get_language() or "fr"), actor)


def read_page_again(read: ReadPage) -> tuple[EventDocument, CommitmentPage]:
    """What the reader finds in a page that is kept word for word; LookupError when its words are not kept."""
    for document in map(printable, read_again(read.text, read.name) if read.text else ()):
        if document.commitment is not None:
            return document, document.commitment
    raise LookupError(f"The page {read.pk} cannot be read again.")


def _write_held(
    read: ReadPage, document: EventDocument, page: CommitmentPage, asked: Asked, actor: Any = None
) -> Written:
    """The parts of a known page that nobody could write so far; the others stay as they are."""
    # Two people who release it at once: the second waits, then finds that nothing is held any more.
    kinds = list(ReadPage.objects.select_for_update().get(pk=read.pk).held_back)
    if not kinds:
        return Written([], {})
    commitment, source, by = read.commitment, source_of(document, page), actor or asked.actor
    whole = _page_read(document, page, commitment, read, source, asked.publish, by)
    written = write_parts(whole, kinds)
    if set(kinds) - set(written.held):
        _note_held(read, written)
        leave_trace(by, commitment, "commitment.held-released", public={"origin": source.title})
    return written


def _write_what_is_said(
    document: EventDocument,
    page: CommitmentPage,
    commitment: Commitment,
    milestones: Sequence[Milestone],
    source: Source,
    asked: Asked,
) -> Written:
    """Texts, references, evidence, the page itself, and what the rooms above read in it."""
    authority = texts.authority_of(page)
    texts.write_texts(
        commitment,
        milestones,
        texts.said_by(page),
        language=document.language,
        authority=authority,
        source=source,
        version=commitment.added_in,
    )
    write_references(commitment, page)
    write_evidence(commitment, page, source)
    read = _keep_page(document, commitment)
    written = write_parts(_page_read(document, page, commitment, read, source, asked.publish, asked.actor))
    _note_held(read, written)
    return written


def _page_read(
    document: EventDocument,
    page: CommitmentPage,
    commitment: Commitment,
    read: ReadPage,
    source: Source,
    publish: bool,
    actor: Any,
) -> PageRead:
    told = list(commitment.texts.filter(language=document.language).select_related("milestone").order_by("pk"))
    return PageRead(document, page, commitment, read, source, told, texts.authority_of(page), publish, actor)


def _note_held(read: ReadPage, written: Written) -> None:
    held = sorted(written.held)
    if read.held_back != held:
        read.held_back = held
        read.save(update_fields=["held_back"])


def _keep_page(document: EventDocument, commitment: Commitment) -> ReadPage:
    """The page word for word, with its hash, what it contradicts and what its reader doubted."""
    name = PurePath(document.path).name
    # Known by its hash alone, a page gets its words when somebody brings a copy.
    read = commitment.pages.filter(digest=digest_of(document), text="").first()
    read = read or ReadPage(commitment=commitment, digest=digest_of(document))
    read.origin, read.name, read.url = ORIGIN, name[:250], document.url or read.url
    read.language, read.text, read.seen_at = document.language, document.source, clock.now()
    read.findings = [finding.as_json for finding in check(document.source, name, today=clock.today()).findings]
    read.doubts = doubts_of(_without(document))
    read.save()
    return read


def _write_roles(commitment: Commitment, page: CommitmentPage, source: Source) -> None:
    """Every name of every role, as named: two names of the lead are two rows."""
    named = [one for one in page.institutions if one.printed]
    bodies = find_organisations(one.printed.text for one in named)
    Responsibility.objects.bulk_create(
        Responsibility(
            commitment=commitment,
            role=Role.LEAD if one.role == "lead" else Role.SUPPORTING,
            organisation=bodies[one.printed.text],
            office=one.printed.text[:300],
            source=source,
            order=order,
        )
        for order, one in enumerate(named, start=1)
    )


def _write_milestones(
    commitment: Commitment, page: CommitmentPage, language: str, known: Collection[str] = ()
) -> list[Milestone]:
    """The milestones under their adopted text, with the deadline that was promised; but those of these numbers."""
    found = []
    fresh = [one for one in page.milestones if not known or (one.number and one.number not in known)]
    for order, one in enumerate(fresh, start=len(known) + 1):
        first = one.wordings[0]
        due = _iso(first.due)
        milestone = Milestone(
            commitment=commitment,
            number=one.number[:20],
            title=LazyI18nString({language: first.printed.text[:300]}),
            due=due,
            due_words=first.due.printed.text[:120] if first.due else "",
            adopted_due=due if commitment.added_in_id is not None else "",
            added_in=commitment.added_in,
            order=order,
        )
        milestone.save()
        found.append(milestone)
    return found


def _name_in(commitment: Commitment, page: CommitmentPage, language: str) -> None:
    """The titles in a language that had none."""
    title = page.short_title.text or page.title.text
    if _named(commitment, language, title):
        commitment.save(update_fields=["title"])
    plan = commitment.plan
    if _named(plan, language, page.plan.text):
        plan.save(update_fields=["title"])


def _name_milestones_in(milestones: Sequence[Milestone], page: CommitmentPage, language: str) -> None:
    by_number = {texts.number_of(milestone): milestone for milestone in milestones}
    for rank, one in enumerate(page.milestones, start=1):
        milestone = by_number.get(one.number or f"#{rank}")
        if milestone is not None and _named(milestone, language, one.wordings[0].printed.text):
            milestone.save(update_fields=["title"])


def _named(row: Plan | Commitment | Milestone, language: str, title: str) -> bool:
    """Give a row its title in a language, when it has none and the page has one."""
    known = row.title.data if isinstance(row.title.data, dict) else {"fr": str(row.title)}
    if known.get(language) or not title:
        return False
    row.title = LazyI18nString({**known, language: title[:300]})
    return True


def _iso(due: Due | None) -> str:
    return due.date.iso if due is not None and due.date is not None else ""


def _absences(page: CommitmentPage) -> dict[str, str]:
    """Parts of which the page says that there is nothing, each with its kind of nothing."""
    found = {coding.indicator: coding.printed.absence for coding in page.glance if coding.indicator == "status"}
    for role in ("lead", "supporting"):
        if not page.institutions_in(role):
            told = next((one.printed.absence for one in page.institutions if one.role == role), "")
            found[role] = told
    return {part: absence for part, absence in found.items() if absence}
