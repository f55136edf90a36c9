"""Pages on which registration is set up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from parvis.convene.agenda.models.details import RegistrationLink
from parvis.convene.registration import actions
from parvis.convene.registration.models import Access, Question, Registration, State
from parvis.ground import clock
from tests.factories import (
    CategoryFactory,
    EventFactory,
    OrganisationFactory,
    RegistrationFactory,
    SessionFactory,
    demand,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(organisation=OrganisationFactory(), start_day=clock.today() + timedelta(days=20))


def base(event) -> str:
    return f"/fr/organise/events/{event.uid}/registration/"


def of(registration, rest: str = "") -> str:
    return f"{base(registration.event)}{registration.uid}/{rest}"


def typed(client, address: str) -> dict[str, str]:
    """What the form of a page would send as it stands."""
    form = client.get(address).context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if value in (None, False, ""):
            continue
        sent[field.html_name] = "on" if value is True else value
    return sent


def test_the_page_of_an_event_leads_to_registration_which_opens_in_one_step(client, member, event):
    member("organiser", event.organisation)

    assert base(event) in client.get(f"/fr/organise/events/{event.uid}/").content.decode()
    page = client.get(base(event))
    assert page.status_code == 200
    response = client.post(base(event), {"capacity": "80"})

    registration = Registration.objects.get(event=event)
    assert response.status_code == 302
    assert (registration.capacity, registration.is_open(clock.now())) == (80, True)
    assert [str(one) for one in registration.categories.all()] == ["Public"]
    assert "0 personne inscrite sur 80 places" in client.get(f"/fr/organise/events/{event.uid}/").content.decode()


def test_a_contributor_reads_what_is_set_up_and_opens_nothing(client, member, event):
    member("contributor", event.organisation)

    assert client.get(base(event)).status_code == 200
    assert client.post(base(event), {"capacity": "80"}).status_code == 403
    assert not Registration.objects.exists()


def test_a_wrong_number_of_seats_is_named_and_kept(client, member, event):
    member("organiser", event.organisation)

    response = client.post(base(event), {"capacity": "-3"})

    assert response.status_code == 422
    assert 'value="-3"' in response.content.decode()


def test_people_are_warned_when_the_event_also_registers_elsewhere(client, member, event):
    member("organiser", event.organisation)
    RegistrationLink.objects.create(event=event, url="https://inscriptions.example/berges")

    assert "On s’inscrit ailleurs" in client.get(base(event)).content.decode()
    RegistrationFactory(event=event)

    page = client.get(base(event)).content.decode()
    assert "On peut s’inscrire à deux endroits" in page
    assert "https://inscriptions.example/berges" in page


def test_rules_are_changed_and_an_impossible_one_is_told_beside_its_field(client, member, event):
    member("organiser", event.organisation)
    registration = RegistrationFactory(event=event)
    address = of(registration, "rules/")
    sent = typed(client, address)

    response = client.post(address, {**sent, "largest_party": "5", "ticket_words_fr": "Porte **B**"})
    assert response.status_code == 302
    registration.refresh_from_db()
    assert registration.largest_party == 5
    assert "<strong>B</strong>" in str(registration.ticket_words_html)

    wrong = client.post(address, {**sent, "closes_day": "2020-01-01", "closes_time": "10:00"})
    assert wrong.status_code == 422
    assert "closes_day" in wrong.context["form"].errors


def test_hours_are_those_of_the_event(client, member, event):
    member("organiser", event.organisation)
    registration = RegistrationFactory(event=event)
    sent = typed(client, of(registration, "rules/"))

    client.post(of(registration, "rules/"), {**sent, "closes_day": str(event.start_day), "closes_time": "09:30"})

    registration.refresh_from_db()
    assert registration.closes_at.astimezone(registration.opens_at.tzinfo).isoformat().startswith(str(event.start_day))
    assert client.get(of(registration, "rules/")).context["form"]["closes_time"].value().strftime("%H:%M") == "09:30"


def test_registration_is_stopped_and_taken_up_again(client, member, event):
    member("organiser", event.organisation)
    registration = RegistrationFactory(event=event)

    client.post(of(registration, "switch/"), {"do": "stop"})
    registration.refresh_from_db()
    assert not registration.running

    client.post(of(registration, "switch/"), {"do": "resume"})
    registration.refresh_from_db()
    assert registration.running


def test_a_category_is_added_changed_and_taken_out(client, member, event):
    member("organiser", event.organisation)
    registration = RegistrationFactory(event=event)

    missing = client.post(of(registration, "categories/new/"), {"name_fr": "Presse", "access": "code"})
    assert "code" in missing.context["form"].errors
    client.post(
        of(registration, "categories/new/"),
        {"name_fr": "Presse", "name_en": "Press", "access": "open", "within_capacity": "on", "capacity": "8"},
    )
    press = registration.categories.get(capacity=8)
    assert press.order == 1
    client.post(
        of(registration, f"categories/{press.uid}/"),
        {**typed(client, of(registration, f"categories/{press.uid}/")), "approval": "on"},
    )
    press.refresh_from_db()
    assert (press.approval, press.capacity) == (True, 8)

    client.post(of(registration, f"categories/{press.uid}/before/"))
    assert Registration.objects.get().form["categories"][0]["key"] == press.pk

    client.post(of(registration, f"categories/{press.uid}/drop/"))
    assert not registration.categories.filter(pk=press.pk).exists()


def test_a_question_with_choices_keeps_their_codes_when_their_words_are_corrected(client, member, event):
    member("organiser", event.organisation)
    registration = RegistrationFactory(event=event)
    sent = {"label_fr": "Déjeuner", "kind": "choice", "choices": "Végétarien / Vegetarian\nAvec viande / With meat"}

    few = client.post(of(registration, "questions/new/"), {**sent, "choices": "Végétarien"})
    assert "choices" in few.context["form"].errors
    client.post(of(registration, "questions/new/"), {**sent, "sensitive": "on"})

    question = Question.objects.get()
    assert [one["code"] for one in question.options] == ["vegetarian", "with-meat"]
    assert question.sensitive
    again = typed(client, of(registration, f"questions/{question.uid}/"))
    assert again["choices"] == sent["choices"]
    client.post(
        of(registration, f"questions/{question.uid}/"),
        {**again, "choices": "Végétarienne / Vegetarian\nAvec viande / With meat\nRien / Nothing"},
    )
    question.refresh_from_db()
    assert [one["code"] for one in question.options] == ["vegetarian", "with-meat", "nothing"]


def test_a_consent_is_added(client, member, event):
    member("organiser", event.organisation)
    registration = RegistrationFactory(event=event)

    client.post(
        of(registration, "consents/new/"), {"label_fr": "J’accepte d’être filmé", "label_en": "I may be filmed"}
    )

    assert Registration.objects.get().form["purposes"][0]["label"]["en"] == "I may be filmed"
    assert "J’accepte d’être filmé" in client.get(base(event)).content.decode()


def test_several_sessions_open_at_once_each_with_its_seats(client, member, event):
    member("organiser", event.organisation)
    one, two, three = (SessionFactory(event=event, start_day=event.start_day, title=f"Atelier {n}") for n in (1, 2, 3))

    nothing = client.post(base(event) + "sessions/", {})
    assert nothing.status_code == 422
    client.post(base(event) + "sessions/", {f"seats_{one.pk}": "12", f"open_{two.pk}": "on"})

    found = {row.session: row.capacity for row in Registration.objects.filter(event=event)}
    assert found == {one: 12, two: None}
    assert client.get(of(Registration.objects.get(session=one))).status_code == 200
    assert three.title in client.get(base(event) + "sessions/").content.decode()


def test_the_set_up_of_another_event_is_taken_over(client, member, event):
    member("organiser", event.organisation)
    source = RegistrationFactory(
        event=EventFactory(organisation=event.organisation, start_day=clock.today() + timedelta(days=9)),
        largest_party=6,
    )
    foreign = RegistrationFactory(event=EventFactory(organisation=OrganisationFactory()))

    page = client.get(base(event) + "copy/").content.decode()
    assert str(source.uid) in page
    assert str(foreign.uid) not in page
    assert client.post(base(event) + "copy/", {"source": str(foreign.uid)}).status_code == 422
    client.post(base(event) + "copy/", {"source": str(source.uid), "capacity": "25"})

    copy = Registration.objects.get(event=event)
    assert (copy.largest_party, copy.capacity) == (6, 25)


def test_more_seats_are_previewed_in_words_then_given(client, member, event):
    member("organiser", event.organisation)
    registration = RegistrationFactory(event=event, capacity=1, largest_party=2)
    category = registration.categories.get()
    for number, people in ((1, 1), (2, 2), (3, 1)):
        actions.register(registration, category, demand(category, number, people=people))

    page = client.post(of(registration, "seats/"), {"capacity": "5"}).content.decode()
    assert "4 places de plus." in page
    assert "3 personnes, dans 2 groupes, reçoivent l’offre d’une place." in page
    assert "1 place reste libre." in page
    assert registration.sign_ups.filter(state=State.WAITING).count() == 2

    client.post(of(registration, "seats/"), {"capacity": "5", "sure": "1"})
    registration.refresh_from_db()
    assert (registration.capacity, registration.waiting) == (5, 0)


def test_fewer_seats_take_nobodys_and_the_page_says_so(client, member, event):
    member("organiser", event.organisation)
    registration = RegistrationFactory(event=event, capacity=3)
    press = CategoryFactory(registration=registration, capacity=3, order=1)
    for number in range(2):
        actions.register(registration, press, demand(press, number))

    page = client.post(of(registration, f"categories/{press.uid}/seats/"), {"capacity": "1"}).content.decode()

    assert "2 places de moins." in page
    assert "personne ne perd la sienne" in page
    press.refresh_from_db()
    assert press.capacity == 3


def test_pages_of_another_body_are_not_found(client, member, event):
    member("organiser")
    registration = RegistrationFactory(event=event)

    for address in (base(event), of(registration, "rules/"), of(registration, "guests/"), of(registration, "seats/")):
        assert client.get(address).status_code in {403, 404}


def test_a_category_nobody_may_choose_is_filled_by_organisers(client, member, event):
    member("organiser", event.organisation)
    registration = RegistrationFactory(event=event)

    client.post(of(registration, "categories/new/"), {"name_fr": "Intervenants", "access": Access.ORGANISERS})

    assert len(Registration.objects.get().form["categories"]) == 1
    assert "hors du formulaire" in client.get(base(event)).content.decode()


def test_the_set_up_asks_as_many_queries_for_many_rows_as_for_few(client, member, event, django_assert_max_num_queries):
    member("organiser", event.organisation)
    registration = RegistrationFactory(event=event)
    for number in range(30):
        CategoryFactory(registration=registration, order=number)
        Question.objects.create(registration=registration, label=f"Question {number}")
        SessionFactory(event=event, start_day=event.start_day)

    with django_assert_max_num_queries(15):
        client.get(base(event))


def test_a_year_that_no_calendar_has_is_told_beside_its_day(client, member, event):
    registration = RegistrationFactory(event=event)
    member("organiser", event.organisation)

    page = client.post(
        of(registration, "rules/"), typed(client, of(registration, "rules/")) | {"opens_day": "0001-01-01"}
    )

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["opens_day"]
