"""Reporting how far a promise is: the self-declared lane, and the evidence that goes with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.commit.drafting.forms.progress import BringForm, ReportForm, milestone_of
from parvis.commit.drafting.queries.progress import pieces_that_count, progress_page
from parvis.commit.drafting.views.commitment import numbered
from parvis.commit.drafting.views.finding import commitment_for
from parvis.commit.drafting.views.plans import tell
from parvis.commit.plans import actions, addresses, rules
from parvis.commit.plans.models import Commitment, Role, State
from parvis.ground import clock
from parvis.people.entrance import organisers_page
from parvis.people.models import Organisation


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was declared so far; below, a report (for those who answer) or a piece of evidence (for all who support)."""
    commitment = commitment_for(request, uid, rules.may_bring_evidence)
    declares = rules.may_declare_progress(request.user, commitment)
    what = request.POST.get("what", "")
    report = ReportForm(
        *given_to(request, what == "report"),
        commitment=commitment,
        pieces=pieces_that_count(commitment),
        prefix="report",
        initial={"day": clock.today()},
    )
    bring = BringForm(*given_to(request, what == "bring"), commitment=commitment, prefix="bring")
    if what == "report" and not declares:
        raise PermissionDenied
    if what == "report" and report.is_valid() and reported(request, commitment, report):
        messages.success(
            request, _("Declared. Everybody reads it, and it is not rewritten: correct it by a new report.")
        )
        return redirect("drafting:progress", uid=uid)
    if what == "bring" and bring.is_valid() and brought(request, commitment, bring):
        messages.success(request, _("Evidence added."))
        return redirect("drafting:progress", uid=uid)
    language = get_language() or "fr"
    is_public = commitment.state == State.PUBLISHED and commitment.plan.published
    context = {
        "page": progress_page(commitment, request.user, clock.today(), language),
        "commitment": commitment,
        "title": numbered(commitment, language),
        "plan_title": commitment.plan.title.localize(language),
        "report": report,
        "bring": bring,
        "declares": declares,
        "open": what,
        "may_set_aside": rules.may_set_evidence_aside(request.user, commitment),
        "may_write": rules.may_write_commitment(request.user, commitment),
        "is_draft": commitment.state == State.DRAFT,
        "is_withdrawn": commitment.withdrawn_on is not None,
        "public_url": addresses.commitment(commitment.plan.slug, commitment.slug) if is_public else "",
    }
    status = 422 if report.errors or bring.errors else 200
    return render(request, "drafting/progress.html", context, status=status)


def given_to(request: HttpRequest, chosen: bool) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if chosen else (None, None)


def body_of(user: Any, commitment: Commitment, *roles: str) -> Organisation | None:
    """The body in whose name the person speaks: hers that has one of these roles; the plan's own otherwise."""
    mine = rules.organised_bodies(user)
    held = commitment.responsibilities.filter(rules.held_today(roles), organisation__in=mine)
    first = held.select_related("organisation").order_by("order", "pk").first()
    return first.organisation if first else commitment.plan.organisation


def reported(request: HttpRequest, commitment: Commitment, form: ReportForm) -> bool:
    given = form.cleaned_data
    try:
        actions.report_progress(
            request.user,
            commitment,
            milestone=milestone_of(commitment, given["milestone"]),
            day=given["day"],
            completion=given["completion"],
            body=given["body"],
            language=get_language() or "fr",
            organisation=body_of(request.user, commitment, *rules.DECLARING),
            rests_on=[UUID(one) for one in given.get("rests_on") or ()],
            shown=[form.shown()] if form.is_given() else [],
        )
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        if "evidence" in told:  # said where evidence is given
            told["url"] = told.pop("evidence")
        tell(form, ValidationError(told))
        return False
    return True


def brought(request: HttpRequest, commitment: Commitment, form: BringForm) -> bool:
    try:
        actions.add_evidence(
            request.user,
            commitment,
            form.shown(),
            milestone=milestone_of(commitment, form.cleaned_data["milestone"]),
            organisation=body_of(request.user, commitment, *Role),
        )
    except ValidationError as error:
        tell(form, error)
        return False
    return True


@require_POST
@organisers_page
def set_aside(request: HttpRequest, uid: UUID, piece: UUID) -> HttpResponse:
    """Say that a piece of evidence does not count, and why; it stays on the page."""
    commitment = commitment_for(request, uid, rules.may_set_evidence_aside)
    evidence = get_object_or_404(commitment.evidence, uid=piece)
    try:
        actions.set_evidence_aside(request.user, evidence, request.POST.get("reason", ""))
        messages.success(request, _("Set aside, with the reason."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("drafting:progress", uid=uid)
