"""What a writer writes of a commitment, as one plain mapping: the shape of versions, forms and the write API.

{"title_fr": …, "number": "14", "values": ["inclusion"], "solution_fr": Markdown, "authority_fr": "official",
 "responsibilities": [{"role": "lead", "organisation": uid | None, "office": …, "valid_from": None, "valid_to": None}],
 "milestones": [{"uid": …, "number": "14.1", "title_fr": …, "text_fr": Markdown, "due": "2018-41", "responsible": uid}]}

Days and identifiers are text; a date of any precision is ISO 8601-2 text. State, versions of the plan and addresses are
no content: verbs change them (`actions`). Summaries read elsewhere are no content either: nobody writes them here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from i18nfield.strings import LazyI18nString

from parvis.commit.plans.models import (
    Commitment,
    Milestone,
    Plan,
    Responsibility,
    Role,
    Text,
    TextAuthority,
    TextPart,
    Wording,
)

Content = dict[str, Any]

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
PLAIN = (
    "external_id",
    "number",
    "starts",
    "ends",
    "budget_minor",
    "budget_currency",
    "budget_note",
    "carried_over",
)
LISTS = ("values", "policy_areas")
# Part of the content → the part of the texts it is; in the order of the page.
TEXT_PARTS = {
    part.value.replace("-", "_"): part for part in TextPart if part not in (TextPart.TITLE, TextPart.MILESTONE)
}
TEXT_PARTS = {"full_title": TextPart.TITLE, **TEXT_PARTS}
TEXTS = tuple(f"{name}_{code}" for name in TEXT_PARTS for code in LANGUAGES)
AUTHORITIES = tuple(f"authority_{code}" for code in LANGUAGES)
TITLES = tuple(f"title_{code}" for code in LANGUAGES)
PARTS = (
    *TITLES,
    "number",
    "external_id",
    *TEXTS,
    *AUTHORITIES,
    *LISTS,
    "responsibilities",
    "milestones",
    *("starts", "ends", "budget_minor", "budget_currency", "budget_note", "carried_over"),
    "predecessor",
    "absences",
)
ROLE_COLUMNS = ("role", "organisation", "office", "valid_from", "valid_to")
MILESTONE_TEXTS = tuple(f"text_{code}" for code in LANGUAGES)
MILESTONE_COLUMNS = ("uid", "number", *TITLES, *MILESTONE_TEXTS, "due", "due_words", "responsible", "office")

PLAN_TRANSLATED = ("title", "summary")
PLAN_PLAIN = ("member", "number", "cycle", "first_day", "last_day")
PLAN_PARTS = (*(f"{name}_{code}" for name in PLAN_TRANSLATED for code in LANGUAGES), *PLAN_PLAIN, "framework")

_RANK = {TextAuthority.OFFICIAL: 0, TextAuthority.HUMAN: 1, TextAuthority.MACHINE: 2}


def plan_content(plan: Plan) -> Content:
    """What stands in the database for a plan; no query once its framework is read."""
    found: Content = {}
    for name in PLAN_TRANSLATED:
        found |= in_languages(name, getattr(plan, name))
    found |= {name: plain(getattr(plan, name)) for name in PLAN_PLAIN}
    found["framework"] = str(plan.framework.uid)
    return found


def content_of(commitment: Commitment) -> Content:
    """What stands in the database for this commitment; 5 queries."""
    return contents_of([commitment])[commitment.pk]


def contents_of(commitments: Sequence[Commitment]) -> dict[int, Content]:
    """The same for many, by primary key; 5 queries whatever their number."""
    keys = [one.pk for one in commitments]
    found: dict[int, Content] = {}
    for one in commitments:
        content: Content = {name: plain(getattr(one, name)) for name in PLAIN}
        content |= in_languages("title", one.title) | dict.fromkeys(TEXTS, "") | dict.fromkeys(AUTHORITIES, "")
        content |= {"values": list(one.values), "policy_areas": [], "absences": dict(one.absences)}
        content |= {"responsibilities": [], "milestones": [], "predecessor": None}
        found[one.pk] = content
    before = Commitment.objects.filter(pk__in=keys, predecessor__isnull=False).order_by()
    for key, uid in before.values_list("pk", "predecessor__uid"):
        found[key]["predecessor"] = str(uid)
    areas: Any = Commitment.policy_areas.through
    for key, code in (
        areas.objects.filter(commitment__in=keys)
        .order_by("commitment_id", "term__order", "term__code")
        .values_list("commitment_id", "term__code")
    ):
        found[key]["policy_areas"].append(code)
    steps = milestone_rows(keys)
    for key, row in steps.values():
        found[key]["milestones"].append(row)
    read_texts(keys, found, steps)
    read_responsibilities(keys, found, steps)
    for one in commitments:
        say_what_waits(found[one.pk], one.awaiting)
    return found


def say_what_waits(content: Content, awaited: Mapping[str, Any]) -> None:
    """Writers read what they last wrote: the words and dates that wait for an amendment (`actions.awaiting`)."""
    content.update({f"title_{code}": words for code, words in awaited.get("title", {}).items()})
    for row in content["milestones"]:
        for name, value in awaited.get("milestones", {}).get(row["uid"], {}).items():
            if name == "title":
                row.update({f"title_{code}": words for code, words in value.items()})
            else:
                row[name] = value


def milestone_rows(keys: Sequence[int]) -> dict[int, tuple[int, dict[str, Any]]]:
    """Primary key of each milestone → (its commitment, its row without texts and roles), in order; 1 query."""
    rows = Milestone.objects.filter(commitment__in=keys, withdrawn_on=None).order_by("commitment_id", "order", "pk")
    return {
        one.pk: (
            one.commitment_id,
            {
                "uid": str(one.uid),
                "number": one.number,
                **in_languages("title", one.title),
                **dict.fromkeys(MILESTONE_TEXTS, ""),
                "due": one.due,
                "due_words": one.due_words,
                "responsible": None,
                "office": "",
            },
        )
        for one in rows
    }


def read_texts(keys: Sequence[int], found: Mapping[int, Content], steps: Mapping[int, Any]) -> None:
    """The text that stands of each part and language, and who vouches for it; 1 query."""
    names = {part.value: name for name, part in TEXT_PARTS.items()}
    rows = Text.objects.filter(commitment__in=keys).exclude(wording=Wording.SUMMARISED)
    for text in standing_texts(rows.order_by("pk")).values():
        if text.milestone_id is not None:
            if text.milestone_id in steps:
                steps[text.milestone_id][1][f"text_{text.language}"] = text.body
            continue
        content = found[text.commitment_id]
        content[f"{names[text.part]}_{text.language}"] = text.body
        best = content[f"authority_{text.language}"]
        if not best or _RANK[TextAuthority(text.authority)] < _RANK[TextAuthority(best)]:
            content[f"authority_{text.language}"] = text.authority


def standing_texts(rows: Iterable[Text]) -> dict[tuple[int, int | None, str, str], Text]:
    """Of each (commitment, milestone, part, language), the text that stands: the official one before a translation, a
    later wording before the adopted one, the last number before the others."""
    best: dict[tuple[int, int | None, str, str], Text] = {}
    for text in rows:
        key = (text.commitment_id, text.milestone_id, text.part, text.language)
        if key not in best or precedence(text) > precedence(best[key]):
            best[key] = text
    return best


def precedence(text: Text) -> tuple[int, int, int]:
    return -_RANK[TextAuthority(text.authority)], int(text.wording == Wording.LATER), text.number


def read_responsibilities(keys: Sequence[int], found: Mapping[int, Content], steps: Mapping[int, Any]) -> None:
    """Who has which role, from when to when; of a milestone, who answers for it now; 1 query."""
    rows = Responsibility.objects.filter(commitment__in=keys).order_by("commitment_id", "order", "pk")
    for commitment, milestone, uid, *values in rows.values_list(
        "commitment_id", "milestone_id", "organisation__uid", "role", "office", "valid_from", "valid_to"
    ):
        role, office, begins, ends = values
        organisation = str(uid) if uid else None
        if milestone is None:
            row = {"role": role, "organisation": organisation, "office": office}
            row |= {"valid_from": plain(begins), "valid_to": plain(ends)}
            found[commitment]["responsibilities"].append(row)
        elif milestone in steps and ends is None and role == Role.RESPONSIBLE:
            steps[milestone][1].update(responsible=organisation, office=office)


def in_languages(name: str, value: Any) -> dict[str, str]:
    """One part a language: "title_fr", "title_en"."""
    data = value.data if isinstance(value, LazyI18nString) else value
    if isinstance(data, Mapping):
        return {f"{name}_{code}": str(data.get(code) or "") for code in LANGUAGES}
    return {f"{name}_{code}": str(data or "") if code == LANGUAGES[0] else "" for code in LANGUAGES}


def together(name: str, content: Mapping[str, Any], before: Any = None) -> LazyI18nString:
    """The parts of one translated text as one value; a language that is not given keeps what it said."""
    known = in_languages(name, before) if before is not None else {}
    return LazyI18nString(
        {code: content.get(f"{name}_{code}", known.get(f"{name}_{code}", "")) or "" for code in LANGUAGES}
    )


def plain(value: Any) -> Any:
    """The value as JSON keeps it."""
    if value is None or isinstance(value, bool | int | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
