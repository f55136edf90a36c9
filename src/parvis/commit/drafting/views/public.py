"""Pages for everybody: how the plan is made, proposing without an account, each contribution and its answer."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.commit.drafting import actions, links
from parvis.commit.drafting.forms.cocreation import ProposalForm, ReplyForm
from parvis.commit.drafting.models import CoCreation, Contribution, Stage
from parvis.commit.drafting.queries.cocreation import (
    announced,
    cocreation_page,
    contribution_page,
    day_words,
    with_answers,
)
from parvis.commit.drafting.queries.requirements import requirements_of
from parvis.commit.drafting.views.plans import tell
from parvis.commit.plans import addresses
from parvis.ground import clock
from parvis.ground.follows.templatetags.follows import follow_url


def found(slug: str) -> CoCreation:
    one = announced(slug)
    if one is None:
        raise Http404
    return one


@require_safe
def cocreation(request: HttpRequest, slug: str) -> HttpResponse:
    """The timeline, the criteria, what was proposed."""
    one, language = found(slug), get_language() or "fr"
    page = cocreation_page(one, request.GET.get("page", "1"), clock.now(), language)
    follow = follow_url("plan", one.plan.uid)
    return render(request, "drafting/public/cocreation.html", {"page": page, "follow_url": follow})


@require_safe
def requirements(request: HttpRequest, slug: str) -> HttpResponse:
    """What happened, beside what the partnership asks for."""
    one, language = found(slug), get_language() or "fr"
    context = {
        "rows": requirements_of(one, clock.now(), language),
        "title": one.plan.title.localize(language),
        "plan_url": addresses.plan(one.plan.slug, language),
        "page_url": reverse("drafting:cocreation-page", args=[slug]),
    }
    return render(request, "drafting/public/requirements.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a proposal; a mailed link then sends it."""
    one, language, status = found(slug), get_language() or "fr", 200
    today = clock.today()
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and one.is_open(today):
        if form.is_a_trap():
            return redirect("drafting:sent", slug)  # a program learns nothing
        status = 422
        if form.is_valid():
            if form.too_soon():
                form.add_error(None, _("This came faster than one can write. Read it once more, then send it again."))
            elif proposed(one, form, language):
                return redirect("drafting:sent", slug)
    elif request.method == "POST":
        status = 409
    context = {
        "form": form,
        "is_open": one.is_open(today),
        "before": today < one.first_day,
        "first": day_words(one.first_day, language),
        "last": day_words(one.last_day, language),
        "answer_within": one.answer_within,
        "title": one.plan.title.localize(language),
        "page_url": reverse("drafting:cocreation-page", args=[slug]),
        "criteria": [criterion.label.localize(language) for criterion in one.criteria.filter(in_use=True)],
    }
    return render(request, "drafting/public/propose.html", context, status=status)


def proposed(one: CoCreation, form: ProposalForm, language: str) -> bool:
    given = form.cleaned_data
    try:
        actions.propose(
            one, actions.Proposed(given["title"], given["body"], given["email"], given["signature"], language)
        )
    except actions.NotOpen:
        form.add_error(None, _("The last day has just passed."))
        return False
    except actions.TooMany:
        return True  # whoever owns the address has messages enough; nobody else learns it
    except ValidationError as error:
        tell(form, error)
        return False
    return True


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a message has left, whether or not one did."""
    one = found(slug)
    context = {
        "title": one.plan.title.localize(get_language() or "fr"),
        "page_url": reverse("drafting:cocreation-page", args=[slug]),
    }
    return render(request, "drafting/public/sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Send by a button: programs that read mail open links before their owners do."""
    known = Contribution.objects.select_related("cocreation__plan").filter(token=token).first()
    if known is None:
        return render(request, "drafting/public/gone.html", status=404)
    if request.method == "POST" or known.stage != Stage.UNCONFIRMED:
        contribution = actions.confirm(token)
        if contribution is None:
            return render(request, "drafting/public/gone.html", status=404)
        return redirect("drafting:follow", links.signed(contribution))
    context = {"title": known.title, "plan": known.cocreation.plan.title.localize(get_language() or "fr")}
    return render(request, "drafting/public/confirm.html", context)


@require_safe
def contribution(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One contribution and what became of it."""
    one = found(slug)
    shown = with_answers(one.contributions.filter(stage=Stage.PUBLIC, number=number)).first()
    if shown is None:
        raise Http404
    page = contribution_page(shown, clock.now(), get_language() or "fr")
    follow = follow_url("contribution", shown.uid)
    context = {"page": page, "follow_url": follow, "uid": shown.uid}
    return render(request, "drafting/public/contribution.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, signature: str) -> HttpResponse:
    """The author's own page: what became of it, and the right of reply."""
    uid = links.named_by(signature)
    rows = Contribution.objects.exclude(stage=Stage.UNCONFIRMED).filter(uid=uid)
    one = with_answers(rows).first() if uid else None
    if one is None:
        raise Http404
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reply(one, form.cleaned_data["text"])
            return redirect("drafting:follow", signature)
        except ValidationError as error:
            tell(form, error)
    context = {
        "page": contribution_page(one, clock.now(), get_language() or "fr", own=True),
        "contribution": one,
        "form": form,
        "may_reply": one.answered_at is not None and one.replied_at is None,
    }
    return render(request, "drafting/public/follow.html", context, status=422 if form.errors else 200)
