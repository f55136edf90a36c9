"""The list of who registered, one party, bulk, adding, the file to take away, what waits."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.guests.todo import approvals, letters, opening_soon, standing_still
from parvis.convene.registration import actions
from parvis.convene.registration.models import Kind, Letter, Purpose, Question, SignUp, State
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from tests.factories import (
    CategoryFactory,
    EventFactory,
    OrganisationFactory,
    RegistrationFactory,
    SessionFactory,
    both,
    demand,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration():
    event = EventFactory(organisation=OrganisationFactory(), start_day=clock.today() + timedelta(days=20))
    return RegistrationFactory(event=event, capacity=3, largest_party=3)


def of(registration, rest: str = "") -> str:
    return f"/fr/organise/events/{registration.event.uid}/registration/{registration.uid}/guests/{rest}"


def come(registration, number, *, category=None, **fields) -> SignUp:
    one = category or registration.categories.order_by("order", "pk").first()
    return actions.register(registration, one, demand(one, number, **fields)).sign_up


def names(response) -> list[str]:
    return [row.name for row in response.context["list"].rows]


def test_the_list_shows_who_registered_with_its_numbers(client, member, registration):
    member("organiser", registration.event.organisation)
    for number in range(4):
        come(registration, number)

    page = client.get(of(registration))

    assert page.status_code == 200
    assert sorted(names(page)) == [f"Personne {number}.0" for number in range(4)]
    text = page.content.decode()
    assert "guest0@ambrelle.example" in text
    numbers = client.get(of(registration, "numbers/")).content.decode()
    assert "<strong>3</strong>" in numbers
    assert 'hx-trigger="every 10s"' in numbers


def test_hours_of_the_list_are_those_of_the_place_of_the_event(client, member):
    event = EventFactory(
        organisation=OrganisationFactory(), start_day=clock.today() + timedelta(days=20), zone="Indian/Reunion"
    )
    registration = RegistrationFactory(event=event)
    member("organiser", event.organisation)
    sign_up = come(registration, 1)
    SignUp.objects.update(created_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))

    row = client.get(of(registration)).context["list"].rows[0]
    one = client.get(of(registration, f"{sign_up.uid}/")).context["page"]

    assert re.search(r"2 juillet.*2\sh\s30", row.asked)
    assert one.asked == row.asked


def test_the_list_is_narrowed_by_words_state_category_answer_need_and_consent(client, member, registration):
    member("organiser", registration.event.organisation)
    press = CategoryFactory(registration=registration, name=both("Presse", "Press"), order=1)
    options = [{"code": code, "label": {"fr": code, "en": code}} for code in ("veg", "meat")]
    meal = Question.objects.create(registration=registration, kind=Kind.CHOICE, options=options, label="Repas")
    days = Question.objects.create(registration=registration, kind=Kind.CHOICES, options=options, label="Jours")
    bus = Question.objects.create(registration=registration, kind=Kind.YES, label="Car", each=True)
    filmed = Purpose.objects.create(registration=registration, label="Être filmé")
    first = come(registration, 1, answers={str(meal.uid): "veg", str(days.uid): ["meat"]}, consents=(filmed.pk,))
    second = come(registration, 2, category=press, need_codes=("sign-language",))
    second.attendees.update(answers={str(bus.uid): True})
    come(registration, 3), come(registration, 4)

    def shown(query: str) -> list[str]:
        return names(client.get(of(registration) + query))

    assert shown("?q=guest2") == [second.name]
    assert shown("?q=personne+1.0") == [first.name]
    assert shown("?state=waiting") == ["Personne 4.0"]
    assert shown(f"?category={press.uid}") == [second.name]
    assert shown(f"?answer={meal.uid}:veg") == [first.name]
    assert shown(f"?answer={days.uid}:meat") == [first.name]
    assert shown(f"?answer={days.uid}:veg") == []
    assert shown(f"?answer={bus.uid}:yes") == [second.name]
    assert shown("?needs=yes") == [second.name]
    assert shown(f"?consent={filmed.uid}") == [first.name]
    assert shown("?sort=name") == [f"Personne {number}.0" for number in (1, 2, 3, 4)]
    assert shown("?category=nonsense&answer=x&page=999&state=x") != []


@pytest.mark.parametrize(
    ("language", "none", "one", "two"),
    [
        ("fr", "Plus de filtres", "Plus de filtres, dont un choisi", "Plus de filtres, dont 2 choisis"),
        ("en", "More filters", "More filters, one set", "More filters, 2 set"),
    ],
)
def test_filters_beside_words_are_folded_and_their_fold_says_how_many_are_set(
    client, member, registration, language, none, one, two
):
    member("organiser", registration.event.organisation)
    press = CategoryFactory(registration=registration, name=both("Presse", "Press"), order=1)
    address = of(registration).replace("/fr/", f"/{language}/", 1)

    def fold(query: str) -> str:
        (found,) = re.findall(r'<details class="guest-more"( open)?>\s*<summary>(.*?)</summary>', page(query))
        return "".join(found)

    def page(query: str) -> str:
        return client.get(address + query).content.decode()

    assert fold("") == none
    assert fold("?q=personne&state=waiting&sort=name") == none
    assert fold("?needs=yes") == f" open{one}"
    assert fold(f"?category={press.uid}&trouble=yes") == f" open{two}"
    press.delete()
    type(registration).objects.update(asks_access_needs=False)
    assert "guest-more" not in page("")


def test_who_took_a_session_is_found_and_the_session_has_a_list_of_its_own(client, member, registration):
    member("organiser", registration.event.organisation)
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day, title="Atelier")
    workshop = RegistrationFactory(event=registration.event, session=session, capacity=5)
    first = come(registration, 1, sessions=(workshop.pk,))
    come(registration, 2)

    assert names(client.get(of(registration) + f"?session={session.uid}")) == [first.name]
    own = client.get(of(workshop) + "?q=personne+1.0")
    assert names(own) == [first.name]
    child = first.children.get()
    page = client.get(of(workshop, f"{child.uid}/"))
    assert first.name in page.content.decode()


def test_a_contributor_reads_names_without_addresses_needs_nor_sensitive_answers(client, member, registration):
    member("contributor", registration.event.organisation)
    plain = Question.objects.create(registration=registration, label=both("Service", "Department"))
    secret = Question.objects.create(registration=registration, label=both("Allergies", "Allergies"), sensitive=True)
    guest = come(
        registration,
        1,
        answers={str(plain.uid): "Voirie", str(secret.uid): "arachide"},
        need_codes=("sign-language",),
        need_words="au premier rang",
    )

    pages = [
        client.get(of(registration)),
        client.get(of(registration, f"{guest.uid}/")),
        client.get(of(registration, "export/")),
    ]

    for page in pages:
        assert page.status_code == 200
        text = page.content.decode()
        for private in ("guest1@", "arachide", "premier rang", "Allergies"):
            assert private not in text
    assert "Voirie" in pages[1].content.decode()
    assert names(client.get(of(registration) + "?q=guest1")) == []
    sent = client.post(of(registration, "export/"), {"columns": ["name", "email"], "form": "csv"})
    assert sent.status_code == 422
    assert client.post(of(registration, f"{guest.uid}/"), {"what": "remove"}).status_code == 403


def test_the_list_asks_as_many_queries_for_three_hundred_as_for_three(client, member, registration):
    member("organiser", registration.event.organisation)
    registration.capacity = None
    registration.save()
    meal = Question.objects.create(registration=registration, kind=Kind.YES, label="Repas")
    Purpose.objects.create(registration=registration, label="Être filmé")
    for number in range(3):
        come(registration, number, people=2, answers={str(meal.uid): True})
    client.get(of(registration))

    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(of(registration) + "?q=personne")
    for number in range(3, 300):
        come(registration, number, people=2)
    with CaptureQueriesContext(connection) as many:
        page = client.get(of(registration) + "?q=personne")

    assert len(page.context["list"].rows) == 50
    assert page.context["list"].total == 300
    assert len(few) == len(many) <= 12


def test_the_page_of_a_party_says_what_happened_and_what_was_sent(client, member, registration):
    member("organiser", registration.event.organisation)
    registration.confirm_by_mail = True
    registration.save()
    guest = come(registration, 1)
    Letter.objects.filter(sign_up=guest).update(tries=2, trouble="SMTPRecipientsRefused: 550")

    page = client.get(of(registration, f"{guest.uid}/")).content.decode()

    assert "non partie, essayée 2 fois" in page
    assert "SMTPRecipientsRefused" in page
    assert "Demandée pour 1" in page
    assert "lettre non partie" in client.get(of(registration)).content.decode()
    assert names(client.get(of(registration) + "?trouble=yes")) == [guest.name]


def test_verbs_are_done_and_told_and_a_refusal_is_said_in_words(client, member, registration):
    member("organiser", registration.event.organisation)
    registration.approval = True
    registration.save()
    guest, other = come(registration, 1), come(registration, 2)
    address = of(registration, f"{guest.uid}/")

    without = client.post(address, {"what": "refuse", "refuse-reason": ""})
    assert without.status_code == 422
    assert "Dites pourquoi" in without.content.decode()
    client.post(address, {"what": "approve"})
    client.post(address, {"what": "note", "note-note": "Interprète"})
    taken = client.post(address, {"what": "address", "address-email": "guest2@ambrelle.example"})
    assert taken.status_code == 409
    assert "déjà une autre inscription" in taken.content.decode()
    guest.refresh_from_db()
    assert (guest.state, guest.note) == (State.CONFIRMED, "Interprète")

    client.post(address, {"what": "remove", "remove-reason": "Séance déplacée"})
    client.post(of(registration, f"{other.uid}/"), {"what": "refuse", "refuse-reason": "Réservé à la presse"})
    guest.refresh_from_db()
    other.refresh_from_db()
    assert (guest.state, guest.reason) == (State.REMOVED, "Séance déplacée")
    assert (other.state, other.reason) == (State.REFUSED, "Réservé à la presse")
    assert client.post(address, {"what": "dance"}).status_code == 404


def test_one_of_a_party_is_taken_off(client, member, registration):
    member("organiser", registration.event.organisation)
    guest = come(registration, 1, people=2)

    client.post(of(registration, f"{guest.uid}/"), {"attendee": str(guest.attendees.last().uid)})

    guest.refresh_from_db()
    assert guest.seats == 1
    assert "ne vient pas" in client.get(of(registration, f"{guest.uid}/")).content.decode()


def test_one_verb_for_those_who_are_ticked_leaves_the_others(client, member, registration):
    member("organiser", registration.event.organisation)
    registration.approval = True
    registration.save()
    guests = [come(registration, number) for number in range(3)]
    actions.approve(None, guests[0])
    ticked = [str(one.uid) for one in guests[:2]]

    asked = client.post(of(registration, "many/"), {"verb": "approve", "guest": ticked})
    assert asked.status_code == 200
    assert "Laissé tel quel" in asked.content.decode() or "state-warned" in asked.content.decode()
    assert guests[1].state == State.PENDING

    back = of(registration) + "?state=pending"
    done = client.post(of(registration, "many/"), {"verb": "approve", "guest": ticked, "sure": "1", "back": back})
    assert done["Location"] == back
    assert [SignUp.objects.get(pk=one.pk).state for one in guests] == ["confirmed", "confirmed", "pending"]
    reasonless = client.post(of(registration, "many/"), {"verb": "remove", "guest": ticked, "sure": "1"})
    assert reasonless.status_code == 422
    away = client.post(of(registration, "many/"), {"verb": "approve", "guest": [], "back": "https://evil.example/"})
    assert away["Location"] == of(registration)


def test_a_verb_for_all_that_a_list_shows_names_each_first_and_does_no_other(client, member, registration):
    member("organiser", registration.event.organisation)
    registration.approval, registration.capacity = True, 100
    registration.save()
    guests = [come(registration, number) for number in range(53)]
    actions.approve(None, guests[0])
    back = of(registration) + "?state=pending&page=2"
    assert 'name="all"' in client.get(back).content.decode()

    asked = client.post(of(registration, "many/"), {"verb": "approve", "all": "1", "back": back})

    page = asked.context["page"]
    assert (page.total, len(page.shown), len(page.folded), page.beyond) == (52, 50, 2, 0)
    text = asked.content.decode()
    assert "La liste en montre 52." in text
    assert "Le faire pour 52 inscriptions" in text
    assert text.count('name="guest"') == 52
    late = come(registration, 60)
    form = {"verb": "approve", "sure": "1", "back": back, "guest": [str(row.sign_up.uid) for row in page.rows]}
    done = client.post(of(registration, "many/"), form)
    assert done["Location"] == back
    states = SignUp.objects.values_list("pk", "state")
    assert [pk for pk, state in states if state == State.PENDING] == [late.pk]


def test_a_verb_for_all_leaves_out_what_it_does_not_fit_and_says_what_is_too_many(
    client, member, registration, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("parvis.convene.guests.views.bulk.MOST", 2)
    member("organiser", registration.event.organisation)
    registration.approval, registration.capacity = True, 100
    registration.save()
    guests = [come(registration, number) for number in range(6)]
    actions.approve(None, guests[0])
    asks = {"verb": "approve", "all": "1", "back": of(registration)}

    with django_assert_max_num_queries(12):
        asked = client.post(of(registration, "many/"), asks)

    page = asked.context["page"]
    assert (page.total, len(page.rows), page.beyond) == (6, 2, 3)
    assert "il en reste 3 pour une autre fois" in asked.content.decode()
    nobody = client.post(of(registration, "many/"), {**asks, "back": of(registration) + "?q=zzzz"})
    assert nobody.context["doable"] == 0
    assert "Retour à la liste" in nobody.content.decode()


def test_somebody_is_added_by_hand(client, member, registration):
    member("organiser", registration.event.organisation)
    category = registration.categories.get()

    response = client.post(
        of(registration, "add/"),
        {"name": " Inès  Barthélemy", "category": str(category.uid), "others": "Louis\n\nAïcha", "language": "fr"},
    )

    guest = SignUp.objects.get()
    assert response["Location"] == of(registration, f"{guest.uid}/")
    assert (guest.name, guest.seats, guest.origin) == ("Inès Barthélemy", 3, "organiser")
    come_again = {"name": "Marc", "category": str(category.uid), "language": "fr", "email": "marc@ambrelle.example"}
    client.post(of(registration, "add/"), {**come_again, "do": "another"})
    twice = client.post(of(registration, "add/"), come_again)
    assert "email" in twice.context["form"].errors


def test_a_pasted_list_names_its_bad_lines_before_anything_is_done(client, member, registration):
    member("organiser", registration.event.organisation)
    category = registration.categories.get()
    lines = (
        "Nom;Courriel\nInès;ines@ambrelle.example\n;vide@ambrelle.example\nMarc;marc@\nLouis;INES@ambrelle.example\n"
    )

    tried = client.post(of(registration, "bring/"), {"category": str(category.uid), "lines": lines})
    text = tried.content.decode()

    assert tried.status_code == 200
    assert "le nom manque" in text
    assert "n’est pas une adresse" in text
    assert "la même adresse qu’à la ligne 2" in text
    assert not SignUp.objects.exists()
    client.post(of(registration, "bring/"), {"category": str(category.uid), "lines": lines, "sure": "1"})
    assert list(SignUp.objects.values_list("name", flat=True)) == ["Inès"]


def test_a_file_of_a_spreadsheet_is_read_in_its_encoding_and_all_or_nothing_is_kept(client, member, registration):
    member("organiser", registration.event.organisation)
    category = registration.categories.get()
    file = io.BytesIO("Prénom,Nom de famille,E-mail\nInès,Barthélemy,ines@ambrelle.example\nMarc,,x\n".encode("cp1252"))
    file.name = "invités.csv"

    tried = client.post(
        of(registration, "bring/"), {"category": str(category.uid), "file": file, "all_or_nothing": "on"}
    )

    assert [row.line.name for row, _words in tried.context["rows"]] == ["Inès Barthélemy", "Marc"]
    assert not tried.context["may_do"]
    sure = {"category": str(category.uid), "lines": tried.context["lines"], "all_or_nothing": "on", "sure": "1"}
    assert client.post(of(registration, "bring/"), sure).status_code == 422
    assert not SignUp.objects.exists()


def rows_of(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_file_holds_the_columns_that_were_ticked_and_no_formula(client, member, registration):
    member("organiser", registration.event.organisation)
    meal = Question.objects.create(registration=registration, label=both("=Repas", "Meal"))
    guest = come(registration, 1, answers={str(meal.uid): "@SUM(1)"}, need_codes=("sign-language",))
    SignUp.objects.filter(pk=guest.pk).update(name='=HYPERLINK("http://evil.example")')
    come(registration, 2)
    columns = ["name", "email", "needs", f"answer-{meal.uid}"]

    response = client.post(of(registration, "export/") + "?sort=asked", {"columns": columns, "form": "csv"})

    rows = rows_of(response)
    assert rows[0] == ["Nom", "Adresse électronique", "Ce qu’il leur faut pour participer", "'=Repas"]
    assert rows[1][0] == '\'=HYPERLINK("http://evil.example")'
    assert rows[1][3] == "'@SUM(1)"
    assert len(rows) == 3
    entry = Entry.objects.get(action="registration.exported")
    assert entry.private["columns"] == columns
    assert "columns" not in entry.public


def test_the_journal_keeps_no_name_that_was_looked_for_before_a_list_was_taken_away(client, member, registration):
    member("organiser", registration.event.organisation)

    client.post(of(registration, "export/") + "?q=Zwingelstein&state=waiting", {"columns": ["name"], "form": "csv"})

    entry = Entry.objects.get(action="registration.exported")
    assert entry.private["filters"] == {"state": "waiting", "q": "…"}


def test_the_file_is_the_list_as_it_is_narrowed_also_as_json_lines(client, member, registration):
    member("organiser", registration.event.organisation)
    for number in range(4):
        come(registration, number)

    response = client.post(
        of(registration, "export/") + "?state=waiting", {"columns": ["name", "people"], "form": "jsonl"}
    )

    lines = b"".join(response.streaming_content).decode().splitlines()
    assert [json.loads(line) for line in lines] == [{"name": "Personne 3.0", "people": 1}]


def test_what_waits_is_told_to_those_who_decide(client, member, registration):
    organiser = member("organiser", registration.event.organisation)
    registration.approval = True
    registration.save()
    come(registration, 1), come(registration, 2)
    Letter.objects.filter(sign_up__registration=registration, sign_up__name="Personne 1.0").update(
        tries=1, trouble="OSError: no route"
    )
    RegistrationFactory(
        event=EventFactory(organisation=registration.event.organisation, start_day=clock.today() + timedelta(days=9)),
        opens_at=clock.now() + timedelta(hours=20),
    )
    still = RegistrationFactory(
        event=EventFactory(organisation=registration.event.organisation, start_day=clock.today() + timedelta(days=9)),
        capacity=2,
        largest_party=3,
    )
    come(still, 1)
    come(still, 2, people=2)

    heaps = [source(organiser, 5) for source in (approvals, letters, standing_still, opening_soon)]

    assert [heap.count for heap in heaps] == [1, 1, 1, 1]
    assert "2 inscriptions gardent leurs places" in heaps[0].oldest[0].detail
    assert "1 lettre" in heaps[1].oldest[0].detail
    contributor = member("contributor", registration.event.organisation)
    assert [source(contributor, 5).count for source in (approvals, letters, standing_still, opening_soon)] == [0] * 4
    stranger = member("organiser")
    assert [source(stranger, 5).count for source in (approvals, letters, standing_still, opening_soon)] == [0] * 4


def test_the_page_says_why_the_list_stands_still(client, member, registration):
    member("organiser", registration.event.organisation)
    come(registration, 1, people=2)
    come(registration, 2, people=2)

    text = client.get(of(registration)).content.decode()

    assert "Le premier groupe de la liste est de 2, et 1 place est libre." in text


@pytest.mark.parametrize("asked", ["q=%00", "answer={}:%00", "page=-1", "page=99999999999999999999", "session=%00"])
def test_a_list_is_shown_whatever_its_address_asks(client, member, registration, asked):
    member("organiser", registration.event.organisation)
    meal = Question.objects.create(registration=registration, label=both("Repas", "Meal"), kind=Kind.CHOICE)
    come(registration, 1)

    assert client.get(of(registration) + "?" + asked.format(meal.uid)).status_code == 200


def test_a_list_of_people_that_is_no_table_is_told_so(client, member, registration):
    member("organiser", registration.event.organisation)
    category = registration.categories.get()

    endless = client.post(of(registration, "bring/"), {"category": str(category.uid), "lines": '"' + "x" * 140_000})
    null = io.BytesIO(b"Ad\x00a;ada@ambrelle.example")
    null.name = "list.csv"
    sent = client.post(of(registration, "bring/"), {"category": str(category.uid), "file": null, "sure": "1"})

    assert endless.status_code == 422
    assert list(endless.context["form"].errors) == ["lines"]
    assert sent.status_code == 302
    assert registration.sign_ups.get().name == "Ad a"
