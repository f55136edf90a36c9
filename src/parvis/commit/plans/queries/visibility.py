"""Who sees which plans and commitments: the only place where it is decided, for pages, API, feeds, datasets, search."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from parvis.commit.plans.models import Commitment, Evidence, Milestone, Plan, ProgressReport, State, Wording
from parvis.people.queries.organisations import bodies_acted_for
from parvis.people.rules import in_staff_mode

# Roles that let a member of a body see what is not public yet.
INSIDERS = ("administrator", "organiser", "contributor", "moderator")


def published_plans() -> QuerySet[Plan]:
    """What everybody sees; the lists show nothing else, whoever reads them."""
    return Plan.objects.filter(published=True)


def published() -> QuerySet[Commitment]:
    """Published commitments of published plans; the withdrawn ones too, since nothing vanishes without a word."""
    return Commitment.objects.filter(state=State.PUBLISHED, plan__published=True)


def plans_visible_to(viewer: Any) -> QuerySet[Plan]:
    """Plans that the viewer may open: published ones, all in staff mode, and those of one's own bodies.

    A body that leads or supports a commitment of a draft sees the draft too: it is asked to agree to it.
    """
    if not getattr(viewer, "is_authenticated", False):
        return published_plans()
    if in_staff_mode(viewer):
        return Plan.objects.all()
    own = bodies_acted_for(viewer, INSIDERS)
    concerned = Commitment.objects.filter(responsibilities__organisation__in=own).values("plan")
    return Plan.objects.filter(
        Q(published=True) | Q(organisation__in=own) | Q(framework__host__in=own) | Q(pk__in=concerned)
    )


def visible_to(viewer: Any) -> QuerySet[Commitment]:
    """Commitments that the viewer may open, by the same rule: a draft is seen by the bodies it concerns alone."""
    if not getattr(viewer, "is_authenticated", False):
        return published()
    if in_staff_mode(viewer):
        return Commitment.objects.all()
    own = bodies_acted_for(viewer, INSIDERS)
    concerned = Commitment.objects.filter(responsibilities__organisation__in=own).values("pk")
    return Commitment.objects.filter(
        Q(state=State.PUBLISHED, plan__published=True)
        | Q(plan__organisation__in=own)
        | Q(plan__framework__host__in=own)
        | Q(pk__in=concerned)
    )


def not_pending() -> Q:
    """Texts that anybody may read: a later wording waits for its amendment, unless a source shows that it came."""
    return ~Q(wording=Wording.LATER, frozen=False, source__isnull=True)


def milestones_visible_to(viewer: Any) -> QuerySet[Milestone]:
    """Milestones are as visible as their commitment."""
    if not getattr(viewer, "is_authenticated", False):
        return Milestone.objects.filter(commitment__state=State.PUBLISHED, commitment__plan__published=True)
    return Milestone.objects.filter(commitment__in=visible_to(viewer))


def evidence_visible_to(viewer: Any) -> QuerySet[Evidence]:
    """Evidence is as visible as its commitment; what was set aside stays visible, with its reason."""
    if not getattr(viewer, "is_authenticated", False):
        return Evidence.objects.filter(commitment__state=State.PUBLISHED, commitment__plan__published=True)
    return Evidence.objects.filter(commitment__in=visible_to(viewer))


def reports_visible_to(viewer: Any) -> QuerySet[ProgressReport]:
    """Progress reports are as visible as their commitment."""
    if not getattr(viewer, "is_authenticated", False):
        return ProgressReport.objects.filter(commitment__state=State.PUBLISHED, commitment__plan__published=True)
    return ProgressReport.objects.filter(commitment__in=visible_to(viewer))
