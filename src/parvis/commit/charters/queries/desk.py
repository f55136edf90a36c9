"""What the host's and the signatories' pages read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import translation

from parvis.commit.charters import addresses, days
from parvis.commit.charters.models import (
    Charter,
    CharterVersion,
    Claim,
    ClaimKind,
    RequestState,
    Side,
    Signatory,
    SignatoryState,
    SigningRequest,
    State,
    VersionState,
)
from parvis.commit.charters.queries.charters import long_day, signatory_row
from parvis.commit.charters.queries.shapes import Link, SignatoryRow
from parvis.commit.charters.queries.todo import answerable_by
from parvis.commit.charters.rules import SPEAKERS
from parvis.commit.charters.wording import localized
from parvis.ground import clock
from parvis.people.models import Organisation
from parvis.people.rules import roles_of, runs_the_instance
from parvis.ui.dates import capital

SHOWN = 30


@dataclass(frozen=True)
class DeskCharter:
    url: str
    title: str
    host: str
    is_draft: bool
    is_open: bool
    signatories: int
    waiting: int


@dataclass(frozen=True)
class DeskSignature:
    url: str
    body: str
    charter: str
    when: str
    said: int
    pledges: int


@dataclass(frozen=True)
class Invitation:
    """A charter that one's bodies may sign and have not."""

    title: str
    host: str
    sign_url: str
    charter_url: str
    until: str


@dataclass(frozen=True)
class Desk:
    charters: tuple[DeskCharter, ...]
    requests: tuple[RequestRow, ...]
    signatures: tuple[DeskSignature, ...]
    invitations: tuple[Invitation, ...]


@dataclass(frozen=True)
class RequestRow:
    url: str
    body: str
    charter: str
    since: str
    late: int
    state: str


def bodies_of(user: Any) -> QuerySet[Organisation]:
    """Bodies for which the person may sign."""
    own = [body for body, role in roles_of(user) if role in SPEAKERS]
    return Organisation.objects.filter(pk__in=own).order_by("name_key", "pk")


def hosts_for(user: Any) -> QuerySet[Organisation]:
    """Bodies in whose name the person may begin a charter; all of them for who runs the instance."""
    return Organisation.objects.order_by("name_key", "pk") if runs_the_instance(user) else bodies_of(user)


def desk(user: Any, language: str, now: datetime) -> Desk:
    """Charters one keeps, requests that wait, signatures one answers for, invitations; 5 queries."""
    with translation.override(language):
        return Desk(
            kept(user, language, now), waiting(user, language, now), own(user, language), open_to(user, language, now)
        )


def kept(user: Any, language: str, now: datetime) -> tuple[DeskCharter, ...]:
    found = Charter.objects.select_related("host")
    if not runs_the_instance(user):
        found = found.filter(host__in=[body for body, _role in roles_of(user)])
    signed = Count("signatories__organisation", filter=Q(signatories__state=SignatoryState.SIGNED), distinct=True)
    asking = Count("requests", filter=Q(requests__state=RequestState.WAITING), distinct=True)
    return tuple(
        DeskCharter(
            url=reverse("charters:keep", args=[charter.uid]),
            title=localized(charter.title, language),
            host=charter.host.name if charter.host else "",
            is_draft=charter.state == State.DRAFT,
            is_open=charter.is_open(clock.day_of(now)),
            signatories=charter.signed,
            waiting=charter.asking,
        )
        for charter in found.annotate(signed=signed, asking=asking).order_by("-changed_at", "pk")[:SHOWN]
    )


def waiting(user: Any, language: str, now: datetime) -> tuple[RequestRow, ...]:
    found = answerable_by(user).filter(state=RequestState.WAITING).select_related("charter")
    return tuple(request_row(one, language, now) for one in found.order_by("confirmed_at", "pk")[:SHOWN])


def request_row(one: SigningRequest, language: str, now: datetime) -> RequestRow:
    return RequestRow(
        url=reverse("charters:request", args=[one.uid]),
        body=one.body,
        charter=localized(one.charter.title, language),
        since=long_day(clock.day_of(one.confirmed_at or one.created_at), language),
        late=one.days_late(now),
        state=str(RequestState(one.state).label),
    )


