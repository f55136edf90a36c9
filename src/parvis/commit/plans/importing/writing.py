"""One page → its plan, the commitment, its parts, and the page as it was read; twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from i18nfield.strings import LazyI18nString

from parvis.civics.checks import check
from parvis.civics.formats import EventDocument
from parvis.civics.formats.commitment import CommitmentPage, Due
from parvis.commit.plans.actions.plan import publish_plan
from parvis.commit.plans.actions.recording import keep_version, leave_trace
from parvis.commit.plans.actions.writing import free_slug
from parvis.commit.plans.importing import texts
from parvis.commit.plans.importing.lookups import areas_of, known_commitment, plan_of, values_of, version_of
from parvis.commit.plans.importing.parts import PageRead, write_parts
from parvis.commit.plans.importing.sources import digest_of, source_of, write_evidence, write_references
from parvis.commit.plans.models import Commitment, Milestone, Plan, ReadPage, Responsibility, Role, State
from parvis.disclose.importing import records
from parvis.disclose.importing.doubts import doubts_of, sentences
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
    reasons = list(sentences(_without(document), asked.language))
    if document.commitment is None or any(doubt.blocking for doubt in document.doubts):
        return record_of(document, records.QUARANTINE, slug=None, reasons=tuple(reasons))
    digest = digest_of(document)
    if digest in seen:
        reasons.append(_("The same text as %(path)s.") % {"path": PurePath(seen[digest]).name})
    seen.setdefault(digest, document.path)
    commitment = known_commitment(page)
    if commitment is None:
        commitment, said = _create(document, page, asked)
        return _record(document, records.CREATE, commitment, [*reasons, *said])
    changed, said = _update(document, page, commitment, asked)
    return _record(document, records.UPDATE if changed else records.UNCHANGED, commitment, [*reasons, *said])


def _without(document: EventDocument) -> EventDocument:
    return replace(document, doubts=tuple(doubt for doubt in document.doubts if doubt.reason not in EXPECTED))


def _record(document: EventDocument, action: str, commitment: Commitment, reasons: list[str]) -> Record:
    return record_of(document, action, slug=commitment.slug, reasons=tuple(dict.fromkeys(reasons)), origin=ORIGIN)


@transaction.atomic
def _create(document: EventDocument, page: CommitmentPage, asked: Asked) -> tuple[Commitment, list[str]]:
    source, language = source_of(document, page), document.language
    plan = plan_of(page, language, source)
    version = version_of(plan)
    values, odd_values = values_of(page.values)
    areas, meant, odd_areas = areas_of(page.policy_areas)
    commitment = Commitment(
        plan=plan,
        external_id=page.external_id.text[:60],
        number=page.number.text[:20],
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
    said = _write_what_is_said(document, page, commitment, milestones, source, asked)
    if asked.publish:
        publish_plan(None, plan)
    keep_version(None, commitment)
    leave_trace(None, commitment, "commitment.imported", public={"origin": source.title})
    said += [
        _("“%(words)s” is read as “%(area)s”.") % {"words": one.text, "area": term.name.localize(asked.language)}
        for one, term in meant
    ]
    said += [_("“%(words)s” is no policy area that is known here.") % {"words": one.text} for one in odd_areas]
    said += [_("“%(words)s” is no value of open government.") % {"words": one.text} for one in odd_values]
    return commitment, said


@transaction.atomic
def _update(
    document: EventDocument, page: CommitmentPage, commitment: Commitment, asked: Asked
) -> tuple[bool, list[str]]:
    """Another page about the same commitment, or the same one: nothing that is there is written over."""
    changed, said = False, list[str]()
    if not commitment.pages.filter(digest=digest_of(document)).exclude(text="").exists():
        source = source_of(document, page)
        said = [
            _("%(part)s: the page does not say what it said when it was first read; both are kept.")
            % {"part": one.part.label}
            for one in texts.changed_since(commitment, texts.said_by(page), document.language)
        ]
        _name_in(commitment, page, document.language)
        milestones = list(commitment.milestones.order_by("order", "pk"))
        _name_milestones_in(milestones, page, document.language)
        said += _write_what_is_said(document, page, commitment, milestones, source, asked)
        keep_version(None, commitment)
        leave_trace(None, commitment, "commitment.page-read", public={"origin": source.title})
        changed = True
    if asked.publish and commitment.state == State.DRAFT:
        commitment.state, commitment.published_at = State.PUBLISHED, clock.now()
        commitment.save(update_fields=["state", "published_at"])
        publish_plan(None, commitment.plan)
        leave_trace(None, commitment, "commitment.published")
        changed = True
    return changed, said


def _write_what_is_said(
    document: EventDocument,
    page: CommitmentPage,
    commitment: Commitment,
    milestones: Sequence[Milestone],
    source: Source,
    asked: Asked,
) -> list[str]:
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
    told = list(commitment.texts.filter(language=document.language).select_related("milestone").order_by("pk"))
    return write_parts(PageRead(document, page, commitment, read, source, told, authority, asked.publish))


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


def _write_milestones(commitment: Commitment, page: CommitmentPage, language: str) -> list[Milestone]:
    """The milestones under their adopted text; its deadline is the one that was promised."""
    found = []
    for order, one in enumerate(page.milestones, start=1):
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
