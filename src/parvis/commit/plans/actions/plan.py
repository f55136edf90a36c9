"""Writing a plan, and making it public before it is adopted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.commit.plans.actions.recording import keep_plan_version, leave_plan_trace, words
from parvis.commit.plans.content import (
    LANGUAGES,
    PLAN_PARTS,
    PLAN_PLAIN,
    PLAN_TRANSLATED,
    plan_content,
    together,
)
from parvis.commit.plans.models import Framework, Plan
from parvis.commit.plans.reading import as_day, identifier, refuse_nulls
from parvis.ground import clock
from parvis.ground.identifiers.slugs import save_under_free_slug, slug_of
from parvis.ground.versions.actions import keep
from parvis.ground.versions.queries import latest
from parvis.people.models import Organisation


@transaction.atomic
def create_plan(actor: Any, organisation: Organisation, content: Mapping[str, Any]) -> Plan:
    """A plan of that body, not public yet. A title in one language and a framework are needed.

    Raises ValidationError, whose messages are keyed by the part at fault.
    """
    plan = Plan(organisation=organisation)
    fill(plan, content)
    save_under_free_slug(plan, lambda: free_plan_slug(plan))
    keep_plan_version(actor, plan)
    leave_plan_trace(actor, plan, "plan.created")
    return plan


@transaction.atomic
def write_plan(actor: Any, plan: Plan, content: Mapping[str, Any], *, base: int | None = None) -> frozenset[str]:
    """Make the plan say this: the parts named, the others as they are. Returns the parts that changed.

    base     number of the version the writer began from, 0 for none; None for a program that takes things as they are
    raises   Overtaken when somebody saved in between, ValidationError keyed by the part at fault; nothing is written
    """
    # As it stands now, held until the end: all columns are saved, and somebody may have published or adopted it.
    plan.refresh_from_db(from_queryset=Plan.objects.select_related("framework").select_for_update(of=("self",)))
    before = plan_content(plan)
    if latest("plan", plan.uid) is None:
        keep(None, "plan", plan.uid, before)  # what was imported can be gone back to as well
        base = 1 if base == 0 else base
    fill(plan, content)
    plan.save()
    after = plan_content(plan)
    changed = frozenset(part for part in PLAN_PARTS if after[part] != before[part])
    if changed:
        keep_plan_version(actor, plan, base=base)
        leave_plan_trace(actor, plan, "plan.changed", {"parts": words(changed)})
    return changed


@transaction.atomic
def publish_plan(actor: Any, plan: Plan) -> Plan:
    """Show the plan to everybody, with its published commitments; publishing twice changes nothing."""
    won = Plan.objects.filter(pk=plan.pk, published=False).update(published=True, published_at=clock.now())
    plan.refresh_from_db(fields=["published", "published_at"])
    if won:
        leave_plan_trace(actor, plan, "plan.published")
    return plan


def fill(plan: Plan, content: Mapping[str, Any]) -> None:
    """Columns of the plan; nothing is saved."""
    refuse_nulls(content)
    if wrong := sorted(set(content) - set(PLAN_PARTS)):
        raise ValidationError({"__all__": _("A plan has no part named %(part)s.") % {"part": ", ".join(wrong)}})
    for name in PLAN_TRANSLATED:
        setattr(plan, name, together(name, content, getattr(plan, name)))
    for name in PLAN_PLAIN:
        if name in content:
            is_day = name in ("first_day", "last_day")
            setattr(plan, name, as_day(name, content[name]) if is_day else str(content[name] or "").strip())
    if content.get("framework"):
        uid = identifier("framework", content["framework"])
        known = Framework.objects.filter(uid=uid).first()
        if known is None:
            raise ValidationError({"framework": _("Nothing has the identifier %(uid)s.") % {"uid": uid}})
        plan.framework = known
    mistakes: dict[str, Any] = {}
    if not any(plan.title.localize(code).strip() for code in LANGUAGES):
        mistakes["title_fr"] = _("Give the plan a title.")
    if plan.framework_id is None:
        mistakes["framework"] = _("Say in which framework the plan is made.")
    if plan.first_day and plan.last_day and plan.last_day < plan.first_day:
        mistakes["last_day"] = _("The last day comes before the first.")
    if mistakes:
        raise ValidationError(mistakes)
    plan.full_clean(exclude=["slug"])


def free_plan_slug(plan: Plan) -> str:
    """An address made of the title, that no plan has."""
    title = next(filter(None, (plan.title.data.get(code) for code in LANGUAGES)), "")
    stem = slug_of(title)[:100].strip("-") or "plan"
    taken = set(Plan.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
