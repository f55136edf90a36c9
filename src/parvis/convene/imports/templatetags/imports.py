"""What the templates of imports need to say."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from parvis.convene.agenda.importing.reading import sentences_of
from parvis.convene.imports.cases import Case

register = template.Library()


@register.filter
def doubts(case: Case) -> list[str]:
    """Why the document could not be read, each doubt where it stands."""
    found = case.row.reasons if case.row else sentences_of(case.quarantined.reasons) if case.quarantined else []
    return list(found) or [_("It could not be read as an event.")]


@register.filter
def said(reasons: list[Any]) -> str:
    """The first reason, in words."""
    return next(iter(sentences_of(reasons)), _("It could not be read as an event."))
