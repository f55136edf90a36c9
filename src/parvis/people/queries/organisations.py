"""Finding a body by whatever it is or was called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q

from parvis.people.acting import Acting
from parvis.people.models import Organisation, OrganisationName, Person
from parvis.people.names import name_key
from parvis.people.second_step import has_second_step


def find_organisation(name: str) -> Organisation | None:
    """The body of that name, former name or acronym, whatever its accents and case; None when none or several fit.

    2 queries. A present name wins over another's former name, and a name over an acronym.
    """
    return find_organisations([name])[name]


def find_organisations(names: Iterable[str]) -> dict[str, Organisation | None]:
    """`find_organisation` of many names, in the same 2 queries."""
    keys = {name: name_key(name) for name in names}
    wanted = {key for key in keys.values() if key}
    ranked: dict[str, list[set[Organisation]]] = {key: [set(), set(), set()] for key in wanted}
    for organisation in Organisation.objects.filter(Q(name_key__in=wanted) | Q(acronym_key__in=wanted)):
        if organisation.name_key in wanted:
            ranked[organisation.name_key][0].add(organisation)
        if organisation.acronym_key in wanted:
            ranked[organisation.acronym_key][2].add(organisation)
    for alias in OrganisationName.objects.filter(name_key__in=wanted).select_related("organisation"):
        ranked[alias.name_key][1].add(alias.organisation)
    return {name: only(ranked.get(key, [])) for name, key in keys.items()}


def only(ranked: list[set[Organisation]]) -> Organisation | None:
    """The one body of the best rank that has any; two of the same rank are not guessed between."""
    best = next((found for found in ranked if found), set())
    return next(iter(best)) if len(best) == 1 else None


def current(organisation: Organisation) -> Organisation:
    """The body that does its work today: itself, or the last of its successors. One query a succession."""
    seen = {organisation.pk}
    while organisation.successor_id and organisation.successor_id not in seen:
        organisation = organisation.successor  # type: ignore[assignment]
        seen.add(organisation.pk)
    return organisation


def bodies_acted_for(viewer: Any, roles: Collection[str]) -> Any:
    """The bodies in which the viewer has one of these roles, as a condition without a query of its own."""
    if isinstance(viewer, Acting):
        return [body for body, role in viewer.held_roles if role in roles]
    awake = [role for role in roles if role not in settings.REQUIRE_MFA or has_second_step(viewer)]
    return viewer.memberships.filter(role__in=awake).values("organisation")


def name_on(organisation: Organisation, day: date) -> str:
    """What the body was called on a day: a dated former name that covers it, else its present name. 1 query."""
    former = organisation.names.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to__gte=day), valid_to__isnull=False
    ).first()
    return former.name if former else organisation.name


def find_person(name: str) -> Person | None:
    """The public person of that name, whatever its accents and case; None when none or several fit. 1 query."""
    found = list(Person.objects.filter(name_key=name_key(name))[:2]) if name_key(name) else []
    return found[0] if len(found) == 1 else None
