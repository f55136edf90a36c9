"""The rules, one module a family; importing this package fills the catalogue."""

from parvis.civics.checks.rules import (
    commitments,
    dates,
    fields,
    language,
    links,
    markup,
    milestones,
    names,
    programme,
    typography,
)

__all__ = [
    "commitments",
    "dates",
    "fields",
    "language",
    "links",
    "markup",
    "milestones",
    "names",
    "programme",
    "typography",
]
