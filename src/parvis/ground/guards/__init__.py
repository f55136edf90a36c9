"""Rules that the database itself keeps, whatever program writes to it.

A guard is a migration operation with two halves, one for PostgreSQL and one for SQLite. A refusal reaches Django as
`IntegrityError`. SQLite rebuilds a table to alter it and silently drops its triggers: a migration that alters a
guarded table repeats its guards (they are idempotent), and a test compares `expected()` with `installed()`.
"""

from parvis.ground.guards.inventory import expected, guards, installed, missing
from parvis.ground.guards.kinship import Agrees, Sealed
from parvis.ground.guards.operations import AppendOnly, Guard, Immutable, NoOverlap

__all__ = [
    "Agrees",
    "AppendOnly",
    "Guard",
    "Immutable",
    "NoOverlap",
    "Sealed",
    "expected",
    "guards",
    "installed",
    "missing",
]
