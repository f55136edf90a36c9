"""The personal-data page: the declared fields, gathered by what they are kept for."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps

from parvis.people import privacy


@dataclass(frozen=True)
class Kept:
    """Fields kept for the same purpose, as long and on the same basis, in the active language."""

    fields: tuple[str, ...]
    purpose: str
    retention: str
    basis: str


@dataclass(frozen=True)
class Chapter:
    """What one part of the software keeps."""

    title: str
    rows: tuple[Kept, ...]


def register_page() -> list[Chapter]:
    """The register in the active language; no query."""
    chapters: dict[str, dict[tuple[str, str, str], list[str]]] = {}
    for declared in privacy.declared():
        title = str(apps.get_app_config(declared.model.split(".")[0]).verbose_name)
        key = (str(declared.purpose), str(declared.retention), str(declared.basis))
        chapters.setdefault(title, {}).setdefault(key, []).append(declared.label)
    return [
        Chapter(title[:1].upper() + title[1:], tuple(Kept(tuple(fields), *key) for key, fields in rows.items()))
        for title, rows in chapters.items()
    ]
