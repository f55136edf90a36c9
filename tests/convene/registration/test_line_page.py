"""The page of who stands in line: it asks again by itself, and leads on when it is one's turn."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.convene.registration import actions, links
from parvis.convene.registration.actions.line import stand_in_line
from parvis.convene.registration.models import Arrival, Letter, Registration, SignUp
from parvis.ground import clock
from tests.factories import RegistrationFactory, demand

pytestmark = pytest.mark.django_db


def arrive(registration: Registration, number: int, **fields) -> Arrival:
    return stand_in_line(registration, demand(registration.categories.get(), number, **fields))


def page_of(arrival: Arrival) -> str:
    return reverse("registration:line", args=[links.in_line(arrival)])


def test_who_stands_in_line_reads_how_many_are_before_and_the_page_asks_again(client):
    registration = RegistrationFactory()
    _first, _second, third = (arrive(registration, number) for number in range(3))
    # As if they came this very second, however slow the machine: who waits for long serves the line herself.
    Arrival.objects.update(created_at=clock.now() + timedelta(hours=1))

    page = client.get(page_of(third))
    html = page.content.decode()

    assert "2 personnes sont avant vous" in html
    assert 'aria-live="polite"' in html
    assert int(page["Refresh"]) >= 1
    assert "no-store" in page["Cache-Control"]
    assert "guest2" not in html


def test_when_it_is_ones_turn_the_page_leads_to_the_registration(client):
    registration = RegistrationFactory(confirm_by_mail=True)
    arrival = arrive(registration, 1)
    actions.serve_lines()

    answer = client.get(page_of(arrival))

    assert answer.status_code == 303
    assert "Regardez votre boîte" in client.get(answer["Location"]).content.decode()


def test_a_refusal_is_said_in_the_line(client):
    registration = RegistrationFactory(capacity=1, waiting_capacity=0)
    _first, second = arrive(registration, 1), arrive(registration, 2)
    actions.serve_lines()

    page = client.get(page_of(second))

    assert "la liste d’attente est pleine" in page.content.decode()
    assert "Refresh" not in page


@pytest.mark.parametrize(
    ("language", "promise", "stopped", "closed"),
    [
        ("fr", "un courriel vous l’annonce. Sinon", "arrêtées avant votre tour", "closes avant votre tour"),
        ("en", "an e-mail tells you. If not", "stopped before your turn", "closed before your turn"),
    ],
)
def test_what_the_line_promises_is_true_of_who_is_refused_too(client, language, promise, stopped, closed):
    off, cancelled = RegistrationFactory(), RegistrationFactory()
    arrivals = [arrive(off, 1), arrive(cancelled, 2)]
    Arrival.objects.update(created_at=clock.now() + timedelta(seconds=1))
    pages = [page_of(one).replace("/fr/", f"/{language}/", 1) for one in arrivals]
    before = client.get(pages[0]).content.decode()

    Registration.objects.filter(pk=off.pk).update(running=False)
    type(cancelled.event).objects.filter(pk=cancelled.event_id).update(status="cancelled")
    actions.serve_lines()
    after = [client.get(page).content.decode() for page in pages]

    assert promise in before
    assert stopped in after[0]
    assert closed in after[1]
    assert not Letter.objects.exists()
    assert all(not arrival.payload for arrival in Arrival.objects.order_by("pk"))


@pytest.mark.parametrize("capacity", [0, 10])
def test_a_known_address_is_answered_as_a_new_one_and_learns_of_it_by_letter_alone(client, capacity):
    registration = RegistrationFactory(confirm_by_mail=True, capacity=10)
    known = arrive(registration, 1)
    actions.serve_lines()
    actions.confirm(SignUp.objects.get())
    actions.set_capacity(None, registration, capacity)
    fresh, again = (
        arrive(registration, 2, email="guest3@ambrelle.example"),
        arrive(registration, 1, fingerprint="f" * 64),
    )
    actions.serve_lines()

    pages = [client.get(page_of(one), follow=True) for one in (fresh, again)]

    words = [re.sub(r"[0-9a-f]{8,}\S*", "", page.content.decode()) for page in pages]
    assert words[0] == words[1]
    assert len(pages[0].redirect_chain[0][0]) == len(pages[1].redirect_chain[0][0])
    assert Letter.objects.filter(sign_up=known.sign_up or SignUp.objects.order_by("pk").first(), kind="known").exists()


def test_a_signature_that_is_not_ours_leads_nowhere(client):
    assert client.get(reverse("registration:line", args=["abc.def"])).status_code == 404
