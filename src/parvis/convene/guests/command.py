"""`parvis registration list|show|export|capacity|audit|anonymise|open|add`: registrations from the command line."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from parvis.convene.agenda.models import Event, Session
from parvis.convene.guests import audit, retention
from parvis.convene.registration.actions import (
    Demand,
    LineAhead,
    Person,
    Refused,
    preview_capacity,
    register,
    set_capacity,
)
from parvis.convene.registration.actions.setting_up import open_registration
from parvis.convene.registration.models import Origin, Registration, SignUp, State
from parvis.disclose.datasets.writers import cell
from parvis.disclose.importing.terminal import complain, operator_language
from parvis.ground import clock
from parvis.ground.text import localized

COLUMNS = ("name", "email", "category", "state", "people", "language", "came_by", "asked_on", "registered_on")
REFUSALS = {
    "full": gettext_lazy("There is no seat left, nor room on the waiting list."),
    "address": gettext_lazy("This address is registered already."),
}


class Mistaken(Exception):
    """What was asked cannot be done; the message says why."""


def main(arguments: list[str]) -> int:
    """0 when it was done; 1 when numbers differ or somebody could not be added; 2 when there is no such event."""
    with translation.override(operator_language()):
        options = parser().parse_args(arguments)
        try:
            found: int = options.run(options)
        except Mistaken as mistake:
            complain(str(mistake))
            return 2
        return found


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="parvis registration", description=_("Registrations, from the command line."))
    verbs = made.add_subparsers(required=True, metavar=_("VERB"))
    listing = verbs.add_parser("list", help=_("events that take registrations, with their seats"))
    listing.add_argument("--past", action="store_true", help=_("those that are over too"))
    listing.set_defaults(run=say_all)
    showing = on_event(verbs, "show", _("the rules and the numbers of one"))
    showing.set_defaults(run=show)
    exporting = on_event(verbs, "export", _("everybody as CSV, addresses included"))
    exporting.set_defaults(run=export)
    seats = on_event(verbs, "capacity", _("change the number of seats; who waits is offered what becomes free"))
    seats.add_argument("number", metavar="N", help=_("seats, or “none” for as many as wish to come"))
    seats.add_argument("--dry-run", action="store_true", help=_("say what would happen, and change nothing"))
    seats.set_defaults(run=change_capacity)
    checking = verbs.add_parser("audit", help=_("compare the numbers of seats with the registrations"))
    checking.set_defaults(run=compare)
    erasing = verbs.add_parser("anonymise", help=_("erase now the names whose day has come"))
    erasing.add_argument("--dry-run", action="store_true", help=_("say what would happen, and change nothing"))
    erasing.set_defaults(run=erase)
    opening = on_event(verbs, "open", _("take registrations to an event, from now on"))
    opening.add_argument("--capacity", type=int, metavar="N", help=_("seats; without it, as many as wish to come"))
    opening.set_defaults(run=take)
    adding = on_event(verbs, "add", _("register somebody"))
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("email", metavar="EMAIL")
    adding.set_defaults(run=add)
    return made


def on_event(verbs: Any, name: str, words: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = verbs.add_parser(name, help=words)
    made.add_argument("event", metavar="EVENT", help=_("the last part of its address"))
    made.add_argument("--session", metavar="NUMBER", help=_("one of its sessions, by its identifier"))
    return made


def event_named(options: argparse.Namespace) -> tuple[Event, Session | None]:
    event = Event.objects.filter(slug=options.event).first()
    if event is None:
        raise Mistaken(_("There is no event “%(slug)s”.") % {"slug": options.event})
    if not options.session:
        return event, None
    session = next((one for one in event.sessions.order_by("pk") if str(one.uid) == options.session), None)
    if session is None:
        raise Mistaken(_("There is no session “%(name)s”.") % {"name": options.session})
    return event, session


def named(options: argparse.Namespace) -> Registration:
    event, session = event_named(options)
    found = Registration.objects.filter(event=event, session=session).select_related("event", "session").first()
    if found is None:
        raise Mistaken(_("“%(slug)s” takes no registrations.") % {"slug": options.event})
    return found


def say_all(options: argparse.Namespace) -> int:
    found = Registration.objects.select_related("event", "session").order_by("event__starts_at", "pk")
    rows = [one for one in found if options.past or one.ends_at > clock.now()]
    for one in rows:
        say(f"{one.event.slug}\t{one}\t{numbers(one)}")
    if not rows:
        say(_("Nothing takes registrations."))
    return 0


def show(options: argparse.Namespace) -> int:
    for line in described(named(options)):
        say(line)
    return 0


def described(one: Registration) -> Iterator[str]:
    yield str(one)
    yield numbers(one)
    yield _("Opens %(opens)s, closes %(closes)s.") % {
        "opens": hour(one.opens_at),
        "closes": hour(one.last_instant),
    }
    for category in one.categories.order_by("order", "pk"):
        yield f"  {localized(category.name, language())}: {numbers(category)}"
    if one.anonymised_at is not None:
        yield _("Names were erased on %(day)s.") % {"day": hour(one.anonymised_at)}
    else:
        yield _("Names are erased on %(day)s.") % {"day": hour(one.ends_at + timedelta(days=one.kept_days))}


def numbers(one: Any) -> str:
    words = {"taken": one.taken, "waiting": one.waiting, "capacity": one.capacity}
    if one.capacity is None:
        return _("seats taken: %(taken)s, no limit; waiting: %(waiting)s") % words
    return _("seats taken: %(taken)s of %(capacity)s; waiting: %(waiting)s") % words


def hour(at: Any) -> str:
    return localtime(at).strftime("%Y-%m-%d %H:%M")


def export(options: argparse.Namespace) -> int:
    registration = named(options)
    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    rows = SignUp.objects.filter(registration=registration).select_related("category", "parent").order_by("pk")
    for one in rows.iterator(500):
        person = one.parent or one
        values = (
            person.name,
            person.email,
            localized(one.category.name, language()),
            one.state,
            one.seats,
            person.language,
            one.origin,
            one.created_at,
            one.confirmed_at,
        )
        writer.writerow([cell(value) for value in values])
    return 0


def change_capacity(options: argparse.Namespace) -> int:
    registration = named(options)
    if options.number != "none" and not options.number.isdecimal():
        raise Mistaken(_("“%(number)s” is no number of seats.") % {"number": options.number})
    capacity = None if options.number == "none" else int(options.number)
    change = preview_capacity if options.dry_run else partial(set_capacity, None)
    effect = change(registration, capacity)
    say(
        ngettext("One person is offered a seat.", "%(n)s people are offered a seat.", effect.people)
        % {"n": effect.people}
    )
    if effect.excess:
        words = ngettext(
            "One seat too many was given: nobody loses it, it goes as people leave.",
            "%(n)s seats too many were given: nobody loses them, they go as people leave.",
            effect.excess,
        )
        say(words % {"n": effect.excess})
    words = ngettext("One person still waits.", "%(n)s people still wait.", effect.still_waiting)
    say(words % {"n": effect.still_waiting})
    if options.dry_run:
        say(_("Dry run: nothing was written."))
    return 0


def compare(options: argparse.Namespace) -> int:
    wrong = 0
    for registration, found in audit.audit():
        wrong += 1
        for one in found:
            words = _("%(what)s: %(name)s of %(of)s is %(kept)s, the registrations make %(counted)s.")
            values = {"what": str(registration), "name": one.name, "of": one.of}
            complain(words % {**values, "kept": one.kept, "counted": one.counted})
    if wrong:
        return 1
    say(_("Every number of seats agrees with the registrations."))
    return 0


def erase(options: argparse.Namespace) -> int:
    found = retention.due(clock.now())
    for registration in found:
        if options.dry_run:
            people = SignUp.objects.filter(registration=registration, anonymised_at=None).count()
        else:
            people = retention.anonymise(registration).sign_ups
        words = ngettext(
            "%(what)s: one registration loses its name.", "%(what)s: %(n)s registrations lose their names.", people
        )
        say(words % {"what": str(registration), "n": people})
    if not found:
        say(_("The day has come for nobody’s name."))
    elif options.dry_run:
        say(_("Dry run: nothing was written."))
    return 0


def take(options: argparse.Namespace) -> int:
    event, session = event_named(options)
    try:
        made = open_registration(None, session or event, capacity=options.capacity)
    except ValidationError as error:
        raise Mistaken(" ".join(error.messages)) from None
    say(_("“%(what)s” takes registrations: %(numbers)s.") % {"what": str(made), "numbers": numbers(made)})
    return 0


def add(options: argparse.Namespace) -> int:
    registration = named(options)
    category = registration.categories.order_by("order", "pk").first()
    if category is None:
        raise Mistaken(_("It has no category."))
    demand = Demand(
        category=category.pk,
        people=(Person(options.name),),
        name=options.name,
        email=options.email.strip(),
        language=registration.event.language,
        origin=Origin.ORGANISER,
    )
    try:
        with transaction.atomic():
            made = register(registration, category, demand).sign_up
    except LineAhead:
        complain(_("Others stand in line before: try again in a minute."))
        return 1
    except Refused as why:
        complain(str(REFUSALS.get(why.code, why.code)))
        return 1
    say(f"{options.name}: {State(made.state).label}")
    return 0


def language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
