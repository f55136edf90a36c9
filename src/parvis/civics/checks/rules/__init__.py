"""The rules, one module a family; importing this package fills the catalogue."""

from parvis.civics.checks.rules import (
    access,
    commitments,
    dates,
    fields,
    figures,
    language,
    links,
    markup,
    milestones,
    moments,
    names,
    passages,
    programme,
    roles,
    typography,
)

__all__ = [
    "access",
    "commitments",
    "dates",
    "fields",
    "figures",
    "language",
    "links",
    "markup",
    "milestones",
    "moments",
    "names",
    "passages",
    "programme",
    "roles",
    "typography",
]
