"""The public page of what is typed: it is really written, shown by the public page's own view, and rolled back."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from parvis.commit.plans import actions
from parvis.commit.plans.content import Content
from parvis.commit.plans.models import Commitment, Plan
from parvis.commit.plans.queries.commitment import commitment_page
from parvis.commit.plans.views.commitment import shown
from parvis.ground import clock
from parvis.ground.versions.queries import latest


def preview(request: HttpRequest, plan: Plan, commitment: Commitment | None, content: Content) -> HttpResponse:
    """What is previewed is exactly what will be public, and nothing of it stays. Raises what saving raises."""
    language, today = get_language() or "fr", clock.today()
    with transaction.atomic():
        if commitment is None:
            commitment = actions.create_commitment(request.user, plan, content)
        else:
            last = latest("commitment", commitment.uid)
            actions.write_commitment(request.user, commitment, content, base=last.number if last else 0)
            actions.settle(request.user, commitment, today)  # what it will say once it is amended
        page = commitment_page(plan.slug, commitment.slug, "", request.user, language, today)
        assert page is not None  # noqa: S101 -- its writer sees it
        answer = render(request, "drafting/preview.html", shown(page, plan.slug, today, language))
        transaction.set_rollback(True)
    return answer
