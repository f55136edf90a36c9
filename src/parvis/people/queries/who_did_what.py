"""“Who did what”: the journal of a body's own objects, for its administrators; of everything, in staff mode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import get_current_timezone, localtime, make_aware
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.ground.identifiers.registry import get, is_registered
from parvis.ground.identifiers.resolution import Ref, resolve
from parvis.ground.journal.models import Entry
from parvis.ground.journal.queries import line_of
from parvis.people import rules
from parvis.people.belongings import belongings
from parvis.people.models import Organisation, Role, User
from parvis.ui import dates

SHOWN = 50
ROWS_OF_A_FILE = 500

# What an administrator of the body may read of a private part; staff mode reads all of it.
FOR_ADMINISTRATORS = ("email", "account", "name", "reason", "staff_session")


@dataclass(frozen=True)
class Filters:
    """What is asked for: a person, a kind of object, one object, days; empty is everything."""

    person: int | None = None
    kind: str = ""
    object: UUID | None = None
    first: Any = None
    last: Any = None


@dataclass(frozen=True)
class Row:
    """One entry ready to print; `private` are pairs of label and words, empty where the reader may not see them."""

    number: int
    at: datetime
    day: str
    hour: str
    sentence: str
    kind: str
    title: str
    url: str
    object: UUID
    private: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class JournalPage:
    """Rows newest first, grouped by day by the template; `older` is where the next page begins."""

    rows: tuple[Row, ...]
    older: str


def bodies_administered_by(viewer: Any) -> list[Organisation]:
    """The bodies whose journal the viewer may read, by name. 1 query, beside the one that reads roles."""
    administered = [body for body, role in rules.roles_of(viewer) if role == Role.ADMINISTRATOR]
    return list(Organisation.objects.filter(pk__in=administered))


def people_of(bodies: Sequence[Organisation], viewer: Any) -> list[User]:
    """Members of these bodies, by name, for the filter; of every body in staff mode. 1 query."""
    members = User.objects.filter(memberships__isnull=False, is_active=True)
    if not rules.runs_the_instance(viewer):
        members = members.filter(memberships__organisation__in=bodies)
    return list(members.distinct().order_by("name", "email"))


def kinds() -> list[tuple[str, str]]:
    """The kinds of object that may be asked for, with their words."""
    return [(code, str(label)) for code, (label, _own) in belongings().items()]


def entries_of(bodies: Sequence[Organisation], viewer: Any, filters: Filters) -> QuerySet[Entry]:
    """Entries about what belongs to these bodies; about everything in staff mode."""
    entries = Entry.objects.select_related("actor").order_by("-pk")
    if not rules.runs_the_instance(viewer):
        keys = [body.pk for body in bodies]
        own = Q(pk__in=())
        for code, (_label, belonging) in belongings().items():
            own |= Q(object_type=code, object_uid__in=belonging(keys))
        entries = entries.filter(own)
    if filters.person:
        entries = entries.filter(actor=filters.person)
    if filters.kind:
        entries = entries.filter(object_type=filters.kind)
    if filters.object:
        entries = entries.filter(object_uid=filters.object)
    zone = get_current_timezone()
    if filters.first:
        entries = entries.filter(at__gte=make_aware(datetime.combine(filters.first, time.min), zone))
    if filters.last:
        entries = entries.filter(at__lte=make_aware(datetime.combine(filters.last, time.max), zone))
    return entries


def journal_page(bodies: Sequence[Organisation], viewer: Any, filters: Filters, before: str = "") -> JournalPage:
    """2 queries and 1 a type of object on the page, whatever the number of entries; `before` is a number of entry."""
    entries = entries_of(bodies, viewer, filters)
    if before.isdecimal():
        entries = entries.filter(pk__lt=int(before[:18]))
    found = list(entries[: SHOWN + 1])
    return JournalPage(tuple(rows_of(found[:SHOWN], viewer)), str(found[SHOWN - 1].pk) if len(found) > SHOWN else "")


def journal_rows(bodies: Sequence[Organisation], viewer: Any, filters: Filters) -> Iterator[Row]:
    """Every row for a file, by handfuls: the whole journal is never held at once."""
    last: int | None = None
    while True:
        entries = entries_of(bodies, viewer, filters)
        found = list((entries.filter(pk__lt=last) if last else entries)[:ROWS_OF_A_FILE])
        if not found:
            return
        yield from rows_of(found, viewer)
        last = found[-1].pk


def rows_of(entries: Sequence[Entry], viewer: Any) -> list[Row]:
    language = get_language() or "fr"
    objects = resolve({Ref(entry.object_type, entry.object_uid) for entry in entries}, viewer, language)
    accounts = accounts_in(entries)
    rows = []
    for entry in entries:
        line, thing, there = line_of(entry), objects.get(Ref(entry.object_type, entry.object_uid)), localtime(entry.at)
        rows.append(
            Row(
                number=entry.pk,
                at=entry.at,
                day=dates.day_words(there.date(), language, weekday=True, year=True),
                hour=dates.time_words(there.time(), language),
                sentence=dates.capital(line.sentence),
                kind=kind_words(entry.object_type),
                title=thing.title if thing else "",
                url=thing.url if thing else "",
                object=entry.object_uid,
                private=private_words(entry, viewer, accounts),
            )
        )
    return rows


def kind_words(code: str) -> str:
    """“event”, in the reader's language; the code of a module that is switched off."""
    if is_registered(code):
        return str(get(code).label)
    known = belongings().get(code)
    if known:
        return str(known[0])
    return {"account": _("account"), "instance": _("this site")}.get(code, code)


def accounts_in(entries: Sequence[Entry]) -> dict[str, str]:
    """Names of the accounts that private parts identify. 1 query, none when there is none."""
    wanted = {str(entry.private["account"]) for entry in entries if entry.private.get("account")}
    if not wanted:
        return {}
    return {str(user.uid): user.name or user.email for user in User.objects.filter(uid__in=wanted)}


def private_words(entry: Entry, viewer: Any, accounts: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The private part as pairs of label and words; of what concerns the team, what its administrators may read."""
    labels = {
        "email": _("address"),
        "account": _("person"),
        "name": _("name"),
        "reason": _("reason"),
        "staff_session": _("in staff mode"),
    }
    everything = rules.runs_the_instance(viewer)
    told = []
    for name, value in entry.private.items():
        if not everything and name != "staff_session" and entry.object_type != "organisation":
            continue  # what the team did with its members; the rest may hold what others confided
        if not everything and name not in FOR_ADMINISTRATORS:
            continue
        words = "" if name == "staff_session" else accounts.get(str(value), "" if name == "account" else str(value))
        told.append((str(labels.get(name, name)), words))
    return tuple(told)
