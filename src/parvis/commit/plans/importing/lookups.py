"""The framework, the plan and the commitment that a page speaks of, found by what does not change with its language."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from i18nfield.strings import LazyI18nString

from parvis.civics.formats.commitment import CommitmentPage, Printed
from parvis.civics.formats.plans.cells import CODED
from parvis.civics.formats.readers.commitment_words import area_meant
from parvis.civics.formats.vocabulary import key
from parvis.commit.plans.actions.plan import free_plan_slug
from parvis.commit.plans.actions.recording import leave_plan_trace
from parvis.commit.plans.content import LANGUAGES
from parvis.commit.plans.models import Absence, Commitment, Framework, FrameworkKind, Plan, PlanVersion, VersionKind
from parvis.disclose.importing.registry import Mandate
from parvis.ground.identifiers.slugs import save_under_free_slug
from parvis.ground.sources.models import Source
from parvis.ground.themes.models import Term
from parvis.people.names import name_key
from parvis.people.queries.organisations import find_organisation

PARTNERSHIP = "ogp"
NAMES = {"fr": "Partenariat pour un gouvernement ouvert", "en": "Open Government Partnership"}
WEBSITE = "https://www.opengovpartnership.org/"


def partnership() -> Framework:
    """The Open Government Partnership, made when nobody has."""
    found, _made = Framework.objects.get_or_create(
        slug=PARTNERSHIP,
        defaults={
            "kind": FrameworkKind.PARTNERSHIP,
            "name": LazyI18nString(NAMES),
            "website": WEBSITE,
            "host": find_organisation(NAMES["en"]),
        },
    )
    return found


def known_commitment(page: CommitmentPage) -> Commitment | None:
    """The commitment the page speaks of: by its outside identifier, else by its number in the plan of that title.

    One that was written here bears no outside identifier: its number is what it is known by.
    """
    commitments = Commitment.objects.select_related("plan", "added_in")
    if page.external_id:
        named = commitments.filter(
            external_id=page.external_id.text, plan__framework__kind=FrameworkKind.PARTNERSHIP
        ).order_by("pk")
        if (found := named.first()) is not None:
            return found
    plan = known_plan(page)
    if plan is None or not page.number:
        return None
    same = commitments.filter(plan=plan, number=page.number.text[:20]).first()
    return None if same is not None and same.external_id and page.external_id else same


def free_number(plan: Plan, page: CommitmentPage) -> str:
    """Its number in the plan; empty when another commitment of the plan has it."""
    number = page.number.text[:20]
    return "" if number and plan.commitments.filter(number=number).exists() else number


def known_plan(page: CommitmentPage) -> Plan | None:
    """The plan of that title, in any language, or the only one of that member and cycle."""
    wanted = name_key(page.plan.text)
    plans: QuerySet[Plan] = Plan.objects.filter(framework__kind=FrameworkKind.PARTNERSHIP).order_by("pk")
    for plan in plans:
        if wanted in {name_key(plan.title.localize(code)) for code in LANGUAGES}:
            return plan
    if not (page.member and page.cycle):
        return None
    same = list(plans.filter(member=page.member.text, cycle=page.cycle.text)[:2])
    return same[0] if len(same) == 1 else None


def plan_of(page: CommitmentPage, language: str, source: Source, mandate: Mandate | None) -> Plan:
    """The plan, made when nobody has, with the version whose text the page quotes; its day of adoption is not known.

    The body of the mandate answers for a new plan; nobody does for one that an operator imports.
    """
    plan = known_plan(page)
    if plan is not None:
        return plan
    plan = Plan(
        framework=partnership(),
        title=LazyI18nString({language: page.plan.text[:300]}),
        member=page.member.text[:120],
        cycle=page.cycle.text[:40],
        organisation=mandate.organisation if mandate else None,
    )
    save_under_free_slug(plan, lambda: free_plan_slug(plan))
    PlanVersion.objects.create(
        plan=plan,
        number=1,
        kind=VersionKind.ORIGINAL,
        adopted=True,
        adopted_on_absence=Absence.NOT_LOOKED_UP,
        source=source,
    )
    code = "plan.brought-in" if mandate else "plan.imported"
    leave_plan_trace(mandate.actor if mandate else None, plan, code, {"origin": source.title})
    return plan


def version_of(plan: Plan) -> PlanVersion | None:
    """The version that an import wrote, whose texts are adopted; None when people adopt the versions of this plan."""
    return plan.versions.filter(number=1, adopted=True).exclude(adopted_on_absence="").first()


def values_of(printed: Iterable[Printed]) -> tuple[list[str], list[Printed]]:
    """Codes of the values claimed, and words that name none."""
    codes: dict[str, None] = {}
    unknown = []
    for one in printed:
        if one and (code := CODED["values"].get(key(one.text))):
            codes[code] = None
        elif one:
            unknown.append(one)
    return list(codes), unknown


def areas_of(printed: Iterable[Printed]) -> tuple[list[Term], list[tuple[Printed, Term]], list[Printed]]:
    """Terms of the policy areas; those read through a bad translation, with its words; words that name none."""
    terms = list(Term.objects.filter(vocabulary="policy-area").order_by("order", "code"))
    by_name = {name_key(term.name.localize(code)): term for term in terms for code in LANGUAGES}
    found: dict[int, Term] = {}
    meant, unknown = [], []
    for one in printed:
        term = by_name.get(name_key(one.text)) or by_name.get(name_key(area_meant(one.text)))
        if term is None:
            unknown.append(one)
            continue
        found[term.pk] = term
        if name_key(one.text.replace("&", "and")) not in {name_key(term.name.localize(code)) for code in LANGUAGES}:
            meant.append((one, term))
    return list(found.values()), meant, unknown
