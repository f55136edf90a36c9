"""One page → its plan, the commitment, its parts, and the page as it was read; twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from parvis.civics.formats import EventDocument
from parvis.civics.formats.commitment import CommitmentPage
from parvis.commit.plans import addresses
from parvis.commit.plans.actions.plan import publish_plan
from parvis.commit.plans.actions.recording import keep_version, leave_trace
from parvis.commit.plans.actions.writing import free_slug
from parvis.commit.plans.importing import texts
from parvis.commit.plans.importing.absences import absences_in_words, absences_of
from parvis.commit.plans.importing.keeping import (
    ORIGIN,
    doubted,
    keep_page,
    note_held,
    page_read,
    read_page_again,
)
from parvis.commit.plans.importing.lookups import (
    areas_of,
    free_number,
    known_commitment,
    plan_of,
    values_of,
    version_of,
)
from parvis.commit.plans.importing.naming import (
    iso_of,
    name_in,
    name_milestones_in,
    write_milestones,
    write_roles,
)
from parvis.commit.plans.importing.parts import Written, write_parts
from parvis.commit.plans.importing.refusing import refusal_of
from parvis.commit.plans.importing.sources import digest_of, source_of, write_evidence, write_references
from parvis.commit.plans.models import Commitment, Milestone, ReadPage, State
from parvis.disclose.importing import records
from parvis.disclose.importing.records import Record, record_of
from parvis.disclose.importing.registry import Asked, Writer
from parvis.ground import clock
from parvis.ground.identifiers.slugs import save_under_free_slug
from parvis.ground.journal.actions import register_action
from parvis.ground.sources.models import Source


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
    reasons = list(doubted(document, asked))
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
        starts=iso_of(page.start),
        ends=iso_of(page.end),
        absences=absences_of(page),
        added_in=version,
        order=plan.commitments.count() + 1,
        state=State.PUBLISHED if asked.publish else State.DRAFT,
        published_at=clock.now() if asked.publish else None,
    )
    save_under_free_slug(commitment, lambda: free_slug(commitment))
    commitment.policy_areas.set(areas)
    write_roles(commitment, page, source)
    milestones = write_milestones(commitment, page, language)
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
    name_in(commitment, page, document.language)
    if not commitment.pages.exists():
        differing += _join(commitment, page, document.language, source)
    milestones = list(commitment.milestones.order_by("order", "pk"))
    name_milestones_in(milestones, page, document.language)
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
    added = write_milestones(commitment, page, language, known)
    if added:
        numbers = ", ".join(texts.number_of(one) for one in added)
        yield _("Milestones it lacked are added: %(numbers)s.") % {"numbers": numbers}
    if not commitment.responsibilities.exists():
        write_roles(commitment, page, source)


@transaction.atomic
def write_held(actor: Any, read: ReadPage) -> Written:
    """Write what was held back of a page that is kept word for word, as far as this person may; LookupError without it.

    The person needs no right on the plan: each part is for those to whom its own room gives it.
    """
    document, page = read_page_again(read)
    return _write_held(read, document, page, Asked(language=get_language() or "fr"), actor)


def _write_held(
    read: ReadPage, document: EventDocument, page: CommitmentPage, asked: Asked, actor: Any = None
) -> Written:
    """The parts of a known page that nobody could write so far; the others stay as they are."""
    # Two people who release it at once: the second waits, then finds that nothing is held any more.
    kinds = list(ReadPage.objects.select_for_update().get(pk=read.pk).held_back)
    if not kinds:
        return Written([], {})
    commitment, source, by = read.commitment, source_of(document, page), actor or asked.actor
    whole = page_read(document, page, commitment, read, source, asked.publish, by)
    written = write_parts(whole, kinds)
    if set(kinds) - set(written.held):
        note_held(read, written)
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
    read = keep_page(document, commitment)
    written = write_parts(page_read(document, page, commitment, read, source, asked.publish, asked.actor))
    note_held(read, written)
    return written
