"""One way of writing JSON as bytes, so that two people hash the same document to the same number.

Source: RFC 8785 (JSON Canonicalization Scheme, JCS), over I-JSON (RFC 7493): no key twice, no lone surrogate, no number
that a double does not hold exactly.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from typing import Any

from .refusals import Unreadable

EXACT = 2**53 - 1  # the largest integer that every reader of JSON agrees upon
TOO_DEEP = 64
SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
ESCAPED = re.compile(r'[\x00-\x1f"\\]')


def canonical(value: Any) -> bytes:
    """The document as UTF-8 bytes, the same for everybody: no space, keys sorted by UTF-16 code units, ES6 numbers.

    value   None, bool, int, float, str, list or tuple, dict with str keys
    raises  Unreadable for anything else, NaN and infinities, lone surrogates, integers beyond 2^53 − 1
    """
    return _written(value, 0).encode("utf-8")


def digest(value: Any) -> str:
    """`sha256:` and the 64 hexadecimal digits of the SHA-256 of the canonical bytes."""
    return f"sha256:{hashlib.sha256(canonical(value)).hexdigest()}"


def parse(data: bytes) -> Any:
    """JSON values from bytes; raises Unreadable for a key given twice, a wrong encoding, or what is no JSON."""
    try:
        return json.loads(
            data.decode("utf-8"), object_pairs_hook=_once, parse_int=_integer, parse_constant=_no_constant
        )
    except UnicodeDecodeError:
        raise Unreadable("Ce fichier n’est pas de l’UTF-8.", "This file is not UTF-8.") from None
    except RecursionError:
        raise _deep() from None
    except Unreadable:
        raise
    except ValueError as fault:
        raise Unreadable(f"Ce JSON ne se lit pas ({fault}).", f"This JSON cannot be read ({fault}).") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("Une clé est donnée deux fois.", "A key is given twice.")
    return found


def _integer(digits: str) -> int | float:
    """Beyond 2^53 − 1, JSON holds a double and no integer."""
    return int(digits) if len(digits) < 17 and abs(int(digits)) <= EXACT else float(digits)


def _no_constant(name: str) -> Any:
    raise Unreadable(f"{name} n’est pas un nombre.", f"{name} is not a number.")


def _deep() -> Unreadable:
    return Unreadable("Ce document est trop profond.", "This document is nested too deeply.")


def _written(value: Any, depth: int) -> str:
    if depth > TOO_DEEP:
        raise _deep()
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        if abs(value) > EXACT:
            raise Unreadable("Un nombre est trop grand pour du JSON.", "A number is too large for JSON.")
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, list | tuple):
        return f"[{','.join(_written(item, depth + 1) for item in value)}]"
    if isinstance(value, dict):
        return _object(value, depth)
    raise Unreadable(f"{type(value).__name__} ne s’écrit pas en JSON.", f"{type(value).__name__} is no JSON value.")


def _object(value: dict[Any, Any], depth: int) -> str:
    if not all(isinstance(key, str) for key in value):
        raise Unreadable("Une clé est un texte.", "A key is a text.")
    written = {key: (_text(key), _written(item, depth + 1)) for key, item in value.items()}
    # UTF-16 code units, as RFC 8785 wants it: a pair of surrogates sorts before U+FB33.
    ordered = sorted(written, key=lambda key: key.encode("utf-16-be"))
    return "{" + ",".join(f"{written[key][0]}:{written[key][1]}" for key in ordered) + "}"


def _text(value: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise Unreadable("Un texte contient un demi-caractère.", "A text contains half a character.")
    return '"' + ESCAPED.sub(lambda one: SHORT.get(one[0]) or f"\\u{ord(one[0]):04x}", value) + '"'


def _number(value: float) -> str:
    """A double as ECMAScript prints it (ECMA-262, Number::toString); Python's repr has the same shortest digits."""
    if not math.isfinite(value):
        raise Unreadable(f"{value} n’est pas un nombre.", f"{value} is not a number.")
    if value == 0:
        return "0"
    sign, digits, exponent = _digits(value)
    point = len(digits) + exponent
    if len(digits) <= point <= 21:
        return sign + digits + "0" * exponent
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    mantissa = digits if len(digits) == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{sign}{mantissa}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def _digits(value: float) -> tuple[str, str, int]:
    """Sign, significant digits without zeros at either end, and the power of ten they are multiplied by."""
    mantissa, _, power = repr(abs(value)).partition("e")
    whole, _, part = mantissa.partition(".")
    exponent = int(power or 0) - len(part)
    digits = (whole + part).lstrip("0")
    kept = digits.rstrip("0")
    return "-" if value < 0 else "", kept, exponent + len(digits) - len(kept)
