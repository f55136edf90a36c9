"""A refusal of the API: every mistake at once, each with its parameter, one sentence and a code for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Fault:
    """One mistake. `parameter` is the way to it ("sessions.1.title"), empty when the whole request is wrong."""

    parameter: str
    message: str
    code: str


@dataclass  # not frozen: Python writes the traceback on it
class Refusal(Exception):
    """Answered as `{"errors": […]}` with this status; `more` joins the body beside the errors."""

    status: int
    faults: tuple[Fault, ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        errors = [{"parameter": one.parameter, "message": one.message, "code": one.code} for one in self.faults]
        return {"errors": errors, **self.more}


def refused(status: int, parameter: str, message: str, code: str, **headers: str) -> Refusal:
    """A refusal for one reason."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Refusal(status, (Fault(parameter, message, code),), named)


def language_of(request: HttpRequest) -> str:
    """The language that a program asks for; French unless it is English."""
    return "en" if request.GET.get("lang") == "en" else "fr"


def one_of(context: Mapping[str, Any]) -> str:
    """The choices alone: pydantic joins them in English."""
    choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    return _("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)}


# What is wrong with a value that has not the announced form → our sentence and our code.
FORMS = {
    "missing": ("missing", lambda _c: _("This is needed.")),
    "extra_forbidden": ("unknown-field", lambda _c: _("There is no such field; check its name.")),
    "string_type": ("type", lambda _c: _("Give text, between quotes.")),
    "bool_type": ("type", lambda _c: _("Give true or false.")),
    "bool_parsing": ("type", lambda _c: _("Give true or false.")),
    "int_type": ("type", lambda _c: _("Give a whole number.")),
    "int_parsing": ("type", lambda _c: _("Give a whole number.")),
    "float_type": ("type", lambda _c: _("Give a number.")),
    "float_parsing": ("type", lambda _c: _("Give a number.")),
    "list_type": ("type", lambda _c: _("Give a list.")),
    "model_type": ("type", lambda _c: _("Give an object, between braces.")),
    "model_attributes_type": ("type", lambda _c: _("Give an object, between braces.")),
    "dict_type": ("type", lambda _c: _("Give an object, between braces.")),
    "enum": ("choice", one_of),
    "literal_error": ("choice", one_of),
    "date_type": ("day", lambda _c: _("Give a day such as 2026-03-12.")),
    "date_parsing": ("day", lambda _c: _("Give a day such as 2026-03-12.")),
    "date_from_datetime_parsing": ("day", lambda _c: _("Give a day such as 2026-03-12.")),
    "date_from_datetime_inexact": ("day", lambda _c: _("Give a day such as 2026-03-12.")),
    "time_type": ("hour", lambda _c: _("Give an hour such as 18:30.")),
    "time_parsing": ("hour", lambda _c: _("Give an hour such as 18:30.")),
    "uuid_parsing": ("identifier", lambda _c: _("Give an identifier (a UUID).")),
    "uuid_type": ("identifier", lambda _c: _("Give an identifier (a UUID).")),
    "too_long": ("too-many", lambda c: _("At most %(number)s of these.") % {"number": c.get("max_length", "")}),
    "greater_than_equal": ("range", lambda c: _("Not less than %(number)s.") % {"number": c.get("ge", "")}),
    "less_than_equal": ("range", lambda c: _("Not more than %(number)s.") % {"number": c.get("le", "")}),
}


def faults_of_form(errors: Iterable[Mapping[str, Any]], skip: int = 0) -> tuple[Fault, ...]:
    """What the typed reading of a request found, in our words; `skip` leaves out the first steps of each way."""
    found = []
    for error in errors:
        way = ".".join(str(step) for step in error["loc"][skip:] if not str(step).startswith(UNION_STEPS))
        code, sentence = FORMS.get(str(error["type"]), ("form", lambda _c: _("This has not the expected form.")))
        found.append(Fault(way, sentence(error.get("ctx") or {}), code))
    # A value that may be one thing or another fails as each: one sentence is enough.
    return tuple({fault.parameter: fault for fault in reversed(found)}.values())[::-1]


# pydantic names the branch of a union in the way to a mistake; our reader did not write it.
UNION_STEPS = ("function-", "tagged-union", "PlaceIn", "str", "nullable")
