"""Signing, recording a signature that a source tells, withdrawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from parvis.commit.charters.actions.recording import leave_trace
from parvis.commit.charters.actions.versions import current_version
from parvis.commit.charters.models import Charter, CharterVersion, Signatory, SignatoryState
from parvis.ground import clock
from parvis.ground.follows.facts import notify
from parvis.people.models import Organisation


class NotOpen(Exception):
    """Nobody is invited to sign today."""


class AlreadySigned(Exception):
    """The body signed this version already, and its signature stands."""


@dataclass(frozen=True)
class Signature:
    """What a signature says.

    side        whose pledges the body takes on
    signed_on   ISO 8601-2; empty when no source says it
    name        as signed, when it is not the body's present name
    """

    organisation: Organisation
    capacity: str
    side: str
    authority_name: str = ""
    authority_office: str = ""
    signed_on: str = ""
    place: str = ""
    name: str = ""
    source: Any = None
    locator: str = ""


@transaction.atomic
def sign(actor: Any, charter: Charter, signature: Signature) -> Signatory:
    """Sign the last version adopted, today, in the name of a body one acts for.

    raises   NotOpen, AlreadySigned
    """
    today = clock.today()
    version = current_version(charter)
    if version is None or not charter.is_open(today):
        raise NotOpen(charter)
    signatory = write_signature(actor, charter, version, signature, today.isoformat())
    tell_signed(actor, charter, signatory)
    return signatory


@transaction.atomic
def record_signature(actor: Any, charter: Charter, version: CharterVersion, signature: Signature) -> Signatory:
    """Record a signature given elsewhere, as a source tells it; its day stays unknown when the source does not say.

    raises   AlreadySigned
    """
    signatory = write_signature(actor, charter, version, signature, signature.signed_on)
    leave_trace(actor, charter, "charter.signature-recorded", public={"body": called(signatory)})
    return signatory


def write_signature(
    actor: Any, charter: Charter, version: CharterVersion, signature: Signature, signed_on: str
) -> Signatory:
    """The row; it is the constraint that decides when two people sign for one body at once."""
    body = signature.organisation
    try:
        with transaction.atomic():
            return Signatory.objects.create(
                charter=charter,
                version=version,
                organisation=body,
                name="" if signature.name == body.name else signature.name,
                capacity=signature.capacity,
                side=signature.side,
                signed_on=signed_on,
                place=signature.place,
                authority_name=signature.authority_name,
                authority_office=signature.authority_office,
                source=signature.source,
                locator=signature.locator,
                recorded_by=actor if getattr(actor, "pk", None) else None,
                recorded_at=clock.now(),
            )
    except IntegrityError:
        if Signatory.objects.filter(version=version, organisation=body, state=SignatoryState.SIGNED).exists():
            raise AlreadySigned(charter) from None
        raise


def called(signatory: Signatory) -> str:
    """The body as it signed."""
    return signatory.name or signatory.organisation.name


def tell_signed(actor: Any, charter: Charter, signatory: Signatory) -> None:
    """Journal the signature and tell the followers."""
    body = called(signatory)
    leave_trace(actor, charter, "charter.signed", public={"body": body, "number": signatory.version.number})
    notify("charter", charter.uid, {"fr": f"{body} a signé.", "en": f"{body} signed."})


@transaction.atomic
def withdraw(actor: Any, signatory: Signatory, day: date, words: str = "") -> bool:
    """Say that the body signs no longer, from a day on; the signature stays to be read. False when it did already."""
    changed = Signatory.objects.filter(pk=signatory.pk, state=SignatoryState.SIGNED).update(
        state=SignatoryState.WITHDRAWN, withdrawn_on=day, withdrawal_words=words.strip()
    )
    if not changed:
        return False
    signatory.refresh_from_db()
    body, charter = called(signatory), signatory.charter
    leave_trace(actor, charter, "charter.signature-withdrawn", public={"body": body, "day": day})
    notify("charter", charter.uid, {"fr": f"{body} a retiré sa signature.", "en": f"{body} withdrew its signature."})
    return True
