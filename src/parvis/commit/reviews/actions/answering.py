"""What an institution does with a recommendation: rows are added, none is changed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.commit.reviews.models import Answer, AnswerKind, Recommendation
from parvis.ground.follows.facts import notify
from parvis.ground.journal.actions import record
from parvis.people.models import Organisation


@transaction.atomic
def answer_recommendation(
    actor: Any, recommendation: Recommendation, organisation: Organisation, kind: AnswerKind, body: str
) -> Answer:
    """Say what the institution makes of a recommendation, or what became of it since."""
    made = Answer.objects.create(
        recommendation=recommendation,
        kind=kind,
        body=body.strip(),
        organisation=organisation,
        author=actor if getattr(actor, "pk", None) else None,
    )
    public = {"body": organisation.name, "kind": str(AnswerKind(kind).value)}
    record(actor, "recommendation.answered", "recommendation", recommendation.uid, public=public)

    def fact() -> str:
        return _("A recommendation was answered: %(heading)s.") % {"heading": recommendation.review.heading}

    notify("review", recommendation.review.uid, fact)
    return made
