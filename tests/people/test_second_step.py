"""Passkeys, codes and recovery codes, through the pages; the browser's part is in test_second_step_browser.py."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from parvis.ground.journal.models import Entry
from parvis.people import rules
from parvis.people.actions.accounts import create_account, erase_account, forget_second_step
from parvis.people.actions.memberships import grant_role
from parvis.people.models import Role
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "quatre mots sans rapport"


def code_of(secret: str, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


@pytest.fixture
def awa():
    return create_account("awa@ambrelle.example", name="Awa Morvan", password=PASSWORD)


@pytest.fixture
def proved(client, awa):
    """A browser in which the person has just given her password again."""
    client.force_login(awa)
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD})
    return client


def enrolled(client: Client) -> str:
    page = client.get("/fr/account/second-step/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    assert 'src="data:image/svg+xml;base64,' in page
    answered = client.post("/fr/account/second-step/totp/activate/", {"code": code_of(secret)})
    assert answered.url == "/fr/account/second-step/recovery-codes/"
    return secret


def logged_in(email: str, password: str = PASSWORD) -> tuple[Client, str]:
    browser = Client()
    return browser, browser.post("/fr/account/login/", {"login": email, "password": password}).url


@pytest.mark.django_db(transaction=True)
def test_a_code_is_asked_for_after_the_password_once_an_application_is_in_use(proved, awa):
    secret = enrolled(proved)
    assert mail.outbox[0].subject == "Votre compte demande désormais un code"
    assert set(Entry.objects.filter(action="second-step.added").values_list("private__means", flat=True)) == {
        "totp", "recovery_codes"
    }  # fmt: skip

    browser, then = logged_in(awa.email)
    assert then == "/fr/account/second-step/authenticate/"
    assert browser.get("/fr/account/").status_code == 302, "not logged in yet"
    wrong = browser.post(then, {"code": "000000"})
    assert "n’est pas le bon" in wrong.content.decode()
    right = browser.post(then, {"code": code_of(secret)})
    assert right.url == "/fr/account/"
    assert browser.get("/fr/account/").status_code == 200


def test_a_code_works_once(proved, awa):
    secret = enrolled(proved)
    code = code_of(secret)
    first, then = logged_in(awa.email)
    assert first.post(then, {"code": code}).status_code == 302
    second, then = logged_in(awa.email)
    assert second.post(then, {"code": code}).status_code == 200


def test_a_recovery_code_opens_the_account_once_and_is_told(proved, awa):
    enrolled(proved)
    page = proved.get("/fr/account/second-step/recovery-codes/").content.decode()
    codes = re.findall(r"<li><code>(\d+)</code></li>", page)
    kept = proved.get("/fr/account/second-step/recovery-codes/download/")
    assert len(codes) == 10
    assert kept["Content-Disposition"].startswith("attachment")
    assert all(code in kept.content.decode() for code in codes)
    assert "awa@ambrelle.example" in kept.content.decode()

    browser, then = logged_in(awa.email)
    assert browser.post(then, {"code": codes[0]}).status_code == 302
    again, then = logged_in(awa.email)
    assert again.post(then, {"code": codes[0]}).status_code == 200
    assert Entry.objects.filter(action="second-step.code-used").count() == 1
    account = browser.get("/fr/account/").content.decode()
    assert "il en reste 9" in account


def test_secrets_are_sealed_in_the_database_and_a_new_key_refuses_rather_than_breaks(proved, awa, settings):
    secret = enrolled(proved)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))
    settings.SECRET_KEY = "another secret key, chosen after a leak of the first"
    browser, then = logged_in(awa.email)
    assert browser.post(then, {"code": code_of(secret)}).status_code == 200


PAGES = (
    "",
    "totp/activate/",
    "totp/deactivate/",
    "recovery-codes/",
    "recovery-codes/generate/",
    "webauthn/",
    "webauthn/add/",
)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("with_application", [False, True])
def test_every_page_is_ours_in_both_languages(proved, language, with_application):
    if with_application:
        enrolled(proved)
    for page in PAGES:
        answered = proved.get(f"/{language}/account/second-step/{page}", follow=True)
        if answered.status_code == 404:
            assert not with_application
            assert page in ("totp/deactivate/", "recovery-codes/")
            continue
        assert answered.status_code == 200, page
        used = [template.origin.name for template in answered.templates if template.origin]
        assert [name for name in used if "/allauth/" in name and name.endswith(".html")] == []
        html = answered.content.decode()
        assert "style=" not in html
        words = re.sub(r"<[^>]+>", " ", html)
        english = ("Authenticator", "Security key", "Two-Factor", "Recovery Codes", "Deactivate")
        assert not [word for word in english if word in words], page


def test_every_change_asks_for_the_password_again(client, awa):
    client.force_login(awa)
    for page in ("totp/activate/", "webauthn/add/", "recovery-codes/generate/"):
        assert client.get(f"/fr/account/second-step/{page}").url.startswith("/fr/account/reauthenticate/")


def test_doing_without_is_told_and_takes_the_recovery_codes_along(proved, awa):
    enrolled(proved)
    proved.post("/fr/account/second-step/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert mail.outbox[-1].subject == "Votre compte ne demande plus de code"
    assert Entry.objects.filter(action="second-step.removed").count() == 2


def test_staff_mode_asks_for_the_second_step_of_whoever_has_one(client):
    sofia = create_account("sofia@ambrelle.example", password=PASSWORD, administrator=True)
    client.force_login(sofia)
    client.post("/fr/account/reauthenticate/", {"password": PASSWORD})
    secret = enrolled(client)
    reason = {"reason": "Corriger une date à la demande du service"}
    assert client.post("/fr/staff-mode/", reason).url == "/fr/account/second-step/reauthenticate/"
    by_password = client.post("/fr/account/reauthenticate/", {"password": PASSWORD})
    assert by_password.url == "/fr/staff-mode/", "the password alone is not enough"
    client.post("/fr/staff-mode/", reason)
    client.post("/fr/account/second-step/reauthenticate/", {"code": code_of(secret)})
    assert client.get("/fr/admin/").status_code == 200


def test_a_role_sleeps_where_the_instance_asks_for_a_second_step(client, proved, awa, settings):
    body = OrganisationFactory()
    grant_role(None, awa, body, Role.ADMINISTRATOR)
    settings.REQUIRE_MFA = ["administrator", "staff"]
    fresh = type(awa).objects.get(pk=awa.pk)
    assert rules.lacks_second_step(fresh)
    assert not rules.is_administrator(fresh, body)
    turned = proved.get("/fr/organise/", follow=True)
    assert turned.redirect_chain[-1][0] == "/fr/account/second-step/"
    assert "Votre rôle demande" in turned.content.decode()
    enrolled(proved)
    fresh = type(awa).objects.get(pk=awa.pk)
    assert rules.is_administrator(fresh, body)
    assert not rules.lacks_second_step(fresh)


def test_a_role_that_is_not_named_needs_nothing_and_costs_nothing(awa, settings, django_assert_num_queries):
    body = OrganisationFactory()
    grant_role(None, awa, body, Role.CONTRIBUTOR)
    settings.REQUIRE_MFA = ["administrator"]
    with django_assert_num_queries(1):
        assert rules.has_role(type(awa)(pk=awa.pk, is_active=True), body, Role.CONTRIBUTOR)


def test_an_operator_frees_somebody_who_lost_everything(proved, awa):
    enrolled(proved)
    assert forget_second_step(awa) == 2
    assert logged_in(awa.email)[1] == "/fr/account/"
    assert Entry.objects.filter(action="second-step.forgotten", object_uid=awa.uid).exists()


def test_nothing_is_left_when_the_account_is_erased(proved, awa):
    UserFactory(is_superuser=True)
    enrolled(proved)
    erase_account(awa)
    assert not Authenticator.objects.exists()


def test_reading_the_log_in_page_sets_no_cookie_and_asking_for_a_passkey_does(client):
    assert not client.get("/fr/account/login/").cookies
    asked = client.get("/fr/account/second-step/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert asked.json()["request_options"]["publicKey"]["userVerification"] == "required"
    assert "session" in asked.cookies
