"""The host's side: begin a charter, write and adopt its versions, invite, note what sources say."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parvis.commit.charters import actions, rules
from parvis.commit.charters.forms.keeping import (
    AdoptForm,
    CharterForm,
    ClaimForm,
    InvitationForm,
    NewCharterForm,
    PledgeFormSet,
    VersionForm,
    pledges_content,
    pledges_initial,
)
from parvis.commit.charters.models import Charter, CharterVersion, VersionState
from parvis.commit.charters.queries import desk as queries
from parvis.commit.charters.wording import localized
from parvis.ground import clock
from parvis.people.entrance import organisers_page


def own_charter(request: HttpRequest, uid: UUID) -> Charter:
    charter = get_object_or_404(Charter.objects.select_related("host"), uid=uid)
    if not rules.may_write_charter(request.user, charter):
        raise PermissionDenied
    return charter


def named(charter: Charter) -> dict[str, object]:
    return {"charter": charter, "title": localized(charter.title, get_language() or "fr")}


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a charter in the name of one of one's bodies."""
    if not rules.may_create_charter(request.user):
        raise PermissionDenied
    form = NewCharterForm(queries.hosts_for(request.user), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        charter = actions.create_charter(request.user, form.cleaned_data["host"], **form.content())
        messages.success(request, _("The charter is begun: write its first version."))
        return redirect("charters:draft", charter.uid)
    return render(request, "charters/new.html", {"form": form}, status=422 if form.errors else 200)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def charter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The desk of one charter, with its verbs."""
    found = get_object_or_404(Charter.objects.select_related("host"), uid=uid)
    if not rules.may_answer_requests(request.user, found):
        raise PermissionDenied
    writes = rules.may_write_charter(request.user, found)
    if request.method == "POST":
        if not writes:
            raise PermissionDenied
        return done(request, found, request.POST.get("what", ""))
    page = queries.keeping(found, get_language() or "fr", clock.now())
    return render(request, "charters/keep.html", {"charter": found, "page": page, "writes": writes})


def done(request: HttpRequest, found: Charter, what: str) -> HttpResponse:
    try:
        match what:
            case "publish":
                actions.publish(request.user, found)
                messages.success(request, _("Everybody can read the charter."))
            case "close":
                actions.close_to_signature(request.user, found)
                messages.success(request, _("Nobody is invited to sign any more."))
            case "begin":
                actions.begin_version(request.user, found)
                return redirect("charters:draft", found.uid)
    except actions.NothingAdopted:
        messages.warning(request, _("Adopt a version first: a draft is not published."))
    return redirect("charters:keep", found.uid)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def presentation(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = own_charter(request, uid)
    posted = request.POST if request.method == "POST" else None
    form = CharterForm(posted, initial=CharterForm.initial_of(found))
    if posted is not None and form.is_valid():
        actions.write_charter(request.user, found, **form.content())
        messages.success(request, _("Saved."))
        return redirect("charters:keep", uid)
    return render(
        request, "charters/presentation.html", {**named(found), "form": form}, status=422 if form.errors else 200
    )


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write the version that is not adopted yet, as a whole."""
    found = own_charter(request, uid)
    version = get_object_or_404(
        CharterVersion.objects.select_related("charter", "source"), charter=found, state=VersionState.DRAFT
    )
    pledges = list(version.pledges.order_by("order", "pk"))
    posted = request.POST if request.method == "POST" else None
    form = VersionForm(posted, initial=VersionForm.initial_of(version))
    rows = PledgeFormSet(posted, initial=pledges_initial(pledges), prefix="pledges")
    if posted is not None and form.is_valid() and rows.is_valid():
        try:
            actions.write_version(request.user, version, pledges=pledges_content(rows), **form.content())
        except actions.AlreadyAdopted:
            messages.warning(request, _("This version was adopted meanwhile: its text does not change any more."))
            return redirect("charters:keep", uid)
        messages.success(request, _("The draft is saved."))
        return redirect("charters:draft", uid)
    invalid = form.errors or (posted is not None and not rows.is_valid())
    context = {**named(found), "version": version, "form": form, "rows": rows, "has_pledges": bool(pledges)}
    return render(request, "charters/draft.html", context, status=422 if invalid else 200)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Freeze the draft, once and for all."""
    found = own_charter(request, uid)
    version = get_object_or_404(
        CharterVersion.objects.select_related("charter", "source"), charter=found, state=VersionState.DRAFT
    )
    form = AdoptForm(
        request.POST if request.method == "POST" else None, initial={"adopted_on": clock.today().isoformat()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt(request.user, version, form.cleaned_data["adopted_on"])
        except actions.NoPledge:
            form.add_error(None, _("Write at least one pledge first."))
        except actions.AlreadyAdopted:
            messages.warning(request, _("This version was adopted meanwhile: its text does not change any more."))
            return redirect("charters:keep", uid)
        else:
            messages.success(request, _("The version is adopted; its text does not change any more."))
            return redirect("charters:keep", uid)
    context = {**named(found), "version": version, "form": form}
    return render(request, "charters/adopt.html", context, status=422 if form.errors else 200)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open the charter to signature, or change the invitation."""
    found = own_charter(request, uid)
    posted = request.POST if request.method == "POST" else None
    form = InvitationForm(posted, initial=InvitationForm.initial_of(found))
    if posted is not None and form.is_valid():
        try:
            actions.open_to_signature(request.user, found, **form.content())
        except actions.NothingAdopted:
            form.add_error(None, _("Adopt a version first: nobody signs a draft."))
        else:
            messages.success(request, _("The invitation is public with the charter."))
            return redirect("charters:keep", uid)
    return render(
        request, "charters/invitation.html", {**named(found), "form": form}, status=422 if form.errors else 200
    )


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What sources say of the charter: names, days, numbers; the findings follow."""
    found = own_charter(request, uid)
    what = request.POST.get("what", "")
    form = ClaimForm(request.POST if what == "add" else None)
    if what == "remove":
        actions.remove_claim(request.user, get_object_or_404(found.claims, pk=number_of(request.POST.get("claim", ""))))
        messages.success(request, _("It is gone."))
        return redirect("charters:claims", uid)
    if what == "add" and form.is_valid():
        actions.add_claims(request.user, found, [form.claim(found)])
        messages.success(request, _("It is kept, with its source."))
        return redirect("charters:claims", uid)
    context = {**named(found), "form": form, "rows": queries.claim_rows(found, get_language() or "fr")}
    return render(request, "charters/claims.html", context, status=422 if form.errors else 200)


def number_of(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
