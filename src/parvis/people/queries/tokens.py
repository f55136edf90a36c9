"""What the page of tokens shows, and what waits because of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.ground import clock
from parvis.people import rules
from parvis.people.models import ApiToken, Organisation, Role, User
from parvis.people.todo import Heap, Waiting
from parvis.ui.dates import day_words

SOON = timedelta(days=30)


@dataclass(frozen=True)
class TokenLine:
    """A token as its page prints it."""

    token: ApiToken
    state: str  # "open", "soon", "expired" or "revoked"

    @property
    def usable(self) -> bool:
        return self.state in {"open", "soon"}


@dataclass(frozen=True)
class BodyTokens:
    organisation: Organisation
    lines: tuple[TokenLine, ...]


def bodies_managed_by(user: Any) -> QuerySet[Organisation]:
    """Bodies whose tokens this person makes and revokes."""
    if rules.runs_the_instance(user):
        return Organisation.objects.all()
    return Organisation.objects.filter(memberships__user=user, memberships__role=Role.ADMINISTRATOR)


def tokens_managed_by(user: Any) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(organisation__in=bodies_managed_by(user)).select_related("organisation")


def tokens_page(user: Any) -> list[BodyTokens]:
    """Every token of the person's bodies, body by body, the usable ones first. 1 query."""
    found: dict[Organisation, list[TokenLine]] = {}
    tokens = tokens_managed_by(user).select_related("created_by")
    for token in tokens.order_by("organisation__name_key", "organisation_id", "-created_at", "-pk"):
        found.setdefault(token.organisation, []).append(TokenLine(token, state_of(token)))
    return [BodyTokens(body, tuple(sorted(lines, key=lambda line: not line.usable))) for body, lines in found.items()]


def state_of(token: ApiToken) -> str:
    now = clock.now()
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_at <= now:
        return "expired"
    return "soon" if token.expires_at <= now + SOON else "open"


def expiring(user: Any, limit: int) -> Heap:
    """To do: tokens that end within a month, or have ended for less than one. 2 queries."""
    if not rules.manages_tokens_somewhere(user):
        return Heap(0, ())
    now = clock.now()
    ending = tokens_managed_by(user).filter(revoked_at=None, expires_at__lte=now + SOON, expires_at__gt=now - SOON)
    return Heap(ending.count(), tuple(waiting(token) for token in ending.order_by("expires_at", "pk")[:limit]))


def waiting(token: ApiToken) -> Waiting:
    day = day_words(timezone.localdate(token.expires_at), get_language() or "fr", year=True)
    return Waiting(
        kind=_("Token that ends"),
        title=token.name,
        detail=_("The programs of %(body)s that use it stop on %(day)s.")
        % {"body": token.organisation.name, "day": day},
        url=reverse("people:tokens"),
        verb=_("Replace it"),
        since=token.expires_at - SOON,
        due=token.expires_at,
    )


def token_rows(user: User) -> list[dict[str, Any]]:
    """What a person takes away: the tokens they made."""
    return [
        {
            "organisation": token.organisation.name,
            "name": token.name,
            "scope": token.scope,
            "created_at": token.created_at.isoformat(),
            "expires_at": token.expires_at.isoformat(),
        }
        for token in ApiToken.objects.filter(created_by=user).select_related("organisation").order_by("pk")
    ]
