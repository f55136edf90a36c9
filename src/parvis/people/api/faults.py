"""What every refused request of the write API answers."""

from __future__ import annotations

from ninja import Schema


class FaultOut(Schema):
    parameter: str
    message: str
    code: str


class Faults(Schema):
    """Why nothing was written."""

    errors: list[FaultOut]
