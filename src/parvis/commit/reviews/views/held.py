"""The reviews of a page that whoever brought it in could not publish, for somebody independent to bring in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.commit.plans.importing.writing import write_held
from parvis.commit.plans.models import ReadPage
from parvis.commit.reviews import rules
from parvis.commit.reviews.queries import held as holding
from parvis.commit.reviews.views.own import READ_AND_WRITE, language, reviews_page


@require_http_methods(READ_AND_WRITE)
@reviews_page
def held(request: HttpRequest, commitment: UUID, digest: str) -> HttpResponse:
    """What the page judges, and its words; bringing it in publishes it as found."""
    rows = ReadPage.objects.select_related("commitment__plan__organisation", "commitment__plan__framework")
    read = rows.filter(commitment__uid=commitment, digest=digest).order_by("pk").first()
    if read is None:
        raise Http404
    if not rules.may_bring_reviews_in(request.user, read.commitment):
        raise PermissionDenied
    if request.method == "POST":
        return brought_in(request, read)
    return render(request, "reviews/organise/held.html", {"page": holding.held_page(read, language())})


def brought_in(request: HttpRequest, read: ReadPage) -> HttpResponse:
    if holding.KIND not in read.held_back:
        messages.info(request, _("The reviews of this page are here already."))
        return redirect("reviews:desk")
    written = write_held(request.user, read)
    for sentence in (*written.said, *written.held.values()):
        messages.warning(request, sentence)
    if not written.held:
        messages.success(request, _("The reviews are published, as found on the page."))
    return redirect("reviews:desk")
