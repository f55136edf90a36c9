"""What an institution answers to a recommendation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.commit.reviews import actions, addresses, forms, rules
from parvis.commit.reviews.models import Recommendation
from parvis.commit.reviews.queries.bodies import spoken_for
from parvis.commit.reviews.queries.lines import judged
from parvis.commit.reviews.views.own import READ_AND_WRITE, language, reviews_page


@require_http_methods(READ_AND_WRITE)
@reviews_page
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say what the institution makes of a recommendation, or what became of it."""
    rows = Recommendation.objects.select_related(
        "review__plan__organisation", "review__plan__framework", "review__commitment__plan__framework"
    )
    advice = get_object_or_404(rows, uid=uid)
    if not rules.may_answer(request.user, advice):
        raise PermissionDenied
    bodies = spoken_for(request.user, advice.review)
    form = forms.AnswerForm(request.POST or None, bodies=bodies, initial={"organisation": bodies.first()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.answer_recommendation(request.user, advice, given["organisation"], given["kind"], given["body"])
        messages.success(request, _("Your answer is on the page of the review."))
        return redirect("reviews:desk")
    context = {
        "form": form,
        "advice": advice,
        "review": advice.review,
        "answers": advice.answers.select_related("organisation").order_by("at", "pk"),
        "judged": judged(advice.review, language()),
        "public_url": addresses.recommendation(advice.review.slug, advice.number, language()),
    }
    return render(request, "reviews/organise/answer.html", context, status=422 if form.errors else 200)
