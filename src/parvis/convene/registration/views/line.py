"""The place in line of who came in the opening minute."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.convene.registration import actions, links
from parvis.convene.registration.actions.line import ADDRESS, ADDRESS_WAITING
from parvis.convene.registration.entering import echo_of, page_after
from parvis.convene.registration.models import Arrival, SignUp
from parvis.convene.registration.queries.arrival import arrival_of, arrival_page
from parvis.convene.registration.refusals import sentence_in_line
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
        return see_other(path_of(arrival, arrival.sign_up))
    page = arrival_page(arrival, where.position, where.wait, get_language() or "fr")
    refusal = sentence_in_line(arrival.refusal) if arrival.refusal else ""
    response = render(request, "registration/line.html", {"page": page, "refusal": refusal})
    if arrival.served_at is None:
        response["Refresh"] = str(page.again)
    return response


def path_of(arrival: Arrival, sign_up: SignUp) -> str:
    """The page of what the arrival made, or the echo of what was there before."""
    if arrival.refusal in {ADDRESS, ADDRESS_WAITING}:
        served = arrival.served_at or arrival.created_at
        return echo_of(sign_up, arrival.registration, served, waits=arrival.refusal == ADDRESS_WAITING)
    return page_after(sign_up, arrival.registration)
