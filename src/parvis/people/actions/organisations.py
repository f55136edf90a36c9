"""Founding, naming and succeeding bodies."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from parvis.ground.identifiers.slugs import save_under_free_slug, slug_of
from parvis.ground.journal.actions import record
from parvis.people.models import Organisation, OrganisationName, User
from parvis.people.queries.organisations import current


class CircularSuccession(Exception):
    """A body cannot succeed one that succeeds it."""


@transaction.atomic
def create_organisation(actor: User | None, name: str, **fields: Any) -> Organisation:
    """A body under a free address made from its acronym or name."""
    organisation = Organisation(name=name, **fields)
    if organisation.slug:
        organisation.save(force_insert=True)
    else:
        save_under_free_slug(organisation, lambda: free_slug(organisation.acronym or name))
    record(actor, "organisation.created", "organisation", organisation.uid, public={"name": name})
    return organisation


def free_slug(wanted: str) -> str:
    """`wanted` as an address nobody has, with a number after it when it is taken."""
    base = slug_of(wanted)[:100] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


@transaction.atomic
def add_name(
    actor: User | None,
    organisation: Organisation,
    name: str,
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> OrganisationName:
    """Another name by which the body is or was known."""
    alias = OrganisationName.objects.create(
        organisation=organisation, name=name, valid_from=valid_from, valid_to=valid_to
    )
    record(actor, "organisation.named", "organisation", organisation.uid, public={"name": name})
    return alias


@transaction.atomic
def succeed(actor: User | None, former: Organisation, successor: Organisation, on: date | None = None) -> None:
    """Say that one body took over from another; raises CircularSuccession."""
    if former.pk == successor.pk or current(successor).pk == former.pk or former in line_of(successor):
        raise CircularSuccession(str(former))
    former.successor, former.succeeded_on = successor, on
    former.save(update_fields=["successor", "succeeded_on"])
    public = {"successor": successor.name, "on": on}
    record(actor, "organisation.succeeded", "organisation", former.uid, public=public)


def line_of(organisation: Organisation) -> list[Organisation]:
    """The bodies that come after one, nearest first."""
    line: list[Organisation] = []
    while organisation.successor is not None and organisation.successor not in line:
        organisation = organisation.successor
        line.append(organisation)
    return line
