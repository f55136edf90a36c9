"""Answers promised to contributors and not given: counted by edition, since a submission is nobody else's business."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext

from parvis.convene.agenda.queries.visibility import editions_visible_to
from parvis.convene.submissions.models import Opening, Stage
from parvis.disclose.promises import PromiseSource, Unanswered, register_promises
from parvis.ground import clock
from parvis.ground.identifiers import Ref
from parvis.ground.text import localized


def register() -> None:
    register_promises(PromiseSource("submission-answers", gettext_lazy("answers to contributors"), answers))


def answers(today: date) -> Iterator[Unanswered]:
    """Editions where somebody still waits beyond the promised day; one query."""
    now, zone = clock.now(), ZoneInfo(settings.TIME_ZONE)
    late = (
        Opening.objects.filter(
            edition__in=editions_visible_to(AnonymousUser()).values("pk"),
            edition__submissions__state=Stage.WAITING,
            edition__submissions__due__lt=now,
        )
        .annotate(late=Count("edition__submissions"), oldest=Min("edition__submissions__due"))
        .select_related("edition__host")
        .order_by("oldest", "pk")
    )
    for opening in late:
        edition = opening.edition
        yield Unanswered(
            ref=Ref("edition", edition.uid),
            title=localized(edition.name, get_language() or "fr"),
            url=reverse("submissions:rules", args=[edition.slug]),
            promise=ngettext(
                "%(late)s contributor waits for the answer promised within %(days)s days.",
                "%(late)s contributors wait for the answer promised within %(days)s days.",
                opening.late,
            )
            % {"late": opening.late, "days": opening.answer_within},
            due=timezone.localtime(opening.oldest, zone).date(),
            body=edition.host.name if edition.host else "",
            body_slug=edition.host.slug if edition.host else "",
            standing=edition.standing,
        )
