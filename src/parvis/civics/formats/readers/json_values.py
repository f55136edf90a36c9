"""Reading JSON that anybody may have written: values of a wrong type are never assumed, they are skipped."""

import json
from typing import Any

from parvis.civics.formats.errors import FormatError


def load(text: str, *, first_line: int = 1) -> Any:
    """The JSON value of a text; raises FormatError naming the line and column."""
    try:
        return json.loads(text.lstrip("\ufeff"), parse_constant=_refuse)
    except json.JSONDecodeError as error:
        line = error.lineno + first_line - 1
        raise FormatError(
            f"Ligne {line}, colonne {error.colno} : ce n’est pas du JSON valide.",
            f"Line {line}, column {error.colno}: this is not valid JSON.",
            line=line,
        ) from None
    except (RecursionError, ValueError):
        raise FormatError(
            "Ce JSON est imbriqué trop profondément ou contient un nombre impossible.",
            "This JSON is nested too deep or holds an impossible number.",
        ) from None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def words(value: Any) -> str:
    """Text of a value: itself, a number as text, the first of a list, `@value` of a language object; else ""."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return words(value[0]) if value else ""
    if isinstance(value, dict):
        return words(value.get("@value") if "@value" in value else value.get("name"))
    return ""


def many(value: Any) -> list[Any]:
    """A list of the value's items: [] for none, [value] for a single one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def objects(value: Any) -> list[dict[str, Any]]:
    """The JSON objects among the value's items."""
    return [item for item in many(value) if isinstance(item, dict)]


def number(value: Any, lowest: float, highest: float) -> float | None:
    """A number within bounds, also when written as text; else None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if lowest <= found <= highest else None


def source(value: Any) -> str:
    """The record as text, keys in their order."""
    return json.dumps(value, ensure_ascii=False, indent=1)
