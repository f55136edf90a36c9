"""Exact decimal amounts as they are written in files: "12000", "4000.0", "2828094,61"."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_DIGITS = 60  # beyond any currency; keeps a hostile file from costing minutes of arithmetic
_DECIMAL = re.compile(r"([+-]?)([0-9]+)(?:[.,]([0-9]*))?(?:[eE]([+-]?[0-9]{1,2}))?")


@dataclass(frozen=True)
class Decimal10:
    """The number `digits` / 10**`places`, with as few places as possible."""

    digits: int
    places: int

    def units(self, places: int) -> int:
        """The number of units of 10**-places; `places` must be at least our own."""
        return int(self.digits * 10 ** (places - self.places))


def parse_decimal(text: str) -> Decimal10 | None:
    """The exact value of a decimal number with a point or a comma, or None when it is not one.

    Spaces around it and between groups of digits are accepted; "none", "nan" and anything longer than
    60 digits are not numbers here.
    """
    compact = text.strip().replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if len(compact) > MAX_DIGITS:
        return None
    found = _DECIMAL.fullmatch(compact)
    if found is None:
        return None
    sign, whole, fraction, exponent = found.groups()
    fraction = fraction or ""
    places = len(fraction) - int(exponent or 0)
    digits = int(whole + fraction)
    while places > 0 and digits % 10 == 0:
        digits, places = digits // 10, places - 1
    if places < 0:
        digits, places = digits * 10**-places, 0
    if digits == 0:
        places = 0
    return Decimal10(-digits if sign == "-" else digits, places)


def write_amount(units: int, places: int) -> str:
    """The plain decimal text of `units` / 10**`places`: "7999520", "12.5"; never an exponent."""
    if places == 0:
        return str(units)
    sign = "-" if units < 0 else ""
    whole, fraction = divmod(abs(units), 10**places)
    tail = f"{fraction:0{places}d}".rstrip("0")
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"
