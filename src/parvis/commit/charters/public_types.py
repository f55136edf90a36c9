"""What the lower layers may ask of charters: their public types, with dated stops."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from parvis.commit.charters import addresses, days, finding
from parvis.commit.charters.models import Charter, CharterVersion, Pledge, Signatory, SignatoryState, VersionState
from parvis.commit.charters.queries.visibility import (
    charters_visible_to,
    pledges_visible_to,
    signatories_visible_to,
)
from parvis.commit.charters.wording import localized
from parvis.ground.identifiers import PublicType, Stop, register
from parvis.ground.search.indexing import register_indexer

ADOPTED = Prefetch(
    "versions", CharterVersion.objects.filter(state=VersionState.ADOPTED).order_by("number"), to_attr="adopted"
)


def loader(rows: Callable[[], QuerySet[Any]]) -> Callable[[Collection[UUID]], Mapping[UUID, Any]]:
    def load(uids: Collection[UUID]) -> Mapping[UUID, Any]:
        return {found.uid: found for found in rows().filter(uid__in=uids).order_by("pk")}

    return load


def charter_stops(charter: Any) -> Sequence[Stop]:
    """Each version adopted; one whose day no source says is a gap."""
    return [
        Stop(
            version.adopted_on_first,
            days.precision(version.adopted_on),
            str(charter.title),
            _("charter, version %(number)s adopted") % {"number": version.number},
            addresses.version(charter.slug, version.number),
        )
        for version in charter.adopted
    ]


def signatory_stops(signatory: Signatory) -> Sequence[Stop]:
    """Its signature, and its withdrawal."""
    url, title = signatory_url(signatory), signatory_title(signatory)
    stops = [Stop(signatory.signed_on_first, days.precision(signatory.signed_on), title, _("signature"), url)]
    if signatory.withdrawn_on:
        stops.append(Stop(signatory.withdrawn_on, "day", title, _("signature withdrawn"), url))
    return stops


def signatory_url(signatory: Signatory) -> str:
    return addresses.signatory(signatory.charter.slug, signatory.uid)


def signatory_title(signatory: Signatory, language: str = "") -> str:
    return signatory.name or signatory.organisation.name


def host_of(charter: Charter) -> Collection[int]:
    """The body that keeps the charter; nobody for one of the archive."""
    return () if charter.host_id is None else (charter.host_id,)


CHARTER = PublicType(
    code="charter",
    label=gettext_lazy("charter"),
    plural=gettext_lazy("charters"),
    load=loader(lambda: Charter.objects.prefetch_related(ADOPTED)),
    visible_to=lambda viewer: charters_visible_to(viewer).prefetch_related(ADOPTED),
    title=lambda charter, language: localized(charter.title, language),
    url=lambda charter: addresses.charter(charter.slug),
    stops=charter_stops,
    bodies=host_of,
)
PLEDGE = PublicType(
    code="pledge",
    label=gettext_lazy("pledge"),
    plural=gettext_lazy("pledges"),
    load=loader(lambda: Pledge.objects.select_related("version__charter")),
    visible_to=lambda viewer: pledges_visible_to(viewer).select_related("version__charter"),
    title=lambda pledge, language: localized(pledge.title, language),
    url=lambda pledge: f"{addresses.version(pledge.version.charter.slug, pledge.version.number)}#pledge-{pledge.key}",
)
SIGNATORY = PublicType(
    code="signatory",
    label=gettext_lazy("signatory"),
    plural=gettext_lazy("signatories"),
    load=loader(lambda: Signatory.objects.select_related("charter", "organisation")),
    visible_to=lambda viewer: signatories_visible_to(viewer).select_related("charter", "organisation"),
    title=signatory_title,
    url=signatory_url,
    stops=signatory_stops,
    bodies=lambda signatory: (signatory.organisation_id,),
    status=lambda signatory: (
        str(pgettext_lazy("signatory", "withdrawn")) if signatory.state == SignatoryState.WITHDRAWN else ""
    ),
)


def register_all() -> None:
    for public_type in (CHARTER, PLEDGE, SIGNATORY):
        register(public_type)
    register_indexer("charter", finding.all_charters)
