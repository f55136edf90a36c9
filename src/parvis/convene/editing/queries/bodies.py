"""Bodies that a person writes for, or looks at from inside."""

from __future__ import annotations

from typing import Any

from parvis.convene.agenda.queries.visibility import INSIDERS
from parvis.convene.agenda.rules import WRITERS
from parvis.people.models import Organisation
from parvis.people.rules import roles_of, runs_the_instance


def written_for(user: Any, *, and_also: Organisation | None = None) -> list[Organisation]:
    """Bodies in whose name the person may write, by name; 1 query. `and_also` is the one that already answers."""
    if runs_the_instance(user):
        return list(Organisation.objects.order_by("name", "pk"))
    keys = {body for body, role in roles_of(user) if role in WRITERS}
    if and_also is not None:
        keys.add(and_also.pk)
    return list(Organisation.objects.filter(pk__in=keys).order_by("name", "pk"))


def seen_from_inside(user: Any) -> list[Organisation]:
    """Bodies whose unpublished events the person sees; every one in staff mode, of those that have events. 1 query."""
    if runs_the_instance(user):
        return list(Organisation.objects.filter(events__isnull=False).distinct().order_by("name", "pk"))
    keys = {body for body, role in roles_of(user) if role in INSIDERS}
    return list(Organisation.objects.filter(pk__in=keys).order_by("name", "pk"))
