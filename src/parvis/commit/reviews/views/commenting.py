"""Commenting on a draft: with an account at once, without one by a mailed link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.commit.reviews import actions, addresses, rules
from parvis.commit.reviews.forms import CommentForm, StrangerCommentForm
from parvis.commit.reviews.models import MailedComment, Review
from parvis.commit.reviews.queries.bodies import spoken_for
from parvis.commit.reviews.queries.page import review_page
from parvis.commit.reviews.queries.visibility import public, visible_to
from parvis.ground import clock
from parvis.people.viewer import viewer

JOINED = ("plan__framework", "commitment__plan__framework")


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """Say something of a draft: in one's own name, in that of a body it concerns, or without an account."""
    user = viewer(request)
    found = get_object_or_404(visible_to(user).select_related(*JOINED), slug=slug)
    if not rules.is_person(user):
        return comment_by_mail(request, found)
    if not rules.may_comment(user, found):
        raise PermissionDenied
    form = CommentForm(request.POST or None, bodies=spoken_for(user, found))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.comment(user, found, form.cleaned_data["body"], form.cleaned_data["organisation"])
            except actions.TooLate:
                form.add_error(None, too_late())
                status = 409
            else:
                messages.success(request, _("Your comment is on the page. The reviewer replies to each of them."))
                return redirect(addresses.review(slug, get_language() or "fr") + "#comments")
    return answered(request, found, "reviews/comment.html", {"form": form}, status)


def comment_by_mail(request: HttpRequest, review: Review) -> HttpResponse:
    """Write a comment; a mailed link then shows it."""
    form = StrangerCommentForm(request.POST if request.method == "POST" else None)
    is_open, status = review.takes_comments(clock.now()), 200
    if request.method == "POST" and is_open:
        if form.is_a_trap():
            return redirect("reviews:sent", review.slug)  # a program learns nothing
        status = 422
        if form.is_valid():
            if form.too_soon():
                form.add_error(None, _("This came faster than one can write. Read it once more, then send it again."))
            elif sent_for(review, form):
                return redirect("reviews:sent", review.slug)
    elif request.method == "POST":
        form.add_error(None, too_late())
        status = 409
    sign_in = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
    return answered(
        request,
        review,
        "reviews/comment_by_mail.html",
        {"form": form, "is_open": is_open, "sign_in_url": sign_in},
        status,
    )


def sent_for(review: Review, form: StrangerCommentForm) -> bool:
    try:
        actions.send_comment_link(review, form.said(get_language() or "fr"))
    except actions.TooLate:
        form.add_error(None, too_late())
        return False
    except actions.TooMany:
        return True  # whoever owns the address has messages enough; the page tells nobody
    except ValidationError as error:
        for name, mistakes in error.message_dict.items():
            form.add_error(name if name in form.fields else None, mistakes)
        return False
    return True


def too_late() -> str:
    return _("The time for comments is over. Nothing was sent; your words are still here.")


def answered(
    request: HttpRequest, review: Review, template: str, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    page = review_page(review.slug, viewer(request), get_language() or "fr", clock.now())
    if page is None:
        raise Http404
    return render(request, template, {"page": page, **more}, status=status)


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a message has left, whether or not one did."""
    found = get_object_or_404(public().select_related(*JOINED), slug=slug)
    return answered(request, found, "reviews/comment_sent.html", {})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the comment by a button: programs that read mail open links before their owners do."""
    known = MailedComment.objects.select_related("review").filter(token=token).first()
    if known is None:
        return render(request, "reviews/comment_gone.html", {"page": None}, status=404)
    page = review_page(known.review.slug, AnonymousUser(), get_language() or "fr", clock.now())
    if request.method == "POST" or known.confirmed_at is not None:
        try:
            actions.confirm_comment(token)
        except actions.TooLate:
            return render(request, "reviews/comment_gone.html", {"page": page}, status=409)
        return redirect(addresses.review(known.review.slug, get_language() or "fr") + "#comments")
    return render(request, "reviews/comment_confirm.html", {"page": page, "comment": known})
