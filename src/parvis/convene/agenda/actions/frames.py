"""Writing series and editions, whoever writes; see `frames` for the shape of their contents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.convene.agenda import addresses
from parvis.convene.agenda.actions.recording import edition_changed
from parvis.convene.agenda.actions.writing import as_day, identifier
from parvis.convene.agenda.finding import LANGUAGES
from parvis.convene.agenda.frames import (
    EDITION_PARTS,
    EDITION_PLAIN,
    SERIES_PARTS,
    SERIES_PLAIN,
    TRANSLATED,
    edition_content,
    series_content,
    text_from,
    texts_of,
)
from parvis.convene.agenda.models import Edition, Series
from parvis.ground.identifiers.slugs import save_under_free_slug, slug_of
from parvis.ground.journal.actions import record
from parvis.ground.search.indexing import Text, index
from parvis.ground.text import localized
from parvis.ground.versions.actions import keep
from parvis.ground.versions.queries import latest
from parvis.people.models import Organisation


@transaction.atomic
def create_series(actor: Any, content: Mapping[str, Any]) -> Series:
    """A series; a name in one language is needed. Raises ValidationError keyed by the part at fault."""
    series = Series()
    set_series(series, content)
    series.full_clean(exclude=["slug"])
    save_under_free_slug(series, lambda: free_slug(Series, content))
    keep(actor, "series", series.uid, series_content(series))
    record(actor, "series.created", "series", series.uid)
    index_series(series)
    return series


@transaction.atomic
def write_series(actor: Any, series: Series, content: Mapping[str, Any], *, base: int | None = None) -> frozenset[str]:
    """Make the series say this; same promises as `write_event`."""
    before = series_content(series)
    base = first_kept("series", series, before, base)
    changes = {part: value for part, value in content.items() if part in SERIES_PARTS and value != before[part]}
    if not changes:
        return frozenset()
    set_series(series, changes)
    series.full_clean()
    series.save()
    keep(actor, "series", series.uid, series_content(series), base=base)
    record(actor, "series.changed", "series", series.uid)
    index_series(series)
    return frozenset(changes)


@transaction.atomic
def create_edition(actor: Any, content: Mapping[str, Any]) -> Edition:
    """An edition; its series, its year and a name are needed. Raises ValidationError keyed by the part at fault."""
    edition = Edition()
    set_edition(edition, content)
    edition.full_clean(exclude=["slug"])
    save_under_free_slug(edition, lambda: free_slug(Edition, content))
    keep(actor, "edition", edition.uid, edition_content(edition))
    edition_changed(actor, edition, created=True)
    return edition


@transaction.atomic
def write_edition(
    actor: Any, edition: Edition, content: Mapping[str, Any], *, base: int | None = None
) -> frozenset[str]:
    """Make the edition say this; same promises as `write_event`."""
    before = edition_content(edition)
    base = first_kept("edition", edition, before, base)
    changes = {
        part: value for part, value in content.items() if part in EDITION_PARTS and normal(part, value) != before[part]
    }
    if not changes:
        return frozenset()
    set_edition(edition, changes)
    edition.full_clean()
    edition.save()
    keep(actor, "edition", edition.uid, edition_content(edition), base=base)
    edition_changed(actor, edition, created=False)
    return frozenset(changes)


def first_kept(object_type: str, frame: Series | Edition, before: Mapping[str, Any], base: int | None) -> int | None:
    """What was written before versions were kept becomes the first one, so that one can go back to it."""
    if latest(object_type, frame.uid) is not None:
        return base
    keep(None, object_type, frame.uid, before)
    return 1 if base == 0 else base


def normal(part: str, value: Any) -> Any:
    if part in {"first_day", "last_day"}:
        day = as_day(part, value)
        return day.isoformat() if day else None
    if part in {"series", "host"}:
        return str(value) if value else None
    return value


def set_series(series: Series, content: Mapping[str, Any]) -> None:
    set_texts(series, content)
    for part in SERIES_PLAIN:
        if part in content:
            setattr(series, part, content[part])


def set_edition(edition: Edition, content: Mapping[str, Any]) -> None:
    set_texts(edition, content)
    for part in EDITION_PLAIN:
        if part in content:
            setattr(edition, part, as_day(part, content[part]) if part.endswith("_day") else content[part])
    if "series" in content:
        edition.series = named(Series, "series", content["series"])
    if "host" in content:
        edition.host = named(Organisation, "host", content["host"]) if content["host"] else None


def set_texts(frame: Series | Edition, content: Mapping[str, Any]) -> None:
    before = texts_of(frame)
    for part in TRANSLATED:
        if any(f"{part}_{code}" in content for code in LANGUAGES):
            setattr(frame, part, text_from(dict(content), part, before))
    if not str(frame.name or ""):
        raise ValidationError({"name_fr": _("Give it a name, in one language at least.")})


def named(model: Any, part: str, uid: Any) -> Any:
    one = model._default_manager.filter(uid=identifier(part, uid)).first() if uid else None
    if one is None:
        raise ValidationError({part: _("Nothing has the identifier %(uid)s.") % {"uid": uid}})
    return one


def free_slug(model: type[Series | Edition], content: Mapping[str, Any]) -> str:
    """An address made of the name; an edition's ends with its year when the name does not say it."""
    name = next((str(content[f"name_{code}"]) for code in LANGUAGES if content.get(f"name_{code}")), "")
    stem = slug_of(name)[:100].strip("-") or model._meta.model_name or "frame"
    year = str(content.get("year") or "")
    if model is Edition and year and year not in stem:
        stem = f"{stem}-{year}"
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def index_series(series: Series) -> None:
    index(
        "series",
        series.uid,
        [
            Text(
                code, localized(series.name, code), localized(series.summary, code), addresses.series(series.slug, code)
            )
            for code in LANGUAGES
        ],
    )
