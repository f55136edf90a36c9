"""Powers over the whole instance: entered with a reason, for a while, and never without leaving a trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from parvis.ground.journal.actions import carrying, record
from parvis.ground.journal.models import Entry
from parvis.people import rules, staff_mode
from parvis.people.actions.accounts import create_account
from parvis.people.actions.staff_mode import begin_staff_mode, end_staff_mode
from parvis.people.models import StaffSession, StaffVisit
from tests.factories import EventFactory, UserFactory, enter_staff_mode, in_staff_mode

pytestmark = pytest.mark.django_db
PASSWORD = "quatre mots sans rapport"
REASON = "Corriger une date à la demande du service"


@pytest.fixture
def sofia():
    return create_account("sofia@ambrelle.example", name="Sofia Lendl", password=PASSWORD, administrator=True)


def entered(client: Client, user, reason: str = REASON, to: str = ""):
    """Through the pages: the reason, then the password again."""
    client.force_login(user)
    client.post("/fr/staff-mode/", {"reason": reason, "next": to})
    return client.post("/fr/account/reauthenticate/", {"password": PASSWORD})


def test_a_superuser_has_no_power_until_she_enters_staff_mode(client, sofia):
    EventFactory(slug="brouillon", state="draft")
    client.force_login(sofia)

    before = client.get("/fr/agenda/brouillon/").status_code, client.get("/fr/admin/agenda/event/").status_code

    assert not rules.runs_the_instance(sofia)
    assert not sofia.has_perm("agenda.change_event")
    assert before == (404, 302)
    answered = entered(client, sofia, to="/fr/admin/agenda/event/")
    assert answered.url == "/fr/admin/agenda/event/"
    assert client.get(answered.url).status_code == 200
    assert client.get("/fr/agenda/brouillon/").status_code == 200


def test_the_door_asks_for_a_reason_and_for_the_password_again(client, sofia):
    client.force_login(sofia)

    short = client.post("/fr/staff-mode/", {"reason": "vite"})
    client.post("/fr/staff-mode/", {"reason": REASON})
    wrong = client.post("/fr/account/reauthenticate/", {"password": "un autre mot de passe"})

    assert "dix lettres" in short.content.decode()
    assert "vite</textarea>" in short.content.decode(), "what was typed is kept"
    assert wrong.status_code == 200
    assert not StaffSession.objects.exists()


def test_a_proof_given_a_minute_ago_for_something_else_does_not_open_it(client, sofia):
    client.force_login(sofia)
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD})

    answered = client.post("/fr/staff-mode/", {"reason": REASON})

    assert answered.url == "/fr/account/reauthenticate/"
    assert not StaffSession.objects.exists()


def test_nobody_else_finds_the_door(client):
    assert client.get("/fr/staff-mode/").url.startswith("/fr/account/login/")
    client.force_login(UserFactory())
    for page in ("/fr/staff-mode/", "/fr/staff-mode/register/"):
        assert client.get(page).status_code == 403
    assert client.get("/fr/admin/", follow=True).status_code == 403


def test_an_account_without_a_password_is_told_what_to_do(client):
    admin = create_account("op@ambrelle.example", administrator=True)
    client.force_login(admin)
    page = client.get("/fr/staff-mode/").content.decode()
    assert "ni mot de passe ni clé d’accès" in page
    assert "/fr/account/password/reset/" in page


def test_every_page_shows_the_bar_with_the_time_left_and_the_reason(client, sofia):
    entered(client, sofia)
    for page in ("/fr/", "/fr/account/", "/fr/admin/"):
        html = client.get(page).content.decode()
        assert "30 minutes" in html
        assert REASON in html
    assert "staff-bar" not in Client().get("/fr/").content.decode()


def test_every_request_is_noted_without_what_was_sent(client, sofia):
    entered(client, sofia)
    client.get("/fr/agenda/?q=secret")
    client.post("/fr/account/", {"name": "Sofia L.", "language": "fr"})

    visits = list(StaffVisit.objects.order_by("pk").values_list("method", "path"))

    assert visits == [("GET", "/fr/agenda/"), ("POST", "/fr/account/")]


def test_what_is_written_meanwhile_carries_the_session_whoever_is_named_as_actor(client, sofia):
    entered(client, sofia)
    client.post("/fr/account/", {"name": "Sofia L.", "language": "fr"})

    entry = Entry.objects.filter(action="account.changed").get()

    assert entry.private["staff_session"] == str(StaffSession.objects.get().uid)
    with carrying(staff_session="x"):
        assert record(None, "account.changed", "account", sofia.uid).private == {"staff_session": "x"}
    assert record(None, "account.changed", "account", sofia.uid).private == {}


def test_the_other_administrators_are_told_by_mail_in_their_language(client, sofia, django_capture_on_commit_callbacks):
    create_account("ann@ambrelle.example", administrator=True, language="en")
    UserFactory(email="nobody@ambrelle.example")
    with django_capture_on_commit_callbacks(execute=True):
        begin_staff_mode(sofia, REASON)
    assert [message.to for message in mail.outbox] == [["ann@ambrelle.example"]]
    assert mail.outbox[0].subject == "Sofia Lendl entered staff mode"
    assert REASON in mail.outbox[0].body
    assert f"/en/staff-mode/register/{StaffSession.objects.get().uid}/" in mail.outbox[0].body


def test_it_ends_by_itself_after_half_an_hour_and_by_a_button_before(client, sofia):
    entered(client, sofia)
    with time_machine.travel(timezone.now() + timedelta(minutes=30, seconds=1)):
        assert client.get("/fr/admin/").status_code == 302
    assert client.get("/fr/admin/").status_code == 200, "the clock of the machine decides"
    assert client.post("/fr/staff-mode/leave/").url == "/fr/account/"
    assert client.get("/fr/admin/").status_code == 302
    assert StaffSession.objects.get().ended
    assert Entry.objects.filter(action="staff-mode.ended").count() == 1


def test_two_tabs_share_it_and_end_it_together(client, sofia):
    entered(client, sofia)
    other_tab = Client()
    other_tab.cookies = client.cookies
    assert other_tab.get("/fr/admin/").status_code == 200
    other_tab.post("/fr/staff-mode/leave/")
    assert client.get("/fr/admin/").status_code == 302
    assert end_staff_mode(StaffSession.objects.get()) is False, "it is ended once"


def test_another_log_in_of_the_same_person_has_no_power(client, sofia):
    entered(client, sofia)
    elsewhere = Client()
    elsewhere.force_login(sofia)
    assert elsewhere.get("/fr/admin/").status_code == 302


def test_a_session_stolen_before_staff_mode_is_worth_nothing_after(client, sofia):
    client.force_login(sofia)
    thief = Client()
    thief.cookies["session"] = client.cookies["session"].value

    client.post("/fr/staff-mode/", {"reason": REASON})
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD})

    assert client.get("/fr/admin/").status_code == 200
    assert thief.get("/fr/account/").status_code == 302, "the key of the session changed: the copy opens nothing"


def test_a_change_of_password_and_a_log_out_end_it(client, sofia):
    entered(client, sofia)
    new = "encore quatre mots nouveaux"
    client.post("/fr/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/fr/account/").status_code == 200, "she is still logged in"
    assert client.get("/fr/admin/").status_code == 302
    assert StaffSession.objects.get().ended
    session = in_staff_mode(sofia).staff_session
    sofia.refresh_from_db()
    enter_staff_mode(client, sofia)
    client.post("/fr/account/logout/")
    assert StaffSession.objects.exclude(pk=session.pk).latest("pk").ended


def test_who_is_no_longer_staff_is_no_longer_in_staff_mode(client, sofia):
    entered(client, sofia)
    type(sofia).objects.filter(pk=sofia.pk).update(is_staff=False, is_superuser=False)
    assert client.get("/fr/admin/", follow=True).status_code == 403
    assert staff_mode.KEY not in client.session


def test_a_form_sent_after_the_end_comes_back_with_what_was_typed(client, sofia):
    event = EventFactory()
    entered(client, sofia)
    typed = {"title": "Un titre corrigé", "formats": ["1", "2"]}
    address = f"/fr/admin/agenda/event/{event.pk}/change/"
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        answered = client.post(address, typed)
    html = answered.content.decode()
    assert answered.status_code == 403
    assert f'action="{address}"' in html
    assert 'name="title" value="Un titre corrigé"' in html
    assert html.count('name="formats"') == 2
    event.refresh_from_db()
    assert event.title != "Un titre corrigé"


def test_after_the_end_ones_own_rights_go_on_without_a_word(client, sofia):
    entered(client, sofia)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert client.post("/fr/account/", {"name": "Sofia L.", "language": "fr"}).status_code == 302
    assert StaffVisit.objects.count() == 0


def test_nothing_of_staff_mode_is_saved_with_the_account(client, sofia):
    in_staff_mode(sofia).save()
    fresh = type(sofia).objects.get(pk=sofia.pk)
    assert fresh.staff_session is None
    assert not rules.in_staff_mode(fresh)


@pytest.mark.django_db(transaction=True)
def test_the_register_cannot_be_rewritten(sofia):
    session = in_staff_mode(sofia).staff_session
    visit = StaffVisit.objects.create(session=session, method="GET", path="/fr/")
    for refused in (
        lambda: StaffSession.objects.filter(pk=session.pk).update(reason="autre chose encore"),
        lambda: StaffSession.objects.filter(pk=session.pk).update(ends=session.ends + timedelta(days=1)),
        lambda: StaffVisit.objects.filter(pk=visit.pk).update(path="/en/"),
        lambda: StaffVisit.objects.filter(pk=visit.pk)._raw_delete(connection.alias),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            refused()


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_costs_the_same_whatever_it_holds(client, sofia, number, django_assert_num_queries):
    for _ in range(number):
        session = begin_staff_mode(sofia, REASON)
        StaffVisit.objects.create(session=session, method="GET", path="/fr/agenda/")
    client.force_login(sofia)
    with django_assert_num_queries(4):
        page = client.get("/fr/staff-mode/register/").content.decode()
    assert page.count(REASON) == number
    shown = client.get(f"/fr/staff-mode/register/{session.uid}/").content.decode()
    assert "GET /fr/agenda/" in shown


def test_the_door_leads_back_to_our_own_pages_only(client, sofia):
    assert entered(client, sofia, to="https://evil.example/").url == "/fr/account/"
