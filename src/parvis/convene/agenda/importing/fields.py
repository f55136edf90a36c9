"""What a file calls a field, in the words of the form on which an event is written."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

ALIASES = {
    "title": "title SUMMARY name",
    "lead": "lead",
    "body": "body DESCRIPTION description",
    "language": "language langue inLanguage",
    "start_day": "start date event_start_date event_date dateEvent DTSTART startDate timings",
    "end_day": "end event_end_date DTEND DURATION endDate",
    "start_time": "start_time",
    "end_time": "end_time",
    "hours": "hours champs_informations",
    "zone": "zone",
    "mode": "mode",
    "place": "place lieu address adresse location LOCATION GEO latitude longitude",
    "online_url": "online_url",
    "admission": "admission",
    "status": "status STATUS eventStatus",
    "formats": "formats",
    "themes": "themes",
    "audiences": "audiences",
    "registration": "registration inscription",
    "sessions": "sessions",
}
PARTS = {alias: part for part, aliases in ALIASES.items() for alias in aliases.split()}
LABELS: dict[str, Any] = {
    "title": _("Title"),
    "lead": _("In short"),
    "body": _("Text"),
    "language": _("Language of the event"),
    "start_day": _("First day"),
    "end_day": _("Last day"),
    "start_time": _("Begins at"),
    "end_time": _("Ends at"),
    "hours": _("Hours"),
    "zone": _("Time zone"),
    "mode": _("How people take part"),
    "place": _("Place"),
    "online_url": _("Online address"),
    "admission": _("Who may come"),
    "status": _("Status"),
    "formats": _("Formats"),
    "themes": _("Themes"),
    "audiences": _("For whom"),
    "registration": _("Registration"),
    "sessions": _("Programme"),
}


def field_words(field: str) -> str:
    """The label of a field; empty for what no form has, such as the file itself."""
    return str(LABELS.get(PARTS.get(re.split(r"[\[.]", field)[0], ""), ""))
