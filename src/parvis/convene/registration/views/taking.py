"""What a person takes away: her tickets on paper, all that is kept about her; and taking it all back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.convene.registration import links
from parvis.convene.registration.actions.erasing import forget
from parvis.convene.registration.models import SignUp, State
from parvis.convene.registration.papers import ticket_pdf
from parvis.convene.registration.personal_data import personal_copy
from parvis.convene.registration.queries import own as queries
from parvis.convene.registration.views.answers import gone
from parvis.ui.pdf import is_available


@never_cache
@require_safe
def ticket(request: HttpRequest, signature: str) -> HttpResponse:
    """The tickets of the party as PDF, a page each."""
    sign_up = proven(signature)
    if sign_up is None:
        return gone(request)
    if not is_available() or sign_up.state != State.CONFIRMED:
        raise Http404
    made = ticket_pdf(sign_up, get_language() or "fr")
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": 'attachment; filename="ticket.pdf"'}
    )


@never_cache
@require_safe
def data(request: HttpRequest, signature: str) -> HttpResponse:
    """All that is kept about the party, as JSON."""
    sign_up = proven(signature)
    if sign_up is None:
        return gone(request)
    headers = {"Content-Disposition": 'attachment; filename="registration.json"'}
    return JsonResponse(personal_copy(sign_up), json_dumps_params={"ensure_ascii": False, "indent": 1}, headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, signature: str) -> HttpResponse:
    """Have one's name erased; the seats go back. Asked once more before it is done."""
    sign_up = proven(signature)
    if sign_up is None:
        return gone(request)
    if request.method == "POST":
        forget(sign_up)
        return render(request, "registration/erased.html", {"what": sign_up.registration.event.title})
    return render(request, "registration/erase.html", {"sign_up": sign_up, "signature": signature})


def proven(signature: str) -> SignUp | None:
    """The sign-up that a mailed link names, while it has a name: only it proves that its bearer reads the address."""
    bearer = links.bearer_of(signature)
    return queries.sign_up_of(bearer) if bearer is not None and bearer.proven else None
