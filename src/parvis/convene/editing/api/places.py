"""A place that a program gives in words: the one that is known, or a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parvis.ground.places.actions import create_place
from parvis.ground.places.models import Place
from parvis.people.acting import Acting
from parvis.people.names import name_key


def place_in_words(acting: Acting, given: Mapping[str, Any]) -> Place:
    """The place of that name in that town, made when nobody knows it. ValidationError keyed by field."""
    name, city = str(given.get("name") or ""), str(given.get("city") or "")
    candidates = Place.objects.filter(name__iexact=name.strip()).order_by("pk")
    for place in candidates:
        if name_key(place.name) == name_key(name) and name_key(place.city) == name_key(city):
            return place
    return create_place(acting, given)
