"""Events that may be one announced twice: found in a constant number of queries, scored, explained in words."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.convene.agenda import addresses
from parvis.convene.agenda.models import Event, RegistrationLink, State
from parvis.convene.agenda.models.timed import instants
from parvis.convene.agenda.queries.cards import when_words
from parvis.convene.agenda.queries.visibility import visible_to

ALIKE = 0.62  # titles at least this alike are said to be similar
NEAR = timedelta(days=1)
MOST = 5
FEW_DAYS = 60  # beyond, the days of a batch are one range
WORDS = re.compile(r"\w+")
EMPTY_FR = "a au aux avec ce ces d dans de des du en et l la le les notre nos ou par pour s sa sur un une vos votre"
EMPTY_EN = "a an and at for in of on or the to with"
EMPTY = frozenset(f"{EMPTY_FR} {EMPTY_EN}".split(" "))  # words that tell no two titles apart


@dataclass(frozen=True)
class Sketch:
    """What is compared of an event, be it a row of the database or a row of a file that is about to be imported."""

    key: Any
    title: str
    start_day: date
    end_day: date
    starts_at: datetime
    ends_at: datetime
    hours: bool
    place: int | None = None
    links: frozenset[str] = frozenset()
    pk: int | None = None


@dataclass(frozen=True)
class Twin:
    """An event that may be the same: `score` from 0 to 100, `reasons` ready to print, the strongest first."""

    pk: int
    title: str
    url: str
    when: str
    where: str
    organisation: str
    state: str
    score: int
    reasons: tuple[str, ...]


def sketch(
    key: Any,
    title: str,
    start_day: date,
    *,
    end_day: date | None = None,
    start_time: Any = None,
    end_time: Any = None,
    zone: str = "Europe/Paris",
    place: int | None = None,
    links: Iterable[str] = (),
) -> Sketch:
    """What is compared, from plain values."""
    last = end_day or start_day
    starts, ends = instants(start_day, start_time, last, end_time, zone)
    return Sketch(
        key, title, start_day, last, starts, ends, start_time is not None, place, frozenset(map(address, links)) - {""}
    )


def twins_of(event: Event, viewer: Any) -> tuple[Twin, ...]:
    """The events most like this one among those the viewer may see, the most alike first; 3 queries."""
    return twins_of_many([event], viewer)[event.pk]


def twins_of_many(events: Sequence[Event], viewer: Any) -> dict[int, tuple[Twin, ...]]:
    """The same for many, by primary key; 3 queries whatever their number."""
    links = links_of(event.pk for event in events)
    sketches = [sketched(event, links.get(event.pk, ())) for event in events]
    return {one.key: twins for one, twins in found(sketches, viewer)}


def twins_among(sketches: Sequence[Sketch], viewer: Any) -> dict[Any, tuple[Twin, ...]]:
    """The same for what is not in the database yet, by the key of each sketch; 2 queries whatever their number."""
    return {one.key: twins for one, twins in found(sketches, viewer)}


def sketched(event: Event, links: Iterable[str] = ()) -> Sketch:
    return Sketch(
        event.pk,
        event.title,
        event.start_day,
        event.end_day,
        event.starts_at,
        event.ends_at,
        event.start_time is not None,
        event.place_id,
        frozenset(map(address, links)) - {""},
        event.pk,
    )


def links_of(events: Iterable[int]) -> dict[int, list[str]]:
    links: dict[int, list[str]] = defaultdict(list)
    rows = RegistrationLink.objects.filter(event__in=list(events)).order_by("pk")
    for key, url in rows.values_list("event_id", "url"):
        links[key].append(url)
    return links


def found(sketches: Sequence[Sketch], viewer: Any) -> list[tuple[Sketch, tuple[Twin, ...]]]:
    if not sketches:
        return []
    candidates = {event.pk: event for event in candidates_for(sketches, viewer)}
    links = links_of(candidates)
    drawn = {key: sketched(event, links.get(key, ())) for key, event in candidates.items()}
    by_day: dict[date, list[int]] = defaultdict(list)
    by_link: dict[str, list[int]] = defaultdict(list)
    for key, other in drawn.items():
        by_day[other.start_day].append(key)
        for link in other.links:
            by_link[link].append(key)
    answers = []
    for one in sketches:
        near = {key for day in (one.start_day - NEAR, one.start_day, one.start_day + NEAR) for key in by_day[day]}
        near |= {key for link in one.links for key in by_link[link]}
        scored = sorted(
            ((*likeness(one, drawn[key]), key) for key in near if key != one.pk), key=lambda row: (-row[0], row[2])
        )
        twins = [twin(candidates[key], score, reasons) for score, reasons, key in scored if score][:MOST]
        answers.append((one, tuple(twins)))
    return answers


def candidates_for(sketches: Sequence[Sketch], viewer: Any) -> Any:
    """Events of the same or a neighbouring day, or with the same registration page; 1 query."""
    days = {one.start_day + NEAR * step for one in sketches for step in (-1, 0, 1)}
    when = Q(start_day__in=days) if len(days) <= FEW_DAYS else Q(start_day__range=(min(days), max(days)))
    links = {link for one in sketches for link in one.links}
    if links:
        when |= Q(pk__in=RegistrationLink.objects.filter(url__in=spellings(links)).values("event"))
    seen = visible_to(viewer).filter(when).exclude(state__in=(State.WITHDRAWN, State.REFUSED))
    return seen.select_related("place", "organisation").order_by("pk")


def likeness(one: Sketch, other: Sketch) -> tuple[int, tuple[str, ...]]:
    """Score and reasons; 0 when nothing says that the two may be one."""
    apart = abs((one.start_day - other.start_day).days)
    alike = resemblance(one.title, other.title)
    similar = alike >= ALIKE and apart <= 1
    same_room = one.place is not None and one.place == other.place and overlap(one, other)
    same_link = bool(one.links & other.links)
    if not (similar or same_room or same_link):
        return 0, ()
    score, reasons = 0.0, []
    if same_link:
        score += 40
        reasons.append(_("same registration page"))
    if alike >= ALIKE:
        score += 50 * alike
        reasons.append(_("same title") if alike > 0.97 else _("similar title"))
    if same_room:
        score += 30
        reasons.append(_("same place at the same hours"))
    elif one.place is not None and one.place == other.place:
        score += 10
        reasons.append(_("same place"))
    if apart == 0:
        score += 15
        reasons.append(_("same day"))
    elif apart == 1:
        score += 5
        reasons.append(_("the day before or after"))
    return min(100, round(score)), tuple(reasons)


def overlap(one: Sketch, other: Sketch) -> bool:
    """Whether the hours of both are known and have an instant in common."""
    return one.hours and other.hours and one.starts_at < other.ends_at and other.starts_at < one.ends_at


def resemblance(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1, whatever their case, accents, order and small words."""
    a, b = words(one), words(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    first, second = set(a), set(b)
    shared = len(first & second) / len(first | second)
    if shared < 0.2:  # nothing in common but letters
        return shared
    return max(shared, SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio())


@lru_cache(maxsize=4096)
def words(title: str) -> tuple[str, ...]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    return tuple(word for word in WORDS.findall(bare) if word not in EMPTY)


def address(url: str) -> str:
    """A web address without what does not tell two pages apart."""
    bare = re.sub(r"^https?://(www\.)?", "", url.strip(), flags=re.IGNORECASE)
    return bare.partition("#")[0].rstrip("/")


def spellings(links: Iterable[str]) -> list[str]:
    """The ways in which such an address may have been written in the database."""
    return [
        f"{scheme}://{www}{link}{end}"
        for link in sorted(links)
        for scheme in ("https", "http")
        for www in ("", "www.")
        for end in ("", "/")
    ]


def twin(event: Event, score: int, reasons: tuple[str, ...]) -> Twin:
    language = get_language() or "fr"
    place: Mapping[str, str] = {"name": event.place.name, "city": event.place.city} if event.place else {}
    return Twin(
        pk=event.pk,
        title=event.title,
        url=addresses.event(event.slug, language),
        when=when_words(event, language),
        where=", ".join(filter(None, place.values())),
        organisation=event.organisation.name if event.organisation else "",
        state=str(State(event.state).label),
        score=score,
        reasons=reasons,
    )
