"""Objects that exist only to be told: places of several types, whose website holds their days and what they await."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from parvis.ground.identifiers import Awaited, PublicType, Ref, Stop, clear, register
from parvis.ground.places.models import Place

CODES = ("happening", "wish", "answer", "promise", "step", "proof", "judgement", "advice")


def stops(place: Place) -> list[Stop]:
    days = [word for word in place.website.split() if not word.startswith("!")]
    return [
        Stop(None if word == "?" else date.fromisoformat(word), "day", place.name, "fact", f"/{place.slug}/")
        for word in days
    ]


def awaits(place: Place) -> list[Awaited]:
    return [Awaited(word[1:], f"No {word[1:]}.") for word in place.website.split() if word.startswith("!")]


@contextmanager
def told_types() -> Iterator[None]:
    for code in CODES:
        register(
            PublicType(
                code=code,
                label=code,
                plural=f"{code}s",
                load=lambda uids: {place.uid: place for place in Place.objects.filter(uid__in=uids)},
                visible_to=lambda user: Place.objects.exclude(city="Hidden"),
                title=lambda place, language: place.name,
                url=lambda place: f"/{place.slug}/",
                stops=stops,
                awaits=awaits,
                bodies=bodies,
            )
        )
    yield
    for code in CODES:
        clear(code)


def bodies(place: Place) -> list[int]:
    """The key of the body that answers for it is written as its post code."""
    return [int(place.postcode)] if place.postcode else []


def thing(code: str, name: str, days: str = "", **more: Any) -> Ref:
    stored = Place.objects.create(slug=f"{code}-{name.lower().replace(' ', '-')}", name=name, website=days, **more)
    return Ref(code, stored.uid)
