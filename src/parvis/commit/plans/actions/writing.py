"""Writing a commitment, whoever writes: a form, the API, a restored version. See `content` for the shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parvis.commit.plans.actions.awaiting import awaited_title, hold_title
from parvis.commit.plans.actions.milestones import write_milestones
from parvis.commit.plans.actions.recording import keep_version, leave_trace, words
from parvis.commit.plans.actions.responsibilities import write_responsibilities
from parvis.commit.plans.actions.texts import write_texts
from parvis.commit.plans.content import LANGUAGES, PARTS, PLAIN, Content, content_of, together
from parvis.commit.plans.models import Commitment, Plan, Value
from parvis.commit.plans.reading import as_fuzzy, identifier, refuse_nulls
from parvis.ground.identifiers.slugs import save_under_free_slug, slug_of
from parvis.ground.themes.models import Term
from parvis.ground.versions.actions import keep
from parvis.ground.versions.queries import latest

POLICY_AREAS = "policy-area"


@transaction.atomic
def create_commitment(actor: Any, plan: Plan, content: Mapping[str, Any]) -> Commitment:
    """A draft of that plan. A title in one language is needed; what is left out has its usual value.

    Raises ValidationError, whose messages are keyed by the part at fault.
    """
    sound(content)
    commitment = Commitment(plan=plan)
    set_columns(commitment, content)
    commitment.order = (plan.commitments.aggregate(last=Max("order"))["last"] or 0) + 1
    save_under_free_slug(commitment, lambda: free_slug(commitment))
    write_parts(commitment, content)
    keep_version(actor, commitment)
    leave_trace(actor, commitment, "commitment.created")
    return commitment


@transaction.atomic
def write_commitment(
    actor: Any, commitment: Commitment, content: Mapping[str, Any], *, base: int | None = None
) -> frozenset[str]:
    """Make the commitment say this: the parts named in `content`, the others as they are. Returns those that changed.

    base     number of the version the writer began from, 0 for none; None for a program that takes things as they are
    raises   Overtaken when somebody saved in between, ValidationError keyed by the part at fault; nothing is written

    What was adopted stays as adopted: a text that an adoption froze gets a later wording beside it; titles, due dates
    and who answers for a milestone wait (`awaiting`). An amendment adopts them in their turn (`adopting.amend_plan`).
    """
    sound(content)
    # As it stands now, held until the end: all columns are saved, and somebody may have published or withdrawn it.
    commitment.refresh_from_db(from_queryset=Commitment.objects.select_related("plan").select_for_update(of=("self",)))
    before = content_of(commitment)
    if latest("commitment", commitment.uid) is None:
        keep(None, "commitment", commitment.uid, before)  # what was imported can be gone back to as well
        base = 1 if base == 0 else base
    asked = {part: value for part, value in content.items() if value != before[part]}
    if not asked:
        return frozenset()
    set_columns(commitment, asked)
    commitment.save()
    # A text is written under the authority of its language, which may not be among what changes.
    authorities = {part: before[part] for part in before if part.startswith("authority_")}
    write_parts(commitment, {**authorities, **asked})
    after = content_of(commitment)
    changed = frozenset(part for part in PARTS if after[part] != before[part])
    if changed:
        keep_version(actor, commitment, base=base, content=after)
        leave_trace(actor, commitment, "commitment.changed", public={"parts": words(changed)})
    return changed


def sound(content: Mapping[str, Any]) -> None:
    """Refuse parts that a commitment has not, values that nobody can claim, and what no table could hold."""
    refuse_nulls(content)
    if wrong := sorted(set(content) - set(PARTS)):
        raise ValidationError({"__all__": _("A commitment has no part named %(part)s.") % {"part": ", ".join(wrong)}})
    if unknown := sorted(set(content.get("values") or ()) - set(Value.values)):
        raise ValidationError({"values": _("Unknown: %(codes)s.") % {"codes": ", ".join(unknown)}})


def set_columns(commitment: Commitment, content: Mapping[str, Any]) -> None:
    """Plain columns, the title and the predecessor; nothing is saved."""
    asked = together("title", content, awaited_title(commitment.title, commitment.awaiting))
    if not any((asked.data.get(code) or "").strip() for code in LANGUAGES):
        raise ValidationError({"title_fr": _("Give the commitment a title.")})
    if commitment.added_in_id is None:
        commitment.title = asked
    else:
        hold_title(commitment, content)
    for name in PLAIN:
        if name in content:
            setattr(commitment, name, column(name, content[name]))
    if "values" in content:
        commitment.values = [code for code in Value.values if code in (content["values"] or ())]
    if "absences" in content:
        commitment.absences = dict(content["absences"] or {})
    if "predecessor" in content:
        commitment.predecessor = predecessor(content["predecessor"])
    others = Commitment.objects.filter(plan=commitment.plan).exclude(pk=commitment.pk)
    if commitment.number and others.filter(number=commitment.number).exists():
        raise ValidationError({"number": _("Another commitment of the plan has this number.")})
    if commitment.external_id and others.filter(external_id=commitment.external_id).exists():
        raise ValidationError({"external_id": _("Another commitment of the plan has this identifier.")})
    commitment.full_clean(exclude=["slug"], validate_constraints=False)


def column(name: str, value: Any) -> Any:
    if name in ("starts", "ends"):
        return as_fuzzy(name, value)
    if name == "carried_over":
        return value if isinstance(value, bool) else None
    if name == "budget_minor":
        if value in (None, ""):
            return None
        if not isinstance(value, int) or value < 0:
            raise ValidationError({name: _("A budget is a whole number of cents, 0 or more.")})
        return value
    return str(value or "").strip()


def predecessor(uid: Any) -> Commitment | None:
    if not uid:
        return None
    found = Commitment.objects.filter(uid=identifier("predecessor", uid)).first()
    if found is None:
        raise ValidationError({"predecessor": _("Nothing has the identifier %(uid)s.") % {"uid": uid}})
    return found


def write_parts(commitment: Commitment, content: Mapping[str, Any]) -> None:
    """Policy areas, texts, roles, then milestones, which may have texts and roles of their own."""
    if "policy_areas" in content:
        commitment.policy_areas.set(areas(content["policy_areas"] or ()))
    write_texts(commitment, content)
    if "responsibilities" in content:
        write_responsibilities(commitment, content["responsibilities"] or ())
    if "milestones" in content:
        write_milestones(commitment, content["milestones"] or (), content)


def areas(codes: Any) -> list[Term]:
    known = {term.code: term for term in Term.objects.filter(vocabulary=POLICY_AREAS, code__in=codes)}
    if wrong := sorted(set(codes) - set(known)):
        raise ValidationError({"policy_areas": _("Unknown: %(codes)s.") % {"codes": ", ".join(wrong)}})
    return [known[code] for code in codes]


def free_slug(commitment: Commitment) -> str:
    """An address made of the title, that no commitment of the plan has."""
    title = next(filter(None, (commitment.title.data.get(code) for code in LANGUAGES)), "")
    stem = slug_of(title)[:100].strip("-") or "commitment"
    same = Commitment.objects.filter(plan=commitment.plan, slug__startswith=stem)
    taken = set(same.values_list("slug", flat=True))
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def restored(content: Mapping[str, Any]) -> Content:
    """A kept version as something to write today: parts that no longer exist are left out."""
    return {part: value for part, value in content.items() if part in PARTS}
