"""The season as the organisers' space sums it up: a few figures, and the editions that one's bodies host."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from parvis.convene.agenda import addresses
from parvis.convene.agenda.filters import month_end
from parvis.convene.agenda.models import Edition, Event, State
from parvis.ground import clock
from parvis.ground.identifiers import is_registered
from parvis.people.rules import roles_of, runs_the_instance
from parvis.ui import dates

EDITIONS = 6
LINGERS = timedelta(days=60)  # an edition that is over stays on the list this long


@dataclass(frozen=True)
class Figure:
    """A number and the words that follow it."""

    value: int
    words: str


@dataclass(frozen=True)
class HostedEdition:
    name: str
    url: str
    when: str
    words: str


@dataclass(frozen=True)
class Season:
    figures: tuple[Figure, ...] = ()
    editions: tuple[HostedEdition, ...] = ()
    url: str = ""


def season(user: Any) -> Season:
    """Figures of what one's bodies publish and host; 5 queries. Nothing when the agenda is switched off."""
    if not is_registered("event"):
        return Season()
    language, today = get_language() or settings.LANGUAGE_CODE, clock.today(settings.TIME_ZONE)
    bodies = {body for body, _role in roles_of(user)}
    hosted = hosted_editions(user, bodies, today)
    return Season(
        figures=figures(user, bodies, hosted, today, language),
        editions=tuple(shown(edition, language) for edition in hosted),
        url=addresses.agenda(language=language),
    )


def hosted_editions(user: Any, bodies: set[int], today: date) -> list[Edition]:
    """Editions under way, to come or just over, that the person's bodies host; every one in staff mode."""
    mine = Q() if runs_the_instance(user) else Q(host__in=bodies)
    recent: QuerySet[Edition] = Edition.objects.filter(mine).exclude(last_day__lt=today - LINGERS)
    inside = Q(inclusions__event__state=State.PUBLISHED)
    return list(
        recent.exclude(first_day=None)
        .annotate(
            size=Count("inclusions__event", filter=inside, distinct=True),
            organisers=Count("inclusions__event__organisation", filter=inside, distinct=True),
        )
        .order_by("first_day", "slug")[:EDITIONS]
    )


def figures(user: Any, bodies: set[int], hosted: list[Edition], today: date, language: str) -> tuple[Figure, ...]:
    own = Q() if runs_the_instance(user) else Q(organisation__in=bodies)
    inside = own | Q(editions__in=[edition.pk for edition in hosted])
    first, last = today.replace(day=1), month_end(today)
    this_month = Event.objects.filter(inside, state=State.PUBLISHED, start_day__range=(first, last))
    counted = this_month.aggregate(events=Count("pk", distinct=True), bodies=Count("organisation", distinct=True))
    records = Event.objects.filter(own).aggregate(
        drafts=Count("pk", filter=Q(state=State.DRAFT)),
        coming=Count("pk", filter=Q(state=State.PUBLISHED, end_day__gte=today)),
        unsure=Count(
            "pk",
            filter=Q(state=State.PUBLISHED, end_day__gte=today) & (Q(hours_to_confirm=True) | Q(more_to_come=True)),
        ),
    )
    month = dates.month_year_words(today, language)
    by = ngettext("by %(bodies)s organiser", "by %(bodies)s organisers", counted["bodies"]) % counted
    published = ngettext(
        "event published in %(month)s, %(by)s", "events published in %(month)s, %(by)s", counted["events"]
    )
    found = (
        Figure(counted["events"], published % {"month": month, "by": by}),
        Figure(records["coming"], ngettext("event of yours to come", "events of yours to come", records["coming"])),
        Figure(records["drafts"], ngettext("draft not published yet", "drafts not published yet", records["drafts"])),
        Figure(
            records["unsure"],
            ngettext("event still promises details", "events still promise details", records["unsure"]),
        ),
    )
    return tuple(figure for figure in found if figure.value)


def shown(edition: Any, language: str) -> HostedEdition:
    events = ngettext("%(n)s event", "%(n)s events", edition.size) % {"n": edition.size}
    by = ngettext("%(n)s organiser", "%(n)s organisers", edition.organisers) % {"n": edition.organisers}
    return HostedEdition(
        name=edition.name.localize(language),
        url=addresses.edition(edition.slug, language),
        when=dates.capital(dates.range_words(edition.first_day, edition.last_day or edition.first_day, language)),
        words=f"{events} · {by}" if edition.size else _("no event yet"),
    )
