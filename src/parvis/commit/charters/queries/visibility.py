"""Who sees which charters: the only place where it is decided, for pages, API, datasets and search alike."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from parvis.commit.charters.models import Charter, Pledge, Signatory, State, VersionState
from parvis.commit.charters.rules import INSIDERS
from parvis.people.queries.organisations import bodies_acted_for
from parvis.people.rules import in_staff_mode


def charters_visible_to(viewer: Any) -> QuerySet[Charter]:
    """Charters the viewer may open: published ones, all in staff mode, and those of one's own bodies."""
    if in_staff_mode(viewer):
        return Charter.objects.all()
    seen = Q(state=State.PUBLISHED)
    if getattr(viewer, "is_authenticated", False):
        seen |= Q(host__in=bodies_acted_for(viewer, INSIDERS))
    return Charter.objects.filter(seen)


def signatories_visible_to(viewer: Any) -> QuerySet[Signatory]:
    """Signatures are as visible as their charter, withdrawn ones included."""
    return Signatory.objects.filter(charter__in=charters_visible_to(viewer))


def pledges_visible_to(viewer: Any) -> QuerySet[Pledge]:
    """Pledges of the versions adopted; a draft is its host's."""
    return Pledge.objects.filter(version__state=VersionState.ADOPTED, version__charter__in=charters_visible_to(viewer))


def latest_of_each_body(signatories: QuerySet[Signatory]) -> QuerySet[Signatory]:
    """The last signature of each body in each charter: a body that signed two versions counts once."""
    later = Signatory.objects.filter(
        charter=OuterRef("charter"), organisation=OuterRef("organisation"), pk__gt=OuterRef("pk")
    )
    return signatories.filter(~Exists(later))
