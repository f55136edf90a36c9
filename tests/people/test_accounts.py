"""An account from its opening to its erasure, through the pages that people use."""

from __future__ import annotations

import json
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from parvis.ground.follows.models import Follow
from parvis.ground.journal.actions import record
from parvis.ground.journal.models import Entry
from parvis.people.actions.accounts import LastAdministrator, create_account, erase_account
from parvis.people.actions.memberships import grant_role
from parvis.people.models import Role, User
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "quatre mots sans rapport"


def path_in(message) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


@pytest.fixture
def person():
    return create_account("awa@ambrelle.example", name="Awa Morvan", password=PASSWORD)


def test_one_opens_an_account_confirms_the_address_and_logs_in(client):
    form = {"email": "Yann@Ambrelle.example", "name": "Yann", "password1": PASSWORD}
    assert client.post("/fr/account/signup/", form).url == "/fr/account/confirm-email/"
    message = mail.outbox[0]
    assert message.subject == "Confirmez votre adresse"
    assert "Bonjour" in message.body
    link = path_in(message)
    assert client.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified, "a mail scanner that opens the link confirms nothing"
    client.post(link)
    assert EmailAddress.objects.get().verified
    answered = Client().post("/fr/account/login/", {"login": "yann@ambrelle.example", "password": PASSWORD})
    assert answered.url == "/fr/account/"
    user = User.objects.get()
    assert (user.name, user.language, user.email) == ("Yann", "fr", "yann@ambrelle.example")
    assert {"account.created", "account.email-confirmed"} <= set(Entry.objects.values_list("action", flat=True))


def test_an_english_reader_gets_english_mail(client):
    client.post("/en/account/signup/", {"email": "ann@ambrelle.example", "password1": PASSWORD})
    assert mail.outbox[0].subject == "Confirm your address"
    assert User.objects.get().language == "en"


def test_an_address_already_taken_is_told_by_mail_and_not_on_the_page(client, person):
    answered = client.post("/fr/account/signup/", {"email": person.email, "password1": PASSWORD})
    assert answered.url == "/fr/account/confirm-email/"
    assert mail.outbox[0].subject == "Vous avez déjà un compte"


def test_a_forgotten_password_is_chosen_again_by_mail(client, person):
    assert client.post("/fr/account/password/reset/", {"email": person.email}).status_code == 302
    link = path_in(mail.outbox[0])
    page = client.get(link, follow=True)
    form = page.redirect_chain[-1][0]
    client.post(form, {"password1": "encore quatre mots nouveaux", "password2": "encore quatre mots nouveaux"})
    person.refresh_from_db()
    assert person.check_password("encore quatre mots nouveaux")
    assert Entry.objects.filter(action="account.password-changed", object_uid=person.uid).exists()


def test_an_unknown_address_gets_no_link(client):
    client.post("/fr/account/password/reset/", {"email": "nobody@ambrelle.example"})
    assert "key" not in mail.outbox[0].body
    assert mail.outbox[0].subject == "Cette adresse n’a pas de compte"


def test_one_changes_password_and_address(client, person):
    client.force_login(person)
    form = {"oldpassword": PASSWORD, "password1": "un autre secret bien long", "password2": "un autre secret bien long"}
    assert client.post("/fr/account/password/change/", form).status_code == 302
    client.post("/fr/account/email/", {"email": "nouvelle@ambrelle.example", "action_add": ""}, follow=True)
    person.refresh_from_db()
    assert person.email == "awa@ambrelle.example", "the address changes when the new one is confirmed"
    link = next(path_in(m) for m in mail.outbox if m.to == ["nouvelle@ambrelle.example"])
    client.post(link)
    person.refresh_from_db()
    assert person.email == "nouvelle@ambrelle.example"


def test_login_refuses_a_wrong_password_in_a_sentence(client, person):
    answered = client.post("/fr/account/login/", {"login": person.email, "password": "rien de tel ici"})
    assert answered.status_code == 200
    assert person.email in answered.content.decode()


PAGES = [
    "login", "logout", "signup", "inactive", "reauthenticate", "email", "confirm-email", "confirm-email/none",
    "password/change", "password/reset", "password/reset/done", "password/reset/key/done", "password/reset/key/1-x",
    "second-step", "second-step/authenticate", "second-step/reauthenticate", "second-step/totp/activate",
    "second-step/webauthn", "second-step/webauthn/add", "second-step/webauthn/reauthenticate",
    "second-step/webauthn/login", "second-step/recovery-codes/generate",
]  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_allauth_is_one_of_ours(client, person, page, signed_in, language):
    if signed_in:
        client.force_login(person)
    answered = client.get(f"/{language}/account/{page}/", follow=True)
    used = [template.origin.name for template in answered.templates if template.origin]
    pages = [name for name in used if "allauth" in name and name.endswith(".html")]
    assert answered.status_code == 200
    assert pages == []
    html = answered.content.decode()
    assert "style=" not in html
    scripts = re.findall(r"<script\b[^>]*>", html)
    assert [script for script in scripts if 'src="/static/' not in script and "application/json" not in script] == []
    assert f'<html lang="{language}">' in html