def own(user: Any, language: str) -> tuple[DeskSignature, ...]:
    """Signatures of one's bodies, those that say nothing first."""
    bodies = [body for body, role in roles_of(user) if role in SPEAKERS]
    found = Signatory.objects.filter(organisation__in=bodies, state=SignatoryState.SIGNED)
    numbered = found.select_related("charter", "organisation").annotate(
        said=Count("self_assessments__pledge", distinct=True),
        civic=Count("version__pledges", filter=Q(version__pledges__side=Side.CIVIC), distinct=True),
        public=Count("version__pledges", filter=Q(version__pledges__side=Side.PUBLIC), distinct=True),
    )
    return tuple(
        DeskSignature(
            url=reverse("charters:signature", args=[one.uid]),
            body=one.name or one.organisation.name,
            charter=localized(one.charter.title, language),
            when=days.words(one.signed_on, language),
            said=one.said,
            pledges=one.civic if one.side == Side.CIVIC else one.public,
        )
        for one in numbered.order_by("said", "pk")[:SHOWN]
    )


def open_to(user: Any, language: str, now: datetime) -> tuple[Invitation, ...]:
    """Charters open today that not all of one's bodies have signed."""
    bodies = [body for body, role in roles_of(user) if role in SPEAKERS]
    if not bodies:
        return ()
    signed = Count(
        "signatories__organisation",
        filter=Q(signatories__organisation__in=bodies, signatories__state=SignatoryState.SIGNED),
        distinct=True,
    )
    found = Charter.objects.filter(state=State.PUBLISHED, invites=True).select_related("host").annotate(signed=signed)
    return tuple(
        Invitation(
            title=localized(charter.title, language),
            host=charter.host.name if charter.host else "",
            sign_url=reverse("charters:sign", args=[charter.slug]),
            charter_url=addresses.charter(charter.slug, language),
            until=long_day(charter.open_until, language) if charter.open_until else "",
        )
        for charter in found.filter(signed__lt=len(set(bodies))).order_by("slug")[:SHOWN]
        if charter.is_open(clock.day_of(now))
    )


@dataclass(frozen=True)
class ClaimRow:
    key: int
    kind: str
    words: str
    scope: str
    source: Any


@dataclass(frozen=True)
class Keeping:
    """The desk of one charter."""

    title: str
    public_url: str
    is_draft: bool
    is_open: bool
    invites: bool
    until: str
    draft: CharterVersion | None
    adopted: tuple[Link, ...]
    claims: tuple[ClaimRow, ...]
    signatories: tuple[SignatoryRow, ...]
    requests: tuple[RequestRow, ...]


def keeping(charter: Charter, language: str, now: datetime) -> Keeping:
    """Everything its host needs of a charter; 4 queries."""
    with translation.override(language):
        versions = list(charter.versions.order_by("-number"))
        signatories = (
            charter.signatories.select_related("organisation", "charter", "version")
            .annotate(said=Count("self_assessments__pledge", distinct=True))
            .order_by("-recorded_at", "-pk")
        )
        requests = charter.requests.exclude(state=RequestState.UNCONFIRMED).select_related("charter")
        return Keeping(
            title=localized(charter.title, language),
            public_url=addresses.charter(charter.slug, language),
            is_draft=charter.state == State.DRAFT,
            is_open=charter.is_open(clock.day_of(now)),
            invites=charter.invites,
            until=long_day(charter.open_until, language) if charter.open_until else "",
            draft=next((one for one in versions if one.state == VersionState.DRAFT), None),
            adopted=tuple(
                Link(str(one.number), addresses.version(charter.slug, one.number, language))
                for one in versions
                if one.state == VersionState.ADOPTED
            ),
            claims=claim_rows(charter, language),
            signatories=tuple(signatory_row(one, language) for one in signatories[:SHOWN]),
            requests=tuple(
                request_row(one, language, now) for one in requests.order_by("-confirmed_at", "-pk")[:SHOWN]
            ),
        )


def claim_rows(charter: Charter, language: str) -> tuple[ClaimRow, ...]:
    return tuple(
        ClaimRow(
            key=claim.pk,
            kind=capital(str(ClaimKind(claim.kind).label)),
            words=claim.name or days.words(claim.day, language) or str(claim.count),
            scope=localized(claim.scope, language),
            source=claim.source,
        )
        for claim in Claim.objects.filter(charter=charter).select_related("source").order_by("pk")
    )
