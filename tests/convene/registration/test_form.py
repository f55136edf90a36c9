"""The form by which one registers: read by everybody alike, sent once, losing nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches

from parvis.convene.agenda.models import Event
from parvis.convene.registration import actions, links
from parvis.convene.registration.actions.setting_up import save_category, save_purpose, save_question, settle_form
from parvis.convene.registration.models import (
    Access,
    Category,
    Kind,
    Letter,
    Purpose,
    Question,
    Registration,
    SignUp,
    State,
)
from parvis.ground import clock
from parvis.ui.strangers import stamp
from tests.factories import CategoryFactory, RegistrationFactory, SessionFactory, both

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_page_made_before():
    caches["pages"].clear()


def page_of(registration: Registration, language: str = "fr") -> str:
    path = f"/{language}/agenda/{registration.event.slug}/register/"
    return f"{path}{registration.session.uid}/" if registration.session else path


def begun() -> str:
    with time_machine.travel(clock.now() - timedelta(seconds=30)):
        return stamp()


def typed(**fields):
    """What somebody types."""
    return {"name": "Camille Rivière", "email": "camille@ambrelle.example", "people": "1", "begun": begun(), **fields}


def mistakes(response) -> list[str]:
    html = response.content.decode()
    return re.findall(r'class="field-error" id="id_(\w+)_error"', html)


def test_a_name_and_an_address_are_enough(client):
    registration = RegistrationFactory()

    answer = client.post(page_of(registration), typed(name="  Camille   Rivière ", email="Camille@Ambrelle.example"))

    sign_up = registration.sign_ups.get()
    assert answer.status_code == 303
    assert (sign_up.name, sign_up.email, sign_up.state) == ("Camille Rivière", "camille@ambrelle.example", "confirmed")
    assert client.get(answer["Location"]).status_code == 200


def test_the_page_is_the_same_for_everybody_and_sets_no_cookie(client, django_assert_max_num_queries):
    registration = RegistrationFactory()
    settle_form(registration)

    with django_assert_max_num_queries(4):
        page = client.get(page_of(registration))

    assert page.status_code == 200
    assert not page.cookies
    assert page["Cache-Control"].startswith("public")
    assert client.get(page_of(registration), headers={"if-none-match": page["ETag"]}).status_code == 304


def test_the_same_form_sent_twice_lands_on_the_same_registration(client):
    registration = RegistrationFactory()

    first = client.post(page_of(registration), typed())
    again = client.post(page_of(registration, "en"), typed(name="camille  rivière"))

    assert registration.sign_ups.count() == 1
    assert first["Location"][3:] == again["Location"][3:]


def test_a_known_address_is_answered_as_a_new_one_and_told_by_letter_alone(client):
    registration = RegistrationFactory(confirm_by_mail=True)
    fresh = client.post(page_of(registration), typed(), follow=True)
    registration.sign_ups.update(state=State.CONFIRMED, until=None)

    known = client.post(page_of(registration), typed(name="Quelqu’un d’autre"), follow=True)

    words = [re.sub(r"[0-9a-f]{8,}\S*", "", page.content.decode()) for page in (fresh, known)]
    assert words[0] == words[1]
    assert "Camille Rivière" not in known.content.decode()
    assert list(Letter.objects.order_by("pk").values_list("kind", flat=True)) == ["confirm", "known"]


def test_a_known_address_is_answered_as_a_new_one_when_seats_are_all_taken(client):
    registration = RegistrationFactory(confirm_by_mail=True, capacity=1)
    client.post(page_of(registration), typed())
    actions.confirm(registration.sign_ups.get())

    fresh = client.post(page_of(registration), typed(email="claude@ambrelle.example"), follow=True)
    known = client.post(page_of(registration), typed(name="Quelqu’un d’autre"), follow=True)

    words = [re.sub(r"[0-9a-f]{8,}\S*", "", page.content.decode()) for page in (fresh, known)]
    assert words[0] == words[1]
    assert "c…@ambrelle.example" in words[0]
    assert len(fresh.redirect_chain[0][0]) == len(known.redirect_chain[0][0])
    assert list(Letter.objects.order_by("pk").values_list("kind", flat=True)) == [
        "confirm", "ticket", "waiting", "known",
    ]  # fmt: skip


def test_a_known_address_reads_that_all_is_full_as_a_new_one_does_and_is_written_to(client):
    registration = RegistrationFactory(confirm_by_mail=True, capacity=1, waiting_capacity=0)
    client.post(page_of(registration), typed())
    actions.confirm(registration.sign_ups.get())

    with time_machine.travel(clock.now(), tick=False):  # the form says, signed, when it was opened
        fresh = client.post(page_of(registration), typed(name="X Y", email="claude@ambrelle.example"))
        known = client.post(page_of(registration), typed(name="X Y"))

    assert fresh.status_code == known.status_code == 422
    assert fresh.content.decode().replace("claude@", "camille@") == known.content.decode()
    assert Letter.objects.filter(kind="known").count() == 1


@pytest.mark.parametrize("capacity", [1, 9])
def test_the_button_for_another_message_says_nothing_of_who_is_registered(client, capacity):
    registration = RegistrationFactory(confirm_by_mail=True, capacity=9)
    client.post(page_of(registration), typed())
    actions.confirm(registration.sign_ups.get())
    actions.set_capacity(None, registration, capacity)
    said: dict[str, list[str]] = {"camille@ambrelle.example": [], "claude@ambrelle.example": []}

    for minute in range(0, 14, 2):
        with time_machine.travel(clock.now() + timedelta(minutes=minute), tick=False):
            for address, heard in said.items():
                page = client.post(page_of(registration), typed(name=f"Nom {minute}", email=address))
                heard.append(str(page.status_code))
                if page.status_code == 303:
                    again = client.post(page["Location"], {"do": "resend"}).content.decode()
                    heard.append("sent" if "Un autre message est parti" in again else "enough")

    assert said["camille@ambrelle.example"] == said["claude@ambrelle.example"]
    assert "422" in said["claude@ambrelle.example"]  # its fill within the hour


def test_the_digits_of_the_letter_lead_from_the_page_of_the_waiting_list_to_the_rank(client):
    registration = RegistrationFactory(confirm_by_mail=True, capacity=0)
    page = client.post(page_of(registration), typed(), follow=True)
    path = page.redirect_chain[-1][0]
    sign_up = registration.sign_ups.get()

    wrong = client.post(path, {"code": "000000" if sign_up.confirm_code != "000000" else "111111"})
    right = client.post(path, {"code": sign_up.confirm_code}, follow=True)

    assert not re.search(r"au rang\s1\s", page.content.decode())
    assert wrong.status_code == 422
    assert re.search(r"au rang\s1\s", right.content.decode())
    assert links.mailed(sign_up) in right.redirect_chain[-1][0]


def test_the_digits_typed_on_the_page_of_the_waiting_list_take_no_seat_that_was_offered_meanwhile(client):
    registration = RegistrationFactory(confirm_by_mail=True, capacity=0)
    path = client.post(page_of(registration), typed(), follow=True).redirect_chain[-1][0]
    actions.set_capacity(None, registration, 1)
    sign_up = registration.sign_ups.get()

    client.post(path, {"code": sign_up.confirm_code})

    sign_up.refresh_from_db()
    assert sign_up.state == State.OFFERED


def test_each_mistake_is_said_in_one_sentence_and_nothing_typed_is_lost(client):
    registration = RegistrationFactory()

    page = client.post(page_of(registration), typed(name="", email="camille"))

    html = page.content.decode()
    assert page.status_code == 422
    assert mistakes(page) == ["name", "email"]
    assert 'value="camille"' in html
    assert "Indiquez votre nom" in html
    assert not registration.sign_ups.exists()


def test_a_person_is_added_and_taken_off_without_losing_a_word(client):
    registration = RegistrationFactory(largest_party=3)
    first = typed(do="add", name="Camille")

    two = client.post(page_of(registration), first).content.decode()
    three = client.post(page_of(registration), typed(people="2", p1_name="Ada", do="add")).content.decode()
    shrunk = client.post(
        page_of(registration), typed(people="3", p1_name="Ada", p2_name="Zoé", p2_child="on", do="remove-1")
    ).content.decode()

    assert 'name="people" value="2"' in two
    assert 'value="Camille"' in two
    assert "field-error" not in two
    assert 'name="people" value="3"' in three
    assert 'value="Ada"' in three
    assert 'value="add"' not in three
    assert 'name="people" value="2"' in shrunk
    assert 'value="Zoé"' in shrunk
    assert "Ada" not in shrunk
    assert re.search(r'name="p1_child"[^>]*checked', shrunk)


def test_a_party_is_kept_together_with_its_children(client):
    registration = RegistrationFactory(largest_party=3)

    client.post(page_of(registration), typed(people="3", p1_name="Ada", p2_name="Zoé", p2_child="on"))

    sign_up = registration.sign_ups.get()
    people = list(sign_up.attendees.values_list("name", "child"))
    assert people == [("Camille Rivière", False), ("Ada", False), ("Zoé", True)]
    assert sign_up.seats == 3


def test_more_people_than_the_largest_party_are_not_taken(client):
    registration = RegistrationFactory(largest_party=2)

    client.post(page_of(registration), typed(people="9", p1_name="Ada", **{f"p{n}_name": "X" for n in range(2, 9)}))

    assert registration.sign_ups.get().seats == 2


def asks(registration: Registration, kind: Kind, **fields) -> Question:
    categories = fields.pop("categories", ())
    one = Question(registration=registration, kind=kind, label=both("Question", "Question"), **fields)
    return save_question(None, one, categories)


def named(question: Question, prefix: str = "q") -> str:
    return f"{prefix}_{question.uid.hex}"


def test_answers_of_every_kind_are_kept_by_question_and_by_person(client):
    registration = RegistrationFactory(largest_party=2)
    options = [
        {"code": "veg", "label": {"fr": "Végétarien", "en": "Vegetarian"}},
        {"code": "all", "label": {"fr": "Tout"}},
    ]
    line, number = asks(registration, Kind.LINE), asks(registration, Kind.NUMBER)
    meal = asks(registration, Kind.CHOICE, options=options, required=True, each=True)
    tools, yes = asks(registration, Kind.CHOICES, options=options), asks(registration, Kind.YES, required=True)

    form = typed(
        people="2",
        p1_name="Ada",
        **{
            named(line): " Mairie ",
            named(number): "12",
            named(meal, "p0"): "veg",
            named(meal, "p1"): "all",
            named(tools): ["veg", "all"],
            named(yes): "no",
        },
    )
    assert client.post(page_of(registration), form).status_code == 303

    sign_up = registration.sign_ups.get()
    assert sign_up.answers == {
        str(line.uid): "Mairie",
        str(number.uid): 12,
        str(tools.uid): ["veg", "all"],
        str(yes.uid): False,
    }
    assert [person.answers for person in sign_up.attendees.all()] == [{str(meal.uid): "veg"}, {str(meal.uid): "all"}]


def test_a_required_question_is_demanded_of_the_category_that_is_asked_alone(client):
    registration = RegistrationFactory()
    press = CategoryFactory(registration=registration, order=1, name=both("Presse", "Press"))
    public = registration.categories.get(order=0)
    title = asks(registration, Kind.LINE, required=True, categories=[press])

    refused = client.post(page_of(registration), typed(category=press.pk))
    taken = client.post(page_of(registration), typed(category=public.pk))

    assert mistakes(refused) == [named(title)]
    assert taken.status_code == 303
    assert registration.sign_ups.get().category == public


def test_a_code_opens_its_category_and_no_page_tells_it(client):
    registration = RegistrationFactory()
    press = Category(
        registration=registration, name=both("Presse", "Press"), access=Access.CODE, code="PRESSE-26", order=1
    )
    save_category(None, press)

    page = client.get(page_of(registration) + "?code=presse-26").content.decode()
    wrong = client.post(page_of(registration), typed(code="public"))
    right = client.post(page_of(registration), typed(code=" presse-26"))

    assert 'value="presse-26"' in page
    assert "PRESSE-26" not in client.get(page_of(registration)).content.decode()
    assert mistakes(wrong) == ["code"]
    assert right.status_code == 303
    assert registration.sign_ups.get().category == press


def test_what_is_asked_of_each_stands_beside_the_name_of_each(client):
    registration = RegistrationFactory(largest_party=3)
    asks(registration, Kind.TEXT, required=True)
    asks(registration, Kind.NUMBER, each=True, required=True)

    answer = client.post(page_of(registration), typed(name="", people="2", p1_name="Noé"))

    html = answer.content.decode()
    own, companion = html.index('id="id_p0_'), html.index('id="id_p1_name"')
    assert html.index('id="id_email"') < own < html.index('id="others"') < companion < html.index('id="id_q_')
    said = re.findall(r'href="#id_(name|p0|p1|q)(?:_\w+)?"', html)
    assert said == ["name", "p0", "p1", "q"]
    assert "<title>Erreur\u202f: S’inscrire\u202f: " in html
    assert "<title>S’inscrire" in client.get(page_of(registration)).content.decode()


def test_what_one_category_must_fill_in_is_not_called_optional(client):
    registration = RegistrationFactory()
    press = CategoryFactory(registration=registration, name=both("Presse", "Press"), order=1)
    medium = asks(registration, Kind.LINE, required=True, categories=[press])

    html = client.get(page_of(registration)).content.decode()
    refused = client.post(page_of(registration), typed(category=str(press.pk)))

    label = re.search(rf'<label for="id_{named(medium)}">(.*?)</label>', html, re.DOTALL)[1]
    assert "facultatif" not in label
    assert "À remplir seulement pour\u202f: Presse." in html
    assert mistakes(refused) == [named(medium)]


def test_no_consent_is_ticked_and_each_is_kept_on_its_own(client):
    registration = RegistrationFactory()
    photo = save_purpose(None, Purpose(registration=registration, label=both("Photos", "Pictures")))
    save_purpose(None, Purpose(registration=registration, label=both("Lettre", "Letter")))

    page = client.get(page_of(registration)).content.decode()
    client.post(page_of(registration), typed(**{f"consent_{photo.uid.hex}": "on"}))

    assert "checked" not in page
    assert [consent.purpose for consent in registration.sign_ups.get().consents.all()] == [photo]


def test_needs_are_asked_with_their_reason_and_kept_apart(client):
    registration = RegistrationFactory()

    page = client.get(page_of(registration)).content.decode()
    client.post(page_of(registration), typed(needs=["sign-language"], need_words="  Un siège  au premier rang "))

    need = registration.sign_ups.get().access_need
    assert "effacé avec votre nom" in page
    assert (need.codes, need.words) == (["sign-language"], "Un siège au premier rang")


def test_sessions_are_taken_with_what_is_left_of_each(client):
    registration = RegistrationFactory()
    session = SessionFactory(
        event=registration.event, start_day=registration.event.start_day, title="Atelier des berges"
    )
    workshop = RegistrationFactory(event=registration.event, session=session, capacity=4)
    settle_form(workshop)

    page = client.get(page_of(registration)).content.decode()
    client.post(page_of(registration), typed(sessions=[workshop.pk]))

    assert "Atelier des berges" in page
    assert "4 places" in page
    child = SignUp.objects.get(parent__registration=registration)
    assert (child.registration, child.state) == (workshop, State.CONFIRMED)


def test_a_session_has_its_own_form_when_its_event_has_none(client):
    event_registration = RegistrationFactory(capacity=3, category=False)
    event = event_registration.event
    session = SessionFactory(event=event, start_day=event.start_day, title="Atelier des berges")
    event_registration.delete()
    workshop = RegistrationFactory(event=event, session=session, capacity=4)

    index = client.get(f"/fr/agenda/{event.slug}/register/").content.decode()
    sent = client.post(page_of(workshop), typed())

    assert page_of(workshop) in index
    assert sent.status_code == 303
    assert workshop.sign_ups.get().state == State.CONFIRMED


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"opens_at": timedelta(days=1)}, None, "Les inscriptions ouvrent"),
        ({"closes_at": timedelta(hours=-1)}, None, "Les inscriptions sont closes"),
        ({"running": False}, None, "Les inscriptions sont closes"),
        ({"capacity": 0, "waiting_capacity": 0}, None, "Complet"),
        ({}, "cancelled", "L’événement est annulé"),
    ],
)
def test_a_page_without_a_form_says_why_and_takes_nothing(client, fields, status, words):
    fields = {name: clock.now() + value if isinstance(value, timedelta) else value for name, value in fields.items()}
    registration = RegistrationFactory(**fields)
    if status:
        Event.objects.filter(pk=registration.event.pk).update(status=status)

    page = client.get(page_of(registration))
    sent = client.post(page_of(registration), typed())

    assert words in page.content.decode()
    assert "<form" not in page.content.decode().split("<main")[1].split("</main")[0]
    assert sent.status_code in {409, 422}
    assert not registration.sign_ups.exists()


def test_a_full_event_offers_the_waiting_list_by_the_same_form(client):
    registration = RegistrationFactory(capacity=0)

    page = client.get(page_of(registration)).content.decode()
    client.post(page_of(registration), typed())

    assert "Rejoindre la liste d’attente" in page
    assert registration.sign_ups.get().state == State.WAITING


def test_the_page_opens_at_its_instant_though_it_was_read_before(client):
    opens = clock.now().replace(second=0, microsecond=0) + timedelta(minutes=5)
    registration = RegistrationFactory(opens_at=opens)
    with time_machine.travel(opens - timedelta(seconds=1), tick=False):
        before = client.get(page_of(registration))

    with time_machine.travel(opens, tick=False):
        after = client.get(page_of(registration))

    assert 'name="email"' not in before.content.decode()
    assert before["Refresh"] == "30"
    assert 'name="email"' in after.content.decode()
    assert "Refresh" not in after


def test_a_program_that_fills_in_everything_learns_nothing(client):
    registration = RegistrationFactory()

    answer = client.post(page_of(registration), typed(nickname="robot"))

    assert answer.status_code == 303
    assert not registration.sign_ups.exists()


def test_an_event_that_is_not_public_has_no_public_form(client):
    registration = RegistrationFactory()
    Event.objects.filter(pk=registration.event.pk).update(state="draft")

    assert client.get(page_of(registration)).status_code == 404
    assert client.post(page_of(registration), typed()).status_code == 404


def test_an_address_is_not_flooded_through_the_form(client):
    registration = RegistrationFactory(confirm_by_mail=True, one_per_person=False)

    answers = [client.post(page_of(registration), typed(name=f"Personne {n}")).status_code for n in range(8)]

    assert answers.count(303) == 6
    assert Letter.objects.count() == 6


def test_a_shared_network_is_not_refused(client):
    registration = RegistrationFactory(capacity=100)

    answers = {
        client.post(page_of(registration), typed(email=f"agent{n}@ambrelle.example")).status_code for n in range(60)
    }

    assert answers == {303}
