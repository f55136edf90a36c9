"""The page that shows the kit."""

import pytest
from django.test import Client

from tests.factories import UserFactory, enter_staff_mode

AXE_MODES = [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320)]


@pytest.mark.django_db
def test_the_kit_is_for_staff(client: Client, settings) -> None:
    assert client.get("/fr/ui/").status_code == 403
    enter_staff_mode(client, UserFactory(is_staff=True))
    assert client.get("/fr/ui/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_demonstration_shows_the_kit_to_everyone_without_a_cookie(client: Client, settings, language: str) -> None:
    settings.DEMO = True
    answer = client.get(f"/{language}/ui/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "style=" not in answer.content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("mode", "width"), AXE_MODES)
def test_the_kit_is_accessible_and_fits(live_server, settings, browser, mode: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    settings.DEMO = True
    context = browser.new_context(color_scheme=mode, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/fr/ui/")

    violations = [violation["id"] for violation in Axe().run(page).response["violations"]]
    fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()

    assert violations == []
    assert fits
    assert refused == []
