"""A body without an account asks to sign, then proves its address."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.commit.charters import actions, addresses
from parvis.commit.charters.forms.signing import AskForm
from parvis.commit.charters.models import Charter, RequestState, SigningRequest
from parvis.commit.charters.queries.visibility import charters_visible_to
from parvis.commit.charters.wording import localized
from parvis.ground import clock
from parvis.ui.dates import day_words


def public_charter(slug: str) -> Charter:
    found = charters_visible_to(AnonymousUser()).filter(slug=slug).select_related("host").order_by("pk").first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a body that has nobody here; a mailed link then puts it before the host."""
    charter, language, status = public_charter(slug), get_language() or "fr", 200
    version = actions.current_version(charter)
    is_open = version is not None and charter.is_open(clock.today())
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and is_open:
        if form.is_a_trap():
            return redirect("charters:sent", slug)  # a program learns nothing
        status = 422
        if form.is_valid():
            if form.too_soon():
                form.add_error(None, _("This came faster than one can write. Read it once more, then send it again."))
            else:
                actions.ask_to_sign(charter, form.asker(language))
                return redirect("charters:sent", slug)
    elif request.method == "POST":
        status = 409
    context = {
        "form": form,
        "shown": [form[name] for name in form.SHOWN],
        "is_open": is_open,
        "slug": slug,
        "title": localized(charter.title, language),
        "charter_url": addresses.charter(slug, language),
        "index_url": addresses.index(language),
        "version_url": addresses.version(slug, version.number, language) if version else "",
        "version_number": version.number if version else 0,
        "until": day_words(charter.open_until, language, weekday=False, year=True) if charter.open_until else "",
        "answer_within": charter.answer_within,
        "host": charter.host.name if charter.host else "",
    }
    return render(request, "charters/ask.html", context, status=status)


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a message has left, whether or not one did."""
    charter, language = public_charter(slug), get_language() or "fr"
    context = {"title": localized(charter.title, language), "charter_url": addresses.charter(slug, language)}
    return render(request, "charters/sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm by a button: programs that read mail open links before their owners do."""
    known = SigningRequest.objects.select_related("charter__host").filter(token=token).first()
    if known is None:
        return render(request, "charters/gone.html", status=404)
    if request.method == "POST":
        actions.confirm(token)
        return redirect("charters:confirm", token)
    language = get_language() or "fr"
    context = {
        "request_to_sign": known,
        "waits": known.state != RequestState.UNCONFIRMED,
        "answered": known.state in (RequestState.ACCEPTED, RequestState.REFUSED),
        "accepted": known.state == RequestState.ACCEPTED,
        "title": localized(known.charter.title, language),
        "charter_url": addresses.charter(known.charter.slug, language),
        "due": day_words(clock.day_of(known.due), language, weekday=False, year=True) if known.due else "",
        "signatory_url": addresses.signatory(known.charter.slug, known.signatory.uid, language)
        if known.signatory
        else "",
    }
    return render(request, "charters/confirm.html", context)
