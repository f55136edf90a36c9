"""The place in line of who came in the opening minute."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.convene.registration import actions, links
from parvis.convene.registration.entering import page_after
from parvis.convene.registration.queries.arrival import arrival_of, arrival_page
from parvis.convene.registration.refusals import sentence_of
from parvis.convene.registration.views.answers import gone, see_other


@never_cache
@require_safe
def line(request: HttpRequest, signature: str) -> HttpResponse:
    """How many are before, until it is one's turn; then the registration, or why there is none."""
    uid = links.arrival_named_by(signature)
    arrival = arrival_of(uid) if uid else None
    if arrival is None:
        return gone(request)
    where = actions.standing(arrival)
    if arrival.sign_up is not None:
        return see_other(page_after(arrival.sign_up, arrival.registration))
    page = arrival_page(arrival, where.position, where.wait, get_language() or "fr")
    refusal = "" if arrival.refusal in ("", "address") else sentence_of(arrival.refusal)[1]
    response = render(
        request, "registration/line.html", {"page": page, "refusal": refusal, "written": arrival.refusal == "address"}
    )
    if arrival.served_at is None:
        response["Refresh"] = str(page.again)
    return response
