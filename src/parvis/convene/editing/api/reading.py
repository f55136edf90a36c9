"""From what a program wrote to the content of an event: addresses become identifiers, and every mistake is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from parvis.convene.agenda import rules
from parvis.convene.agenda.content import VOCABULARIES, Content
from parvis.convene.agenda.models import Session
from parvis.convene.agenda.queries.visibility import visible_to
from parvis.convene.editing.api.places import place_in_words
from parvis.convene.editing.api.schemas import ContentIn
from parvis.ground.files.models import Picture
from parvis.ground.places.models import Place
from parvis.ground.sources.models import Source
from parvis.ground.themes.models import Term
from parvis.people.acting import Acting
from parvis.people.api.refusals import Fault, Refusal
from parvis.people.models import Organisation, Person

# What may stand in each kind of row under the name of something else.
NAMED = ("organisation", "person", "source", "picture")
SLUGLESS = frozenset({"source", "picture"})


class Mention(NamedTuple):
    """Something named in the content: the mapping or list that holds it, its key there, and the way to it."""

    holder: Any
    key: Any
    way: str

    @property
    def text(self) -> Any:
        return self.holder[self.key]


@dataclass
class Reading:
    """The content with identifiers in place of names, and what was not found on the way."""

    acting: Acting
    content: Content
    faults: list[Fault] = field(default_factory=list)
    positions: Mapping[str, Sequence[int]] = field(default_factory=dict)  # where the rows that could be read stood

    def resolve(self) -> None:
        """One query a kind of thing that is named, whatever the number of mentions."""
        self.identify("place", Place.objects.all(), list(self.places()))
        self.identify("related", visible_to(self.acting), list(self.listed("related")))
        tables: dict[str, QuerySet[Any]] = {
            "organisation": Organisation.objects.all(),
            "person": Person.objects.all(),
            "source": Source.objects.all(),
            "picture": Picture.objects.all(),
        }
        for name, table in tables.items():
            self.identify(name, table, list(self.in_rows(name)))
        for part, vocabulary in VOCABULARIES.items():
            mentions = list(self.listed(part))
            if part == "formats":
                mentions += [
                    Mention(row["formats"], number, f"sessions.{position}.formats.{number}")
                    for position, row in enumerate(self.content.get("sessions") or ())
                    for number in range(len(row.get("formats") or ()))
                ]
            self.know(vocabulary, mentions)

    def places(self) -> Iterator[Mention]:
        """Every place; those in words are found or made on the way."""
        holders = [(self.content, "place")]
        holders += [(row, f"sessions.{number}.place") for number, row in enumerate(self.content.get("sessions") or ())]
        for holder, way in holders:
            given = holder.get("place")
            if isinstance(given, dict):
                self.place_in_words(holder, given, way)
            elif given:
                yield Mention(holder, "place", way)

    def place_in_words(self, holder: dict[str, Any], given: dict[str, Any], way: str) -> None:
        holder["place"] = None
        if not rules.may_add_place(self.acting):
            self.fault(way, _("Name a place that this site knows, by its identifier or its slug."), "forbidden")
            return
        try:
            holder["place"] = str(place_in_words(self.acting, given).uid)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                for message in messages:
                    self.fault(way if name == "__all__" else f"{way}.{name}", message, "value")

    def listed(self, part: str) -> Iterator[Mention]:
        rows = self.content.get(part) or []
        for number in range(len(rows)):
            yield Mention(rows, number, f"{part}.{number}")

    def in_rows(self, name: str) -> Iterator[Mention]:
        for part, rows in self.content.items():
            if isinstance(rows, list):
                for number, row in enumerate(rows):
                    if isinstance(row, dict) and row.get(name):
                        yield Mention(row, name, f"{part}.{number}.{name}")

    def identify(self, name: str, table: QuerySet[Any], mentions: list[Mention]) -> None:
        """Put identifiers in place of identifiers and slugs."""
        if not mentions:
            return
        texts = {str(mention.text) for mention in mentions}
        wanted = Q(uid__in=[text for text in texts if is_identifier(text)])
        if name not in SLUGLESS:
            wanted |= Q(slug__in=texts)
        columns = ("uid",) if name in SLUGLESS else ("uid", "slug")
        known = {
            str(value): str(uid) for uid, *others in table.filter(wanted).order_by().values_list(*columns)
            for value in (uid, *others)
        }  # fmt: skip
        for mention in mentions:
            uid = known.get(str(mention.text).lower()) or known.get(str(mention.text))
            if uid is None:
                message = _("Nothing here has the identifier or the address “%(text)s”.") % {"text": mention.text}
                self.fault(mention.way, message, "not-found")
            mention.holder[mention.key] = uid
        for mention in mentions:
            if isinstance(mention.holder, list):
                mention.holder[:] = [uid for uid in mention.holder if uid is not None]

    def know(self, vocabulary: str, mentions: list[Mention]) -> None:
        if not mentions:
            return
        codes = Term.objects.filter(vocabulary=vocabulary, code__in=[mention.text for mention in mentions])
        known = set(codes.values_list("code", flat=True))
        for mention in mentions:
            if mention.text not in known:
                message = _("There is no code “%(code)s” in this vocabulary.") % {"code": mention.text}
                self.fault(mention.way, message, "not-found")
        for holder in {id(mention.holder): mention.holder for mention in mentions}.values():
            holder[:] = [code for code in holder if code in known]

    def fault(self, way: str, message: str, code: str) -> None:
        self.faults.append(Fault(self.as_sent(way), message, code))

    def as_sent(self, way: str) -> str:
        """The way in what the program sent: rows that could not even be read are counted there."""
        part, *steps = way.split(".")
        if part in self.positions and steps and steps[0].isdigit():
            steps[0] = str(self.positions[part][int(steps[0])])
        return ".".join((part, *steps))


def is_identifier(text: str) -> bool:
    try:
        Session._meta.get_field("uid").to_python(text)
    except ValidationError:
        return False
    return True


Made = TypeVar("Made")


def written(acting: Acting, body: ContentIn, write: Callable[[Content], Made]) -> Made:
    """Write what the program gave; raises Refusal (422) with every mistake, of form, of reference and of substance."""
    reading = Reading(acting, body.parts(), list(body.faults), body.positions)
    reading.resolve()
    if not reading.faults:
        try:
            with transaction.atomic():
                return write(reading.content)
        except ValidationError:
            pass  # gone through again below, to the last mistake
    known = {fault.parameter for fault in reading.faults}
    for way, message in substance(reading.content, write):
        sent = reading.as_sent(way)
        if not any(one == sent or one.startswith(f"{sent}.") for one in known):
            reading.faults.append(Fault(sent, message, "value"))
    raise Refusal(422, tuple(reading.faults))


MOST_MISTAKES = 40


def substance(content: Content, write: Callable[[Content], Any]) -> list[tuple[str, str]]:
    """(way, sentence) of every mistake that writing finds.

    Writing stops at the first: what is wrong is taken out and the rest tried again. Nothing of these attempts stays.
    """
    left: Content = {part: list(enumerate(value)) if part_of_rows(value) else value for part, value in content.items()}
    found: list[tuple[str, str]] = []
    for _attempt in range(MOST_MISTAKES):
        try:
            with transaction.atomic():
                write({part: [row for _n, row in value] if numbered(value) else value for part, value in left.items()})
                transaction.set_rollback(True)
                return found
        except ValidationError as error:
            mistakes = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
            for key, messages in mistakes.items():
                way = taken_out(left, key)
                if way is None:
                    return [*found, *(("", message) for message in messages)]
                found += [(way, message) for message in messages]
    return found


def taken_out(left: Content, key: str) -> str | None:
    """Remove what is at fault so that the rest can be tried; the way to it, None when nothing more can be taken out."""
    part, _space, number = key.partition(" ")
    if number.isdigit() and numbered(left.get(part)):
        position, _row = left[part].pop(int(number) - 1)
        return f"{part}.{position}"
    if part in STAND_INS and left.get(part) != STAND_INS[part]:
        left[part] = STAND_INS[part]
        return part
    if key == "__all__":
        ends = [name for name in ("end_day", "end_time") if left.pop(name, None)]
        return "" if ends else None
    return part if left.pop(part, None) is not None else None


STAND_INS: dict[str, str] = {"title": "–", "start_day": "2000-01-01"}


def part_of_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def numbered(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], tuple)
