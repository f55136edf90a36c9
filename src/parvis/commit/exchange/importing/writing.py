"""Doing what was foreseen, in one transaction: new commitments at once, the others by the verbs of the plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.civics.formats.plans import Tabled
from parvis.commit.exchange.importing.creating import create_many
from parvis.commit.exchange.importing.foreseeing import CREATE, UPDATE, Declared, Foresight, Work, foresee, step_key
from parvis.commit.plans.actions import Shown, report_progress, write_commitment
from parvis.commit.plans.advice import advice_in
from parvis.commit.plans.content import TEXT_PARTS
from parvis.commit.plans.finding import index_commitments
from parvis.commit.plans.models import Commitment, Milestone, Plan, Role, State, Text, TextAuthority, TextPart, Wording
from parvis.commit.plans.rules import held_today, organised_bodies
from parvis.ground import clock
from parvis.ground.journal.actions import record, record_many
from parvis.people.models import Organisation
from parvis.people.names import name_key


class NotWritten(Exception):
    """Nothing was written; `reasons` are sentences, each naming its row where there is one."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(*reasons)
        self.reasons = tuple(reasons)


def bring(tabled: Tabled, plan: Plan, actor: Any, *, good_rows: bool, publish: bool = False) -> Foresight:
    """Write what the file says into the plan, all of it or nothing.

    good_rows   True: rows that cannot be taken are left out, the others written; False: one such row stops everything
    publish     show the new commitments at once, those that contradict themselves excepted
    returns     what was done; raises NotWritten with the reasons
    """
    try:
        with transaction.atomic():
            # Two tables for one plan wait for each other; by hand, the unique constraints decide.
            plan = Plan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=plan.pk)
            foresight = foresee(tabled, plan, actor)
            refused = [line for line in foresight.lines if line.action == "refused"]
            if refused and not good_rows:
                raise NotWritten([reason for line in refused for reason in line.reasons])
            foresight = write(foresight, plan, actor, publish=publish)
    except IntegrityError:
        raise NotWritten(
            [_("Somebody wrote in this plan at the same instant, and nothing was written. Try again.")]
        ) from None
    return foresight


def write(foresight: Foresight, plan: Plan, actor: Any, *, publish: bool) -> Foresight:
    """Write what was foreseen; the same foresight, with what only the writing could tell."""
    new = [work for work in foresight.works if work.action == CREATE]
    changed = [work for work in foresight.works if work.action == UPDATE]
    if not new and not changed:
        return foresight
    made = create_many(actor, plan, [work.content for work in new])
    for work, one in zip(new, made, strict=True):
        beside(work, one)
    for work in changed:
        change(work, actor)
    held = show(new, made, plan, actor) if publish else {}
    # After the commitments: the entry of the plan tells how many there were.
    record(actor, "plan.table-brought", "plan", plan.uid, public={"created": len(new), "changed": len(changed)})
    lines = (
        replace(line, reasons=(*line.reasons, held[line.row])) if line.row in held else line for line in foresight.lines
    )
    return replace(foresight, lines=tuple(lines))


def change(work: Work, actor: Any) -> None:
    """One commitment that stands, by the verbs that a person uses; what they refuse names the row."""
    one = work.before
    if one is None:
        return
    try:
        if work.content:
            write_commitment(actor, one, work.content)
        beside(work, one)
        for declared in work.reports:
            report(declared, one, actor, work.text.language)
    except ValidationError as error:
        raise NotWritten(
            [_("Row %(row)s: %(reason)s") % {"row": work.text.row, "reason": said} for said in error.messages]
        ) from None


def beside(work: Work, one: Commitment) -> None:
    """What a content does not hold: starts of milestones, and texts that only summarise."""
    if not work.starts and not work.summary:
        return
    steps: dict[str, Milestone] = {}
    for step in Milestone.objects.filter(commitment=one).order_by("-order", "-pk"):
        words = step.title.data.values() if isinstance(step.title.data, dict) else [step.title.data]
        steps |= dict.fromkeys([step.number] if step.number else map(name_key, words), step)
    for name, iso in work.starts.items():
        if name in steps:
            steps[name].starts = iso
            steps[name].save(update_fields=["starts"])
    for name, part, body in work.summary:
        if name and name not in steps:
            continue
        same = {
            "commitment": one,
            "milestone": steps[name] if name else None,
            "part": TextPart.MILESTONE if name else TEXT_PARTS[part],
            "language": work.text.language,
            "authority": work.text.authority or TextAuthority.OFFICIAL,
            "wording": Wording.SUMMARISED,
        }
        last = Text.objects.filter(**same).order_by("-number").values_list("number", flat=True).first()
        Text.objects.create(**same, number=(last or 0) + 1, body=body)


def report(declared: Declared, one: Commitment, actor: Any, language: str) -> None:
    step = None
    if declared.step is not None:
        wanted = step_key(declared.step.number, declared.step.title)
        for each in one.milestones.order_by("order", "pk"):
            names = {each.number} if each.number else {name_key(word) for word in each.title.data.values()}
            if wanted in names:
                step = each
    day = declared.report.day
    if day is None:
        return
    report_progress(
        actor,
        one,
        milestone=step,
        day=day,
        completion=declared.report.completion,
        body=declared.report.text,
        language=language,
        organisation=declaring_body(one, actor),
        shown=[Shown(title=url[:300], url=url) for url in declared.report.evidence],
    )


def declaring_body(one: Commitment, actor: Any) -> Organisation | None:
    """The body that declares: that of the person among those that lead; else the first that leads."""
    leads = [
        role.organisation
        for role in one.responsibilities.filter(held_today((Role.LEAD,)), organisation__isnull=False)
        .select_related("organisation")
        .order_by("order", "pk")
    ]
    mine = organised_bodies(actor) if actor is not None else frozenset()
    return next((body for body in leads if body and body.pk in mine), leads[0] if leads else None)


def show(new: Sequence[Work], made: Sequence[Commitment], plan: Plan, actor: Any) -> dict[int, str]:
    """Publish new commitments that hold together; the others stay drafts: row → why."""
    sound: list[Commitment] = []
    held: dict[int, str] = {}
    for work, one in zip(new, made, strict=True):
        errors = [advice for advice in advice_in(work.content, plan) if advice.stops]
        if errors:
            held[work.text.row] = _("It stays a draft: %(reason)s") % {"reason": errors[0].message}
        else:
            sound.append(one)
    keys = [one.pk for one in sound]
    Commitment.objects.filter(pk__in=keys).update(state=State.PUBLISHED, published_at=clock.now())
    record_many(actor, "commitment.published", "commitment", [one.uid for one in sound])
    index_commitments(keys)
    return held
