"""Names of the register: those that stand for the identifiers of a content, and what a typed name means."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from parvis.convene.agenda.content import Content
from parvis.convene.agenda.models import Event
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.ground.files.models import Picture
from parvis.ground.places.models import Place
from parvis.ground.sources.models import Source
from parvis.people.models import Organisation, Person
from parvis.people.names import name_key

OFFERED = 60
NEAR = 4


@dataclass
class Named:
    """What the identifiers of a content name; 6 queries at most, none for what it does not hold."""

    places: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)


def named_in(content: Content) -> Named:
    """Look up every object that the content names."""

    def wanted(*values: Iterable[Any]) -> set[str]:
        return {str(value) for some in values for value in some if value}

    def rows(part: str) -> list[dict[str, Any]]:
        return content.get(part) or []

    places = wanted([content.get("place")], (row.get("place") for row in rows("sessions")))
    bodies = wanted(row.get("organisation") for row in rows("participations"))
    people = wanted(row.get("person") for row in rows("participations"))
    sources = wanted(*((row.get("source") for row in rows(part)) for part in ("quotes", "figures", "sources")))
    pictures = wanted(row.get("picture") for row in rows("pictures"))
    events = wanted(content.get("related") or [])
    return Named(
        places={str(one.uid): str(one) for one in among(Place, places)},
        bodies={str(one.uid): one.name for one in among(Organisation, bodies)},
        people={str(one.uid): one.name for one in among(Person, people)},
        sources={str(one.uid): one for one in among(Source, sources)},
        pictures=pictures_among(pictures),
        events={str(one.uid): one.title for one in among(Event, events)},
    )


def among(table: Any, uids: Collection[str]) -> list[Any]:
    return list(table._default_manager.filter(uid__in=uids).order_by("pk")) if uids else []


def pictures_among(uids: Collection[str]) -> dict[str, Picture]:
    return {str(one.uid): one for one in among(Picture, [uid for uid in uids if is_uid(uid)])}


def is_uid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Meant:
    """What a typed name means: an identifier, or a sentence that says why it means nothing."""

    uid: str = ""
    problem: str = ""


def places_meant(texts: Iterable[str]) -> dict[str, Meant]:
    """Each typed name of a place → the place; 1 query, 1 more for a name that is not known."""
    asked = {text.strip() for text in texts if text.strip()}
    if not asked:
        return {}
    spellings = Q()
    for text in asked:
        name, _comma, _town = text.rpartition(", ")
        spellings |= Q(name__iexact=text)
        if name:
            spellings |= Q(name__iexact=name)
    found = list(Place.objects.filter(spellings).order_by("pk"))
    return {text: place_meant(text, found) for text in asked}


def place_meant(text: str, known: list[Place]) -> Meant:
    key = name_key(text)
    whole = [place for place in known if name_key(str(place)) == key]
    alone = [place for place in known if name_key(place.name) == key]
    exact = whole or alone
    if len(exact) == 1:
        return Meant(str(exact[0].uid))
    if exact:
        towns = "; ".join(f"{place}, {place.address}" for place in exact[:NEAR])
        return Meant(problem=_("Several places bear this name: %(names)s. Write one with its town.") % {"names": towns})
    near = [
        str(place) for place in Place.objects.filter(name__icontains=first_word(text)).order_by("name", "pk")[:NEAR]
    ]
    if near:
        words = "; ".join(near)
        return Meant(problem=_("No place of the register is called “%(name)s”. Near it: %(near)s.")
                     % {"name": text, "near": words})  # fmt: skip
    return Meant(problem=_("No place of the register is called “%(name)s”: choose another, or add it below.")
                 % {"name": text})  # fmt: skip


def first_word(text: str) -> str:
    """The longest word, the one that tells most."""
    return max(text.split(), key=len, default=text)


def bodies_meant(texts: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Each typed name → ("organisation" or "person", identifier); those that the register does not know are absent.

    2 queries.
    """
    keys = {name_key(text): text for text in texts if text.strip()}
    if not keys:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for person in Person.objects.filter(name_key__in=keys).order_by("-pk"):
        found[keys[person.name_key]] = ("person", str(person.uid))
    for body in Organisation.objects.filter(Q(name_key__in=keys) | Q(acronym_key__in=keys)).order_by("-pk"):
        text = keys.get(body.name_key) or keys[body.acronym_key]
        found[text] = ("organisation", str(body.uid))
    return found


def events_meant(texts: Iterable[str], viewer: Any) -> dict[str, Meant]:
    """Each typed title or address of a page → the event, among those that the writer may see; 1 query."""
    asked = {text.strip() for text in texts if text.strip()}
    if not asked:
        return {}
    slugs = {text: slug_in(text) for text in asked}
    seen = visible_to(viewer).filter(Q(slug__in=[s for s in slugs.values() if s]) | Q(title__in=asked))
    known = list(seen.order_by("-start_day", "pk")[:200])
    meant = {}
    for text in asked:
        exact = [event for event in known if event.slug == slugs[text]] or [e for e in known if e.title == text]
        if len(exact) == 1:
            meant[text] = Meant(str(exact[0].uid))
        elif exact:
            meant[text] = Meant(problem=_("Several events bear this title: give the address of the page."))
        else:
            meant[text] = Meant(problem=_("No event has this title or address: “%(text)s”.") % {"text": text})
    return meant


def slug_in(text: str) -> str:
    """The slug in an address of the agenda, or the text itself when it may be one."""
    path = text.split("?")[0].split("#")[0]
    if "/" not in path:
        return path
    path = "/" + path.partition("://")[2].partition("/")[2] if "://" in path else path
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return str(match.kwargs.get("slug", "")) if match.view_name == "agenda:event" else ""


# --- What lists offer -----------------------------------------------------------------------------------------------


def place_names(words: str = "") -> list[str]:
    """Places to offer: those that hold these words, or the most used; 1 query."""
    places = Place.objects.all()
    if words.strip():
        places = places.filter(Q(name__icontains=words) | Q(city__icontains=words)).order_by("name", "pk")
    else:
        places = places.annotate(used=Count("events")).order_by("-used", "name", "pk")
    return [str(place) for place in places[:OFFERED]]


def body_names(words: str = "") -> list[str]:
    """Organisations and people to offer; 2 queries."""
    key = name_key(words)
    bodies = (
        Organisation.objects.filter(Q(name_key__contains=key) | Q(acronym_key=key)) if key else Organisation.objects
    )
    names = list(bodies.order_by("name", "pk").values_list("name", flat=True)[:OFFERED])
    if key:
        people = Person.objects.filter(name_key__contains=key).order_by("name", "pk")
        names += people.values_list("name", flat=True)[:OFFERED]
    return names


def event_names(viewer: Any, words: str) -> list[str]:
    """Titles that hold these words, of events the writer may see; 1 query, none without words."""
    if len(words.strip()) < 2:
        return []
    seen = visible_to(viewer).filter(title__icontains=words.strip()).order_by("-start_day", "pk")
    return list(dict.fromkeys(seen.values_list("title", flat=True)[:20]))
