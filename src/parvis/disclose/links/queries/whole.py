"""The whole story of an object: what it came from, what came of it, in order, with its gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from parvis.disclose.links.models import Relation
from parvis.disclose.links.queries.near import LONG_SILENCE, stops_of
from parvis.disclose.links.walk import MOVES, Proof, Reached, Tie, step, ties_around, walk
from parvis.disclose.links.words import day_in_words, ends_of, relation_words, silence_in_words
from parvis.ground.identifiers import Ref, Resolved, Stop, get, is_registered, resolve
from parvis.ui import dates

RANKS = {"above": 0, "start": 1}  # of the same day: where it comes from, the object itself, the rest
OBJECTS = 400  # of one story; beyond, it says how many are left out and each object has a story of its own


@dataclass(frozen=True)
class Part:
    """An object of the story.

    words        how it is tied to the object from which one came to it: "proves “Inauguration”"; empty for the first
    documented   whether a document or the site's own tables say so, rather than an illustration
    relations    every relation it has within the story
    source       the Proof of the link that leads to it, or None
    """

    ref: Ref
    title: str
    url: str
    type_label: str
    status: str
    is_own: bool
    words: str
    documented: bool
    relations: frozenset[str]
    source: Proof | None
    note: str


@dataclass(frozen=True)
class Line:
    """A line of the story, ready to print.

    kind     "stop" for what happened or is to happen; "missing" for what should be tied by now and is not;
             "silence" for a year or more of which nothing is known (`title` says how long; `part` is None)
    day      None when the day is not known; `when` is then empty
    """

    kind: str
    day: date | None
    precision: str
    when: str
    title: str
    label: str
    url: str
    part: Part | None
    coming: bool = False

    @property
    def is_own(self) -> bool:
        return self.part is not None and self.part.is_own

    @property
    def documented(self) -> bool:
        return self.part is None or self.part.documented


@dataclass(frozen=True)
class RelationCount:
    """A relation of this story, and how many objects it ties."""

    relation: str
    words: str
    objects: int


@dataclass(frozen=True)
class WholeStory:
    """`lines` in order, those without a day last; `cut` says that there was more than a page holds."""

    here: Resolved
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    relations: tuple[RelationCount, ...]
    chosen: str
    cut: bool
    ties: tuple[Tie, ...]

    @property
    def stops(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind == "stop")

    @property
    def dated(self) -> tuple[Line, ...]:
        return tuple(line for line in self.stops if line.day)

    @property
    def gaps(self) -> int:
        return sum(line.kind != "stop" for line in self.lines)

    @property
    def illustrative(self) -> bool:
        return any(not part.documented for part in self.parts)


def whole_story(
    object_type: str, uid: UUID, viewer: Any, language: str, today: date, *, relation: str = "", most: int = OBJECTS
) -> WholeStory | None:
    """Everything that leads to an object and comes of it, as far as the viewer may see; None when it is hidden or gone.

    One query for the ties and one a type of object (with its own prefetches), whatever the number of stops. `relation`
    keeps the objects that have this relation within the story, and the object itself; `most` bounds their number.
    """
    here = Ref(object_type, uid)
    ties = ties_around(here)
    found = resolve({here, *(end for tie in ties for end in tie.ends)}, viewer, language)
    if here not in found:
        return None
    reached, cut = walk(here, ties, frozenset(found), most)
    kept = {one.ref for one in reached}
    ties = [tie for tie in ties if kept.issuperset(tie.ends)]
    with translation.override(language):
        parts = parts_of(reached, ties, found)
        chosen = relation if relation in Relation.values else ""
        shown = [part for part in parts if not chosen or part.is_own or chosen in part.relations]
        places = {one.ref: one.place for one in reached}
        return WholeStory(
            here=found[here],
            parts=tuple(shown),
            lines=tuple(lines_of(shown, found, places, ties, language, today)),
            relations=tuple(relation_counts(parts)),
            chosen=chosen,
            cut=cut,
            ties=tuple(ties),
        )


def parts_of(reached: Sequence[Reached], ties: Iterable[Tie], found: dict[Ref, Resolved]) -> list[Part]:
    relations: dict[Ref, set[str]] = {}
    sourced: dict[Ref, list[Tie]] = {}
    for tie in ties:
        for end in tie.ends:
            relations.setdefault(end, set()).add(tie.relation)
            sourced.setdefault(end, []).append(tie)
    documented: dict[Ref, bool] = {}
    parts = []
    for one in reached:
        # One comes to an object from those nearer than it: any of these ties, when it is documented, documents it.
        nearer = [tie for tie in sourced.get(one.ref, ()) if any(end in documented for end in tie.ends)]
        documented[one.ref] = one.by is None or any(tie.documented for tie in nearer)
        shown = found[one.ref]
        parts.append(
            Part(
                ref=one.ref,
                title=shown.title,
                url=shown.url,
                type_label=shown.type_label,
                status=shown.status,
                is_own=one.by is None,
                words=words_of(one, found),
                documented=documented[one.ref],
                relations=frozenset(relations.get(one.ref, ())),
                source=one.by.source if one.by else None,
                note=one.by.note if one.by else "",
            )
        )
    return parts


def words_of(one: Reached, found: dict[Ref, Resolved]) -> str:
    if one.by is None or one.origin is None:
        return ""
    relation = relation_words(one.by.relation, outgoing=one.by.start == one.ref)
    return _("%(relation)s “%(title)s”") % {"relation": relation, "title": found[one.origin].title}


def relation_counts(parts: Iterable[Part]) -> list[RelationCount]:
    counts = Counter(relation for part in parts for relation in part.relations)
    return [
        RelationCount(relation, relation_words(relation, outgoing=True), counts[relation])
        for relation in Relation.values
        if counts[relation]
    ]


def lines_of(
    parts: Iterable[Part],
    found: dict[Ref, Resolved],
    places: dict[Ref, str],
    ties: Iterable[Tie],
    language: str,
    today: date,
) -> list[Line]:
    """The stops of all parts by day, what is missing after the last stop of its object, the silences between."""
    arrived = {(tie.end, tie.relation) for tie in ties}
    dated: list[Line] = []
    undated: list[Line] = []
    for part in parts:
        owner = found[part.ref]
        own = [stop_line(stop, owner, part, language, today) for stop in stops_of(owner)]
        missing = [
            Line("missing", None, "unknown", "", words, part.title, part.url, part)
            for words in missing_of(owner, places[part.ref], arrived)
        ]
        timed = [line for line in own if line.day]
        undated += [line for line in own if not line.day]
        dated += timed
        if timed:
            last = max(line.day for line in timed if line.day)
            dated += [replace(line, day=last) for line in missing]
        else:
            undated += missing
    dated.sort(key=lambda line: (line.day, line.kind == "missing", RANKS.get(place_of(line, places), 2), line.title))
    return [*with_silences(dated, today), *undated]


def place_of(line: Line, places: dict[Ref, str]) -> str:
    return places[line.part.ref] if line.part else ""


def stop_line(stop: Stop, owner: Resolved, part: Part, language: str, today: date) -> Line:
    return Line(
        kind="stop",
        day=stop.day,
        precision=stop.precision if stop.day else "unknown",
        when=dates.capital(day_in_words(stop.day, stop.precision, language)),
        title=stop.title,
        label=stop.kind,
        url=stop.url or owner.url,
        part=part,
        coming=stop.day is not None and stop.day > today,
    )


def missing_of(owner: Resolved, place: str, arrived: Collection[tuple[Ref, str]]) -> list[str]:
    """What the object waits for and does not have; only of relations along which this walk went on from it."""
    if not is_registered(owner.ref.type):
        return []
    return [
        str(awaited.missing)
        for awaited in get(owner.ref.type).awaits(owner.object)
        if (place, step(awaited.relation, from_start=False)) in MOVES and (owner.ref, awaited.relation) not in arrived
    ]


def with_silences(lines: Iterable[Line], today: date) -> list[Line]:
    """A line between two stops a year apart or more; of what is to come, only the time already past is silent."""
    told: list[Line] = []
    before: date | None = None
    for line in lines:
        if line.day is None:
            continue
        first, last = ends_of(line.day, line.precision)
        days = (min(first, today) - before).days if before else 0
        if days >= LONG_SILENCE:
            words = _("Nothing known for %(long)s.") % {"long": silence_in_words(days)}
            told.append(Line("silence", None, "unknown", "", words, "", "", None))
        told.append(line)
        before = max(before or last, last)
    return told
