"""Opening an edition, the host's reasons and templates."""

from __future__ import annotations

from datetime import time, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.convene.agenda.models import Edition
from parvis.convene.submissions import actions, rules
from parvis.convene.submissions.forms.answering import ReasonForm, TemplateForm
from parvis.convene.submissions.forms.opening import OpeningForm
from parvis.convene.submissions.models import AnswerTemplate, Opening, RefusalReason
from parvis.ground import clock
from parvis.ground.identifiers.slugs import slug_of
from parvis.people.entrance import organisers_page
from parvis.people.models import Organisation


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, slug: str) -> HttpResponse:
    """Open an edition to submissions, or change its rules."""
    edition = get_object_or_404(Edition.objects.select_related("host"), slug=slug)
    if not rules.may_open(request.user, edition):
        raise PermissionDenied
    known = Opening.objects.filter(edition=edition).first()
    if request.method == "POST":
        form = OpeningForm(request.POST)
        if form.is_valid():
            actions.save_opening(request.user, form.fill(known or Opening(edition=edition)))
            messages.success(request, _("The rules are kept, and public."))
            return redirect("submissions:opening", slug)
    else:
        form = OpeningForm(initial=OpeningForm.initial_of(known) if known else usual(edition))
    context = {"form": form, "edition": edition, "known": known, "host": edition.host}
    return render(request, "submissions/opening.html", context)


def usual(edition: Edition) -> dict[str, object]:
    """What one usually begins with: from today until three weeks before the first day, an answer within 15 days."""
    today = clock.today()
    closes = edition.first_day - timedelta(days=21) if edition.first_day else today + timedelta(days=30)
    return {
        "opens_day": today,
        "opens_time": time(9),
        "closes_day": max(closes, today + timedelta(days=1)),
        "closes_time": time(23, 59),
        "required_parts": ["lead", "hours", "place", "admission"],
        "answer_within": 15,
        "public": True,
    }


@organisers_page
@require_http_methods(["GET", "HEAD"])
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """The reasons and templates of a host."""
    host = own_host(request, slug)
    reasons = RefusalReason.objects.filter(Q(host=None) | Q(host=host)).order_by("order", "code", "pk")
    return render(
        request,
        "submissions/answers.html",
        {"host": host, "reasons": reasons, "templates": AnswerTemplate.objects.filter(host=host)},
    )


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request: HttpRequest, slug: str, key: int = 0) -> HttpResponse:
    """Write a reason of the host's own; the standard ones are every host's and stay as they are."""
    host = own_host(request, slug)
    known = get_object_or_404(RefusalReason, pk=key, host=host) if key else RefusalReason(host=host, order=100)
    form = ReasonForm(request.POST or None, initial=ReasonForm.initial_of(known) if key else {"in_use": True})
    if request.method == "POST" and form.is_valid():
        filled = form.fill(known)
        filled.code = filled.code or free_code(host, form.cleaned_data["label_en"])
        actions.save_reason(request.user, filled)
        messages.success(request, _("The reason is published with the rules."))
        return redirect("submissions:answers", slug)
    return render(request, "submissions/reason.html", {"form": form, "host": host, "known": key})


def free_code(host: Organisation, label: str) -> str:
    stem = slug_of(label)[:36] or "reason"
    taken = set(RefusalReason.objects.filter(Q(host=None) | Q(host=host)).values_list("code", flat=True))
    number, code = 2, stem
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest, slug: str, key: int = 0) -> HttpResponse:
    """Write a template of answer, in both languages."""
    host = own_host(request, slug)
    known = get_object_or_404(AnswerTemplate, pk=key, host=host) if key else AnswerTemplate(host=host)
    if request.method == "POST" and "delete" in request.POST and key:
        known.delete()
        messages.success(request, _("The template is gone."))
        return redirect("submissions:answers", slug)
    form = TemplateForm(request.POST or None, initial=TemplateForm.initial_of(known) if key else None)
    if request.method == "POST" and form.is_valid():
        actions.save_template(request.user, form.fill(known))
        messages.success(request, _("The template is kept."))
        return redirect("submissions:answers", slug)
    return render(request, "submissions/template.html", {"form": form, "host": host, "known": key})


def own_host(request: HttpRequest, slug: str) -> Organisation:
    host = get_object_or_404(Organisation, slug=slug)
    if not rules.may_write_answers(request.user, host):
        raise PermissionDenied
    return host
