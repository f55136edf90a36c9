"""Who sees which law: whoever sees the plan that it is; for pages, API, feeds, datasets and search alike."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from parvis.commit.law.models import Decree, LegalText
from parvis.commit.plans.models import Commitment
from parvis.commit.plans.queries.visibility import plans_visible_to, published, published_plans, visible_to


def laws_visible_to(viewer: Any) -> QuerySet[LegalText]:
    return LegalText.objects.filter(plan__in=plans_visible_to(viewer))


def published_laws() -> QuerySet[LegalText]:
    """What everybody sees; the lists show nothing else, whoever reads them."""
    return LegalText.objects.filter(plan__in=published_plans())


def measures_visible_to(viewer: Any) -> QuerySet[Commitment]:
    """Measures of laws that the viewer may open; the withdrawn ones are not law any more."""
    return visible_to(viewer).filter(plan__legal_text__isnull=False, withdrawn_on__isnull=True)


def published_measures() -> QuerySet[Commitment]:
    return published().filter(plan__legal_text__isnull=False, withdrawn_on__isnull=True)


def decrees_visible_to(viewer: Any) -> QuerySet[Decree]:
    """A decree is as visible as its measure."""
    return Decree.objects.filter(measure__in=measures_visible_to(viewer))
