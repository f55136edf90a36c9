"""Unanswered promises as open data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from parvis.disclose.datasets.registry import Dataset, Field, register_dataset
from parvis.disclose.promises import promise_sources
from parvis.ground import clock
from parvis.ground.journal.models import Entry

FIELDS = (
    Field("kind", "string", _("Kind"), _("What was promised: a code.")),
    Field("type", "string", _("Type"), _("Type of the object that holds the promise.")),
    Field("uid", "string", _("Identifier")),
    Field("title", "string", _("Title")),
    Field("promise", "string", _("Promise"), _("What was to come, in one sentence.")),
    Field("due", "date", _("Due"), _("The last day that the promise allowed.")),
    Field("precision", "string", _("Precision"), _("How finely the day was given: day, month, semester or year.")),
    Field("days_late", "integer", _("Days late")),
    Field("body", "string", _("Body"), _("Who owes it.")),
    Field("standing", "string", _("Standing"), _("“documented” for the archive, “fictional” for what does not exist.")),
    Field("url", "string", _("Page")),
)


def register() -> None:
    register_dataset(
        Dataset(
            "unanswered",
            _("Promised and not answered"),
            _("Every public promise whose day has passed without the answer, report or evidence it called for."),
            FIELDS,
            rows,
            last_change,
        )
    )


def rows() -> Iterator[Mapping[str, Any]]:
    today = clock.today(settings.TIME_ZONE)
    for source in promise_sources():
        for one in source.find(today):
            yield {
                "kind": source.code,
                "type": one.ref.type,
                "uid": str(one.ref.uid),
                "title": one.title,
                "promise": one.promise,
                "due": one.due,
                "precision": one.precision,
                "days_late": (today - one.due).days,
                "body": one.body or None,
                "standing": one.standing or None,
                "url": settings.SITE_URL + one.url,
            }


def last_change() -> datetime | None:
    """A promise becomes late with time alone: this morning, or the last change of anything since."""
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    last = Entry.objects.order_by("-id").values_list("at", flat=True).first()
    return max(midnight, last) if last else midnight
