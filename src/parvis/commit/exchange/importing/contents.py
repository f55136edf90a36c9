"""One commitment of a file → the parts of a content that it says; an empty cell says nothing, and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from parvis.civics.formats.plans import CommitmentText, MilestoneText
from parvis.commit.exchange.importing.known import Known
from parvis.commit.plans.content import Content
from parvis.commit.plans.models import Role, Wording
from parvis.ground import clock
from parvis.people.names import name_key


def said_by(
    text: CommitmentText, before: Mapping[str, Any], known: Known, reasons: list[str], adopted: bool
) -> Content:
    """Parts that the file says, in the shape of `plans.content`; what is not taken over adds a sentence to `reasons`.

    before    the content that stands, empty for a new commitment
    adopted   roles that were adopted with the plan are not taken away by a table
    """
    code = text.language
    content: Content = {f"title_{code}": text.title}
    content |= {
        name: value
        for name, value in (
            ("external_id", text.external_id),
            ("number", text.number),
            ("starts", text.starts.iso if text.starts else ""),
            ("ends", text.ends.iso if text.ends else ""),
            ("budget_note", text.budget_note),
        )
        if value
    }
    if text.budget:
        content |= {"budget_minor": text.budget.minor, "budget_currency": text.budget.currency}
    if text.carried_over is not None:
        content["carried_over"] = text.carried_over
    if text.values:
        content["values"] = list(text.values)
    if text.absences:
        content["absences"] = {**before.get("absences", {}), **dict(text.absences)}
    if text.wording != Wording.SUMMARISED:
        content |= {f"{part}_{code}": body for part, body in text.parts}
        if text.authority and text.parts:
            content[f"authority_{code}"] = text.authority
    if areas := areas_of(text, known, reasons):
        content["policy_areas"] = areas
    if text.predecessor:
        found = known.predecessor(text.predecessor)
        if found:
            content["predecessor"] = found
        else:
            reasons.append(_("“%(name)s”, which it follows, is not known here: left out.") % {"name": text.predecessor})
    if text.lead or text.supporting:
        content["responsibilities"] = roles_of(text, before.get("responsibilities", ()), known, reasons, adopted)
    if text.milestones:
        content["milestones"] = steps_of(text, before.get("milestones", ()), known, reasons)
    return content


def areas_of(text: CommitmentText, known: Known, reasons: list[str]) -> list[str]:
    found = []
    for word in text.policy_areas:
        if code := known.area(word):
            found.append(code)
        else:
            reasons.append(_("“%(name)s” is no policy area of this site: left out.") % {"name": word})
    return list(dict.fromkeys(found))


def roles_of(
    text: CommitmentText, before: Any, known: Known, reasons: list[str], adopted: bool
) -> list[dict[str, Any]]:
    """Roles that the file names, in its order; then those of which it does not speak, or that nobody may take away."""
    rows = [dict(row) for row in before]
    given: list[dict[str, Any]] = []
    for role, names in ((Role.LEAD, text.lead), (Role.SUPPORTING, text.supporting)):
        for name in names:
            alike = (role, Role.PARTNER) if role == Role.SUPPORTING else (role,)  # a table has one column for both
            same = next((row for row in rows if row["role"] in alike and is_called(row, name, known)), None)
            if same is not None:
                rows.remove(same)
                given.append(same)
            else:
                given.append(role_of(role, name, known, reasons))
        if names and (gone := [row for row in rows if row["role"] == role and row["valid_to"] is None and begun(row)]):
            if adopted:
                reasons.append(_("A role that was adopted is handed over on the page of the commitment, not here."))
            else:
                rows = [row for row in rows if row not in gone]
    return [*given, *rows]


def begun(row: Mapping[str, Any]) -> bool:
    """Whether the role is held already: a table, which says who has it today, is silent about who takes it over."""
    return not row["valid_from"] or str(row["valid_from"]) <= clock.today().isoformat()


def role_of(role: str, name: str, known: Known, reasons: list[str]) -> dict[str, Any]:
    body = known.body(name)
    if body is None:
        reasons.append(
            _("“%(name)s” is no body of this site: kept as the office that the plan names.") % {"name": name}
        )
    own_name = body is not None and name_key(body.name) == name_key(name)
    return {
        "role": str(role),
        "organisation": str(body.uid) if body else None,
        "office": "" if own_name else name,
        "valid_from": None,
        "valid_to": None,
    }


def is_called(row: Mapping[str, Any], name: str, known: Known) -> bool:
    """Whether a role is that of the body or the office so called."""
    if row["office"]:
        return name_key(row["office"]) == name_key(name)
    body = known.body(name)
    return body is not None and row["organisation"] == str(body.uid)


def steps_of(text: CommitmentText, before: Any, known: Known, reasons: list[str]) -> list[dict[str, Any]]:
    """Milestones as they stand, with what the file says of each; new ones after them. None is taken away."""
    rows = [dict(row) for row in before]
    for step in text.milestones:
        if step.withdrawn:
            continue  # a withdrawal is a decision with a day and a reason: it is written on the page, and stands there
        row = step_named(rows, step, text.language)
        if row is None:
            row = {}
            rows.append(row)
        row.update(step_said(step, text, row, known, reasons))
    return rows


def step_named(rows: list[dict[str, Any]], step: MilestoneText, language: str) -> dict[str, Any] | None:
    """The milestone of that number; without a number, that of the same title."""
    if step.number:
        return next((row for row in rows if row.get("number") == step.number), None)
    wanted = name_key(step.title)
    return next((row for row in rows if name_key(row.get(f"title_{language}", "")) == wanted), None)


def step_said(
    step: MilestoneText, text: CommitmentText, before: Mapping[str, Any], known: Known, reasons: list[str]
) -> dict[str, Any]:
    found: dict[str, Any] = {"number": step.number} if step.number else {}
    if step.title:
        found[f"title_{text.language}"] = step.title
    if step.text and text.wording != Wording.SUMMARISED:
        found[f"text_{text.language}"] = step.text
    if step.due:
        found["due"] = step.due.iso
        found["due_words"] = step.due_words or (
            before.get("due_words", "") if before.get("due") == step.due.iso else ""
        )
    if step.responsible:
        first = step.responsible[0]
        if len(step.responsible) > 1:
            reasons.append(
                _("Milestone %(number)s: one body answers for it; “%(name)s” is kept.")
                % {"number": step.number or step.title, "name": first}
            )
        body = known.body(first)
        own_name = body is not None and name_key(body.name) == name_key(first)
        found |= {"responsible": str(body.uid) if body else None, "office": "" if own_name else first}
    return found
