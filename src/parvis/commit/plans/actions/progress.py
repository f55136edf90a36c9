"""The self-declared lane: what an institution says of its own promise, and what shows it; rows are only added.

Nothing here is a judgement of anybody else, and nothing in `commit.reviews` writes here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.commit.plans.actions.recording import leave_trace
from parvis.commit.plans.models import Commitment, Completion, Evidence, EvidenceKind, Milestone, ProgressReport, State
from parvis.commit.plans.reading import as_fuzzy, refuse_nulls
from parvis.ground import clock
from parvis.ground.files.checking import check
from parvis.ground.identifiers import Ref, get, is_registered
from parvis.people.models import Organisation


@dataclass(frozen=True)
class Shown:
    """A piece of evidence as it is brought: an address, a file, or something of this site that has a page.

    day      when what it shows happened, in words or ISO 8601-2
    file     (its name, its bytes); a digest is kept with it, so that anyone can tell that the copy is the same
    """

    title: str
    kind: str = EvidenceKind.DIRECT
    note: str = ""
    url: str = ""
    consulted_on: date | None = None
    day: str = ""
    file: tuple[str, bytes] | None = None
    object: Ref | None = None


@transaction.atomic
def add_evidence(
    actor: Any,
    commitment: Commitment,
    shown: Shown,
    *,
    milestone: Milestone | None = None,
    organisation: Organisation | None = None,
) -> Evidence:
    """Keep a piece of evidence; ValidationError keyed by what is wrong with it.

    The address of a page bears the day it was consulted: today unless another is given.
    """
    evidence = evidence_of(commitment, shown, milestone, organisation)
    evidence.save(force_insert=True)
    leave_trace(actor, commitment, "commitment.evidence")
    return evidence


def evidence_of(
    commitment: Commitment, shown: Shown, milestone: Milestone | None, organisation: Organisation | None
) -> Evidence:
    """The row, checked, not saved yet."""
    refuse_nulls({"title": shown.title, "note": shown.note, "url": shown.url})
    if milestone is not None and milestone.commitment_id != commitment.pk:
        raise ValidationError({"milestone": _("This milestone belongs to another commitment.")})
    evidence = Evidence(
        commitment=commitment,
        milestone=milestone,
        kind=shown.kind,
        title=shown.title.strip() or title_of(shown),
        note=shown.note.strip(),
        url=shown.url.strip(),
        consulted_on=(shown.consulted_on or clock.today()) if shown.url else shown.consulted_on,
        day=as_fuzzy("day", shown.day),
        organisation=organisation,
    )
    if shown.object is not None:
        evidence.object_type, evidence.object_uid = shown.object
    if shown.file is not None:
        name, sent = shown.file
        known = check(name, sent)
        evidence.archive_name, evidence.archive_type, evidence.digest = known.name, known.media_type, known.sha256
        evidence.archive.save(name_of(known.name), ContentFile(sent), save=False)
    if not (evidence.url or evidence.object_uid or evidence.archive):
        raise ValidationError({"__all__": _("Give an address, a file, or something that has a page on this site.")})
    evidence.full_clean(exclude=["archive"])
    return evidence


def title_of(shown: Shown) -> str:
    """The title of what is brought when the writer gave none: a file by its name, an object by its own title."""
    if shown.object is not None and is_registered(shown.object.type):
        kind = get(shown.object.type)
        found = kind.load([shown.object.uid]).get(shown.object.uid)
        if found is not None:
            return kind.title(found, "fr")[:300]
    if shown.file is not None:
        return PurePosixPath(shown.file[0]).name[:300]
    return ""


def name_of(name: str) -> str:
    """A name that no stranger chose, with the extension that says what it is."""
    return f"copy{PurePosixPath(name).suffix.lower()}"


@transaction.atomic
def set_evidence_aside(actor: Any, evidence: Evidence, reason: str) -> Evidence:
    """Say that a piece of evidence does not count, and why; it stays on the page, struck."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this evidence is set aside.")})
    won = Evidence.objects.filter(pk=evidence.pk, set_aside_at=None).update(
        set_aside_at=clock.now(), set_aside_reason=reason.strip()
    )
    evidence.refresh_from_db(fields=["set_aside_at", "set_aside_reason"])
    if won:
        leave_trace(actor, evidence.commitment, "commitment.evidence-aside", private={"evidence": str(evidence.uid)})
    return evidence


