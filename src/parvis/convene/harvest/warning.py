"""Writing to the host's organisers when a source is no longer read."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from parvis.convene.harvest.models import Feed
from parvis.ground.mail.sending import send
from parvis.people.models import Role, User

log = logging.getLogger(__name__)


def warn_organisers(feed: Feed, error: Mapping[str, Any]) -> int:
    """One mail to each organiser who may manage the source; a mail that does not leave stops none of the others."""
    body = feed.edition.host if feed.edition and feed.edition.host else feed.organisation
    people = User.objects.filter(
        is_active=True,
        memberships__organisation=body,
        memberships__role__in=[Role.ADMINISTRATOR, Role.ORGANISER],
    )
    sent = 0
    for person in people.distinct().order_by("email"):
        with translation.override(person.language):
            url = settings.SITE_URL + reverse("harvest:feed", args=[feed.pk])
        context = {"feed": feed, "reason": error.get(person.language, ""), "url": url}
        try:
            send("source-paused", person.email, context, person.language)
            sent += 1
        except Exception:
            log.exception("The mail about the source %s did not leave.", feed)
    return sent
