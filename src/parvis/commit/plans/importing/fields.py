"""What the reader calls a field of a page, in the words of the forms on which commitments are written."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Any] = {"title": _("Title"), "plan": _("Plan"), "language": _("Language")}
ELSEWHERE = frozenset({"text", "kind"})  # the page as a whole: no form has a field for it


def field_words(field: str) -> str:
    """The label of a field; what the page itself prints before a value is in words already."""
    return str(LABELS.get(field, "" if field in ELSEWHERE else field))
