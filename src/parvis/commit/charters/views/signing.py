"""Signing for one's body, recording a signature from a source, speaking for a signatory, withdrawing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from parvis.commit.charters import actions, addresses, rules
from parvis.commit.charters.forms.signing import (
    AssessForm,
    EvidenceFormSet,
    RecordForm,
    SignForm,
    WithdrawForm,
    evidence_content,
)
from parvis.commit.charters.models import Pledge, Signatory
from parvis.commit.charters.queries import desk as queries
from parvis.commit.charters.queries.signatories import pledges_of, statement
from parvis.commit.charters.queries.visibility import charters_visible_to
from parvis.commit.charters.views.keeping import named, own_charter
from parvis.commit.charters.wording import localized
from parvis.ground import clock
from parvis.people.entrance import organisers_page


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign on the spot, in the name of a body one organises for."""
    charter = charters_visible_to(request.user).filter(slug=slug).select_related("host").order_by("pk").first()
    if charter is None:
        raise Http404
    bodies = queries.bodies_of(request.user)
    version = actions.current_version(charter)
    is_open = version is not None and charter.is_open(clock.today())
    form = SignForm(bodies, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not rules.may_sign(request.user, form.cleaned_data["organisation"]):
            raise PermissionDenied
        try:
            signatory = actions.sign(request.user, charter, form.signature())
        except actions.NotOpen:
            form.add_error(None, _("It is not open to signature today."))
        except actions.AlreadySigned:
            form.add_error("organisation", _("This body has signed this version already."))
        else:
            messages.success(request, _("Signed. Say now how each pledge is kept."))
            return redirect("charters:signature", signatory.uid)
    context = {
        **named(charter),
        "form": form,
        "is_open": is_open,
        "may_sign": bodies.exists(),
        "number": version.number if version else 0,
        "version_url": addresses.version(slug, version.number, get_language() or "fr") if version else "",
    }
    return render(request, "charters/sign.html", context, status=422 if form.errors else 200)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A signature given elsewhere, as a source tells it."""
    charter = own_charter(request, uid)
    version = actions.current_version(charter)
    form = RecordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if version is None:
            form.add_error(None, _("Adopt a version first: nobody signs a draft."))
        else:
            try:
                actions.record_signature(request.user, charter, version, form.signature())
            except actions.AlreadySigned:
                form.add_error("organisation", _("This body has signed this version already."))
            else:
                messages.success(request, _("The signature is recorded, with its source."))
                return redirect("charters:keep", uid)
    return render(request, "charters/record.html", {**named(charter), "form": form}, status=422 if form.errors else 200)


def signed(uid: UUID) -> Signatory:
    found = Signatory.objects.select_related("charter__host", "organisation", "version")
    return get_object_or_404(found, uid=uid)


def shown(signatory: Signatory) -> dict[str, object]:
    language = get_language() or "fr"
    return {
        "signatory": signatory,
        "name": signatory.name or signatory.organisation.name,
        "title": localized(signatory.charter.title, language),
        "public_url": addresses.signatory(signatory.charter.slug, signatory.uid, language),
    }


@organisers_page
@require_safe
def signature(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The pledges a body took on, and what it says of each."""
    signatory = signed(uid)
    speaks = rules.may_speak_for(request.user, signatory)
    withdraws = rules.may_withdraw_signature(request.user, signatory)
    if not speaks and not withdraws:
        raise PermissionDenied
    context = {
        **shown(signatory),
        "pledges": pledges_of(signatory, get_language() or "fr"),
        "speaks": speaks,
        "withdraws": withdraws,
    }
    return render(request, "charters/signature.html", context)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, uid: UUID, pledge: UUID) -> HttpResponse:
    """Say where the body stands on one pledge, with what it has to show."""
    signatory = signed(uid)
    if not rules.may_speak_for(request.user, signatory):
        raise PermissionDenied
    about = get_object_or_404(Pledge, uid=pledge, version=signatory.version_id, side=signatory.side)
    posted = request.POST if request.method == "POST" else None
    form, rows = AssessForm(posted), EvidenceFormSet(posted, prefix="evidence")
    language = get_language() or "fr"
    if posted is not None and form.is_valid() and rows.is_valid():
        try:
            actions.assess(
                request.user,
                signatory,
                about,
                form.cleaned_data["level"],
                text=form.cleaned_data["text"],
                language=language,
                evidence=evidence_content(rows),
            )
        except actions.EvidenceMissing:
            form.add_error(
                "level", _("“Kept” needs at least one piece of evidence: give an address where one can look.")
            )
        else:
            messages.success(request, _("It is published, in your own lane."))
            return redirect("charters:signature", uid)
    invalid = form.errors or (posted is not None and not rows.is_valid())
    last = signatory.self_assessments.filter(pledge=about).order_by("-pk").first()
    context = {
        **shown(signatory),
        "pledge": localized(about.title, language),
        "pledge_html": localized(about.text_html, language),
        "form": form,
        "rows": rows,
        "last": statement(last, language) if last else None,
    }
    return render(request, "charters/assess.html", context, status=422 if invalid else 200)


@organisers_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take the signature back; it stays to be read, with the day and the reason."""
    signatory = signed(uid)
    if not rules.may_withdraw_signature(request.user, signatory):
        raise PermissionDenied
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"day": clock.today().isoformat()})
    if request.method == "POST" and form.is_valid():
        actions.withdraw(request.user, signatory, form.cleaned_data["day"], form.cleaned_data["words"])
        messages.success(request, _("The withdrawal is published."))
        return redirect("charters:desk")
    return render(
        request, "charters/withdraw.html", {**shown(signatory), "form": form}, status=422 if form.errors else 200
    )
