"""Finding what a page is about: 404 for what the person may not even see, 403 for what she may only read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from parvis.commit.plans.models import Commitment, Plan
from parvis.commit.plans.queries.visibility import plans_visible_to, visible_to

Rule = Callable[[Any, Any], bool]


def plan_for(request: HttpRequest, uid: UUID, may: Rule) -> Plan:
    plan = plans_visible_to(request.user).select_related("organisation", "framework").filter(uid=uid).first()
    if plan is None:
        raise Http404
    if not may(request.user, plan):
        raise PermissionDenied
    return plan


def commitment_for(request: HttpRequest, uid: UUID, may: Rule) -> Commitment:
    found = visible_to(request.user).select_related("plan__organisation", "plan__framework", "added_in")
    commitment = found.filter(uid=uid).first()
    if commitment is None:
        raise Http404
    if not may(request.user, commitment):
        raise PermissionDenied
    return commitment
