"""Writing an event, whoever writes: a form, the API, a restored version. See `content` for the shape."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Model, ProtectedError, RestrictedError
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext as _

from parvis.convene.agenda.actions.lifecycle import RESERVED
from parvis.convene.agenda.actions.recording import created_by_hand, edited_by_hand
from parvis.convene.agenda.content import (
    PARTS,
    PLAIN,
    ROWS,
    SESSION_PLAIN,
    TERMS,
    UNORDERED,
    VOCABULARIES,
    Content,
    content_of,
)
from parvis.convene.agenda.models import Event, FormerSlug, Session
from parvis.ground.files.models import Picture
from parvis.ground.identifiers.slugs import save_under_free_slug, slug_of
from parvis.ground.places.models import Place, refuse_unknown_attributes
from parvis.ground.sources.models import Source
from parvis.ground.themes.models import Term
from parvis.ground.versions.actions import keep
from parvis.ground.versions.queries import latest
from parvis.people.models import Organisation, Person

TABLES: dict[str, type[Model]] = {
    "place": Place,
    "organisation": Organisation,
    "person": Person,
    "source": Source,
    "picture": Picture,
    "related": Event,
}
DAYS, HOURS = frozenset({"start_day", "end_day"}), frozenset({"start_time", "end_time"})


@transaction.atomic
def create_event(
    actor: Any, organisation: Organisation | None, content: Mapping[str, Any], *, uid: UUID | None = None
) -> Event:
    """A draft of that body. `title` and `start_day` are needed; what is left out has its usual value.

    uid      identifier chosen by who asks, so that asking twice makes one event
    raises   ValidationError, whose messages are keyed by the part at fault; IntegrityError when `uid` is taken
    """
    sound(content)
    event = Event(organisation=organisation, **({"uid": uid} if uid else {}))
    set_columns(event, content)
    checked(event)
    save_under_free_slug(event, lambda: free_slug(event.title))
    write_parts(event, {part: content[part] for part in content if part not in PLAIN and part != "place"})
    created_by_hand(actor, event)
    return event


@transaction.atomic
def write_event(actor: Any, event: Event, content: Mapping[str, Any], *, base: int | None = None) -> frozenset[str]:
    """Make the event say this: the parts named in `content`, the others as they are. Returns the parts that changed.

    base     number of the version the writer began from, 0 for none; None for a program that takes things as they are
    raises   Overtaken when somebody saved in between, ValidationError keyed by the part at fault; nothing is written
    """
    sound(content)
    before = content_of(event)
    if latest("event", event.uid) is None:
        # What was imported, or written before versions were kept, can be gone back to as well.
        keep(None, "event", event.uid, before)
        base = 1 if base == 0 else base
    asked = {part: value for part, value in content.items() if normal(part, value) != before[part]}
    if not asked:
        return frozenset()
    set_columns(event, asked)
    checked(event)
    event.save()
    write_parts(event, {part: asked[part] for part in asked if part not in PLAIN and part != "place"})
    after = content_of(event)
    changed = {part for part in PARTS if after[part] != before[part]}
    edited_by_hand(actor, event, changed, base=base, content=after)
    return frozenset(changed)


def sound(content: Mapping[str, Any]) -> None:
    """Refuse parts that an event has not, and what no table or page could hold."""
    wrong = sorted(set(content) - set(PARTS))
    if wrong:
        raise ValidationError({"__all__": _("An event has no part named %(part)s.") % {"part": ", ".join(wrong)}})
    for part, value in content.items():
        if holds_null(value):
            raise ValidationError({part: _("This text holds a null character; take it out.")})
    refuse_unknown_attributes_of(content)
    for number, row in enumerate(content.get("sessions") or (), start=1):
        for link in row.get("links") or ():
            if not isinstance(link, Mapping) or not is_web(link.get("url")):
                message = _("A link of a session needs a whole address that begins with https://.")
                raise ValidationError({f"sessions {number}": message})


def holds_null(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, Mapping):
        return any(holds_null(one) for one in value.values())
    return isinstance(value, list | tuple) and any(holds_null(one) for one in value)


def refuse_unknown_attributes_of(content: Mapping[str, Any]) -> None:
    if "accessibility" not in content:
        return
    try:
        refuse_unknown_attributes(content["accessibility"])
    except ValidationError as error:
        raise ValidationError({"accessibility": error.messages}) from None


def is_web(address: Any) -> bool:
    """Whether a page may link there: http or https, and a host."""
    try:
        URLValidator(schemes=("http", "https"))(address)
    except ValidationError:
        return False
    return True


def normal(part: str, value: Any) -> Any:
    """The value as `content_of` would give it, so that writing what stands already changes nothing."""
    if part in DAYS:
        return as_day(part, value).isoformat() if value else None
    if part in HOURS:
        hour = as_hour(part, value)
        return hour.isoformat() if hour else None
    if part == "place":
        return str(value) if value else None
    return value


def set_columns(event: Event, content: Mapping[str, Any]) -> None:
    """Plain columns and the place; nothing is saved."""
    for part in PLAIN:
        if part in content:
            setattr(event, part, column(part, content[part]))
    if "start_day" in content and not content.get("end_day"):
        event.end_day = event.start_day
    if "place" in content:
        event.place = found("place", content["place"])


def column(part: str, value: Any) -> Any:
    if part in DAYS:
        return as_day(part, value)
    return as_hour(part, value) if part in HOURS else value


def as_day(part: str, value: Any) -> date | None:
    if value is None or isinstance(value, date) or value == "":
        return value or None
    try:
        day = parse_date(str(value))
    except ValueError:
        day = None
    if day is None:
        raise ValidationError({part: _("“%(value)s” is not a day such as 2026-03-12.") % {"value": value}})
    return day


def as_hour(part: str, value: Any) -> time | None:
    if value is None or isinstance(value, time) or value == "":
        return value or None
    try:
        hour = parse_time(str(value))
    except ValueError:
        hour = None
    if hour is None:
        raise ValidationError({part: _("“%(value)s” is not an hour such as 18:30.") % {"value": value}})
    return hour


def checked(event: Event) -> None:
    """Everything that can be wrong, at once, each under its part."""
    mistakes: dict[str, Any] = {}
    if not event.title.strip():
        mistakes["title"] = _("Give the event a title.")
    if event.start_day is None:
        mistakes["start_day"] = _("Give the event a day.")
    if mistakes:
        raise ValidationError(mistakes)
    event.end_day = event.end_day or event.start_day
    event.full_clean(exclude=["uid", "slug", "starts_at", "ends_at"])


def free_slug(title: str) -> str:
    """An address made of the title, that no event has or had."""
    stem = slug_of(title)[:150].strip("-") or "event"
    taken = {
        *RESERVED,
        *Event.objects.filter(slug__startswith=stem).values_list("slug", flat=True),
        *FormerSlug.objects.filter(slug__startswith=stem).values_list("slug", flat=True),
    }
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug


def write_parts(event: Event, content: Mapping[str, Any]) -> None:
    """Terms, related events, sessions, then the rows that may name a session."""
    for part in TERMS:
        if part in content:
            getattr(event, part).set(terms(part, content[part]))
    if "related" in content:
        event.related.set([found("related", uid) for uid in content["related"]])
    if "sessions" in content:
        write_sessions(event, content["sessions"])
    sessions = {str(session.uid): session for session in event.sessions.all()} if content else {}
    for part in ROWS:
        if part in content:
            write_rows(event, part, content[part], sessions)


def terms(part: str, codes: Collection[str]) -> list[Term]:
    known = {term.code: term for term in Term.objects.filter(vocabulary=VOCABULARIES[part], code__in=codes)}
    wrong = sorted(set(codes) - set(known))
    if wrong:
        raise ValidationError({part: _("Unknown: %(codes)s.") % {"codes": ", ".join(wrong)}})
    return [known[code] for code in codes]


def write_sessions(event: Event, rows: Iterable[Mapping[str, Any]]) -> None:
    """Known sessions change in place, so that links to them hold; those left out go."""
    known = {str(session.uid): session for session in event.sessions.all()}
    kept = set()
    for number, row in enumerate(rows, start=1):
        where = f"sessions {number}"
        uid = str(row.get("uid") or "")
        session = known.get(uid) or Session(event=event, zone=event.zone)
        if uid and uid not in known:
            session.uid = identifier(where, uid)
        for name in SESSION_PLAIN:
            if name in row:
                setattr(session, name, column(name, row[name]))
        session.start_day = session.start_day or event.start_day
        session.end_day = session.end_day or session.start_day
        if "place" in row:
            session.place = found("place", row["place"])
        try:
            session.full_clean(exclude=["starts_at", "ends_at"])
        except ValidationError as error:
            raise ValidationError({where: error.messages}) from None
        session.save()
        if "formats" in row:
            session.formats.set(terms("formats", row["formats"]))
        kept.add(session.pk)
    for session in event.sessions.exclude(pk__in=kept):
        take_out(session)


def take_out(session: Session) -> None:
    """Delete a session to which nobody ever registered or came; another one is cancelled, so that people are told."""
    try:
        session.delete()
    except (ProtectedError, RestrictedError):
        message = _(
            "People have registered to “%(session)s”, or came: say that it is cancelled instead of taking it out."
        )
        raise ValidationError({"sessions": message % {"session": session.title}}) from None


def write_rows(event: Event, part: str, rows: Iterable[Mapping[str, Any]], sessions: Mapping[str, Session]) -> None:
    table, columns, references = ROWS[part]
    made = []
    for number, row in enumerate(rows, start=1):
        values: dict[str, Any] = {name: row[name] for name in columns if name in row}
        for name in references:
            if not row.get(name):
                continue
            values[name] = (
                session_named(part, number, row[name], sessions) if name == "session" else found(name, row[name])
            )
        if part not in UNORDERED:
            values["order"] = number
        one = table(event=event, **values)
        try:
            one.full_clean()
        except ValidationError as error:
            raise ValidationError({f"{part} {number}": error.messages}) from None
        made.append(one)
    table._default_manager.filter(event=event).delete()
    table._default_manager.bulk_create(made)


def session_named(part: str, number: int, uid: Any, sessions: Mapping[str, Session]) -> Session:
    try:
        return sessions[str(uid)]
    except KeyError:
        raise ValidationError(
            {f"{part} {number}": _("No session of this event has the identifier %(uid)s.") % {"uid": uid}}
        ) from None


def found(name: str, uid: Any) -> Any:
    """The object that an identifier names, None for none."""
    if not uid:
        return None
    one = TABLES[name]._default_manager.filter(uid=identifier(name, uid)).first()
    if one is None and name == "place":
        # A version may name a place that was merged into another since.
        one = Place.objects.filter(former__place_uid=identifier(name, uid)).first()
    if one is None:
        raise ValidationError({name: _("Nothing has the identifier %(uid)s.") % {"uid": uid}})
    return one


def identifier(name: str, uid: Any) -> UUID:
    try:
        return uid if isinstance(uid, UUID) else UUID(str(uid))
    except ValueError:
        raise ValidationError({name: _("“%(uid)s” is not an identifier.") % {"uid": uid}}) from None


def restored(content: Mapping[str, Any]) -> Content:
    """A kept version as something to write today: parts that no longer exist are left out."""
    return {part: value for part, value in content.items() if part in PARTS}
