"""Registering in the season of today, on a small phone without JavaScript; axe looks at every page, in two languages.

Pictures of each step are kept in `var/artefacts/registration/`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe

from parvis.ground import clock
from tests.e2e.conftest import DATABASE, Site, served
from tests.instances import put_migrated

pytestmark = pytest.mark.browser
ARTEFACTS = Path("var/artefacts/registration")
PHONE = {"width": 320, "height": 640}
SUMMIT, FAMILIES = "sommet-des-services-publics-ouverts", "fete-des-serres"
LINK = r"http://127\.0\.0\.1:\d+(/{language}/registrations/[\w.=-]+/)"


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Ambrelle today: what is open in the demonstration is open; the registrar sends its letters."""
    today = clock.now().astimezone(ZoneInfo("Europe/Paris")).date()
    folder = put_migrated(tmp_path_factory.mktemp("season") / DATABASE).parent
    with served(folder, today.isoformat(), "registrar") as running:
        yield running


class Phone:
    """A person whose phone runs no script; what she sees is looked at once more by axe, which needs one."""

    def __init__(self, browser, site: Site) -> None:
        self.site = site
        self.page, self.eye = (
            browser.new_context(viewport=PHONE, java_script_enabled=script).new_page() for script in (False, True)
        )

    def open(self, path: str) -> None:
        self.page.goto(self.site.url(path))

    def press(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def looked_at(self, step: str) -> str:
        """The words of the page; nothing overflows the phone, nothing stops a screen reader."""
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        answer = self.eye.goto(self.page.url)
        assert answer.status == 200, step
        self.eye.screenshot(path=str(ARTEFACTS / f"{step}.png"), full_page=True)
        assert self.eye.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], step
        self.eye.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found = Axe().run(self.eye).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"][:140]) for rule in found] == [], step
        return self.page.locator("main").inner_text()


def mailed(site: Site, address: str, pattern: str, *, than: int = 0) -> str:
    """What the last letter to an address holds that matches; it may take the registrar some seconds."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for path in re.findall(r'href="(/fr/demo/outbox/[0-9a-f-]{36}/)"', site.get("/fr/demo/outbox/").text):
            text = site.get(path).text
            if address in text and (found := re.search(pattern, text)):
                return found[1]
        time.sleep(1)
    raise AssertionError(f"no letter to {address} holds {pattern}")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_family_registers_changes_and_leaves(season: Site, browser, language: str) -> None:
    phone, address = Phone(browser, season), f"famille-{language}@courriel.example"

    phone.open(f"/{language}/agenda/{FAMILIES}/")
    phone.press(f'main a[href$="/{FAMILIES}/register/"]')
    phone.looked_at(f"{language}-form")
    phone.page.fill('[name="name"]', "Maëlys Jourdain")
    phone.page.fill('[name="email"]', address)
    phone.press('button[name="do"][value="add"]')
    phone.page.fill('[name="p1_name"]', "Noé Jourdain")
    phone.page.check('[name="p1_child"]')
    time.sleep(2.5)  # nobody writes a form in less
    phone.press("main form button.button:not(.secondary):not([name=do])")
    assert "/registrations/" in phone.page.url
    ticket = phone.looked_at(f"{language}-ticket")
    assert "Noé Jourdain" in ticket
    assert phone.page.locator("svg.qr").count() == 2

    own = mailed(season, address, LINK.format(language=language))
    phone.open(f"{own}change/")
    phone.looked_at(f"{language}-change")
    phone.page.fill('[name="name"]', "Maëlys Jourdain-Weber")
    phone.press("main form button.button")
    assert "Jourdain-Weber" in phone.looked_at(f"{language}-changed")
    phone.open(f"{own}leave/")
    phone.looked_at(f"{language}-leave")
    phone.press("main form button.button")
    assert "svg" not in phone.looked_at(f"{language}-left")
    assert phone.page.locator("svg.qr").count() == 0


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("slug", [SUMMIT, "berges-de-l-ambre", "algorithme-des-creches", "trottoirs"])
def test_each_state_of_a_registration_is_read_by_everybody(season: Site, browser, slug: str, language: str) -> None:
    phone = Phone(browser, season)

    for path in (f"/{language}/agenda/{slug}/", f"/{language}/agenda/{slug}/register/"):
        phone.open(path)
        phone.looked_at(path.strip("/").replace("/", "-"))


def test_whoever_gives_a_seat_back_makes_the_waiting_list_move(season: Site, browser) -> None:
    tom = Phone(browser, season)
    ticket = mailed(season, "tom.grandvaux@ambrelle.example", LINK.format(language="fr"))
    offered = offers(season)

    tom.open(ticket)
    tom.looked_at("tom-ticket")
    tom.open(f"{ticket}leave/")
    tom.press("main form button.button")

    deadline = time.monotonic() + 60
    while offers(season) < offered + 2 and time.monotonic() < deadline:
        time.sleep(1)
    assert offers(season) == offered + 2  # at the summit, and at the workshop that he took along


def offers(site: Site) -> int:
    return site.get("/fr/demo/outbox/").text.count("Une place pour vous, à prendre")
