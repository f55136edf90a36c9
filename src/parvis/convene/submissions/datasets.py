"""How editions answer what is submitted to them, as open data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.queries.visibility import editions_visible_to
from parvis.convene.submissions.models import Opening, Submission
from parvis.convene.submissions.queries.counts import counts_of
from parvis.disclose.datasets.registry import Dataset, Field, register_dataset
from parvis.ground import clock

FIELDS = (
    Field("edition", "string", _("Edition"), _("Its address.")),
    Field("url", "string", _("Page"), _("The rules of the edition.")),
    Field("host", "string", _("Host")),
    Field("opens_at", "datetime", _("Opens")),
    Field("closes_at", "datetime", _("Deadline")),
    Field("answer_within", "integer", _("Days promised")),
    Field("submitted", "integer", _("Submitted")),
    Field("waiting", "integer", _("Waiting for an answer")),
    Field("changes", "integer", _("Changes asked for")),
    Field("accepted", "integer", _("Accepted")),
    Field("refused", "integer", _("Refused")),
    Field("withdrawn", "integer", _("Withdrawn")),
    Field("late", "integer", _("Late"), _("Answered after the day promised, or still waiting after it.")),
    Field("median_days", "number", _("Median days to the answer"), _("Empty before any answer.")),
    Field("reasons", "array", _("Refused by reason"), _("Each published reason with its count.")),
)


def register() -> None:
    register_dataset(
        Dataset(
            "submissions",
            _("Submissions"),
            _("How each edition answers the events submitted to it: counts, never a name."),
            FIELDS,
            rows,
            last_change,
        )
    )


def rows() -> Iterator[Mapping[str, Any]]:
    openings = Opening.objects.filter(edition__in=editions_visible_to(AnonymousUser()).values("pk"))
    found = list(openings.select_related("edition__host").order_by("edition__year", "edition__slug"))
    counts = counts_of([opening.edition_id for opening in found], clock.now())
    for opening in found:
        figures = counts[opening.edition_id]
        yield {
            "edition": opening.edition.slug,
            "url": settings.SITE_URL + reverse("submissions:rules", args=[opening.edition.slug]),
            "host": opening.edition.host.name if opening.edition.host else None,
            "opens_at": opening.opens_at,
            "closes_at": opening.closes_at,
            "answer_within": opening.answer_within,
            "submitted": figures.submitted,
            "waiting": figures.waiting,
            "changes": figures.changes,
            "accepted": figures.accepted,
            "refused": figures.refused,
            "withdrawn": figures.withdrawn,
            "late": figures.late,
            "median_days": figures.median_days,
            "reasons": [{"code": reason.code, "count": reason.count} for reason in figures.reasons],
        }


def last_change() -> datetime | None:
    found = Submission.objects.aggregate(submitted=Max("submitted_at"), answered=Max("answered_at"))
    known = [at for at in (*found.values(), Opening.objects.aggregate(opens=Max("opens_at"))["opens"]) if at]
    return max(known, default=None)
