"""The list of datasets, for readers and for harvesters (DCAT)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from parvis.disclose.datasets.registry import Dataset, Field, datasets
from parvis.disclose.datasets.writers import LICENCES, attribution
from parvis.ground.journal.queries import version

ONE_DAY = 86_400


@dataclass(frozen=True)
class Card:
    """A dataset ready to print, in the active language."""

    code: str
    title: str
    description: str
    fields: tuple[Field, ...]
    updated: datetime | None
    licence: str
    licence_url: str
    attribution: str
    url: str
    csv_url: str
    json_url: str
    schema_url: str


def cards() -> list[Card]:
    """Every dataset, by title."""
    at = version()
    return sorted((card(dataset, at) for dataset in datasets()), key=lambda card: card.title)


def card(dataset: Dataset, at: int | None = None) -> Card:
    """One dataset; `at` is the version of the journal when the caller knows it."""
    name, address = LICENCES.get(dataset.licence, (dataset.licence, ""))
    updated = last_update(dataset, version() if at is None else at)
    return Card(
        code=dataset.code,
        title=str(dataset.title),
        description=str(dataset.description),
        fields=dataset.fields,
        updated=updated,
        licence=name,
        licence_url=address,
        attribution=attribution(updated),
        url=reverse("datasets:dataset", args=[dataset.code]),
        csv_url=reverse("datasets:csv", args=[dataset.code]),
        json_url=reverse("datasets:json", args=[dataset.code]),
        schema_url=reverse("datasets:schema", args=[dataset.code]),
    )


def last_update(dataset: Dataset, at: int) -> datetime | None:
    """When the dataset last changed; asked again only when the journal has moved."""
    key = f"datasets:updated:{dataset.code}:{at}"
    known = cache.get(key)
    if known is None:
        known = (dataset.updated(),)
        cache.set(key, known, ONE_DAY)
    updated: datetime | None = known[0]
    return updated


def dcat() -> dict[str, Any]:
    """The catalogue as DCAT in JSON-LD, for national and European portals."""
    site = settings.SITE_URL
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": site + reverse("datasets:catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": settings.SITE_NAME,
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": settings.SITE_NAME, "foaf:homepage": {"@id": site}},
        "dcat:dataset": [described(site, each) for each in cards()],
    }


def described(site: str, card: Card) -> dict[str, Any]:
    files = [("CSV", "text/csv", card.csv_url), ("JSON", "application/json", card.json_url)]
    dataset: dict[str, Any] = {
        "@id": site + card.url,
        "@type": "dcat:Dataset",
        "dct:identifier": card.code,
        "dct:title": card.title,
        "dct:description": card.description,
        "dct:license": {"@id": card.licence_url} if card.licence_url else card.licence,
        "dct:conformsTo": {"@id": site + card.schema_url},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": name,
                "dcat:mediaType": media_type,
                "dcat:downloadURL": {"@id": site + url},
                "dct:license": {"@id": card.licence_url} if card.licence_url else card.licence,
            }
            for name, media_type, url in files
        ],
    }
    if card.updated:
        dataset["dct:modified"] = {"@type": "xsd:dateTime", "@value": card.updated.isoformat()}
    return dataset
