"""A body without an account asks to sign: by a mailed link, then the host answers with a reason."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from parvis.commit.charters.actions.signing import NotOpen, Signature, tell_signed, write_signature
from parvis.commit.charters.actions.telling import tell
from parvis.commit.charters.actions.versions import current_version
from parvis.commit.charters.models import Charter, RequestState, SigningRequest
from parvis.commit.charters.wording import localized
from parvis.ground import clock
from parvis.ground.identifiers.slugs import save_under_free_slug, slug_of
from parvis.ground.journal.actions import record
from parvis.ground.mail.limit import had_enough
from parvis.ground.mail.sending import send
from parvis.people.models import Organisation, OrganisationKind
from parvis.people.names import name_key

UNCONFIRMED_FOR = timedelta(days=7)
AGAIN_AFTER = timedelta(minutes=10)  # between two messages about the same request
CONTACTS_KEPT = timedelta(days=365)
KINDS = {"state": OrganisationKind.STATE, "city": OrganisationKind.LOCAL}


class AlreadyAnswered(Exception):
    """Somebody else answered since the page was opened; `request` is what stands now."""

    def __init__(self, request: SigningRequest) -> None:
        super().__init__(request.pk)
        self.request = request


@dataclass(frozen=True)
class Asker:
    """Who asks, as they say it."""

    body: str
    capacity: str
    side: str
    authority_name: str
    authority_office: str
    email: str
    website: str = ""
    note: str = ""
    language: str = "fr"


def fingerprint(charter: Charter, version: int, asker: Asker) -> str:
    """A name for this body, this address and this version, from which nothing can be read back."""
    told = f"{charter.pk}|{version}|{asker.email}|{name_key(asker.body)}"
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), "sha256").hexdigest()


@transaction.atomic
def ask_to_sign(charter: Charter, asker: Asker) -> SigningRequest:
    """Keep the request and send the link that confirms it; the same body twice is the same request, as last written.

    raises   NotOpen
    """
    version = current_version(charter)
    if version is None or not charter.is_open(clock.today()):
        raise NotOpen(charter)
    said = {
        "body": asker.body,
        "website": asker.website,
        "capacity": asker.capacity,
        "side": asker.side,
        "authority_name": asker.authority_name,
        "authority_office": asker.authority_office,
        "contact_email": asker.email,
        "note": asker.note,
        "language": asker.language,
    }
    name = fingerprint(charter, version.number, asker)
    try:
        with transaction.atomic():
            request = SigningRequest.objects.create(charter=charter, version=version, fingerprint=name, **said)
    except IntegrityError:
        SigningRequest.objects.filter(fingerprint=name, state=RequestState.UNCONFIRMED).update(**said)
        request = SigningRequest.objects.get(fingerprint=name)
    if request.state == RequestState.UNCONFIRMED and may_be_told(request, asker.email):
        transaction.on_commit(lambda: send_link(request))
    return request


def may_be_told(request: SigningRequest, email: str) -> bool:
    """Claim the right to send a message: not twice in ten minutes, nor more than six an hour to one address."""
    at = clock.now()
    if had_enough(SigningRequest.objects.filter(contact_email=email), "sent_at"):
        return False
    quiet = Q(sent_at=None) | Q(sent_at__lt=at - AGAIN_AFTER)
    return bool(SigningRequest.objects.filter(quiet, pk=request.pk).update(sent_at=at))


def send_link(request: SigningRequest) -> None:
    """The message whose link puts the request before the host."""
    with translation.override(request.language):
        context = {
            "body": request.body,
            "charter": localized(request.charter.title, request.language),
            "link": settings.SITE_URL + reverse("charters:confirm", args=[request.token]),
            "days": UNCONFIRMED_FOR.days,
        }
    send("signing-confirmation", request.contact_email, context, request.language)


@transaction.atomic
def confirm(token: str) -> SigningRequest | None:
    """Put the request before the host; used twice, it changes nothing more. None when the link is not known.

    Whoever asked while the charter was open may confirm after it closed, while the link lives.
    """
    request = SigningRequest.objects.select_related("charter").filter(token=token).first()
    if request is None:
        return None
    now = clock.now()
    won = SigningRequest.objects.filter(pk=request.pk, state=RequestState.UNCONFIRMED).update(
        state=RequestState.WAITING, confirmed_at=now, due=now + timedelta(days=request.charter.answer_within)
    )
    request.refresh_from_db()
    if won:
        record(None, "signing-request.received", "signing-request", request.uid)
    return request


@transaction.atomic
def accept(actor: Any, request: SigningRequest, organisation: Organisation | None = None) -> SigningRequest:
    """The body signs, as of the day it confirmed, the version it read; it becomes a body of this site if it is none.

    organisation   the body that it is, when the host recognises it
    raises         AlreadyAnswered, AlreadySigned
    """
    claim(actor, request, state=RequestState.ACCEPTED)
    signature = Signature(
        organisation=organisation or new_body(request),
        capacity=request.capacity,
        side=request.side,
        authority_name=request.authority_name,
        authority_office=request.authority_office,
        name=request.body,
    )
    confirmed = (request.confirmed_at or clock.now()).astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    signatory = write_signature(actor, request.charter, request.version, signature, confirmed.isoformat())
    SigningRequest.objects.filter(pk=request.pk).update(signatory=signatory)
    request.refresh_from_db()
    record(actor, "signing-request.accepted", "signing-request", request.uid)
    tell_signed(actor, request.charter, signatory)
    return request


@transaction.atomic
def refuse(actor: Any, request: SigningRequest, reason: str) -> SigningRequest:
    """Say no, and why; the body reads the reason.

    raises   ValueError without a reason, AlreadyAnswered
    """
    if not reason.strip():
        raise ValueError("A refusal says why.")
    claim(actor, request, state=RequestState.REFUSED, reason=reason.strip())
    record(actor, "signing-request.refused", "signing-request", request.uid)
    return request


def claim(actor: Any, request: SigningRequest, **changes: Any) -> None:
    """The conditional update that lets one answer be given; the answer leaves once it is there to stay."""
    won = SigningRequest.objects.filter(pk=request.pk, state=RequestState.WAITING).update(
        answered_at=clock.now(), answered_by=actor if getattr(actor, "pk", None) else None, **changes
    )
    if not won:
        raise AlreadyAnswered(SigningRequest.objects.get(pk=request.pk))
    request.refresh_from_db()
    transaction.on_commit(lambda: tell(request.pk), robust=True)


def new_body(request: SigningRequest) -> Organisation:
    body = Organisation(
        name=request.body,
        website=request.website,
        kind=KINDS.get(request.capacity, OrganisationKind.OTHER),
        fictional=request.charter.standing == "fictional",
    )
    stem = slug_of(request.body)[:100].strip("-") or "organisation"
    save_under_free_slug(body, lambda: free_slug(stem))
    return body


def free_slug(stem: str) -> str:
    taken = set(Organisation.objects.filter(slug__startswith=stem).order_by("slug").values_list("slug", flat=True))
    number, slug = 2, stem
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def forget_unconfirmed() -> int:
    """Erase requests that nobody confirmed in seven days; returns how many."""
    old = SigningRequest.objects.filter(state=RequestState.UNCONFIRMED, created_at__lt=clock.now() - UNCONFIRMED_FOR)
    return old.delete()[0]


def forget_contacts() -> int:
    """Erase the address and the word to the host a year after the answer, and the name of who was refused."""
    old = SigningRequest.objects.filter(answered_at__lt=clock.now() - CONTACTS_KEPT)
    old.filter(state=RequestState.REFUSED).exclude(authority_name="").update(authority_name="", authority_office="")
    return old.exclude(contact_email="").update(contact_email="", note="")
