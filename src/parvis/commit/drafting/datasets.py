"""What was proposed for each plan and how it was answered, as open data; only what everybody reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from parvis.commit.drafting.links import address_of
from parvis.commit.drafting.models import Answer, Contribution
from parvis.commit.drafting.queries.cocreation import by_whom, with_answers
from parvis.commit.drafting.rules import contributions_visible_to
from parvis.disclose.datasets.registry import Dataset, Field, register_dataset

FIELDS = (
    Field("uid", "string", _("Identifier")),
    Field("url", "string", _("Page")),
    Field("plan", "string", _("Plan"), _("Its address.")),
    Field("number", "integer", _("Number")),
    Field("title", "string", _("Title")),
    Field("language", "string", _("Language")),
    Field("by", "string", _("Signed"), _("The body or the signature; empty when the author signed nothing.")),
    Field("received_at", "datetime", _("Received")),
    Field("heard_on", "date", _("Said in a meeting on")),
    Field("outcome", "string", _("Outcome"), _("kept, partly, not-kept; empty while there is no answer.")),
    Field("criterion", "string", _("Criterion")),
    Field("reason", "string", _("Reason"), _("Markdown.")),
    Field("remedy", "string", _("What would make it eligible")),
    Field("commitment", "string", _("Commitment"), _("Its identifier, when it is kept.")),
    Field("answered_at", "datetime", _("Answered")),
)


def register() -> None:
    register_dataset(
        Dataset(
            "contributions",
            _("Contributions to plans"),
            _("What people proposed for each plan, and the reasoned response that each got."),
            FIELDS,
            rows,
            last_change,
        )
    )


def rows() -> Iterator[Mapping[str, Any]]:
    shown = contributions_visible_to(AnonymousUser()).filter(cocreation__plan__published=True)
    for one in with_answers(shown).order_by("cocreation__plan__slug", "number").iterator(chunk_size=500):
        last = next(reversed(list(one.answers.all())), None)
        yield {
            "uid": str(one.uid),
            "url": settings.SITE_URL + address_of(one),
            "plan": one.cocreation.plan.slug,
            "number": one.number,
            "title": one.title,
            "language": one.language,
            "by": by_whom(one),
            "received_at": one.submitted_at,
            "heard_on": one.heard_on,
            "outcome": last.outcome if last else "",
            "criterion": last.criterion.label.localize("fr") if last and last.criterion else "",
            "reason": last.reason if last else "",
            "remedy": last.remedy if last else "",
            "commitment": published_uid(last),
            "answered_at": one.answered_at,
        }


def published_uid(answer: Answer | None) -> str | None:
    """The commitment in which it is kept, once everybody may read it."""
    kept = answer.commitment if answer else None
    return str(kept.uid) if kept and kept.state == "published" and kept.plan.published else None


def last_change() -> datetime | None:
    found = Contribution.objects.aggregate(received=Max("submitted_at"), answered=Max("answered_at"))
    return max(filter(None, found.values()), default=None)
