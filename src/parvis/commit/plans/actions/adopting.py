"""Versions of a plan: adopted as a whole, amended, and what is withdrawn. The database keeps what was adopted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from parvis.commit.plans.actions.awaiting import settle
from parvis.commit.plans.actions.plan import publish_plan
from parvis.commit.plans.actions.recording import keep_version, leave_plan_trace, leave_trace
from parvis.commit.plans.models import Commitment, Milestone, Plan, PlanVersion, State, Text, VersionKind, Wording
from parvis.ground.sources.models import Source


class NothingToAdopt(Exception):
    """The plan holds nothing that a version would freeze."""


class AlreadyAdopted(Exception):
    """Somebody adopted a version since the page was opened."""


@dataclass(frozen=True)
class Pending:
    """What the next version would freeze.

    commitments   published ones that it adds or changes
    drafts        those that stay out of it
    """

    commitments: tuple[Commitment, ...]
    drafts: tuple[Commitment, ...]


def pending(plan: Plan) -> Pending:
    """What waits for adoption; 3 queries."""
    living = plan.commitments.filter(withdrawn_on=None).order_by("order", "pk")
    changed = set(
        Text.objects.filter(commitment__plan=plan, frozen=False)
        .exclude(wording=Wording.SUMMARISED)
        .order_by()
        .values_list("commitment_id", flat=True)
    )
    changed |= set(
        Milestone.objects.filter(commitment__plan=plan, added_in=None, withdrawn_on=None)
        .order_by()
        .values_list("commitment_id", flat=True)
    )
    rows = list(living)
    changed |= {one.pk for one in rows if one.awaiting}
    return Pending(
        tuple(one for one in rows if one.state == State.PUBLISHED and (one.added_in_id is None or one.pk in changed)),
        tuple(one for one in rows if one.state == State.DRAFT),
    )


@transaction.atomic
def adopt_plan(
    actor: Any, plan: Plan, *, on: date, note: LazyI18nString | str = "", source: Source | None = None
) -> PlanVersion:
    """Record the adoption of the plan with its published commitments: their texts are frozen, drafts stay out.

    Raises NothingToAdopt without a published commitment, AlreadyAdopted when it was adopted before.
    """
    if plan.versions.filter(adopted=True).exists():
        raise AlreadyAdopted
    waiting = pending(plan)
    if not waiting.commitments:
        raise NothingToAdopt
    version = new_version(plan, VersionKind.ORIGINAL, on, note, source)
    freeze(waiting.commitments, version)
    publish_plan(actor, plan)
    leave_plan_trace(actor, plan, "plan.adopted", {"day": on, "number": version.number})
    told(actor, waiting.commitments, "commitment.adopted", version)
    return version


@transaction.atomic
def amend_plan(
    actor: Any, plan: Plan, *, on: date, note: LazyI18nString | str, source: Source | None = None
) -> PlanVersion:
    """Record an amendment: wordings written since the last version, commitments and milestones added since, are frozen;
    titles, dates and bodies that waited are put in force on that day.

    Raises ValidationError without a note, NothingToAdopt when nothing changed or nothing was adopted yet.
    """
    if not str(note).strip():
        raise ValidationError({"note": _("Say what the amendment changes.")})
    waiting = pending(plan)
    if not waiting.commitments or not plan.versions.filter(adopted=True).exists():
        raise NothingToAdopt
    version = new_version(plan, VersionKind.AMENDMENT, on, note, source)
    freeze(waiting.commitments, version)
    for one in waiting.commitments:
        settle(actor, one, on)
    leave_plan_trace(actor, plan, "plan.amended", {"day": on, "number": version.number})
    told(actor, waiting.commitments, "commitment.amended", version)
    return version


@transaction.atomic
def withdraw_commitment(
    actor: Any, commitment: Commitment, *, on: date, reason: str, source: Source | None = None
) -> Commitment:
    """Say that the promise is given up; it stays on its page and in the plan, with the day and the reason.

    Raises ValidationError without a reason, or for a draft: what was never promised is not withdrawn.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("A withdrawal says why.")})
    if commitment.state != State.PUBLISHED:
        raise ValidationError({"__all__": _("A draft is not withdrawn: nobody was promised anything.")})
    won = Commitment.objects.filter(pk=commitment.pk, withdrawn_on=None).update(
        withdrawn_on=on, withdrawal_reason=reason.strip()
    )
    commitment.refresh_from_db(fields=["withdrawn_on", "withdrawal_reason"])
    if not won:
        return commitment
    if commitment.added_in_id is None:
        leave_trace(actor, commitment, "commitment.given-up", public={"day": on})
        return commitment
    version = new_version(commitment.plan, VersionKind.WITHDRAWAL, on, reason.strip(), source)
    Commitment.objects.filter(pk=commitment.pk).update(withdrawn_in=version)
    commitment.refresh_from_db(fields=["withdrawn_in"])
    public = {"day": on, "number": version.number}
    leave_plan_trace(actor, commitment.plan, "plan.withdrawal", public)
    leave_trace(actor, commitment, "commitment.withdrawn", public=public)
    return commitment


def new_version(plan: Plan, kind: VersionKind, on: date, note: Any, source: Source | None) -> PlanVersion:
    """The next version, adopted at once; of two people at the same instant one takes the number."""
    last = plan.versions.order_by("-number").first()
    if last is not None and last.adopted_on is not None and on < last.adopted_on:
        raise ValidationError({"on": _("The version before was adopted later than that day.")})
    fresh = PlanVersion(
        plan=plan,
        number=(last.number if last else 0) + 1,
        kind=kind,
        note=note,
        adopted=True,
        adopted_on=on,
        source=source,
    )
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
    except IntegrityError:
        raise AlreadyAdopted from None
    return fresh


def freeze(commitments: Collection[Commitment], version: PlanVersion) -> None:
    """Tie to the version what it adopts: texts, commitments, milestones and their due dates; 5 queries."""
    keys = [one.pk for one in commitments]
    texts = Text.objects.filter(commitment__in=keys, frozen=False).exclude(wording=Wording.SUMMARISED)
    # What no adoption has frozen is the adopted wording of what this version adds.
    texts.update(frozen=True, version=version)
    Commitment.objects.filter(pk__in=keys, added_in=None).update(added_in=version)
    steps = Milestone.objects.filter(commitment__in=keys, withdrawn_on=None)
    steps.filter(adopted_due="").update(adopted_due=F("due"))
    steps.filter(added_in=None).update(added_in=version)


def told(actor: Any, commitments: Collection[Commitment], action: str, version: PlanVersion) -> None:
    """One entry a commitment, and its followers told."""
    public = {"day": version.adopted_on, "number": version.number}
    for one in commitments:
        one.refresh_from_db(fields=["added_in"])
        keep_version(actor, one)
        leave_trace(actor, one, action, public=public)
