"""What changes the register of places: added, corrected, merged into another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.ground.identifiers.slugs import save_under_free_slug, slug_of
from parvis.ground.journal.actions import record, register_action
from parvis.ground.places.content import LINE, PARTS, PLAIN, content_of, plain
from parvis.ground.places.models import FormerPlace, Place, TransportLine
from parvis.ground.versions.actions import keep
from parvis.ground.versions.queries import latest

DEGREES = frozenset({"latitude", "longitude"})


def register_sentences() -> None:
    register_action("place.created", gettext_lazy("%(actor)s added the place"))
    register_action("place.changed", gettext_lazy("%(actor)s corrected the place"))
    register_action("place.merged", gettext_lazy("%(actor)s merged “%(name)s” into this place"))


@transaction.atomic
def create_place(actor: Any, content: Mapping[str, Any]) -> Place:
    """Add a place to the register. Raises ValidationError keyed by the part at fault."""
    place = Place()
    set_columns(place, content)
    place.full_clean(exclude=["slug"])
    save_under_free_slug(place, lambda: free_slug(place.name, place.city))
    if "lines" in content:
        write_lines(place, content["lines"])
    keep(actor, "place", place.uid, content_of(place))
    record(actor, "place.created", "place", place.uid)
    return place


@transaction.atomic
def write_place(actor: Any, place: Place, content: Mapping[str, Any], *, base: int | None = None) -> frozenset[str]:
    """Make the place say this: the parts named in `content`, the others as they are. Returns the parts that changed.

    base     number of the version the writer began from, 0 for none; None for a program that takes things as they are
    raises   Overtaken when somebody saved in between, ValidationError keyed by the part at fault; nothing is written
    """
    before = content_of(place)
    if latest("place", place.uid) is None:
        keep(None, "place", place.uid, before)
        base = 1 if base == 0 else base
    changes = {part: value for part, value in content.items() if part in PARTS and normal(part, value) != before[part]}
    if not changes:
        return frozenset()
    set_columns(place, changes)
    place.full_clean()
    place.save()
    if "lines" in changes:
        write_lines(place, changes["lines"])
    keep(actor, "place", place.uid, content_of(place), base=base)
    record(actor, "place.changed", "place", place.uid)
    return frozenset(changes)


@transaction.atomic
def retire_place(actor: Any, place: Place, *, into: Place) -> None:
    """Take away a place that is the same as another: its address and its identifier lead there for ever.

    What stands at the place is moved first, by whoever knows it; a reference that is left makes it a ProtectedError.
    """
    FormerPlace.objects.filter(place=place).update(place=into)
    FormerPlace.objects.create(place=into, slug=place.slug, place_uid=place.uid, name=place.name, city=place.city)
    name = str(place)
    place.delete()
    record(actor, "place.merged", "place", into.uid, public={"name": name})


def set_columns(place: Place, content: Mapping[str, Any]) -> None:
    for part in PLAIN:
        if part in content:
            setattr(place, part, degrees(part, content[part]) if part in DEGREES else content[part])


def degrees(part: str, value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return round(Decimal(str(value)), 6)
    except InvalidOperation:
        raise ValidationError({part: _("“%(value)s” is not a number of degrees.") % {"value": value}}) from None


def normal(part: str, value: Any) -> Any:
    """The value as `content_of` would give it."""
    if part in DEGREES:
        return plain(degrees(part, value))
    if part == "lines":
        return [{name: row.get(name, None if name == "distance_m" else "") for name in LINE} for row in value]
    return value


def write_lines(place: Place, rows: Sequence[Mapping[str, Any]]) -> None:
    made = []
    for number, row in enumerate(rows, start=1):
        line = TransportLine(place=place, order=number, **{name: row[name] for name in LINE if name in row})
        try:
            line.full_clean()
        except ValidationError as error:
            raise ValidationError({f"lines {number}": error.messages}) from None
        made.append(line)
    TransportLine.objects.filter(place=place).delete()
    TransportLine.objects.bulk_create(made)


def free_slug(name: str, city: str) -> str:
    """An address made of the name, with the town when another place has or had it."""
    plain_stem = slug_of(name)[:90].strip("-") or "place"
    stem = plain_stem
    taken = {
        *Place.objects.filter(slug__startswith=plain_stem).values_list("slug", flat=True),
        *FormerPlace.objects.filter(slug__startswith=plain_stem).values_list("slug", flat=True),
    }
    if stem in taken and slug_of(city):
        stem = f"{plain_stem}-{slug_of(city)}"[:110].strip("-")
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
