"""The desk: charters one keeps, requests to answer, signatures one answers for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.commit.charters import actions, addresses, rules
from parvis.commit.charters.forms.signing import AcceptForm, RefuseForm
from parvis.commit.charters.models import Capacity, RequestState, Side, SigningRequest
from parvis.commit.charters.queries import desk as queries
from parvis.commit.charters.wording import localized
from parvis.ground import clock
from parvis.people.entrance import organisers_page
from parvis.people.queries.organisations import find_organisation
from parvis.ui.dates import day_words


@organisers_page
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Everything of charters that is the person's to keep, answer or say."""
    if not rules.may_see_desk(request.user):
        raise PermissionDenied
    page = queries.desk(request.user, get_language() or "fr", clock.now())
    return render(request, "charters/desk.html", {"page": page, "may_create": rules.may_create_charter(request.user)})


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def request(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One body that asks to sign: accept it, or refuse it with a reason."""
    asked = get_object_or_404(
        SigningRequest.objects.select_related("charter__host", "version", "signatory"),
        uid=uid,
        state__in=(RequestState.WAITING, RequestState.ACCEPTED, RequestState.REFUSED),
    )
    if not rules.may_answer_requests(request.user, asked.charter):
        raise PermissionDenied
    language, what = get_language() or "fr", request.POST.get("what", "")
    known = find_organisation(asked.body)
    accepting = AcceptForm(
        request.POST if what == "accept" else None, initial={"organisation": known.name if known else ""}
    )
    refusing = RefuseForm(request.POST if what == "refuse" else None)
    if request.method == "POST" and answered(request, asked, what, accepting, refusing):
        return redirect("charters:request", uid)
    context = {
        "asked": asked,
        "waits": asked.state == RequestState.WAITING,
        "accepted": asked.state == RequestState.ACCEPTED,
        "title": localized(asked.charter.title, language),
        "keep_uid": asked.charter.uid,
        "capacity": Capacity(asked.capacity).label,
        "side": Side(asked.side).label,
        "version_url": addresses.version(asked.charter.slug, asked.version.number, language),
        "since": day_words(clock.day_of(asked.confirmed_at or asked.created_at), language, weekday=False, year=True),
        "due": day_words(clock.day_of(asked.due), language, weekday=False, year=True) if asked.due else "",
        "late": asked.days_late(clock.now()),
        "accepting": accepting,
        "refusing": refusing,
        "opened": what,
    }
    invalid = accepting.errors or refusing.errors
    return render(request, "charters/request.html", context, status=422 if invalid else 200)


def answered(
    request: HttpRequest, asked: SigningRequest, what: str, accepting: AcceptForm, refusing: RefuseForm
) -> bool:
    """Give the answer; what is the matter is said on the page when it came to nothing."""
    try:
        if what == "accept" and accepting.is_valid():
            actions.accept(request.user, asked, accepting.cleaned_data["organisation"])
            messages.success(request, _("The signature is published."))
        elif what == "refuse" and refusing.is_valid():
            actions.refuse(request.user, asked, refusing.cleaned_data["reason"])
            messages.success(request, _("The answer has left, with your reason."))
        else:
            return False
    except actions.AlreadyAnswered:
        messages.warning(request, _("Somebody answered it meanwhile."))
    except actions.AlreadySigned:
        messages.warning(request, _("This body has signed this version already."))
    return True
