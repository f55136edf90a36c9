"""`parvis registration …`: what an operator reads and does."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
import time_machine

from parvis.convene.guests.audit import audit_every_night, waiting
from parvis.convene.guests.command import main
from parvis.convene.guests.models import Discrepancy
from parvis.convene.registration import actions
from parvis.convene.registration.models import Registration, SignUp
from parvis.ground import clock
from tests.factories import EventFactory, OrganisationFactory, RegistrationFactory, demand, organiser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def registration() -> Registration:
    day = clock.today() + timedelta(days=20)
    event = EventFactory(slug="sommet", title="Sommet", organisation=OrganisationFactory(), start_day=day)
    return RegistrationFactory(event=event, capacity=1)


def come(registration: Registration, number: int) -> SignUp:
    category = registration.categories.get()
    return actions.register(registration, category, demand(category, number)).sign_up


def said(capsys, *arguments: str) -> tuple[int, str]:
    code = main(list(arguments))
    told = capsys.readouterr()
    return code, told.out + told.err


def test_lists_and_shows_events_with_their_seats(registration, capsys):
    come(registration, 1)
    come(registration, 2)

    assert said(capsys, "list") == (0, "sommet\tSommet\tseats taken: 1 of 1; waiting: 1\n")
    code, shown = said(capsys, "show", "sommet")
    assert code == 0
    assert "Public: seats taken: 1, no limit" in shown
    assert "Names are erased on" in shown


def test_speaks_french_where_the_terminal_does(registration, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    assert said(capsys, "show", "nowhere") == (2, "parvis: Il n’y a pas d’événement «\u202fnowhere\u202f».\n")


def test_exports_everybody_as_csv_without_formulas(registration, capsys):
    guest = come(registration, 1)
    SignUp.objects.filter(pk=guest.pk).update(name="=1+1")

    code, out = said(capsys, "export", "sommet")

    (row,) = csv.DictReader(io.StringIO(out))
    assert (code, row["name"], row["email"], row["state"]) == (0, "'=1+1", "guest1@ambrelle.example", "confirmed")


def test_a_dry_run_says_what_another_capacity_would_do_and_changes_nothing(registration, capsys):
    come(registration, 1)
    come(registration, 2)

    code, out = said(capsys, "capacity", "sommet", "3", "--dry-run")
    registration.refresh_from_db()
    assert (code, registration.capacity) == (0, 1)
    assert "One person is offered a seat." in out
    assert "nothing was written" in out

    assert said(capsys, "capacity", "sommet", "none")[0] == 0
    registration.refresh_from_db()
    assert registration.capacity is None


def test_the_audit_fails_on_a_number_that_no_row_explains_and_the_organisers_are_told(registration, capsys):
    come(registration, 1)
    assert said(capsys, "audit")[0] == 0
    Registration.objects.filter(pk=registration.pk).update(waiting=3)

    code, out = said(capsys, "audit")

    assert code == 1
    assert "waiting of registration is 3, the registrations make 0" in out
    assert audit_every_night().startswith("1 ")
    heap = waiting(organiser_of(registration.event.organisation), 5)
    assert (heap.count, heap.oldest[0].title) == (1, "Sommet")
    assert waiting(organiser_of(OrganisationFactory()), 5).count == 0
    Registration.objects.filter(pk=registration.pk).update(waiting=0)
    assert audit_every_night().startswith("0 ")
    assert not Discrepancy.objects.exists()


def test_erases_names_whose_day_has_come(registration, capsys):
    guest = come(registration, 1)
    with time_machine.travel(registration.event.ends_at + timedelta(days=31)):
        assert "one registration loses its name" in said(capsys, "anonymise", "--dry-run")[1]
        guest.refresh_from_db()
        assert guest.name
        assert said(capsys, "anonymise")[0] == 0

    guest.refresh_from_db()
    assert guest.name == ""


def test_opens_and_adds(registration, capsys):
    EventFactory(slug="atelier", title="Atelier", start_day=clock.today() + timedelta(days=5))

    assert said(capsys, "open", "atelier", "--capacity", "1")[0] == 0
    assert said(capsys, "open", "atelier")[0] == 2
    assert said(capsys, "add", "atelier", "Zoé Çelik", "zoe@ambrelle.example") == (0, "Zoé Çelik: registered\n")
    assert said(capsys, "add", "atelier", "Zoé Çelik", "zoe@ambrelle.example")[0] == 1
    assert said(capsys, "add", "atelier", "Anaïs", "anais@ambrelle.example")[1] == "Anaïs: on the waiting list\n"
