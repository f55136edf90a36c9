"""Ambrelle's action plan: twelve promises, some kept, some late, one given up. Everything here is invented.

The plan goes through the verbs that its point of contact uses; what was declared in the past is written as it would
have been on its day, since the verb refuses a day to come and a demonstration may be set in another year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from i18nfield.strings import LazyI18nString

from parvis.commit.plans import actions
from parvis.commit.plans.actions.progress import Shown, add_evidence
from parvis.commit.plans.actions.recording import leave_trace
from parvis.commit.plans.models import (
    Commitment,
    Evidence,
    Framework,
    FrameworkKind,
    Milestone,
    Plan,
    ProgressReport,
    Standing,
    Text,
    TextPart,
    Wording,
)
from parvis.convene.agenda.models import Event
from parvis.disclose.links.models import Link, Relation
from parvis.disclose.links.models import Standing as LinkStanding
from parvis.ground.identifiers import Ref
from parvis.people.models import Organisation, User
from parvis.portal.demo.promise import Promise, Step, Told
from parvis.portal.demo.promised import AMENDMENT, COMMITMENTS, PLAN, SUMMARY, WITHDRAWAL

POINT_OF_CONTACT = "lucile.ferrandon@ambrelle.example"


@dataclass
class Writer:
    """Writes the plan of a demonstration that is set on `anchor`."""

    anchor: date
    bodies: Mapping[str, Organisation]
    events: Mapping[str, Event]
    actor: User = field(init=False)

    def __post_init__(self) -> None:
        self.actor = User.objects.get(email=POINT_OF_CONTACT)

    def write(self) -> Plan:
        plan = self.open_plan()
        first = [self.promise(plan, one) for one in COMMITMENTS if not one.amendment]
        actions.adopt_plan(self.actor, plan, on=self.day(-400), note=LazyI18nString(PLAN.adopted))
        for commitment, one in first:
            commitment.refresh_from_db()  # it is adopted now
            self.what_became(commitment, one)
        amended = [self.promise(plan, one) for one in COMMITMENTS if one.amendment]
        reworded = next(commitment for commitment, one in first if one.number == AMENDMENT.number)
        actions.write_commitment(self.actor, reworded, dict(AMENDMENT.content))
        actions.amend_plan(self.actor, plan, on=self.day(-90), note=LazyI18nString(AMENDMENT.note))
        for commitment, one in amended:
            self.what_became(commitment, one)
        given_up = next(commitment for commitment, one in first if one.number == WITHDRAWAL.number)
        actions.withdraw_commitment(self.actor, given_up, on=self.day(-45), reason=WITHDRAWAL.reason)
        for part, language, body in SUMMARY:
            Text.objects.create(
                commitment=first[0][0], part=TextPart(part), language=language, wording=Wording.SUMMARISED, body=body
            )
        return plan

    def day(self, offset: int) -> date:
        return self.anchor + timedelta(offset)

    def due(self, said: int | str) -> str:
        """An offset in days, or a date of any precision in which `{0}` is the year of the demonstration, `{1}` the next."""
        if isinstance(said, int):
            return self.day(said).isoformat()
        return said.format(self.anchor.year, self.anchor.year + 1)

    def open_plan(self) -> Plan:
        framework = Framework.objects.create(
            slug="cadre-local-ambrelle",
            kind=FrameworkKind.LOCAL,
            name=PLAN.framework,
            host=self.bodies["Ville d’Ambrelle"],
        )
        year = self.anchor.year
        plan = actions.create_plan(
            self.actor,
            self.bodies["Direction de la participation"],
            {
                "title_fr": PLAN.title["fr"].format(year - 1, year + 1),
                "title_en": PLAN.title["en"].format(year - 1, year + 1),
                "summary_fr": PLAN.summary["fr"],
                "summary_en": PLAN.summary["en"],
                "member": "Ambrelle",
                "number": "2",
                "first_day": date(year - 1, 1, 1).isoformat(),
                "last_day": date(year + 1, 12, 31).isoformat(),
                "framework": str(framework.uid),
            },
        )
        plan.standing = Standing.FICTIONAL
        plan.slug = f"ambrelle-{year - 1}-{year + 1}"
        plan.save(update_fields=["standing", "slug"])
        return plan

    def promise(self, plan: Plan, one: Promise) -> tuple[Commitment, Promise]:
        content: dict[str, Any] = {
            "number": one.number,
            "title_fr": one.title[0],
            "title_en": one.title[1],
            "solution_fr": one.solution[0],
            "solution_en": one.solution[1],
            "values": list(one.values),
            "policy_areas": list(one.areas),
            "ends": self.due(one.ends),
            "carried_over": one.carried_over,
            "budget_minor": one.budget,
            "absences": dict(one.absences),
            "responsibilities": [self.role(role) for role in one.roles],
            "milestones": [self.milestone(one, number, step) for number, step in enumerate(one.steps, 1)],
        }
        for part, (fr, en) in one.texts.items():
            content |= {f"{part}_fr": fr, f"{part}_en": en}
        commitment = actions.create_commitment(self.actor, plan, content)
        actions.publish_commitment(self.actor, commitment)
        return commitment, one

    def role(self, said: Sequence[Any]) -> dict[str, Any]:
        role, name, first, last = said
        return {
            "role": role,
            "organisation": str(self.bodies[name].uid),
            "office": "",
            "valid_from": self.day(first).isoformat() if first is not None else None,
            "valid_to": self.day(last).isoformat() if last is not None else None,
        }

    def milestone(self, one: Promise, number: int, step: Step) -> dict[str, Any]:
        return {
            "number": f"{one.number}.{number}",
            "title_fr": step.title[0],
            "title_en": step.title[1],
            "due": self.due(step.due) if step.due != "" else "",
        }

    def what_became(self, commitment: Commitment, one: Promise) -> None:
        """Evidence and reports, step by step, then what is declared of the whole."""
        milestones = list(commitment.milestones.order_by("order"))
        lead = next(self.bodies[name] for role, name, _first, last in one.roles if role == "lead" and last is None)
        for milestone, step in zip(milestones, one.steps, strict=True):
            if step.told is not None:
                self.report(commitment, milestone, step.told, lead)
        if one.told is not None:
            self.report(commitment, None, one.told, lead)
        for slug in one.events:
            self.tie(self.events[slug], Relation.RELATED, Ref("commitment", commitment.uid))

    def report(self, commitment: Commitment, milestone: Milestone | None, told: Told, body: Organisation) -> None:
        made = (self.evidence(commitment, milestone, proof, body) for proof in told.proofs)
        proofs = [one for one in made if one is not None]
        day = self.day(told.day)
        report = ProgressReport.objects.create(
            commitment=commitment, milestone=milestone, day=day, completion=told.completion, body=told.body,
            organisation=body, author=self.actor, proof=proofs[0] if proofs else None,
        )  # fmt: skip
        report.evidence.set(proofs)
        public = {"body": body.name, "day": day, "parts": told.completion}
        if milestone is None:
            leave_trace(self.actor, commitment, "commitment.progress", public=public)
        else:
            public["milestone"] = milestone.number
            leave_trace(self.actor, commitment, "commitment.milestone-progress", public=public)

    def evidence(
        self, commitment: Commitment, milestone: Milestone | None, proof: Sequence[Any], body: Organisation
    ) -> Evidence | None:
        """A page of the city, or an event: what was held in public shows that it was held. None when none was."""
        kind, what, title, offset = proof
        if what.startswith("theme:"):
            event = self.held_about(what.removeprefix("theme:"))
            if event is None:
                return None
        else:
            event = self.events.get(what)
        if event is None:
            shown = Shown(
                title, kind, url=f"https://ambrelle.example/{what}", day=self.day(offset).isoformat(),
                consulted_on=self.day(min(offset + 3, 0)),
            )  # fmt: skip
            return add_evidence(self.actor, commitment, shown, milestone=milestone, organisation=body)
        shown = Shown(event.title, kind, note=title, object=Ref("event", event.uid), day=event.start_day.isoformat())
        about = Ref("milestone", milestone.uid) if milestone else Ref("commitment", commitment.uid)
        self.tie(event, Relation.PROVES, about)
        return add_evidence(self.actor, commitment, shown, milestone=milestone, organisation=body)

    def held_about(self, theme: str) -> Event | None:
        """The first event of the season about a theme that is over; none at the very beginning of a month."""
        held = Event.objects.filter(
            standing="fictional", state="published", status="scheduled", end_day__lt=self.anchor, themes__code=theme
        )
        return held.order_by("start_day", "slug").first()

    def tie(self, event: Event, relation: Relation, about: Ref) -> None:
        Link.objects.get_or_create(
            from_type="event", from_uid=event.uid, relation=relation, to_type=about.type, to_uid=about.uid,
            defaults={"standing": LinkStanding.ILLUSTRATIVE},
        )  # fmt: skip


def write_promises(anchor: date, bodies: Mapping[str, Organisation], events: Mapping[str, Event]) -> Plan:
    """Write the plan, adopt it, amend it, withdraw one promise, and declare what was done."""
    return Writer(anchor, bodies, events).write()
