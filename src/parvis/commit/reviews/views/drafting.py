"""Writing the draft: indicators, conclusion, recommendations, comments."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.commit.plans.models import Evidence, Text
from parvis.commit.reviews import actions, addresses, forms, rules
from parvis.commit.reviews.models import Comment, Recommendation, Review
from parvis.commit.reviews.queries import desk as desks
from parvis.commit.reviews.queries.lines import judged
from parvis.commit.reviews.views.own import READ_AND_WRITE, language, own_draft, own_review, reviews_page, saved
from parvis.ground import clock


@require_http_methods(READ_AND_WRITE)
@reviews_page
def code(request: HttpRequest, uid: UUID, indicator: str) -> HttpResponse:
    """Code one indicator: a value or an absence, its reasons, its sources, the text that was judged."""
    review = own_draft(request, uid)
    asked = desks.indicator_of(review, indicator)
    if asked is None:
        raise Http404
    texts = Text.objects.filter(commitment=review.commitment_id).select_related("milestone").order_by("part", "number")
    evidence = Evidence.objects.filter(commitment=review.commitment_id, set_aside_at=None).order_by("pk")
    known = review.assessments.filter(indicator=asked).select_related("value").first()
    form = forms.CodeForm(
        request.POST or None,
        indicator=asked,
        texts=texts,
        evidence=evidence,
        initial=forms.CodeForm.initial_of(known, texts.filter(part="solution", wording="adopted").first()),
    )
    if request.method == "POST" and form.is_valid():
        actions.code_indicator(
            request.user,
            review,
            asked,
            value=form.value,
            absence=form.absence,
            justification=form.cleaned_data["justification"],
            sources=form.cited(),
            text=form.cleaned_data["text"],
        )
        messages.success(request, _("Saved."))
        return redirect(reverse("reviews:mission", args=[uid]) + "#indicators")
    context = {
        "form": form,
        "review": review,
        "judged": judged(review, language()),
        "label": str(asked.label.localize(language())),
        "definition": str(asked.definition.localize(language())),
        "confirmed": asked.confirmed,
        "method_url": addresses.method(review.version.code, language()) + f"#i-{asked.code}",
    }
    return render(request, "reviews/organise/code.html", context, status=422 if form.errors else 200)


@require_POST
@reviews_page
def conclusion(request: HttpRequest, uid: UUID) -> HttpResponse:
    form = forms.ConclusionForm(request.POST)
    return saved(
        request,
        uid,
        form,
        lambda review: actions.write_summary(request.user, review, form.cleaned_data["summary"]),
        "#conclusion",
    )


@require_POST
@reviews_page
def advise(request: HttpRequest, uid: UUID) -> HttpResponse:
    form = forms.AdviceForm(request.POST)
    return saved(
        request, uid, form, lambda review: actions.recommend(request.user, review, **form.cleaned_data), "#advice"
    )


@require_POST
@reviews_page
def take_back(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    review = own_draft(request, uid)
    advice = get_object_or_404(Recommendation.objects.select_related("review"), review=review, number=number)
    actions.take_back_recommendation(request.user, advice)
    messages.success(request, _("The recommendation is out of the draft."))
    return redirect(reverse("reviews:mission", args=[uid]) + "#advice")


@require_POST
@reviews_page
def window(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show the draft and take comments until a day."""
    form = forms.WindowForm(request.POST, announced=running_until(own_draft(request, uid)))
    return saved(
        request, uid, form, lambda review: actions.open_comments(request.user, review, form.instant()), "#window"
    )


def running_until(review: Review) -> date | None:
    """The last day of the time for comments, while it runs."""
    closes = review.comments_close_at
    if closes is None or not review.takes_comments(clock.now()):
        return None
    return closes.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


@require_safe
@reviews_page
def comments(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was said of the draft, what waits for a reply first."""
    review = own_review(request, uid)
    rows = review.comments.select_related("organisation").order_by("replied_at", "at", "pk")
    writing = rules.may_assess(request.user, review)
    context = {
        "review": review,
        "judged": judged(review, language()),
        "comments": [
            (
                one,
                forms.ReplyForm(initial={"reply": one.reply}, prefix=f"r{one.pk}"),
                forms.SetAsideForm(prefix=f"s{one.pk}"),
            )
            for one in rows
        ],
        "writing": writing,
    }
    return render(request, "reviews/organise/comments.html", context)


@require_POST
@reviews_page
def reply(request: HttpRequest, uid: UUID, comment: UUID) -> HttpResponse:
    """Reply to a comment, or set it aside with a reason."""
    own_draft(request, uid)
    one = get_object_or_404(Comment.objects.select_related("review"), uid=comment, review__uid=uid)
    aside = "aside" in request.POST
    form: Any = (forms.SetAsideForm if aside else forms.ReplyForm)(
        request.POST, prefix=f"{'s' if aside else 'r'}{one.pk}"
    )
    if not form.is_valid():
        messages.error(request, _("Write your reply, or the reason why the comment is not shown."))
    elif aside:
        actions.set_aside(request.user, one, form.cleaned_data["reason"])
        messages.success(request, _("The comment is not shown any more; its place says why."))
    else:
        actions.reply(request.user, one, form.cleaned_data["reply"])
        messages.success(request, _("Your reply is on the page."))
    return redirect("reviews:comments", uid)
