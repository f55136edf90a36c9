"""The tables that charters disclose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.commit.charters import rows
from parvis.commit.charters.queries.visibility import (
    charters_visible_to,
    pledges_visible_to,
    signatories_visible_to,
)
from parvis.disclose.datasets.registry import Dataset, Field, register_dataset

NOBODY = AnonymousUser()
BATCH = 200
IDENTITY = (
    Field("uid", "string", _("Identifier"), _("Stable and unique (UUID).")),
    Field("url", "string", _("Page")),
)
ISO = _("A day, a month or a year (ISO 8601-2); empty when no source says it.")
CHARTERS = (
    *IDENTITY,
    Field("slug", "string", _("Address")),
    Field("title", "string", _("Title")),
    Field("summary", "string", _("Summary")),
    Field("standing", "string", _("Standing"), "ordinary, documented, fictional"),
    Field("host", "string", _("Host")),
    Field("version", "integer", _("Version"), _("Number of the last version adopted.")),
    Field("adopted_on", "string", _("Adopted on"), ISO),
    Field("wording", "string", _("Wording"), "adopted, summarised"),
    Field("signatories", "integer", _("Signatories known"), _("Bodies whose signature stands, each with its source.")),
    Field("open", "boolean", _("Open to signature")),
    Field("open_until", "date", _("Open until"), _("Included.")),
    Field("claims", "array", _("What sources say"), _("Names, days and numbers, each with its scope and its source.")),
    Field("updated_at", "datetime", _("Last change")),
)
PLEDGES = (
    *IDENTITY,
    Field("charter", "string", _("Charter"), _("Identifier of the charter.")),
    Field("version", "integer", _("Version")),
    Field("side", "string", _("Side"), "civic, public"),
    Field("key", "string", _("Key"), _("The same in the versions that carry the pledge on.")),
    Field("order", "integer", _("Order")),
    Field("title", "string", _("Title")),
    Field("text", "string", _("Text")),
    Field("wording", "string", _("Wording"), "adopted, summarised"),
)
SIGNATORIES = (
    *IDENTITY,
    Field("charter", "string", _("Charter"), _("Identifier of the charter.")),
    Field("version", "integer", _("Version"), _("The version it signed.")),
    Field("organisation", "string", _("Organisation"), _("Identifier of the organisation.")),
    Field("name", "string", _("Name"), _("As signed.")),
    Field("capacity", "string", _("Capacity"), "state, city, civic-tech, other"),
    Field("side", "string", _("Side"), "civic, public"),
    Field("signed_on", "string", _("Signed on"), ISO),
    Field("place", "string", _("Place")),
    Field("authority", "string", _("Signed by"), _("Person and office, as named.")),
    Field("state", "string", _("State"), "signed, withdrawn"),
    Field("withdrawn_on", "date", _("Withdrawn on")),
    Field("source", "string", _("Source"), _("Empty for a signature given on this site.")),
    Field("self_assessments", "array", _("Self-assessments"), _("What the signatory says of its own pledges.")),
)


def register_all() -> None:
    register_dataset(
        Dataset(
            "charters",
            _("Charters"),
            _("Texts that public bodies and civic techs sign together."),
            CHARTERS,
            streamed(lambda: charters_visible_to(NOBODY).select_related("host"), rows.charter_rows),
            last_change,
        )
    )
    register_dataset(
        Dataset(
            "pledges",
            _("Pledges"),
            _("What each side of a charter promises, in every version adopted."),
            PLEDGES,
            streamed(lambda: pledges_visible_to(NOBODY).select_related("version__charter"), rows.pledge_rows),
            last_change,
        )
    )
    register_dataset(
        Dataset(
            "signatories",
            _("Signatories"),
            _("Who signed which version of a charter, withdrawals included."),
            SIGNATORIES,
            streamed(
                lambda: signatories_visible_to(NOBODY).select_related("charter", "version", "organisation", "source"),
                rows.signatory_rows,
            ),
            last_change,
        )
    )


def streamed(
    found: Callable[[], QuerySet[Any]], make: Callable[[list[Any], str], Iterator[dict[str, Any]]]
) -> Callable[[], Iterator[Mapping[str, Any]]]:
    """Rows read by pieces in the order of their keys: no piece is longer than 200 objects."""

    def rows_of() -> Iterator[Mapping[str, Any]]:
        language, last = get_language() or "fr", 0
        while piece := list(found().filter(pk__gt=last).order_by("pk")[:BATCH]):
            yield from make(piece, language)
            last = piece[-1].pk

    return rows_of


def last_change() -> datetime | None:
    found: datetime | None = charters_visible_to(NOBODY).aggregate(last=Max("changed_at"))["last"]
    return found
