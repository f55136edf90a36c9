"""Charters, pledges and signatories as data: the same rows in the datasets and in the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Count

from parvis.commit.charters import addresses
from parvis.commit.charters.models import (
    Charter,
    CharterVersion,
    Claim,
    Pledge,
    SelfAssessment,
    Signatory,
    SignatoryState,
    VersionState,
)
from parvis.commit.charters.queries.visibility import latest_of_each_body
from parvis.commit.charters.wording import localized


def whole(address: str) -> str:
    return settings.SITE_URL + address


def charter_rows(charters: Iterable[Charter], language: str) -> Iterator[dict[str, Any]]:
    """Each with its last version adopted, its open invitation and what sources claim; 4 queries for many."""
    found = list(charters)
    keys = [charter.pk for charter in found]
    versions: dict[int, Any] = {}
    for version in CharterVersion.objects.filter(charter__in=keys, state=VersionState.ADOPTED).order_by("number"):
        versions[version.charter_id] = version
    standing = latest_of_each_body(Signatory.objects.filter(charter__in=keys)).filter(state=SignatoryState.SIGNED)
    signed = dict(standing.order_by().values_list("charter").annotate(number=Count("pk")))
    claims: dict[int, list[dict[str, Any]]] = {}
    for claim in Claim.objects.filter(charter__in=keys).select_related("source").order_by("pk"):
        claims.setdefault(claim.charter_id, []).append(claim_row(claim, language))
    for charter in found:
        version = versions.get(charter.pk)
        yield {
            "uid": str(charter.uid),
            "url": whole(addresses.charter(charter.slug, language)),
            "slug": charter.slug,
            "title": localized(charter.title, language),
            "summary": localized(charter.summary, language),
            "standing": charter.standing or "ordinary",
            "host": charter.host.name if charter.host else None,
            "version": version.number if version else None,
            "adopted_on": version.adopted_on or None if version else None,
            "wording": version.wording if version else None,
            "signatories": signed.get(charter.pk, 0),
            "open": charter.invites,
            "open_until": charter.open_until,
            "claims": claims.get(charter.pk, []),
            "updated_at": charter.changed_at,
        }


def claim_row(claim: Any, language: str) -> dict[str, Any]:
    return {
        "kind": claim.kind,
        "value": claim.name or claim.day or claim.count,
        "approximate": claim.approximate,
        "side": claim.side or None,
        "scope": localized(claim.scope, language),
        "source": claim.source.title,
        "source_url": claim.source.url or None,
    }


def pledge_rows(pledges: Iterable[Pledge], language: str) -> Iterator[dict[str, Any]]:
    for pledge in pledges:
        charter = pledge.version.charter
        yield {
            "uid": str(pledge.uid),
            "url": whole(f"{addresses.version(charter.slug, pledge.version.number, language)}#pledge-{pledge.key}"),
            "charter": str(charter.uid),
            "version": pledge.version.number,
            "side": pledge.side,
            "key": pledge.key,
            "order": pledge.order,
            "title": localized(pledge.title, language),
            "text": localized(pledge.text, language),
            "wording": pledge.version.wording,
        }


def signatory_rows(signatories: Iterable[Signatory], language: str) -> Iterator[dict[str, Any]]:
    """Each with the last word it gave on its pledges; 2 queries for many."""
    found = list(signatories)
    said: dict[int, dict[str, dict[str, Any]]] = {}
    assessments = SelfAssessment.objects.filter(signatory__in=[one.pk for one in found]).select_related("pledge")
    for one in assessments.annotate(shown=Count("evidence")).order_by("pk"):
        said.setdefault(one.signatory_id, {})[one.pledge.key] = {
            "pledge": one.pledge.key,
            "level": one.level,
            "stated_at": one.stated_at.isoformat(),
            "evidence": one.shown,
        }
    for signatory in found:
        yield {
            "uid": str(signatory.uid),
            "url": whole(addresses.signatory(signatory.charter.slug, signatory.uid, language)),
            "charter": str(signatory.charter.uid),
            "version": signatory.version.number,
            "organisation": str(signatory.organisation.uid),
            "name": signatory.name or signatory.organisation.name,
            "capacity": signatory.capacity,
            "side": signatory.side,
            "signed_on": signatory.signed_on or None,
            "place": signatory.place,
            "authority": ", ".join(filter(None, (signatory.authority_name, signatory.authority_office))),
            "state": signatory.state,
            "withdrawn_on": signatory.withdrawn_on,
            "source": signatory.source.title if signatory.source else None,
            "self_assessments": list(said.get(signatory.pk, {}).values()),
        }
