"""What an object is tied to, and the story that the ties tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import translation

from parvis.disclose.links.models import Link, Relation, Standing
from parvis.disclose.links.words import SYMMETRIC, relation_words
from parvis.ground.identifiers import Ref, Resolved, Stop, get, is_registered, resolve

LONG_SILENCE = 365  # days between two stops from which the story says that nothing is known


@dataclass(frozen=True)
class Linked:
    """An object at the other end of a link; `source` is a Source or None, `documented` says whether it is sourced."""

    ref: Ref
    title: str
    url: str
    type_label: str
    status: str
    documented: bool
    standing_label: str
    source: Any
    note: str


@dataclass(frozen=True)
class Group:
    """The objects tied by one relation, read from the object of the page: "is fed by"."""

    relation: str
    outgoing: bool
    words: str
    objects: tuple[Linked, ...]


@dataclass(frozen=True)
class StoryStop:
    """One point of a story; `silence` is the number of days since the stop before when it is a year or more, else 0."""

    day: date | None
    precision: str
    title: str
    kind: str
    url: str
    owner: Resolved
    is_own: bool
    documented: bool
    silence: int


@dataclass(frozen=True)
class Story:
    """Stops in the order of their days, then those whose day is not known: a gap is shown as a gap."""

    stops: tuple[StoryStop, ...]
    undated: tuple[StoryStop, ...]

    def __bool__(self) -> bool:
        return bool(self.stops or self.undated)


def links_of(object_type: str, uid: UUID, viewer: Any, language: str) -> list[Group]:
    """Everything an object is tied to, from both ends, grouped by relation; only what the viewer may see.

    One query for the links and one a type at the other ends.
    """
    here = Ref(object_type, uid)
    links = rows_about([here])
    visible = resolve([other_end(link, here) for link in links], viewer, language)
    groups: dict[tuple[str, bool], list[Linked]] = {}
    with translation.override(language):
        for link in links:
            there = other_end(link, here)
            if there not in visible:
                continue
            outgoing = starts_at(link, here) or link.relation in SYMMETRIC
            groups.setdefault((link.relation, outgoing), []).append(linked(link, visible[there]))
        order = list(Relation.values)
        return [
            Group(relation, outgoing, relation_words(relation, outgoing=outgoing), tuple(objects))
            for (relation, outgoing), objects in sorted(
                groups.items(), key=lambda item: (order.index(item[0][0]), not item[0][1])
            )
        ]


def linked(link: Link, found: Resolved) -> Linked:
    return Linked(
        ref=found.ref,
        title=found.title,
        url=found.url,
        type_label=found.type_label,
        status=found.status,
        documented=link.standing == Standing.DOCUMENTED,
        standing_label=str(Standing(link.standing).label),
        source=link.source,
        note=link.note,
    )


def rows_about(refs: Iterable[Ref]) -> list[Link]:
    """Links that start or end at one of these objects, in the order they were made; one query."""
    about = Q()
    for ref in refs:
        about |= Q(from_type=ref.type, from_uid=ref.uid) | Q(to_type=ref.type, to_uid=ref.uid)
    return list(Link.objects.filter(about).select_related("source").order_by("id")) if about else []


def starts_at(link: Link, ref: Ref) -> bool:
    return Ref(link.from_type, link.from_uid) == ref


def other_end(link: Link, ref: Ref) -> Ref:
    return Ref(link.to_type, link.to_uid) if starts_at(link, ref) else Ref(link.from_type, link.from_uid)


def story(object_type: str, uid: UUID, viewer: Any, language: str, *, depth: int = 1) -> Story:
    """The dated stops of an object and of what it is tied to, in order; only what the viewer may see.

    depth   how many links away a stop may be; each step costs one query and one a type of object

    A stop told by several links is documented when one of them is.
    """
    here = Ref(object_type, uid)
    seen: dict[Ref, bool] = {here: True}
    owners = resolve([here], viewer, language)
    edge = [here] if here in owners else []
    for _step in range(depth):
        links = rows_about(edge)
        ends: dict[Ref, bool] = {}
        for link in links:
            for ref in (Ref(link.from_type, link.from_uid), Ref(link.to_type, link.to_uid)):
                if ref not in seen:
                    ends[ref] = ends.get(ref, False) or link.standing == Standing.DOCUMENTED
        found = resolve(ends, viewer, language)
        owners |= found
        seen |= {ref: documented for ref, documented in ends.items() if ref in found}
        edge = list(found)
    with translation.override(language):
        told = [(stop, owner, ref == here, seen[ref]) for ref, owner in owners.items() for stop in stops_of(owner)]
    return in_order(told)


def stops_of(owner: Resolved) -> list[Stop]:
    return list(get(owner.ref.type).stops(owner.object)) if is_registered(owner.ref.type) else []


def in_order(told: list[tuple[Stop, Resolved, bool, bool]]) -> Story:
    """The stops by day, each with the silence before it; the undated ones apart."""
    dated = sorted((entry for entry in told if entry[0].day), key=lambda entry: (entry[0].day, not entry[2]))
    stops: list[StoryStop] = []
    before: date | None = None
    for stop, owner, is_own, documented in dated:
        assert stop.day is not None  # noqa: S101 -- filtered above, for the type checker
        silence = (stop.day - before).days if before else 0
        stops.append(told_stop(stop, owner, is_own, documented, silence if silence >= LONG_SILENCE else 0))
        before = stop.day
    undated = tuple(told_stop(*entry, 0) for entry in told if entry[0].day is None)
    return Story(tuple(stops), undated)


def told_stop(stop: Stop, owner: Resolved, is_own: bool, documented: bool, silence: int) -> StoryStop:
    return StoryStop(
        day=stop.day,
        precision=stop.precision,
        title=stop.title,
        kind=stop.kind,
        url=stop.url or owner.url,
        owner=owner,
        is_own=is_own,
        documented=documented,
        silence=silence,
    )
