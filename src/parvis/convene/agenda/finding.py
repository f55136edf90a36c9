"""What the search index says about the agenda."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from django.conf import settings

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Edition, Event, Participation, Series, Session, State
from parvis.ground.search.indexing import Text, index_many, remove_many
from parvis.ground.text import localized, plain_text

LANGUAGES = [code for code, _ in settings.LANGUAGES]
BATCH = 500


def index_events(events: Collection[int]) -> None:
    """Make the index say what these events say now, or nothing when they are not public; 5 queries for many."""
    texts = event_texts(events)
    index_many("event", texts)
    hidden = Event.objects.filter(pk__in=events).exclude(state=State.PUBLISHED).values_list("uid", flat=True)
    if found := list(hidden):
        remove_many("event", found)


def event_texts(events: Collection[int]) -> dict[UUID, Sequence[Text]]:
    """Texts of the published ones among these events; 4 queries."""
    words = _words_around(events)
    rows = Event.objects.filter(pk__in=events, state=State.PUBLISHED).order_by("pk")
    return {
        uid: _texts(
            title, " ".join(filter(None, (plain_text(lead), plain_text(body), *words[key]))), addresses.event, slug, day
        )
        for key, uid, slug, title, lead, body, day in rows.values_list(
            "pk", "uid", "slug", "title", "lead_html", "body_html", "start_day"
        )
    }


def all_events() -> Iterator[tuple[UUID, Sequence[Text]]]:
    """Every published event with its texts, for `reindex`."""
    last = 0
    while keys := list(
        Event.objects.filter(pk__gt=last, state=State.PUBLISHED).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield from event_texts(keys).items()
        last = keys[-1]


def all_series() -> Iterator[tuple[UUID, Sequence[Text]]]:
    for series in Series.objects.order_by("pk"):
        yield (
            series.uid,
            [
                Text(
                    code,
                    localized(series.name, code),
                    localized(series.summary, code),
                    addresses.series(series.slug, code),
                )
                for code in LANGUAGES
            ],
        )


def all_editions() -> Iterator[tuple[UUID, Sequence[Text]]]:
    for edition in Edition.objects.filter(published=True).order_by("pk"):
        yield edition.uid, edition_texts(edition)


def edition_texts(edition: Edition) -> list[Text]:
    return [
        Text(
            code,
            localized(edition.name, code),
            localized(edition.summary, code),
            addresses.edition(edition.slug, code),
            edition.first_day,
        )
        for code in LANGUAGES
    ]


def _texts(title: str, body: str, address: object, slug: str, day: object) -> list[Text]:
    return [Text(code, title, body, address(slug, code), day) for code in LANGUAGES]  # type: ignore[operator,arg-type]


def _words_around(events: Collection[int]) -> dict[int, list[str]]:
    """Names that somebody may look for: the place, the bodies and people, the sessions."""
    words: dict[int, list[str]] = defaultdict(list)
    places = Event.objects.filter(pk__in=events, place__isnull=False).order_by("pk")
    for key, name, city in places.values_list("pk", "place__name", "place__city"):
        words[key] += [name, city]
    parties = Participation.objects.filter(event__in=events).order_by("pk")
    for key, body, acronym, person, label in parties.values_list(
        "event_id", "organisation__name", "organisation__acronym", "person__name", "label"
    ):
        words[key] += filter(None, (body, acronym, person, label))
    sessions = Session.objects.filter(event__in=events, held_back=False).order_by("pk")
    for key, title, summary in sessions.values_list("event_id", "title", "summary_html"):
        words[key] += [title, plain_text(summary)]
    return words
