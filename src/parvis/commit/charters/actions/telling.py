"""Telling who asked to sign what was answered. An answer that did not leave is sent again until it has."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import translation

from parvis.commit.charters import addresses
from parvis.commit.charters.models import RequestState, SigningRequest
from parvis.commit.charters.wording import localized
from parvis.ground import clock
from parvis.ground.mail.sending import send

log = logging.getLogger(__name__)
KEEP_TRYING = timedelta(days=7)


def tell(key: int) -> bool:
    """Send the answer, once; False when it has left already or the address is forgotten."""
    unsent = SigningRequest.objects.filter(pk=key, told_at=None).exclude(contact_email="")
    if not unsent.update(told_at=clock.now()):
        return False
    request = SigningRequest.objects.select_related("charter__host").get(pk=key)
    with translation.override(request.language):
        context = {
            "accepted": request.state == RequestState.ACCEPTED,
            "body": request.body,
            "charter": localized(request.charter.title, request.language),
            "host": request.charter.host.name if request.charter.host else settings.SITE_NAME,
            "reason": request.reason,
            "link": settings.SITE_URL + addresses.charter(request.charter.slug, request.language),
        }
    try:
        send("signing-answer", request.contact_email, context, request.language)
    except Exception:
        SigningRequest.objects.filter(pk=key).update(told_at=None)
        raise
    return True


def tell_again() -> int:
    """Send the answers that could not be sent; returns how many left."""
    answered = SigningRequest.objects.filter(
        told_at=None, state__in=(RequestState.ACCEPTED, RequestState.REFUSED), answered_at__gt=clock.now() - KEEP_TRYING
    )
    left = 0
    for key in list(answered.order_by("answered_at", "pk").values_list("pk", flat=True)):
        try:
            left += tell(key)
        except OSError as failure:
            log.warning("An answer to a request to sign did not leave: %s", failure)
    return left
