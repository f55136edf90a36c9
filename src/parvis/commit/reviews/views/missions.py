"""Missions: who is asked, who takes it, what there is to judge from."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.commit.plans.models import Commitment, Plan
from parvis.commit.plans.queries.commitment import commitment_page
from parvis.commit.plans.queries.plan import plan_page
from parvis.commit.reviews import actions, addresses, forms, rules
from parvis.commit.reviews.models import Phase, Product, Review, Stage, Subject
from parvis.commit.reviews.queries import desk as desks
from parvis.commit.reviews.queries.lines import judged
from parvis.commit.reviews.queries.page import page_of, with_words
from parvis.commit.reviews.views.own import READ_AND_WRITE, language, own_review, reviews_page
from parvis.ground import clock

JOINED = ("version__method", "body", "plan", "commitment", "source", "corrects", "corrected_by")


@require_safe
@reviews_page
def desk(request: HttpRequest) -> HttpResponse:
    """Missions, drafts about one's promises, recommendations that wait for an answer."""
    if not rules.sees_missions(request.user):
        raise PermissionDenied
    return render(request, "reviews/organise/desk.html", {"desk": desks.desk(request.user, language())})


@require_http_methods(READ_AND_WRITE)
@reviews_page
def offer(request: HttpRequest, commitment: UUID) -> HttpResponse:
    """Ask somebody independent to review a commitment."""
    rows = Commitment.objects.select_related("plan__organisation", "plan__framework")
    found = get_object_or_404(rows, uid=commitment)
    return offering(request, found.plan, found)


@require_http_methods(READ_AND_WRITE)
@reviews_page
def offer_plan(request: HttpRequest, plan: UUID) -> HttpResponse:
    """Ask somebody independent to review how a whole plan was made and kept."""
    return offering(request, get_object_or_404(Plan.objects.select_related("organisation", "framework"), uid=plan))


def offering(request: HttpRequest, plan: Plan, commitment: Commitment | None = None) -> HttpResponse:
    if not rules.may_offer_mission(request.user, plan):
        raise PermissionDenied
    reviewers = desks.reviewers_for(plan, commitment)
    subject = Subject.COMMITMENT if commitment is not None else Subject.PLAN
    product = Product.PLAN_REVIEW if commitment is None else Product.DESIGN
    form = forms.OfferForm(
        request.POST or None,
        reviewers=reviewers,
        subject=subject,
        initial={"language": language(), "product": product},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.offer_mission(
                request.user,
                plan,
                commitment,
                account=given["account"],
                product=Product(given["product"]),
                phase=Phase(given["phase"]),
                version=given["version"],
                heading=given["heading"],
                language=given["language"],
            )
        except actions.NotIndependent:
            form.add_error("account", _("This person writes for a body that is concerned."))
        else:
            messages.success(request, _("The mission is offered. You will see here whether it is taken."))
            return redirect("reviews:desk")
    context = {
        "form": form,
        "title": str((commitment or plan).title.localize(language())),
        "whole": commitment is None,
        "nobody": not reviewers.exists(),
        "team_url": reverse("people:team", args=[plan.organisation.slug]) if plan.organisation else "",
    }
    return render(request, "reviews/organise/offer.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_AND_WRITE)
@reviews_page
def mission(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One mission: to take or to decline while it is on offer; then all that the draft holds and lacks."""
    review = own_review(request, uid)
    if review.state == Stage.OFFERED:
        return taking(request, review)
    context = {
        "review": review,
        "judged": judged(review, language()),
        "codes": desks.code_lines(review, language()),
        "lacking": desks.lacking(review) if review.state in (Stage.DRAFT, Stage.COMMENT) else [],
        "page": page_of(
            with_words(Review.objects.filter(pk=review.pk)).select_related(*JOINED).get(), language(), clock.now()
        ),
        "may_write": rules.may_assess(request.user, review),
        "may_correct": rules.may_correct(request.user, review),
        "conclusion": forms.ConclusionForm(initial={"summary": review.summary}),
        "advice": forms.AdviceForm(),
        "window": forms.WindowForm(initial={"until": closing_day(review)}),
        "waiting": review.comments.filter(reply="", set_aside_reason="").count(),
        "public_url": addresses.review(review.slug, language()) if review.state in ("comment", "published") else "",
    }
    return render(request, "reviews/organise/mission.html", context)


def closing_day(review: Review) -> date | None:
    closes = review.comments_close_at
    return closes.astimezone(ZoneInfo(settings.TIME_ZONE)).date() if closes else None


def taking(request: HttpRequest, review: Review) -> HttpResponse:
    """Take or decline."""
    form = forms.MissionForm(request.POST if "take" in request.POST else None, initial={"name": review.reviewer})
    if request.method == "POST":
        if not rules.may_take_mission(request.user, review):
            raise PermissionDenied
        if "decline" in request.POST:
            actions.decline_mission(request.user, review)
            messages.success(request, _("You declined. The body that offered the mission sees it."))
            return redirect("reviews:desk")
        if form.is_valid():
            actions.accept_mission(request.user, review, **form.cleaned_data)
            messages.success(request, _("The mission is yours. Your declaration will be published with the review."))
            return redirect("reviews:mission", review.uid)
    context = {
        "review": review,
        "form": form,
        "judged": judged(review, language()),
        "may_take": rules.may_take_mission(request.user, review),
    }
    return render(request, "reviews/organise/take.html", context, status=422 if form.errors else 200)


@require_safe
@reviews_page
def dossier(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What there is to judge from: the words, the declared lane, evidence, what the checker found, the story."""
    review = own_review(request, uid)
    commitment, day = review.commitment, clock.today(settings.TIME_ZONE)
    context: dict[str, Any] = {"review": review, "judged": judged(review, language())}
    if commitment is None:
        context["page"] = plan_page(review.plan.slug, request.GET.get("page", ""), request.user, language(), day)
        return render(request, "reviews/organise/plan_dossier.html", context)
    context["page"] = commitment_page(review.plan.slug, commitment.slug, "", request.user, language(), day)
    return render(request, "reviews/organise/dossier.html", context)


@require_POST
@reviews_page
def correct(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Begin the version that will replace a published review."""
    review = own_review(request, uid)
    if not rules.may_correct(request.user, review):
        raise PermissionDenied
    draft = actions.begin_correction(request.user, review)
    messages.success(request, _("A draft holds all that the review says. Correct it; the first version stays."))
    return redirect("reviews:mission", draft.uid)
