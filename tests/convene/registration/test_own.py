"""The page of a registration: what each link shows, and what its holder may do."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from parvis.convene.registration import actions, letters, links
from parvis.convene.registration.actions.setting_up import save_purpose, save_question, settle_form, stop
from parvis.convene.registration.models import (
    Consent,
    Kind,
    Letter,
    Purpose,
    Question,
    Registration,
    SignUp,
    State,
)
from parvis.ground import clock
from tests.factories import RegistrationFactory, SessionFactory, both, demand

pytestmark = pytest.mark.django_db


def come(registration: Registration, number: int = 1, **fields) -> SignUp:
    category = registration.categories.order_by("order", "pk").first()
    return actions.register(registration, category, demand(category, number, **fields)).sign_up


def mailed(sign_up: SignUp, page: str = "own") -> str:
    return reverse(f"registration:{page}", args=[links.mailed(sign_up)])


def typed(sign_up: SignUp, *, echo: bool = False) -> str:
    until = sign_up.until or clock.now() + timedelta(minutes=30)
    return reverse("registration:own", args=[links.typed(sign_up, until, echo=echo)])


def words(client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.content.decode()


def test_the_ticket_is_on_the_mailed_page_with_a_picture_for_each_who_comes(client):
    registration = RegistrationFactory(largest_party=2)
    sign_up = come(registration, people=2)

    page = client.get(mailed(sign_up))
    html = page.content.decode()

    assert html.count('<svg class="qr"') == 2
    assert "Personne 1.0" in html
    assert "Personne 1.1" in html
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))
    assert 'content="noindex"' in html
    assert ".ics" in html
    assert "webcal://" in html


@pytest.mark.parametrize("state", sorted(State))
@pytest.mark.parametrize("echo", [False, True])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_only_typed_an_address_is_shown_neither_a_ticket_nor_a_name_nor_a_mailed_link(
    client, state, echo, language
):
    sign_up = come(RegistrationFactory(confirm_by_mail=True))
    rank = 1 if state == State.WAITING else None
    SignUp.objects.filter(pk=sign_up.pk).update(state=state, rank=rank)
    sign_up.refresh_from_db()

    html = words(client, typed(sign_up, echo=echo).replace("/fr/", f"/{language}/"))

    assert '<svg class="qr"' not in html
    assert links.mailed(sign_up) not in html
    assert sign_up.name not in html
    assert sign_up.email not in html
    assert sign_up.confirm_code not in html
    assert str(sign_up.attendees.get().uid) not in html


@pytest.mark.parametrize("page", ["change", "leave"])
def test_a_link_that_was_not_mailed_changes_and_cancels_nothing(client, page):
    sign_up = come(RegistrationFactory())
    typed_signature = links.typed(sign_up, clock.now())

    answer = client.post(reverse(f"registration:{page}", args=[typed_signature]), {"who": "all", "name": "Autre"})

    sign_up.refresh_from_db()
    assert answer.status_code == 404
    assert (sign_up.state, sign_up.name) == (State.CONFIRMED, "Personne 1.0")


def test_a_changed_signature_leads_nowhere(client):
    sign_up = come(RegistrationFactory())

    assert client.get(mailed(sign_up)[:-3] + "x/").status_code == 404
    assert client.get(reverse("registration:own", args=[sign_up.uid.hex])).status_code == 404


def test_the_digits_of_the_letter_confirm_and_lead_to_the_ticket(client):
    sign_up = come(RegistrationFactory(confirm_by_mail=True))
    code = f"{sign_up.confirm_code[:3]} {sign_up.confirm_code[3:]}"

    before = words(client, typed(sign_up))
    answer = client.post(typed(sign_up), {"code": code})

    assert answer.status_code == 303
    assert '<svg class="qr"' in words(client, answer["Location"])
    assert "g…@ambrelle.example" in before


def test_wrong_digits_are_said_and_guessing_comes_to_an_end(client):
    sign_up = come(RegistrationFactory(confirm_by_mail=True))
    wrong = "000000" if sign_up.confirm_code != "000000" else "111111"

    pages = [client.post(typed(sign_up), {"code": wrong}) for _ in range(9)]
    late = client.post(typed(sign_up), {"code": sign_up.confirm_code})

    assert {page.status_code for page in pages} == {422}
    assert "Recopiez-les" in pages[0].content.decode()
    assert "suivez plutôt le lien" in pages[-1].content.decode()
    assert late.status_code == 422
    sign_up.refresh_from_db()
    assert sign_up.state == State.HELD


def test_the_digits_lead_to_a_registration_that_existed_before(client):
    sign_up = come(RegistrationFactory())

    answer = client.post(typed(sign_up, echo=True), {"code": sign_up.confirm_code})

    assert answer["Location"].startswith(mailed(sign_up))


def test_opening_the_mailed_link_confirms_nothing_and_its_button_does(client):
    sign_up = come(RegistrationFactory(confirm_by_mail=True))

    words(client, mailed(sign_up))
    sign_up.refresh_from_db()
    assert sign_up.state == State.HELD

    client.post(mailed(sign_up))
    sign_up.refresh_from_db()
    assert sign_up.state == State.CONFIRMED


def test_another_letter_is_sent_on_demand_and_not_without_end(client):
    sign_up = come(RegistrationFactory(confirm_by_mail=True))

    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        first = client.post(typed(sign_up), {"do": "resend"}).content.decode()
        again = client.post(typed(sign_up), {"do": "resend"}).content.decode()

    assert "Un autre message est parti" in first
    assert "patientez un peu" in again
    assert Letter.objects.filter(kind="confirm").count() == 2


def test_who_waits_reads_her_rank_and_leaves_the_list(client):
    registration = RegistrationFactory(capacity=1)
    come(registration, 1)
    come(registration, 2)
    third = come(registration, 3)

    html = words(client, mailed(third))
    asked = words(client, mailed(third, "leave"))
    left = words(client, client.post(mailed(third, "leave"), {"who": "all"})["Location"])

    assert "rang 2" in html
    assert "Rester en liste d’attente" in asked
    assert "billet" not in asked
    third.refresh_from_db()
    assert third.state == State.CANCELLED
    assert "Vous ne venez plus" in left
    assert "Votre place est rendue" not in left
    mail.outbox.clear()
    letters.send_owed()
    (told,) = [sent for sent in mail.outbox if "Annulée" in sent.subject]
    assert "Votre billet n’est plus valable" not in told.body


def test_an_offered_seat_is_taken_by_a_button(client):
    registration = RegistrationFactory(capacity=1)
    first, second = come(registration, 1), come(registration, 2)
    actions.cancel(first)

    html = words(client, mailed(second))
    answer = client.post(mailed(second))

    assert "Prendre la place" in html
    assert '<svg class="qr"' in words(client, answer["Location"])


def test_cancelling_is_asked_once_more_then_done_and_gives_the_seat_back(client):
    registration = RegistrationFactory(capacity=1)
    sign_up = come(registration)

    asked = words(client, mailed(sign_up, "leave"))
    sign_up.refresh_from_db()
    assert sign_up.state == State.CONFIRMED
    answer = client.post(mailed(sign_up, "leave"), {"who": "all"})

    registration.refresh_from_db()
    assert "Oui, annuler" in asked
    assert registration.free == 1
    html = words(client, answer["Location"])
    assert "Votre inscription est annulée" in html
    assert "M’inscrire de nouveau" in html


def test_one_of_a_party_is_taken_off_alone(client):
    registration = RegistrationFactory(capacity=3, largest_party=3)
    sign_up = come(registration, people=3)
    second = sign_up.attendees.all()[1]

    client.post(mailed(sign_up, "leave"), {"who": str(second.uid)})

    sign_up.refresh_from_db()
    assert (sign_up.seats, sign_up.state) == (2, State.CONFIRMED)
    assert second.name not in words(client, mailed(sign_up))


def test_what_was_said_can_be_changed_whole(client):
    registration = RegistrationFactory(largest_party=2)
    question = save_question(None, Question(registration=registration, kind=Kind.LINE, label=both("Ville", "Town")))
    agreed = save_purpose(None, Purpose(registration=registration, label=both("Photos", "Pictures")))
    other = save_purpose(None, Purpose(registration=registration, label=both("Lettre", "Letter")))
    sign_up = come(registration, people=2, answers={str(question.uid): "Ambrelle"}, consents=(agreed.pk,))

    form = words(client, mailed(sign_up, "change"))
    answer = client.post(
        mailed(sign_up, "change"),
        {
            "name": "Camille Rivière",
            "p1_name": "Ada",
            "p1_child": "on",
            f"q_{question.uid.hex}": "Quai Vert",
            f"consent_{other.uid.hex}": "on",
            "needs": ["subtitles"],
        },
    )

    assert 'value="Ambrelle"' in form
    assert "checked" in form
    assert answer.status_code == 303
    sign_up.refresh_from_db()
    assert (sign_up.name, sign_up.answers) == ("Camille Rivière", {str(question.uid): "Quai Vert"})
    assert list(sign_up.attendees.values_list("name", "child")) == [("Camille Rivière", False), ("Ada", True)]
    assert sign_up.access_need.codes == ["subtitles"]
    standing = Consent.objects.filter(sign_up=sign_up, withdrawn_at=None)
    assert [consent.purpose for consent in standing] == [other]
    assert Consent.objects.get(purpose=agreed).withdrawn_at is not None


def test_a_session_is_left_for_another_that_is_free(client):
    registration = RegistrationFactory()
    event = registration.event
    one, two = (
        RegistrationFactory(event=event, session=SessionFactory(event=event, start_day=event.start_day), capacity=1)
        for _ in range(2)
    )
    settle_form(registration)
    sign_up = come(registration, sessions=(one.pk,))

    client.post(mailed(sign_up, "change"), {"name": sign_up.name, "sessions": [two.pk]})

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.free, two.free) == (1, 0)
    assert "checked" in re.search(f'<input[^>]*value="{two.pk}"[^>]*>', words(client, mailed(sign_up, "change")))[0]


def test_a_seat_at_a_session_is_kept_by_who_changes_her_name_after_the_session_takes_nobody_more(client):
    registration = RegistrationFactory()
    event = registration.event
    one, _other = (
        RegistrationFactory(event=event, session=SessionFactory(event=event, start_day=event.start_day))
        for _ in range(2)
    )
    settle_form(registration)
    sign_up = come(registration, sessions=(one.pk,))
    stop(None, one)

    ticked = re.findall(
        r'<input[^>]*name="sessions"[^>]*value="(\d+)"[^>]*checked', words(client, mailed(sign_up, "change"))
    )
    client.post(mailed(sign_up, "change"), {"name": "Camille Rivière", "sessions": ticked})

    sign_up.refresh_from_db()
    assert sign_up.name == "Camille Rivière"
    assert (sign_up.children.get().registration, sign_up.children.get().state) == (one, State.CONFIRMED)


def test_a_session_that_is_full_meanwhile_stays_wished_by_who_waits_for_the_event(client):
    registration = RegistrationFactory(capacity=0)
    event = registration.event
    full, _other = (
        RegistrationFactory(
            event=event,
            session=SessionFactory(event=event, start_day=event.start_day),
            capacity=capacity,
            waiting_capacity=0,
        )
        for capacity in (0, 10)
    )
    settle_form(registration)
    sign_up = come(registration, sessions=(full.pk,))

    client.post(mailed(sign_up, "change"), {"name": "Camille Rivière", "sessions": [full.pk]})

    sign_up.refresh_from_db()
    assert (sign_up.name, sign_up.wanted_sessions) == ("Camille Rivière", [full.pk])


def test_nobody_gets_the_name_of_who_registered_and_does_not_come(client):
    sign_up = come(RegistrationFactory(largest_party=3, asks_access_needs=False), people=3)
    first, second, third = sign_up.attendees.order_by("order")
    page = mailed(sign_up, "change")
    actions.cancel_attendee(sign_up, first)

    html = words(client, page)
    sent = dict(re.findall(r'name="(\w*name)" value="([^"]*)"', html))
    actions.cancel_attendee(sign_up, second)  # in another window
    answer = client.post(page, sent | {"name": "Camille Rivière"})

    assert answer.status_code == 303
    third.refresh_from_db()
    sign_up.refresh_from_db()
    assert (sign_up.name, third.name) == ("Camille Rivière", "Personne 1.2")


def test_a_seat_of_a_session_that_becomes_free_is_taken_on_the_page_of_the_event(client):
    registration = RegistrationFactory()
    event = registration.event
    session = SessionFactory(event=event, start_day=event.start_day, title="Atelier")
    workshop = RegistrationFactory(event=event, session=session, capacity=1)
    settle_form(registration)
    first, second = come(registration, 1, sessions=(workshop.pk,)), come(registration, 2, sessions=(workshop.pk,))
    actions.cancel(first)
    child = second.children.get()

    html = words(client, mailed(second))
    client.post(mailed(second), {"session": child.uid.hex})

    assert "Une place vous est proposée" in html
    child.refresh_from_db()
    assert child.state == State.CONFIRMED


def test_a_link_pressed_after_the_time_still_gives_what_is_free(client):
    sign_up = come(RegistrationFactory(capacity=1, confirm_by_mail=True))

    with time_machine.travel(clock.now() + timedelta(hours=1)):
        actions.expire()
        html = words(client, mailed(sign_up))
        client.post(mailed(sign_up))

    assert "Je souhaite toujours venir" in html
    sign_up.refresh_from_db()
    assert sign_up.state == State.CONFIRMED


def test_a_reason_of_the_organisers_is_on_the_page(client):
    sign_up = come(RegistrationFactory())
    actions.remove(None, sign_up, "Réservé aux agents.")

    assert "Réservé aux agents." in words(client, mailed(sign_up))


def test_the_page_costs_as_much_for_one_as_for_ten(client, django_assert_max_num_queries):
    registration = RegistrationFactory(largest_party=10, capacity=20)
    sign_up = come(registration, people=10)
    client.get(mailed(sign_up))

    with django_assert_max_num_queries(9):
        words(client, mailed(sign_up))