def test_the_list_above_holds_every_address_of_allauth():
    """A new version that adds a page must be looked at."""
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    known = {name for name in names if name.startswith(("account_", "mfa_"))}
    assert known == {
        "account_login", "account_logout", "account_signup", "account_inactive", "account_reauthenticate",
        "account_email", "account_email_verification_sent", "account_confirm_email", "account_change_password",
        "account_set_password", "account_reset_password", "account_reset_password_done", "account_confirm_login_code",
        "account_reset_password_from_key", "account_reset_password_from_key_done",
        # walked by test_second_step.py as well, with a proof that is fresh
        "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn",
        "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
        "mfa_login_webauthn",
    }  # fmt: skip


def test_the_account_page_shows_teams_and_changes_what_one_may_change(client, person):
    body = OrganisationFactory(name="Ville d’Ambrelle")
    grant_role(None, person, body, Role.ORGANISER)
    client.force_login(person)
    page = client.get("/fr/account/").content.decode()
    assert "Ville d’Ambrelle" in page
    assert "organisation" in page
    client.post("/fr/account/", {"name": "Awa M.", "language": "en"})
    person.refresh_from_db()
    assert (person.name, person.language) == ("Awa M.", "en")


def test_everything_held_about_a_person_can_be_taken_away(client, person):
    body = OrganisationFactory(name="Ville d’Ambrelle")
    grant_role(None, person, body, Role.ORGANISER)
    Follow.objects.create(object_type="organisation", object_uid=body.uid, email=person.email, user=person)
    client.force_login(person)
    answered = client.get("/fr/account/export/")
    taken = json.loads(answered.content)
    assert answered["Content-Disposition"].startswith("attachment")
    assert taken["account"]["rows"][0]["email"] == person.email
    assert taken["memberships"]["rows"][0] | {"since": ""} == {
        "organisation": "Ville d’Ambrelle", "role": "organiser", "since": ""
    }  # fmt: skip
    assert taken["follows"]["rows"][0]["object"] == f"organisation:{body.uid}"
    assert set(taken) >= {"account", "addresses", "memberships", "invitations", "follows", "journal"}


def test_an_erased_account_leaves_what_was_public_and_nothing_that_was_personal(client, person):
    UserFactory(is_superuser=True)
    body = OrganisationFactory()
    grant_role(None, person, body, Role.ORGANISER)
    Follow.objects.create(object_type="organisation", object_uid=body.uid, email=person.email, user=person)
    act = record(person, "organisation.named", "organisation", body.uid, public={"name": "X"}, private={"seen": "y"})
    client.force_login(person)
    wrong = client.post("/fr/account/erase/", {"password": "not this one"})
    assert wrong.status_code == 200
    assert User.objects.filter(email=person.email).exists()

    answered = client.post("/fr/account/erase/", {"password": PASSWORD}, follow=True)

    assert answered.status_code == 200
    person.refresh_from_db()
    act.refresh_from_db()
    assert (person.name, person.is_active, person.has_usable_password()) == ("", False, False)
    assert person.email.endswith("@erased.invalid")
    assert act.public == {"name": "X"}
    assert act.private == {}
    assert not person.memberships.exists()
    assert not Follow.objects.exists()
    assert not EmailAddress.objects.filter(user=person).exists()
    left = str(list(Entry.objects.values_list("public", "private")))
    assert "awa" not in left.lower()
    assert client.get("/fr/account/").status_code == 302


def test_the_only_administrator_cannot_vanish(client):
    only = create_account("admin@ambrelle.example", password=PASSWORD, administrator=True)
    with pytest.raises(LastAdministrator):
        erase_account(only)
    client.force_login(only)
    answered = client.post("/fr/account/erase/", {"password": PASSWORD})
    assert "administrez seul" in answered.content.decode()
    assert User.objects.get().is_active


def test_account_pages_are_for_the_person_alone(client):
    for path in ("/fr/account/", "/fr/account/export/", "/fr/account/erase/"):
        assert client.get(path).url.startswith("/fr/account/login/")


def test_reading_an_account_form_sets_no_cookie(client):
    for path in ("/fr/account/login/", "/fr/account/signup/", "/fr/account/password/reset/"):
        assert not client.get(path).cookies


def test_the_way_out_of_a_forgotten_password_is_offered_once(client):
    html = client.get("/fr/account/login/").content.decode()

    assert html.count('href="/fr/account/password/reset/') == 1
