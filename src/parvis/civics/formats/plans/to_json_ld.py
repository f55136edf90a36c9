"""Plans and commitments as JSON-LD: schema.org where it has the word, our own vocabulary where it has none.

A plan is a `schema:CreativeWork` (a document with parts), a commitment and a milestone are each a `schema:Action` that
some agent is to carry out. `schema:actionStatus` is never written: who says that an action is completed matters, and
schema.org cannot tell a declaration from an assessment; `declared` is our own word for the first.
Dates are codes of ISO 8601-2, typed as EDTF.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from parvis.civics.formats.plans.model import CommitmentText, MilestoneText, PlanText, ProgressText, Withdrawn

MEDIA_TYPE = "application/ld+json"
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_OURS = (
    "Plan", "Commitment", "Milestone", "Report", "number", "cycle", "member", "framework", "adoptedOn", "values",
    "budget", "budgetNote", "carriedOver", "predecessor", "absences", "milestone", "declared", "completion",
    "withdrawn", "on", "reason",
    "fullTitle", "problem", "solution", "ambition", "publicChange", "roadmap", "authority", "wording", "dueInWords",
)  # fmt: skip


def context(vocabulary: str) -> dict[str, Any]:
    """The context that documents name: `vocabulary` is the address at which our own words are published."""
    dates = {
        name: {"@id": f"schema:{of}", "@type": _EDTF} for name, of in (("starts", "startTime"), ("ends", "endTime"))
    }
    return {
        "@context": {
            "@version": 1.1,
            "schema": "https://schema.org/",
            "parvis": vocabulary,
            **{name: f"parvis:{name}" for name in _OURS},
            **dates,
            "due": {"@id": "schema:endTime", "@type": _EDTF},
            "firstDay": {"@id": "schema:startDate", "@type": "schema:Date"},
            "lastDay": {"@id": "schema:endDate", "@type": "schema:Date"},
            "day": {"@id": "schema:dateCreated", "@type": "schema:Date"},
            "name": "schema:name",
            "identifier": "schema:identifier",
            "description": "schema:description",
            "url": {"@id": "schema:url", "@type": "@id"},
            "source": {"@id": "schema:isBasedOn", "@type": "@id"},
            "evidence": {"@id": "schema:citation", "@type": "@id"},
            "inLanguage": "schema:inLanguage",
            "about": "schema:about",
            "text": "schema:text",
            "lead": {"@id": "schema:agent", "@container": "@set"},
            "supporting": {"@id": "schema:participant", "@container": "@set"},
            "responsible": {"@id": "schema:agent", "@container": "@set"},
            "publisher": "schema:publisher",
            "hasPart": {"@id": "schema:hasPart", "@container": "@set"},
            "isPartOf": {"@id": "schema:isPartOf", "@type": "@id"},
            "MonetaryAmount": "schema:MonetaryAmount",
            "value": "schema:value",
            "currency": "schema:currency",
            "Organization": "schema:Organization",
        }
    }


def chunks(plan: PlanText, commitments: Iterable[CommitmentText], *, context_url: str) -> Iterator[str]:
    """One document a plan, a commitment at a time."""
    head = json.dumps({"@context": context_url} | plan_object(plan), ensure_ascii=False, indent=1)
    yield head.removesuffix("\n}") + ',\n "hasPart": ['
    separator = "\n"
    for commitment in commitments:
        yield separator + json.dumps(commitment_object(commitment, plan), ensure_ascii=False, indent=1)
        separator = ",\n"
    yield "\n ]\n}\n"


def plan_object(plan: PlanText) -> dict[str, Any]:
    """The plan without its parts; keys without a value are left out."""
    return _compact(
        {
            "@id": plan.iri,
            "@type": ["Plan", "schema:CreativeWork"],
            "name": plan.title,
            "url": plan.page,
            "inLanguage": plan.language,
            "description": plan.summary,
            "framework": plan.framework,
            "member": plan.member,
            "number": plan.number,
            "cycle": plan.cycle,
            "firstDay": plan.first_day.isoformat() if plan.first_day else None,
            "lastDay": plan.last_day.isoformat() if plan.last_day else None,
            "adoptedOn": plan.adopted_on.isoformat() if plan.adopted_on else None,
            "publisher": _body(plan.body) if plan.body else None,
        }
    )


def commitment_object(one: CommitmentText, plan: PlanText) -> dict[str, Any]:
    """A commitment with its milestones and what was declared of each."""
    parts = {_camel(part): text for part, text in one.parts if part != "context"}
    return _compact(
        {
            "@id": one.iri,
            "@type": ["Commitment", "schema:Action"],
            "identifier": one.external_id,
            "number": one.number,
            "name": one.title,
            "url": one.page,
            "source": one.url,
            "isPartOf": plan.iri,
            "inLanguage": one.language,
            "authority": one.authority if one.parts else None,
            "wording": one.wording if one.parts else None,
            **parts,
            "description": dict(one.parts).get("context"),
            "values": list(one.values),
            "about": list(one.policy_areas),
            "lead": [_body(name) for name in one.lead],
            "supporting": [_body(name) for name in one.supporting],
            "budget": {
                "@type": "MonetaryAmount",
                "value": f"{one.budget.minor // 100}.{one.budget.minor % 100:02d}",
                "currency": one.budget.currency,
            }
            if one.budget
            else None,
            "budgetNote": one.budget_note,
            "starts": one.starts.iso if one.starts else None,
            "ends": one.ends.iso if one.ends else None,
            "carriedOver": one.carried_over,
            "predecessor": one.predecessor,
            "absences": dict(one.absences),
            "withdrawn": _withdrawn(one.withdrawn),
            "declared": [_report(report) for report in one.reports],
            "milestone": [_step(step) for step in one.milestones],
        }
    )


def _step(step: MilestoneText) -> dict[str, Any]:
    return _compact(
        {
            "@id": step.iri,
            "@type": ["Milestone", "schema:Action"],
            "number": step.number,
            "name": step.title,
            "text": step.text,
            "starts": step.starts.iso if step.starts else None,
            "due": step.due.iso if step.due else None,
            "dueInWords": step.due_words,
            "responsible": [_body(name) for name in step.responsible],
            "withdrawn": _withdrawn(step.withdrawn),
            "declared": [_report(report) for report in step.reports],
        }
    )


def _withdrawn(withdrawn: Withdrawn | None) -> dict[str, str] | None:
    return {"on": withdrawn.on.isoformat(), "reason": withdrawn.reason} if withdrawn else None


def _report(report: ProgressText) -> dict[str, Any]:
    return _compact(
        {
            "@type": "Report",
            "day": report.day.isoformat() if report.day else None,
            "completion": report.completion,
            "text": report.text,
            "evidence": list(report.evidence),
        }
    )


def _body(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.title() for word in others)


def _compact(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}
