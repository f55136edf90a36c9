"""A passkey and a code, with the virtual authenticator of a real browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.instances import PARVIS, put_migrated

pytestmark = pytest.mark.browser
PASSWORD = "quatre mots sans rapport"
EMAIL = "awa@ambrelle.example"
SLOW = 60_000


# A review of a reviewer's own that lacks nothing but a signature; printed: its identifier.
READY = """
import django
django.setup()
from parvis.people.actions.memberships import grant_role
from parvis.people.models import Role, User
from tests.commit.reviews.world import coded, commented, commitment_of, drafted
commitment, reviewer = commitment_of(), User.objects.get(email={email!r})
grant_role(None, reviewer, commitment.plan.organisation, Role.REVIEWER)
print(commented(coded(drafted(commitment, reviewer), reviewer), reviewer).uid)
"""


@dataclass(frozen=True)
class Installed:
    """A site that runs, and how its commands are run."""

    url: str
    folder: Path
    env: dict[str, str]

    def run(self, *command: str, typed: str = "", check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command], env=self.env, cwd=self.folder, check=check, capture_output=True, text=True,
            input=typed,
        )  # fmt: skip


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """An empty site at localhost, the only host without HTTPS that browsers keep passkeys for; one account."""
    folder: Path = tmp_path_factory.mktemp("passkeys")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://localhost:{port}"
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "PARVIS_DATA": str(folder),
        "PARVIS_URL": url,
        "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    site = Installed(url, folder, env)
    put_migrated(folder / "site.sqlite3")
    site.run("-m", "parvis.cli", "user", "create", EMAIL, "--admin", typed=f"{PASSWORD}\n")
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*PARVIS, "serve", "web", "--port", str(port)], env=env, cwd=folder, stdout=log, stderr=log
        )
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=2).close()
                break
            except OSError:
                time.sleep(0.5)
        yield site
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


@pytest.fixture(scope="module")
def address(installed: Installed) -> str:
    return installed.url


@pytest.fixture
def page(browser, address: str):
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.set_default_timeout(SLOW)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    control = context.new_cdp_session(page)
    control.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
              "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    control.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    yield page
    context.close()
    assert errors == []


def log_in(page, address: str, email: str = EMAIL) -> None:
    page.goto(f"{address}/fr/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form:has([name=password]) button")


def log_out(page, address: str) -> None:
    page.goto(f"{address}/fr/account/")
    page.click("form[action$='/account/logout/'] button")
    page.wait_for_url(f"{address}/fr/")


def prove(page) -> None:
    if "/reauthenticate/" in page.url and page.locator("[name=password]").count():
        page.fill("[name=password]", PASSWORD)
        page.click("main form:has([name=password]) button")


def test_a_passkey_opens_the_account_then_a_code_does(page, address: str) -> None:
    log_in(page, address)
    page.goto(f"{address}/fr/account/second-step/webauthn/add/")
    prove(page)
    page.fill("[name=name]", "Mon téléphone")
    page.click("form[data-passkey] button")
    page.wait_for_url("**/recovery-codes/")
    assert page.locator("ol.figures li").count() == 10
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    log_out(page, address)

    page.goto(f"{address}/fr/account/login/")
    page.click("form[data-passkey] button")
    page.wait_for_url(f"{address}/fr/account/")
    assert "Mon téléphone" in page.content()

    page.goto(f"{address}/fr/account/second-step/totp/activate/")
    if "/reauthenticate/" in page.url:
        prove(page)
    assert page.locator("img.square-code").evaluate("image => image.complete && image.naturalWidth > 0")
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page.content())[1]
    page.fill("[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.click("main form:has([name=code]) button")
    page.wait_for_url("**/second-step/")
    log_out(page, address)

    log_in(page, address)
    page.wait_for_url("**/authenticate/")
    time.sleep(30 - time.time() % 30 + 0.5)  # the code of before works once
    page.fill("[name=code]", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.click("main form:has([name=code]) button")
    page.wait_for_url(f"{address}/fr/account/")

    page.goto(f"{address}/fr/staff-mode/")
    page.fill("[name=reason]", "Voir que la clé ouvre le mode d’administration")
    page.click("main form:has([name=reason]) button")
    page.wait_for_url("**/second-step/reauthenticate/**")
    page.click("text=Utiliser ma clé d’accès")
    page.wait_for_url("**/webauthn/reauthenticate/**")
    page.click("form[data-passkey] button")
    page.wait_for_url(f"{address}/fr/account/")
    assert "encore 30 minutes" in page.locator(".staff-bar").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_review_is_signed_by_the_reviewers_passkey_and_verified_away_from_the_site(
    page, installed: Installed
) -> None:
    reviewer = "nora@ambrelle.example"
    installed.run("-m", "parvis.cli", "user", "create", reviewer, typed=f"{PASSWORD}\n")
    uid = installed.run("-c", READY.format(email=reviewer)).stdout.strip()
    log_in(page, installed.url, reviewer)
    page.goto(f"{installed.url}/fr/account/second-step/webauthn/add/")
    prove(page)
    page.fill("[name=name]", "Ma clé")
    page.click("form[data-passkey] button")
    page.wait_for_url("**/recovery-codes/")

    page.goto(f"{installed.url}/fr/organise/reviews/{uid}/sign/")
    page.click("form[data-passkey] button")
    page.wait_for_url("**/fr/reviews/**")

    proof = page.locator("#proof")
    assert "clé d’accès" in proof.inner_text()
    command = proof.locator("code", has_text="parvis verify").inner_text()
    key = command.rpartition("--key=")[2].strip()
    with page.expect_download() as asked:
        proof.get_by_role("link").click()
    file = installed.folder / "signed.review.json"
    asked.value.save_as(file)
    held = installed.run("-m", "parvis.cli", "verify", str(file), f"--key={key}", check=False)
    assert held.returncode == 0, held.stdout + held.stderr
    altered = installed.folder / "altered.review.json"
    altered.write_bytes(file.read_bytes().replace(b"Cinq fichiers", b"Deux fichiers"))
    assert installed.run("-m", "parvis.cli", "verify", str(altered), f"--key={key}", check=False).returncode == 1


def test_a_device_without_a_passkey_is_told_in_a_sentence(browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    control = context.new_cdp_session(page)
    control.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
              "isUserVerified": True}  # fmt: skip
    control.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.goto(f"{address}/fr/account/login/")
    page.click("form[data-passkey] button")
    page.wait_for_selector("[data-refusal]:not([hidden])", timeout=SLOW)
    assert "n’a donné aucune clé" in page.locator("[data-refusal]").inner_text()
    context.close()
