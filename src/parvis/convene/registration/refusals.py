"""Why nothing was made, in one sentence beside the field it is about."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, tuple[str, Promise | str]] = {
    "not-open": ("", _("Registration is not open. Nothing was sent; what you typed is still here.")),
    "closed": ("", _("Registration has just closed. Nothing was sent.")),
    "category": ("category", _("This category takes nobody for the moment: choose another.")),
    "code": ("code", _("This code is not the one of this event. Copy it from your invitation.")),
    "party": ("", _("So many people cannot register together here.")),
    "full": ("", _("The last seat has just gone, and the waiting list is full.")),
    "trouble": ("", _("Something went wrong with your form. It is kept: the organisers will look at it.")),
    "waiting": ("", _("Others wait before you: join the waiting list by the form.")),
    "ended": ("", _("This registration is over.")),
    "address": ("email", _("This address is registered already: look in your mailbox.")),
    "often": (
        "email",
        _("This address was sent several messages within the hour: look for them, or try again in an hour."),
    ),
}

# What is not true of a form that stood in line: it had arrived, and is shown on no page any more.
AFTER_THE_LINE: dict[str, Promise] = {
    "not-open": _("Registration was stopped before your turn came: no seat is kept for you, and your form is erased."),
    "closed": _("Registration was closed before your turn came: no seat is kept for you, and your form is erased."),
}


def sentence_in_line(code: str) -> str:
    """Why nothing was made of a form that stood in line."""
    return str(AFTER_THE_LINE.get(code, "")) or sentence_of(code)[1]


def sentence_of(code: str, form: Any = None) -> tuple[str | None, str]:
    """(field or None for the whole form, sentence) of a reason."""
    name, sentence = SENTENCES.get(code, SENTENCES["closed"])
    known = form is None or name in form.fields
    return (name or None) if known else None, str(sentence)
