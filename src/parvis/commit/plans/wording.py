"""How contents are read out in the journal and in differences: labels of parts, names for identifiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.civics.dates import write_date
from parvis.commit.plans.content import PARTS, PLAN_PARTS, TEXT_PARTS
from parvis.commit.plans.models import (
    Commitment,
    Framework,
    Milestone,
    Plan,
    Responsibility,
    Role,
    TextAuthority,
    Value,
)
from parvis.commit.plans.reading import fuzzy_of
from parvis.ground.themes.models import Term
from parvis.ground.versions.differences import Labels, as_text
from parvis.people.models import Organisation
from parvis.ui.dates import capital, day_words

NAMED = frozenset({"organisation", "responsible", "predecessor", "framework"})
DAYS = frozenset({"valid_from", "valid_to", "first_day", "last_day"})
FUZZY = frozenset({"due", "starts", "ends"})


def part_labels(object_type: str) -> dict[str, str]:
    """Labels of the parts of a plan or a commitment, in the order of the page and in the active language."""
    parts = PLAN_PARTS if object_type == "plan" else PARTS
    labels = {part: label_of(object_type, part) for part in parts}
    if object_type == "commitment":
        for column in ("role", "organisation", "office", "valid_from", "valid_to"):
            labels[f"responsibilities.{column}"] = verbose(Responsibility, column)
        for column in ("number", "title_fr", "title_en", "due", "due_words"):
            labels[f"milestones.{column}"] = label_of("milestone", column)
        full = pgettext("milestone", "In full")
        labels |= {f"milestones.text_{code}": f"{full} ({_(language)})" for code, language in settings.LANGUAGES}
        labels["milestones.responsible"] = _("Who answers for it")
        labels["milestones.office"] = verbose(Responsibility, "office")
    return labels


def label_of(object_type: str, part: str) -> str:
    model: Any = {"plan": Plan, "commitment": Commitment, "milestone": Milestone}[object_type]
    stem, _underscore, code = part.rpartition("_")
    language = dict(settings.LANGUAGES).get(code)
    if language and stem == "authority":
        worth = _("What the text is worth")
        return f"{worth} ({_(language)})"
    if language and object_type == "commitment" and stem in TEXT_PARTS:
        return f"{capital(str(TEXT_PARTS[stem].label))} ({_(language)})"
    if language:
        return f"{verbose(model, stem)} ({_(language)})"
    if part == "milestones":
        return capital(str(Milestone._meta.verbose_name_plural))
    if part == "responsibilities":
        return capital(str(Responsibility._meta.verbose_name_plural))
    return verbose(model, part)


def verbose(model: Any, column: str) -> str:
    return capital(str(model._meta.get_field(column).verbose_name))


def labels_for(object_type: str, contents: Sequence[Mapping[str, Any]], language: str) -> Labels:
    """How these contents are read; at most 4 queries. An identifier that names nothing any more is said to be so."""
    names = names_in(contents, language)
    areas = terms_in(contents, language)

    def said(part: str, value: Any) -> str:
        last = part.rpartition(".")[2]
        if value is None or value == "":
            return ""
        if isinstance(value, list) and not any(isinstance(one, Mapping) for one in value):
            return ", ".join(said(part, one) for one in value)
        if last in NAMED:
            return names.get(str(value)) or _("something that is no longer there")
        if last in DAYS and (day := parse_date(str(value))):
            return day_words(day, language, weekday=False, year=True)
        if last in FUZZY and (date := fuzzy_of(str(value))):
            return write_date(date, language)
        if last == "policy_areas":
            return areas.get(str(value), str(value))
        if part == "budget_minor":
            return str(int(value) / 100)
        choices: dict[str, Any] = {}
        if last == "role":
            choices = dict(Role.choices)
        elif last == "values":
            choices = dict(Value.choices)
        elif last.startswith("authority_"):
            choices = dict(TextAuthority.choices)
        return str(choices.get(value) or "") or as_text(part, value)

    return Labels(part_labels(object_type), said, frozenset({"milestones.uid"}))


def names_in(contents: Iterable[Mapping[str, Any]], language: str) -> dict[str, str]:
    """Names of everything that the contents identify; 3 queries at most."""
    wanted: dict[str, set[str]] = {name: set() for name in NAMED}
    for content in contents:
        for name in ("predecessor", "framework"):
            wanted[name].add(str(content.get(name) or ""))
        for row in content.get("responsibilities") or ():
            wanted["organisation"].add(str(row.get("organisation") or ""))
        for row in content.get("milestones") or ():
            wanted["organisation"].add(str(row.get("responsible") or ""))
    found: dict[str, str] = {}
    if uids := wanted["organisation"] - {""}:
        found |= {str(uid): name for uid, name in Organisation.objects.filter(uid__in=uids).values_list("uid", "name")}
    if uids := wanted["predecessor"] - {""}:
        found |= {str(one.uid): str(one) for one in Commitment.objects.filter(uid__in=uids)}
    if uids := wanted["framework"] - {""}:
        found |= {str(one.uid): str(one) for one in Framework.objects.filter(uid__in=uids)}
    return found


def terms_in(contents: Iterable[Mapping[str, Any]], language: str) -> dict[str, str]:
    codes = {code for content in contents for code in content.get("policy_areas") or ()}
    terms = Term.objects.filter(vocabulary="policy-area", code__in=codes) if codes else ()
    return {term.code: term.name.localize(language) for term in terms}
