"""The first page of the organisers' space: what waits for whom, in what order, and how late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from parvis.convene.agenda.models import Event
from parvis.people import todo
from parvis.people.models import Membership
from parvis.people.todo import Heap, Mark, Waiting
from tests.factories import EditionFactory, EventFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 9, tzinfo=ZoneInfo("Europe/Paris"))


def waits(title: str, days: int, due: int | None = None, **more: object) -> Waiting:
    return Waiting(
        "Événement proposé", title, "Les Ateliers demandent à le publier.", "/fr/organise/x/", "Relire",
        since=NOW - timedelta(days), due=None if due is None else NOW + timedelta(due), **more,
    )  # fmt: skip


@pytest.fixture
def only_sources() -> Iterator[dict[str, todo.Source]]:
    """The sources of a test, instead of those the apps registered."""
    before = dict(todo._sources)
    todo._sources.clear()
    yield todo._sources
    todo._sources.clear()
    todo._sources.update(before)


def client_of(role: str) -> Client:
    user, body = UserFactory(), OrganisationFactory()
    if role:
        Membership.objects.create(user=user, organisation=body, role=role)
    client = Client()
    client.force_login(user)
    return client


@time_machine.travel(NOW, tick=False)
def test_what_has_waited_longest_comes_first_and_lateness_is_said(only_sources: dict[str, todo.Source]) -> None:
    todo.register_source("a", lambda user, limit: Heap(1, (waits("Nuit des halles", 9),)))
    todo.register_source("b", lambda user, limit: Heap(1, (waits("Un composteur", 21, due=-6),)))

    page = client_of("moderator").get("/fr/organise/").content.decode()

    assert page.index("Un composteur") < page.index("Nuit des halles")
    assert "2 choses attendent une réponse" in page
    assert "En retard de 7 jours" in page
    assert "Une est en retard." in page


@time_machine.travel(NOW, tick=False)
def test_the_page_shows_the_oldest_and_leads_to_the_others(only_sources: dict[str, todo.Source]) -> None:
    many = tuple(waits(f"Atelier {n}", n) for n in range(20, 0, -1))
    todo.register_source("a", lambda user, limit: Heap(20, many[:limit]))
    client = client_of("moderator")

    assert client.get("/fr/organise/").content.decode().count("data-row") == 6
    assert "Voir les 14 autres" in client.get("/fr/organise/").content.decode()
    assert client.get("/fr/organise/?all").content.decode().count("data-row") == 20


@time_machine.travel(NOW, tick=False)
def test_findings_stand_in_the_margin_of_what_waits(only_sources: dict[str, todo.Source]) -> None:
    mark = Mark(
        "error", "dimanche", "Le 15 mars 2026 est un dimanche.", "/fr/organise/x/#start_day", "Corriger la date"
    )
    todo.register_source("a", lambda user, limit: Heap(1, (waits("Nuit des halles", 9, marks=(mark,)),)))

    page = client_of("moderator").get("/fr/organise/").content.decode()

    assert "En marge" in page
    assert "Le 15 mars 2026 est un dimanche." in page


@pytest.mark.parametrize(("role", "status"), [("", 403), ("reviewer", 200), ("contributor", 200), ("moderator", 200)])
def test_the_space_opens_to_those_who_have_something_to_do_there(role: str, status: int) -> None:
    assert client_of(role).get("/fr/organise/").status_code == status


def test_a_stranger_logs_in_first() -> None:
    answer = Client().get("/fr/organise/")
    assert (answer.status_code, answer.url) == (302, "/fr/account/login/?next=/fr/organise/")


def test_the_space_is_in_the_corner_of_public_pages_for_those_it_opens_to() -> None:
    assert "/fr/organise/" in client_of("contributor").get("/fr/agenda/").content.decode()
    assert "/fr/organise/" not in client_of("").get("/fr/agenda/").content.decode()
    assert "/fr/organise/" not in Client().get("/fr/agenda/").content.decode()


def test_logging_in_leads_to_the_space() -> None:
    user, body = UserFactory(), OrganisationFactory()
    Membership.objects.create(user=user, organisation=body, role="organiser")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)

    answer = Client().post("/fr/account/login/", {"login": user.email, "password": "a long enough password"})

    assert (answer.status_code, answer.url) == (302, "/fr/organise/")


@pytest.mark.parametrize("number", [1, 3])
@time_machine.travel(NOW, tick=False)
def test_the_season_is_summed_up_in_a_constant_number_of_queries(
    only_sources: dict[str, todo.Source], number: int, django_assert_max_num_queries
) -> None:
    user, body = UserFactory(), OrganisationFactory()
    Membership.objects.create(user=user, organisation=body, role="organiser")
    for _ in range(number):
        edition = EditionFactory(host=body, first_day=NOW.date(), last_day=NOW.date() + timedelta(20))
        EventFactory(editions=[edition], organisation=body)
    client = Client()
    client.force_login(user)

    with django_assert_max_num_queries(9):
        page = client.get("/fr/organise/").content.decode()

    assert Event.objects.count() == number
    assert ("1 événement" if number == 1 else "La saison") in page
