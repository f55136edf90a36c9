"""Rows as CSV and JSON, piece by piece: memory does not grow with the table."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from parvis.disclose.datasets.registry import Dataset

PIECE = 200  # rows sent at a time
# A spreadsheet takes a cell that begins so for a formula, and would run it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> str:
    """A value as CSV keeps it: ISO 8601, true and false, JSON for lists, an apostrophe before a would-be formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def pieces(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    source = iter(rows)
    while piece := list(islice(source, PIECE)):
        yield piece


def csv_stream(dataset: Dataset) -> Iterator[bytes]:
    """The table as CSV (RFC 4180, UTF-8, comma), with a header line."""
    names = [field.name for field in dataset.fields]
    yield line([names])
    for piece in pieces(dataset.rows()):
        yield line([cell(row.get(name)) for name in names] for row in piece)


def line(rows: Iterable[list[str]]) -> bytes:
    written = StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def json_stream(dataset: Dataset, updated: datetime | None) -> Iterator[bytes]:
    """The table as one JSON object: what it is, whose, since when, and its rows."""
    names = [field.name for field in dataset.fields]
    head = json.dumps(description(dataset, updated), cls=DjangoJSONEncoder, ensure_ascii=False)
    yield f'{head[:-1]}, "rows": ['.encode()
    first = True
    for piece in pieces(dataset.rows()):
        lines = [
            json.dumps({name: row.get(name) for name in names}, cls=DjangoJSONEncoder, ensure_ascii=False)
            for row in piece
        ]
        yield (("\n" if first else ",\n") + ",\n".join(lines)).encode()
        first = False
    yield b"\n]}\n"


LICENCES = {
    "etalab-2.0": ("Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
}


def attribution(updated: datetime | None) -> str:
    """What the licence asks to print beside a use of the data: the source and its last update."""
    return f"{settings.SITE_NAME}, {updated.date().isoformat()}" if updated else settings.SITE_NAME


def description(dataset: Dataset, updated: datetime | None) -> dict[str, Any]:
    """What a file says of itself."""
    name, address = LICENCES.get(dataset.licence, (dataset.licence, ""))
    return {
        "dataset": dataset.code,
        "title": str(dataset.title),
        "publisher": settings.SITE_NAME,
        "updated": updated,
        "licence": {"code": dataset.licence, "name": name, "url": address},
        "attribution": attribution(updated),
    }


def table_schema(dataset: Dataset) -> dict[str, Any]:
    """The columns as Table Schema (Frictionless Data), for validators and for schema.data.gouv.fr."""
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": dataset.code,
        "title": str(dataset.title),
        "description": str(dataset.description),
        "fields": [
            {
                "name": field.name,
                "type": field.type,
                "title": str(field.title),
                **({"description": str(field.description)} if field.description else {}),
            }
            for field in dataset.fields
        ],
        "missingValues": [""],
    }
