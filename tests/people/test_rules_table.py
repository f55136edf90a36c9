"""Roles × actions × objects: every predicate of every `rules.py`, and every address of the organisers' space.

The two tables are texts to be read line by line (`rules.txt`, `routes.txt`). A predicate, a kind of object or a route
that they do not hold fails. After a change that is meant: PARVIS_WRITE_TABLES=1, then read the difference.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from parvis.convene.registration.models import Category
from parvis.people import staff_mode
from tests.people.world import ROLES, World

pytestmark = pytest.mark.django_db
SOURCE = Path(importlib.import_module("parvis").__file__ or "").parent
HERE = Path(__file__).parent
NOW = "2026-11-25T10:00:00+00:00"

# What is no predicate of (user, object), or takes its roles as arguments: said here rather than guessed.
NOT_IN_THE_TABLE = {
    "people.roles_of": "gives the roles themselves",
    "people.asleep": "gives roles; see test_second_step.py",
    "people.forget_roles": "forgets what was read",
    "people.has_role": "takes roles; every other predicate is made of it",
    "people.has_role_anywhere": "the same",
    "imports.bodies_of": "a queryset; test_pages.py of imports",
    "imports.batches_of": "a queryset; the same",
    "imports.waiting_documents": "a queryset; the same",
    "exchange.plans_for": "a queryset; test_pages.py of exchange",
    "exchange.tables_of": "a queryset; the same",
    "submissions.hosts_of": "takes roles",
    "submissions.sight_of_submitted": "a condition of visible_to; tests of visibility",
    "drafting.answerable_by": "a queryset; tests of drafting",
    "drafting.contributions_visible_to": "a queryset; the same",
    "plans.answers_for": "takes roles; test_progress.py of plans",
    "plans.organised_bodies": "gives bodies",
    "plans.held_today": "a condition",
    "plans.held_on": "the same, of a day",
    "plans.plans_written_by": "a queryset; tests of drafting",
    "plans.commitments_of": "a queryset; the same",
    "links.bodies_of": "gives keys of bodies",
    "reviews.user_writes_for": "takes bodies and roles",
    "reviews.brings_reviews_in": "takes the bodies concerned; may_bring_reviews_in is made of it",
    "submissions.may_be_withdrawn": "about the submission alone, whoever asks",
}


@pytest.fixture
def world() -> Iterator[World]:
    with time_machine.travel(NOW, tick=False):
        translation.activate("fr")
        yield World()


def modules() -> list[ModuleType]:
    """The `rules.py` of every app."""
    rooms = {path.parent for path in SOURCE.rglob("apps.py")}
    paths = sorted(path for path in SOURCE.rglob("rules.py") if path.parent in rooms)
    return [
        importlib.import_module(".".join(("parvis", *path.relative_to(SOURCE).with_suffix("").parts))) for path in paths
    ]


def predicates() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in modules():
        room = module.__name__.split(".")[-2]
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and f"{room}.{name}" not in NOT_IN_THE_TABLE:
                yield f"{room}.{name}", function


def lines_of(world: World) -> Iterator[str]:
    codes = list(ROLES)
    for code, words in ROLES.items():
        yield f"{code}  {words}"
    for name, predicate in predicates():
        given = list(inspect.signature(predicate).parameters.values())
        assert given[0].name == "user", f"{name}: say in NOT_IN_THE_TABLE what it is"
        kinds = [world.things(str(parameter.annotation)) for parameter in given[1:]]
        yield ""
        yield f"{name:<44} {' '.join(codes)}"
        for combination in itertools.product(*(kind.items() for kind in kinds)):
            label = ", ".join(words for words, _thing in combination) or "(anything)"
            things = [thing for _words, thing in combination]
            answers = [predicate(world.people[code], *things) for code in codes]
            assert all(isinstance(answer, bool) for answer in answers), f"{name} must answer yes or no"
            yield f"  {label:<42} {' '.join('yes' if answer else ' · ' for answer in answers)}".rstrip()


def test_every_predicate_answers_as_the_table_says(world: World) -> None:
    compare("rules.txt", "\n".join(lines_of(world)) + "\n")


def test_what_is_left_out_of_the_table_exists(world: World) -> None:
    known = {
        f"{module.__name__.split('.')[-2]}.{name}"
        for module in modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
    }
    assert set(NOT_IN_THE_TABLE) - known == set()


def routes() -> Iterator[tuple[str, str]]:
    """(name of the route, its pattern) of everything below /fr/organise/."""

    def below(resolver: Any, prefix: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for part in resolver.url_patterns:
            path = prefix + str(part.pattern)
            if isinstance(part, URLResolver):
                yield from below(part, path, (*names, part.namespace) if part.namespace else names)
            elif isinstance(part, URLPattern):
                yield ":".join((*names, part.name or "?")), path

    for name, path in below(get_resolver(), "", ()):
        if path.startswith("fr/organise/"):
            yield name, path


def addresses(world: World, name: str, pattern: str) -> list[tuple[str, str]]:
    """(object in words, address): a route with an object is asked for ours and for theirs."""
    ours: dict[str, Any] = {}
    theirs: dict[str, Any] = {}
    draft, their_draft = world.events["our draft"], world.events["their draft"]
    match name.split(":")[0], name.split(":")[-1]:
        case "people", "team":
            ours, theirs = {"slug": "ours"}, {"slug": "theirs"}
        case "people", "change-role" | "withdraw-role":
            ours = {"slug": "ours", "pk": world.ours.memberships.get(user=world.people["adm"]).pk}
        case "people", "resend-invitation" | "withdraw-invitation":
            ours = {"slug": "ours", "pk": world.invitation.pk}
        case "people", "revoke-token":
            ours = {"uid": world.token.uid}
        case "harvest", "items":
            ours, theirs = {"pk": world.feed.pk, "state": "held"}, {"pk": world.their_feed.pk, "state": "held"}
        case "harvest", "feed" | "progress" | "edit" | "remove" | "do":
            ours, theirs = {"pk": world.feed.pk}, {"pk": world.their_feed.pk}
        case "imports", "quarantined":
            ours = {"key": world.document.pk}
        case "imports", "row":
            ours, theirs = {"uid": world.batch.uid, "number": 1}, {"uid": world.their_batch.uid, "number": 1}
        case "imports", "batch" | "picture":
            ours, theirs = {"uid": world.batch.uid}, {"uid": world.their_batch.uid}
        case "exchange", _:
            ours, theirs = ({"uid": world.tables[whose].uid} for whose in ("we answer for", "they answer for"))
        case "links", "edit":
            ours = {"object_type": "event", "uid": world.events["our published"].uid}
            theirs = {"object_type": "event", "uid": world.events["their published"].uid}
        case "links", "remove":
            ours, theirs = {"link": world.link.uid}, {"link": world.their_link.uid}
        case "law", "text" | "new-measure" | "publish":
            ours, theirs = ({"uid": world.laws[whose].uid} for whose in ("we answer for", "they answer for"))
        case "law", place:
            ours, theirs = ({"uid": world.measures[side].uid} for side in ("ours", "theirs"))
            if place in {"article", "decree"}:
                rows = world.articles if place == "article" else world.decrees
                ours, theirs = {**ours, "row": rows["ours"].uid}, {**theirs, "row": rows["theirs"].uid}
        case "submissions", "opening":
            ours, theirs = {"slug": "hosted"}, {"slug": "elsewhere"}
        case "submissions", "reason":
            ours = {"slug": "ours", "key": world.reason.pk}
        case "submissions", "template":
            ours = {"slug": "ours", "key": world.template.pk}
        case "submissions", "answers" | "new-reason" | "new-template":
            ours, theirs = {"slug": "ours"}, {"slug": "theirs"}
        case "submissions", "own":
            ours, theirs = {"uid": world.to_them.uid}, {"uid": world.to_us.uid}
        case "submissions", "choose":
            ours, theirs = {"uid": draft.uid}, {"uid": their_draft.uid}
        case "submissions", "submit":
            ours, theirs = {"uid": draft.uid, "slug": "elsewhere"}, {"uid": their_draft.uid, "slug": "hosted"}
        case "submissions", "submission" | "set-aside" | "seen":
            ours, theirs = {"uid": world.to_us.uid}, {"uid": world.to_them.uid}
        case "charters", "sign":
            ours, theirs = {"slug": "kept"}, {"slug": "theirs"}
        case "charters", "request":
            ours, theirs = {"uid": world.to_sign.uid}, {"uid": world.to_sign_theirs.uid}
        case "charters", "signature" | "withdraw":
            ours = {"uid": world.signatories["we sign our charter"].uid}
            theirs = {"uid": world.signatories["they sign our charter"].uid}
        case "charters", "assess":
            mine, other = world.signatories["we sign our charter"], world.signatories["they sign our charter"]
            pledge = mine.version.pledges.get(side=mine.side)
            ours, theirs = {"uid": mine.uid, "pledge": pledge.uid}, {"uid": other.uid, "pledge": pledge.uid}
        case "charters", _:
            ours, theirs = {"uid": world.charter.uid}, {"uid": world.their_charter.uid}
        case "drafting", "commitment-aside":
            ours = {"uid": world.commitments["of our plan"].uid, "key": "x"}
            theirs = {"uid": world.commitments["of their plan"].uid, "key": "x"}
        case "drafting", "plan" | "plan-edit" | "plan-publish" | "adopt" | "commitment-new" | "commitment-check-new":
            ours, theirs = {"uid": world.plans["we answer for"].uid}, {"uid": world.plans["they answer for"].uid}
        case "drafting", "cocreation" | "meeting-link" | "write-down":
            ours, theirs = {"uid": world.plans["we answer for"].uid}, {"uid": world.plans["they answer for"].uid}
        case "drafting", "meeting-unlink":
            ours = {"uid": world.plans["we answer for"].uid, "link": world.place.uid}
        case "drafting", "answer":
            one, other = (world.contributions[f"{who} answer for"] for who in ("we", "they"))
            ours, theirs = {"uid": one.uid}, {"uid": other.uid}
        case "drafting", "verb":
            one, other = world.commitments["of our plan"], world.commitments["of their plan"]
            ours, theirs = {"uid": one.uid, "code": "withdraw"}, {"uid": other.uid, "code": "withdraw"}
        case "drafting", "evidence-aside":
            ours = {"uid": world.commitments["of our plan"].uid, "piece": world.place.uid}
        case "drafting", "restore":
            one, other = world.commitments["of our plan"], world.commitments["of their plan"]
            ours, theirs = {"uid": one.uid, "number": 1}, {"uid": other.uid, "number": 1}
        case "drafting", "progress":
            one, other = world.commitments["of their plan, we lead"], world.commitments["of their plan"]
            ours, theirs = {"uid": one.uid}, {"uid": other.uid}
        case "drafting", _:
            ours = {"uid": world.commitments["of our plan"].uid}
            theirs = {"uid": world.commitments["of their plan"].uid}
        case "reviews", "offer":
            promised = world.commitments
            ours, theirs = {"commitment": promised["of our plan"].uid}, {"commitment": promised["of their plan"].uid}
        case "reviews", "offer-plan":
            ours = {"plan": world.plans["we answer for"].uid}
            theirs = {"plan": world.plans["they answer for"].uid}
        case "reviews", "answer":
            ours = {"uid": world.reviews["published"].recommendations.get().uid}
        case "reviews", "code":
            ours = {"uid": world.reviews["being written"].uid, "indicator": "completion"}
        case "reviews", "take-back":
            ours = {"uid": world.reviews["being written"].uid, "number": 1}
        case "reviews", "reply":
            commented = world.reviews["open to comments"]
            ours = {"uid": commented.uid, "comment": commented.comments.get().uid}
        case "reviews", "held":
            ours, theirs = ({"commitment": page.commitment.uid, "digest": page.digest} for page in world.held.values())
        case "reviews", "correct":
            ours = {"uid": world.reviews["published"].uid}
        case "reviews", _:
            ours = {"uid": world.reviews["being written"].uid}
        case "guests", "paper-run" | "paper-part":
            ours, theirs = ({"uid": run.uid, "number": 1} for run in (world.papers, world.their_papers))
        case (
            "guests",
            "mailing" | "mailing-edit" | "mailing-send" | "mailing-test" | "mailing-discard" | "mailing-stop",
        ):
            ours, theirs = {"uid": world.mailing.uid}, {"uid": world.their_mailing.uid}
        case "guests", place:
            ours, theirs = ({**world.registrations[side], "kind": "questions"} for side in ("ours", "theirs"))
            if place in {"category", "category-seats"}:
                ours, theirs = ({**row, "row": category_of(row)} for row in (ours, theirs))
        case "checkin", _:
            ours, theirs = {"uid": draft.uid}, {"uid": their_draft.uid}
        case "editing", "events-export":
            ours = {"form": "csv"}
        case "editing", "event-aside":
            ours, theirs = {"uid": draft.uid, "key": "x"}, {"uid": their_draft.uid, "key": "x"}
        case "editing", "event-verb":
            ours, theirs = {"uid": draft.uid, "code": "publish"}, {"uid": their_draft.uid, "code": "publish"}
        case "editing", "series":
            first, second = world.hosted.series, world.elsewhere.series
            ours, theirs = {"uid": first.uid}, {"uid": second.uid}
        case "editing", "edition" | "edition-next":
            ours, theirs = {"uid": world.hosted.uid}, {"uid": world.elsewhere.uid}
        case "editing", "place" | "place-merge":
            ours = {"uid": world.place.uid}
        case "editing", "history":
            ours, theirs = {"kind": "events", "uid": draft.uid}, {"kind": "events", "uid": their_draft.uid}
        case "editing", "restore":
            ours = {"kind": "events", "uid": draft.uid, "number": 1}
            theirs = {"kind": "events", "uid": their_draft.uid, "number": 1}
        case "editing", _:
            ours, theirs = {"uid": draft.uid}, {"uid": their_draft.uid}
    found = [(words, "/" + filled(pattern, values)) for words, values in (("ours", ours), ("theirs", theirs)) if values]
    if "<" not in pattern:
        return [("", "/" + pattern)]
    assert found, f"{name}: say in `addresses` which object stands for it"
    return found


def category_of(row: dict[str, Any]) -> Any:
    return Category.objects.get(registration__uid=row["which"]).uid


def filled(pattern: str, values: dict[str, Any]) -> str:
    """The pattern with values in place of its converters; AssertionError when one is missing."""
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern.replace("^", "").replace("$", ""))
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], f"<{found[1]}>")), path)
    assert "<" not in path, f"{pattern}: its arguments are not all known to the table"
    return path


def browser_of(world: World, code: str) -> Client:
    client = Client(raise_request_exception=True)
    person = world.people[code]
    if not person.is_authenticated:
        return client
    client.force_login(person)
    if person.staff_session is not None:
        session = client.session
        session[staff_mode.KEY] = [str(person.staff_session.uid), staff_mode.proof_of(person)]
        session.save()
    return client


class Undo(Exception):
    """Whatever the request changed is taken back."""


# What a form must say for its address to do anything at all.
SENT: dict[str, dict[str, Any]] = {
    "charters:assess": {
        "level": "not-yet",
        "evidence-TOTAL_FORMS": "0",
        "evidence-INITIAL_FORMS": "0",
    },
    "charters:keep": {"what": "close"},
    "charters:request": {"what": "refuse", "reason": "Un outil par signataire."},
    "charters:withdraw": {"day": "2026-11-25"},
    "harvest:do": {"do": "pause"},
    "submissions:submission": {"what": "refuse", "base": "0"},
    "submissions:own": {"what": "withdraw"},
    "editing:bulk": {"verb": "publish"},
}


def answer(client: Client, method: str, address: str, sent: dict[str, Any]) -> str:
    """The status, and “login” for a stranger who is asked to log in; nothing is left changed."""
    said = ""
    try:
        with transaction.atomic():
            response = getattr(client, method)(address, sent)
            said = str(response.status_code)
            if response.status_code == 302 and "/account/login/" in response["Location"]:
                said = "in?"
            raise Undo
    except Undo:
        return said


def route_lines(world: World) -> Iterator[str]:
    browsers = {code: browser_of(world, code) for code in ROLES}
    yield "in?  asked to log in; 405  this address does not take that method"
    for name, pattern in sorted(routes()):
        yield ""
        yield f"{name:<44} {' '.join(ROLES)}"
        sent = SENT.get(name, {})
        for words, address in addresses(world, name, pattern):
            for method in ("get", "post"):
                answers = [answer(browsers[code], method, address, sent if method == "post" else {}) for code in ROLES]
                if set(answers) <= {"405", "in?"}:
                    continue
                yield f"  {f'{method.upper()} {words}'.strip():<42} {' '.join(answers)}"


def test_every_address_of_the_space_answers_each_role_as_the_table_says(world: World) -> None:
    compare("routes.txt", "\n".join(route_lines(world)) + "\n")


def compare(name: str, text: str) -> None:
    path = HERE / name
    if os.environ.get("PARVIS_WRITE_TABLES"):
        path.write_text(text)
    assert text.splitlines() == path.read_text().splitlines()
