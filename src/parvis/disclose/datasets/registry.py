"""The register of datasets, filled by each app's `ready()`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Type = Literal["string", "integer", "number", "boolean", "date", "datetime", "array", "object"]
CODE = re.compile(r"^[a-z][a-z0-9-]*$")


@dataclass(frozen=True)
class Field:
    """A column: its name in the files, its Table Schema type, its title and what it means."""

    name: str
    type: Type
    title: str | _StrPromise
    description: str | _StrPromise = ""


@dataclass(frozen=True)
class Dataset:
    """A table that the instance discloses.

    code      in the addresses: "events"
    rows      gives the rows one after the other, from a query read by pieces; only what an anonymous visitor may see
              each maps names of fields to str, int, float, Decimal, bool, date, aware datetime, list, dict or None
    updated   the instant of the last change, None when nothing was ever there
    licence   "etalab-2.0" (Licence Ouverte 2.0)
    """

    code: str
    title: str | _StrPromise
    description: str | _StrPromise
    fields: tuple[Field, ...]
    rows: Callable[[], Iterator[Mapping[str, Any]]]
    updated: Callable[[], datetime | None]
    licence: str = "etalab-2.0"

    def __post_init__(self) -> None:
        if not CODE.match(self.code):
            raise ValueError(f"“{self.code}” is no code for a dataset: small letters, digits and hyphens.")
        names = [field.name for field in self.fields]
        if len(set(names)) != len(names) or not names:
            raise ValueError(f"The dataset “{self.code}” needs fields with different names.")


_datasets: dict[str, Dataset] = {}


def register_dataset(dataset: Dataset) -> Dataset:
    """Add a dataset to the register; ValueError when another one has its code."""
    if _datasets.setdefault(dataset.code, dataset) is not dataset:
        raise ValueError(f"Two datasets want the code “{dataset.code}”.")
    return dataset


def datasets() -> tuple[Dataset, ...]:
    """Every dataset, in the order of their codes."""
    return tuple(_datasets[code] for code in sorted(_datasets))


def find(code: str) -> Dataset | None:
    """The dataset of that code, or None."""
    return _datasets.get(code)


def forget(code: str) -> None:
    """Take a dataset out; only for tests that register their own."""
    _datasets.pop(code, None)
