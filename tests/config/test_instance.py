"""What an instance tells machines and people about itself."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
import time_machine
from django.contrib import admin
from django.db import connection
from django.test import Client, RequestFactory

from parvis.config import health, limits, modules
from parvis.config.logs import JsonFormatter
from parvis.config.models import FormUse
from parvis.ground import clock
from parvis.ground.guards.migrating import put_back
from parvis.people.network import client_address
from parvis.ui import accessibility
from tests.instances import put_migrated

pytestmark = pytest.mark.django_db


def test_health_is_good_when_everything_works(client):
    for process in health.PROCESSES:
        health.beat(process)
    answered = client.get("/healthz")
    assert answered.status_code == 200
    assert answered.json()["status"] == "ok"
    assert answered["Cache-Control"] == "no-store"


def test_a_silent_worker_degrades_health_without_taking_pages_away(client):
    health.beat("scheduler")
    health.beat("registrar")
    with time_machine.travel(clock.now() - timedelta(minutes=10)):
        health.beat("worker")
    answered = client.get("/healthz")
    assert answered.status_code == 200
    assert answered.json()["status"] == "degraded"
    assert answered.json()["worker"]["status"] == "silent"


def test_rules_that_a_killed_migration_left_off_are_told_until_the_next_one_puts_them_back(client):
    for process in health.PROCESSES:
        health.beat(process)
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER guard_reviews_assessment_sealed_update"
            + (" ON reviews_assessment" if connection.vendor == "postgresql" else "")
        )

    told = client.get("/healthz").json()

    assert (told["status"], told["guards"]) == ("degraded", "1 missing")
    if connection.vendor == "sqlite":  # there alone a migration lifts any
        put_back(connection.alias, plan=[])
        assert client.get("/healthz").json()["guards"] == "ok"


def test_security_txt_never_expires_and_never_promises_a_year(client):
    text = client.get("/.well-known/security.txt").content.decode()
    expires = next(line for line in text.splitlines() if line.startswith("Expires: ")).removeprefix("Expires: ")
    left = clock.now().fromisoformat(expires) - clock.now()
    assert timedelta(days=90) < left < timedelta(days=365)
    assert "Contact: mailto:" in text


def test_robots_may_read_what_is_public(client, settings):
    assert "Sitemap: " in client.get("/robots.txt").content.decode()
    settings.DEMO = True
    from django.core.cache import caches

    caches["pages"].clear()
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("page", ["accessibility", "legal-notice", "personal-data"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pages_of_duty_exist_in_both_languages_without_a_cookie(client, page, language):
    answered = client.get(f"/{language}/{page}/")
    assert answered.status_code == 200
    assert not answered.cookies
    assert "style=" not in answered.content.decode()


def test_without_an_audit_the_statement_does_not_claim_conformity(client, settings):
    page = client.get("/en/accessibility/").content.decode()
    assert "does not conform" in page
    assert "No audit by a person" in page
    assert "Défenseur des droits" in page


def test_an_audit_that_was_made_is_told(client, settings):
    settings.ACCESSIBILITY = {"status": "partial", "auditor": "Atelier B", "audited": "2026-02-03", "scheme": ""}
    page = client.get("/en/accessibility/").content.decode()
    assert "Atelier B" in page
    assert "conforms partly" in page


def test_what_the_code_declares_inaccessible_is_in_the_statement(client):
    accessibility.register_limit(
        accessibility.Limit("test", "The plan of the hall", accessibility.Reason.NOT_CONFORM, "Its description")
    )
    try:
        page = client.get("/en/accessibility/").content.decode()
    finally:
        accessibility._limits.pop("test")
    assert "The plan of the hall" in page
    assert "Its description" in page


def test_a_missing_page_says_so_in_the_readers_language(client):
    assert "Il n’y a rien à cette adresse" in client.get("/fr/nothing/").content.decode()
    assert "There is nothing at this address" in client.get("/en/nothing/").content.decode()


def test_a_log_line_is_one_json_object_with_what_was_added():
    record = logging.makeLogRecord({"msg": "sent %s", "args": ("mail",), "levelname": "INFO", "name": "x", "to": 3})
    line = json.loads(JsonFormatter().format(record))
    assert (line["message"], line["level"], line["to"]) == ("sent mail", "info", 3)


def test_a_form_sent_too_often_from_one_address_is_refused_and_says_when_to_return(client, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "account_reset_password", (2, 3600))
    form = {"email": "someone@ambrelle.example"}
    with time_machine.travel("2026-03-12T10:10:00Z", tick=False):
        codes = [client.post("/fr/account/password/reset/", form).status_code for _ in range(3)]
        refused = client.post("/fr/account/password/reset/", form)
    assert codes == [302, 302, 429]
    assert refused["Retry-After"] == "3000"
    assert "50 minutes" in refused.content.decode()
    with time_machine.travel("2026-03-12T11:00:01Z", tick=False):
        assert client.post("/fr/account/password/reset/", form).status_code == 302


def test_an_address_is_counted_by_itself_and_kept_as_a_hash(client):
    assert limits.allowed(limits.key("192.0.2.1", "x", 1), 1, 1)
    assert not limits.allowed(limits.key("192.0.2.1", "x", 1), 1, 1)
    assert limits.allowed(limits.key("192.0.2.2", "x", 1), 1, 1)
    assert "192.0.2" not in str(list(FormUse.objects.values_list("key", flat=True)))


def test_behind_a_proxy_only_the_address_that_the_proxy_wrote_counts(settings):
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.7"})
    assert client_address(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert client_address(request) == "192.0.2.7"


def test_old_form_uses_are_forgotten():
    FormUse.objects.create(key="a", window=1)
    FormUse.objects.create(key="b", window=int(clock.now().timestamp()))
    assert limits.forget_old_uses() == 1


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_an_anonymous_form_from_another_site_is_refused(headers):
    answered = Client(enforce_csrf_checks=True).post("/fr/account/login/", {}, headers=headers)
    assert answered.status_code == 403
    assert "vient d’ailleurs" in answered.content.decode()


def test_a_program_without_a_session_may_post_and_a_browser_needs_no_token():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/fr/account/login/", {}).status_code == 200
    assert client.post("/fr/account/login/", {}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    client.cookies = SimpleCookie({"session": "abc"})
    assert client.post("/fr/account/login/", {}).status_code == 403


def test_a_module_that_is_off_leaves_the_back_office():
    before = dict(admin.site._registry)
    assert any(model._meta.app_label == "agenda" for model in before)
    try:
        modules.close_back_office([])
        closed = {model._meta.app_label for model in before} - {m._meta.app_label for m in admin.site._registry}
        assert closed == {"agenda", "reviews"}
    finally:
        admin.site._registry = before


def test_without_the_agenda_the_command_still_brings_pages_about_a_commitment_in(tmp_path):
    import os
    import subprocess
    import sys

    page = Path(__file__).parents[1] / "civics" / "formats" / "pages" / "XQ0012.fr.txt"
    environ = {
        **os.environ, "PARVIS_MODULES": "commit", "PARVIS_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.db",
    }  # fmt: skip
    parvis = [sys.executable, "-m", "parvis.cli"]
    subprocess.run([*parvis, "migrate"], capture_output=True, text=True, env=environ, check=True)

    done = subprocess.run(
        [*parvis, "import", str(page), "--format", "json"], capture_output=True, text=True, env=environ
    )

    assert [one["action"] for one in json.loads(done.stdout)["records"]] == ["create"], done.stderr[-3000:]


OFF = """
import json
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
from parvis.ground.identifiers import registry
from parvis.ui import navigation
client = Client()
contract = client.get("/api/v1/openapi.json").content.decode()
print(json.dumps({
    "types": [t.code for t in registry.types()],
    "pages": {f"/fr/{p}": client.get(f"/fr/{p}").status_code for p in ["agenda/", "commitments/", "laws/", "", "api/"]},
    "menu": [i.url for i in navigation.items()],
    "data": [code for code in ("events", "commitments") if client.get(f"/fr/data/{code}/").status_code == 200],
    "api": [path for path in ("/api/v1/events", "/api/v1/commitments") if path in contract],
}))
"""


@pytest.mark.parametrize(
    ("on", "statuses", "present", "absent"),
    [
        ("", [404, 404, 404, 200, 200], set(), {"event", "commitment", "law"}),
        ("agenda", [200, 404, 404, 200, 200], {"event"}, {"commitment", "plan", "review", "charter"}),
        ("commit", [404, 200, 200, 200, 200], {"commitment", "plan"}, {"event", "edition"}),
    ],
    ids=["none", "agenda alone", "commitments alone"],
)
def test_a_module_that_is_off_has_no_route_menu_type_dataset_nor_api(tmp_path, on, statuses, present, absent):
    import os
    import subprocess
    import sys

    if on:  # with none, all tables are made from nothing: a module that is off keeps its own
        put_migrated(tmp_path / "x.db")
    environ = {
        **os.environ, "PARVIS_MODULES": on, "PARVIS_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/x.db",
        "DJANGO_SETTINGS_MODULE": "parvis.config.settings", "PYTHONWARNINGS": "ignore",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", OFF], capture_output=True, text=True, env=environ)
    assert done.stdout, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert list(found["pages"].values()) == statuses
    assert present <= set(found["types"])
    assert not absent & set(found["types"])
    assert ("/fr/agenda/" in found["menu"]) is ("event" in present)
    assert ("/fr/commitments/" in found["menu"]) is ("commitment" in present)
    assert found["data"] == [code for code in ("events", "commitments") if code.removesuffix("s") in present]
    assert found["api"] == [f"/api/v1/{code}s" for code in ("event", "commitment") if code in present]
