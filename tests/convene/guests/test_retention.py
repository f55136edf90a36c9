"""Names go on the day announced, everywhere; figures stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse

from parvis.convene.agenda import actions as agenda
from parvis.convene.guests import retention
from parvis.convene.guests.mailing import actions as mailing
from parvis.convene.guests.mailing.segments import Segment
from parvis.convene.guests.papers import runs
from parvis.convene.guests.papers.wanted import Wanted
from parvis.convene.registration import actions, links
from parvis.convene.registration.actions.auditing import differences
from parvis.convene.registration.actions.erasing import forget
from parvis.convene.registration.models import (
    AccessNeed,
    Arrival,
    Consent,
    Purpose,
    Question,
    Registration,
    SignUp,
    State,
    Step,
)
from parvis.convene.registration.papers import ticket_page
from parvis.convene.registration.personal_data import FIELDS, personal_copy, registrations_of
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from tests.factories import (
    EventFactory,
    OrganisationFactory,
    RegistrationFactory,
    SessionFactory,
    UserFactory,
    demand,
    organiser_of,
)

pytestmark = pytest.mark.django_db
# Words that stand nowhere but in what one person gave.
SECRETS = {
    "name": "Philomène Zwingelstein",
    "child": "Barnabé Zwingelstein",
    "email": "philomene.zw@ambrelle.example",
    "answer": "allergie-au-sesame-8841",
    "each": "taille-xyloglotte-17",
    "need": "fauteuil-et-boucle-9137",
    "note": "vient-avec-la-ministre-5521",
    "network": "n" * 60 + "7717",
    "fingerprint": "f" * 60 + "7718",
    "typed": "Athénaïs Qwertzmann",
    "trouble": "rejected-5531-philomene",
}


@pytest.fixture
def registration() -> Registration:
    event = EventFactory(organisation=OrganisationFactory(), start_day=clock.today() + timedelta(days=10))
    return RegistrationFactory(event=event, capacity=3, largest_party=2, kept_days=30)


@pytest.fixture
def party(registration: Registration) -> SignUp:
    """A party that gave everything that can be given, to the event and to one of its sessions."""
    category = registration.categories.get()
    question = Question.objects.create(registration=registration, label="Régime", each=False)
    each = Question.objects.create(registration=registration, label="Taille", each=True)
    purpose = Purpose.objects.create(registration=registration, label="La lettre de la ville")
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day)
    workshop = RegistrationFactory(event=registration.event, session=session, capacity=5)
    asked = demand(
        category,
        1,
        name=SECRETS["name"],
        email=SECRETS["email"],
        people=2,
        answers={str(question.uid): SECRETS["answer"]},
        consents=(purpose.pk,),
        need_codes=("ramp",),
        need_words=SECRETS["need"],
        network=SECRETS["network"],
        fingerprint=SECRETS["fingerprint"],
        sessions=(workshop.pk,),
    )
    made = actions.register(registration, category, asked).sign_up
    first, second = made.attendees.order_by("pk")
    for one, name in ((first, SECRETS["name"]), (second, SECRETS["child"])):
        one.name, one.answers = name, {str(each.uid): SECRETS["each"]}
        one.save()
    SignUp.objects.filter(pk=made.pk).update(note=SECRETS["note"], reason=SECRETS["note"])
    made.letters.update(trouble=SECRETS["trouble"], detail={"name": SECRETS["name"]})
    Arrival.objects.create(
        registration=registration,
        sign_up=made,
        fingerprint=SECRETS["fingerprint"],
        payload={"name": SECRETS["typed"]},
        served_at=clock.now(),
    )
    made.refresh_from_db()
    return made


def everything() -> Iterator[tuple[str, str]]:
    """Every value of every row of every table, as text."""
    for model in apps.get_models():
        if not model._meta.managed or model._meta.proxy:
            continue
        for row in model._default_manager.order_by("pk").values():
            yield model._meta.label, json.dumps(row, default=readable, ensure_ascii=False)


def readable(value: Any) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def found() -> dict[str, list[str]]:
    """Where each secret stands."""
    rows = list(everything())
    return {
        name: sorted({label for label, text in rows if secret in text})
        for name, secret in SECRETS.items()
        if any(secret in text for _label, text in rows)
    }


def after(registration: Registration, days: float) -> Any:
    return time_machine.travel(registration.event.ends_at + timedelta(days=days, minutes=1))


def test_a_party_leaves_its_words_in_many_tables_before(party):
    assert set(found()) == set(SECRETS)


def test_nothing_that_a_person_gave_is_found_in_any_table_after_the_day_announced(registration, party):
    organiser = organiser_of(registration.event.organisation)
    mailing.send(organiser, mailing.write(organiser, registration, Segment(), {"fr": "Merci"}, {"fr": "À {name}"}), 0)
    runs.ask(organiser, registration, Wanted("badges"), "fr")

    with after(registration, 31):
        retention.anonymise_due()
        runs.forget_old()

    assert found() == {}


def test_figures_and_seats_stay_true(registration, party):
    category = registration.categories.get()
    late = actions.register(registration, category, demand(category, 2, people=2)).sign_up
    assert late.state == State.WAITING

    with after(registration, 31):
        erased = retention.anonymise_due()

    registration.refresh_from_db()
    assert (registration.confirmed, registration.waiting) == (2, 2)
    assert [differences(one) for one in Registration.objects.order_by("pk")] == [[], []]
    assert erased.people == 4
    assert Consent.objects.count() == 1
    assert list(SignUp.objects.order_by("pk").values_list("state", "seats")) == [
        ("confirmed", 2), ("confirmed", 2), ("waiting", 2),
    ]  # fmt: skip
    assert {at.second + at.minute for at in Step.objects.values_list("at", flat=True)} == {0}


def test_nothing_goes_before_the_day_nor_twice(registration, party):
    with after(registration, 29):
        assert retention.anonymise_due().people == 0
    with after(registration, 31):
        assert retention.anonymise_due().people == 2
        assert retention.anonymise_due().people == 0

    said = Entry.objects.filter(action="registration.anonymised").order_by("pk")
    assert [one.actor for one in said] == [None, None]


def test_what_people_need_goes_the_day_after(registration, party):
    with after(registration, 0.5):
        assert retention.forget_needs() == 0
    with after(registration, 1.1):
        assert retention.forget_needs() == 1
    assert not AccessNeed.objects.exists()


def test_networks_go_after_a_day(registration, party):
    assert retention.forget_networks() == 0
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert retention.forget_networks() == 1
    party.refresh_from_db()
    assert (party.network, party.name) == ("", SECRETS["name"])


def test_who_never_confirmed_an_address_goes_after_a_week(registration):
    Registration.objects.filter(pk=registration.pk).update(confirm_by_mail=True)
    registration.refresh_from_db()
    category = registration.categories.get()
    held = actions.register(registration, category, demand(category, 1, name=SECRETS["name"])).sign_up
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        actions.expire()

    with time_machine.travel(clock.now() + timedelta(days=6)):
        assert retention.forget_unconfirmed() == 0
    with time_machine.travel(clock.now() + timedelta(days=7, hours=2)):
        assert retention.forget_unconfirmed() == 1

    held.refresh_from_db()
    assert (held.state, held.name, held.email) == (State.EXPIRED, "", "")


def test_a_person_may_leave_with_her_name_and_the_line_moves(registration, party):
    category = registration.categories.get()
    waiting = actions.register(registration, category, demand(category, 2, people=2)).sign_up

    forget(party)

    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED
    assert set(found()) == set()
    assert differences(registration) == []


def test_a_name_erased_once_it_is_over_leaves_every_figure_as_it_was(registration, party):
    registration.refresh_from_db()
    before = registration.confirmed
    with time_machine.travel(registration.ends_at + timedelta(days=1)):
        forget(party)

    registration.refresh_from_db()
    assert (party.state, party.name, registration.confirmed) == (State.CONFIRMED, "", before)
    assert set(found()) == set()
    assert differences(registration) == []


def test_a_person_takes_away_all_that_is_kept_about_her(registration, party):
    taken = json.dumps(personal_copy(party), ensure_ascii=False)

    for name in ("name", "child", "email", "answer", "each", "need", "note"):
        assert SECRETS[name] in taken, name


def test_an_account_takes_away_the_registrations_of_addresses_it_has_proved(registration, party):
    stranger, proved = UserFactory(), UserFactory()
    for user, is_proved in ((stranger, False), (proved, True)):
        user.emailaddress_set.create(email=SECRETS["email"], verified=is_proved)

    assert registrations_of(stranger) == []
    assert [one["name"] for one in registrations_of(proved)] == [SECRETS["name"]]


def test_every_field_that_holds_a_secret_is_in_the_register(registration, party):
    declared = {(f"registration.{model}", field) for model, field, *_words in FIELDS}
    holding = {
        (label, field)
        for model in apps.get_app_config("registration").get_models()
        for label in [model._meta.label]
        for row in model._default_manager.order_by("pk").values()
        for field, value in row.items()
        if any(secret in json.dumps(value, default=str, ensure_ascii=False) for secret in SECRETS.values())
    }

    assert holding <= declared


def test_organisers_erase_names_once_it_is_over_and_not_before(registration, party, client: Client):
    organiser = organiser_of(registration.event.organisation)
    client.force_login(organiser)
    address = reverse("guests:names", args=[registration.event.uid])

    client.post(address)
    party.refresh_from_db()
    assert party.name == SECRETS["name"]
    with after(registration, 2):
        client.force_login(organiser)
        assert client.post(address).status_code == 302

    party.refresh_from_db()
    assert party.name == ""
    assert Entry.objects.filter(action="registration.anonymised-early", actor=organiser).count() == 2


def test_a_mailed_link_gives_the_ticket_on_paper_the_data_and_the_way_out(registration, party, client: Client):
    signature = links.mailed(party)

    paper = client.get(reverse("registration:ticket", args=[signature]))
    data = client.get(reverse("registration:data", args=[signature])).json()
    asked = client.get(reverse("registration:erase", args=[signature]))
    party.refresh_from_db()
    still_there = party.name
    client.post(reverse("registration:erase", args=[signature]))

    assert paper.content.startswith(b"%PDF-1.7")
    assert (data["name"], asked.status_code, still_there) == (SECRETS["name"], 200, SECRETS["name"])
    assert found() == {}
    for page in ("own", "change", "leave", "ticket", "data", "erase"):
        assert client.get(reverse(f"registration:{page}", args=[signature])).status_code == 404


def test_a_link_that_somebody_got_by_typing_an_address_gives_nothing_away(party, client: Client):
    signature = links.typed(party, clock.now() + timedelta(hours=1))

    for page in ("ticket", "data", "erase"):
        assert client.get(reverse(f"registration:{page}", args=[signature])).status_code == 404
    client.post(reverse("registration:erase", args=[signature]))
    party.refresh_from_db()
    assert party.name == SECRETS["name"]


def test_the_page_of_tickets_has_one_for_each_who_comes_with_place_and_sessions(party):
    page = ticket_page(party, "fr")

    assert page.count('class="ticket"') == 2
    assert page.count("data:image/png;base64,") == 2
    assert SECRETS["child"] in page
    assert "Sessions" in page


def test_names_of_a_postponed_event_wait_for_its_new_day_a_year_at_most(registration, party):
    agenda.publish(None, registration.event)
    agenda.postpone(None, registration.event)
    ended = registration.event.ends_at

    with time_machine.travel(ended + timedelta(days=31)):
        retention.anonymise_due()
        retention.forget_needs()
        party.refresh_from_db()
        assert party.name == SECRETS["name"]
        assert AccessNeed.objects.filter(sign_up=party).exists()

    with time_machine.travel(ended + timedelta(days=366)):
        retention.anonymise_due()
        retention.forget_needs()
        party.refresh_from_db()
        assert party.name == ""
        assert not AccessNeed.objects.exists()