@transaction.atomic
def report_progress(
    actor: Any,
    commitment: Commitment,
    *,
    milestone: Milestone | None = None,
    day: date,
    completion: str,
    body: str = "",
    language: str = "fr",
    organisation: Organisation | None = None,
    rests_on: Sequence[UUID] = (),
    shown: Sequence[Shown] = (),
) -> ProgressReport:
    """Declare how far a commitment, or one of its milestones, is on a day.

    rests_on   identifiers of evidence that is there already, the first one first; those set aside do not count
    shown      evidence brought with the report

    Raises ValidationError keyed by the part at fault: “completed” without any evidence, a day to come, a milestone or
    a piece of evidence of another commitment, a draft. The database refuses “completed” without evidence as well.
    """
    refuse_nulls({"body": body})
    if commitment.state != State.PUBLISHED:
        raise ValidationError({"__all__": _("A draft has no progress: publish the commitment first.")})
    if commitment.withdrawn_on is not None or (milestone is not None and milestone.withdrawn_on is not None):
        raise ValidationError({"__all__": _("It was withdrawn: nothing more is declared of it.")})
    if milestone is not None and milestone.commitment_id != commitment.pk:
        raise ValidationError({"milestone": _("This milestone belongs to another commitment.")})
    if completion not in Completion.values:
        raise ValidationError({"completion": _("Unknown: %(codes)s.") % {"codes": completion}})
    if day > clock.today():
        raise ValidationError({"day": _("Nobody knows yet how far it will be on that day.")})
    pieces = [*known_evidence(commitment, rests_on)]
    if completion == Completion.COMPLETE and not pieces and not shown:
        raise ValidationError({"evidence": _("“Completed” needs evidence: name at least one piece.")})
    pieces += [add_evidence(actor, commitment, one, milestone=milestone, organisation=organisation) for one in shown]
    report = ProgressReport(
        commitment=commitment,
        milestone=milestone,
        day=day,
        completion=completion,
        language=language,
        body=body.strip(),
        organisation=organisation,
        author=actor if getattr(actor, "pk", None) else None,
        proof=pieces[0] if pieces else None,
    )
    report.full_clean()
    report.save(force_insert=True)
    report.evidence.set(pieces)
    tell(actor, report)
    return report


def known_evidence(commitment: Commitment, uids: Sequence[UUID]) -> list[Evidence]:
    """The pieces that these identifiers name, in their order; ValidationError for one that is not there."""
    found = {one.uid: one for one in commitment.evidence.filter(uid__in=uids, set_aside_at=None)}
    if missing := [uid for uid in uids if uid not in found]:
        raise ValidationError(
            {"evidence": _("This commitment has no evidence %(uid)s that counts.") % {"uid": missing[0]}}
        )
    return [found[uid] for uid in uids]


def tell(actor: Any, report: ProgressReport) -> None:
    """The entry of the journal, by the body's name: it is the body that declares."""
    body = report.organisation.name if report.organisation else str(report.commitment.plan)
    # The completion is a code, said in the reader's language as parts are.
    public = {"body": body, "day": report.day, "parts": report.completion}
    if report.milestone is None:
        leave_trace(actor, report.commitment, "commitment.progress", public=public)
        return
    public["milestone"] = report.milestone.number or str(report.milestone.title)
    leave_trace(actor, report.commitment, "commitment.milestone-progress", public=public, news="commitment.progress")
