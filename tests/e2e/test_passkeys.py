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
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

pytestmark = pytest.mark.browser
PASSWORD = "quatre mots sans rapport"
EMAIL = "awa@ambrelle.example"
SLOW = 60_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
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
    }
    parvis = [sys.executable, "-m", "parvis.cli"]
    subprocess.run([*parvis, "migrate"], env=env, cwd=folder, check=True, capture_output=True)
    create = [*parvis, "user", "create", EMAIL, "--admin"]
    subprocess.run(create, env=env, cwd=folder, check=True, capture_output=True, input=f"{PASSWORD}\n", text=True)
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*parvis, "serve", "web", "--port", str(port)], env=env, cwd=folder, stdout=log, stderr=log
        )
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=2).close()
                break
            except OSError:
                time.sleep(0.5)
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


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


def log_in(page, address: str) -> None:
    page.goto(f"{address}/fr/account/login/")
    page.fill("[name=login]", EMAIL)
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
