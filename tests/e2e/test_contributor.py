"""A contributor's path as a new user would walk it, on a small phone: from an invitation to an event on the agenda.

Screenshots of each step are kept in `var/artefacts/contributor/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe

from parvis.ground import clock
from parvis.ui.dates import day_words, weekday_word
from tests.e2e.conftest import DATABASE, Site, served
from tests.instances import put_migrated

pytestmark = pytest.mark.browser
ARTEFACTS = Path("var/artefacts/contributor")
PHONE = {"width": 320, "height": 640}
ADDRESS, PASSWORD = "lou.tessandier@ambrelle.example", "quatre mots sans aucun rapport"


@pytest.fixture(scope="module")
def today() -> date:
    return clock.now().astimezone(ZoneInfo("Europe/Paris")).date()


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory, today: date) -> Iterator[Site]:
    """The month of today, which takes submissions."""
    folder = put_migrated(tmp_path_factory.mktemp("season") / DATABASE).parent
    with served(folder, today.isoformat()) as running:
        yield running


class Phone:
    """A person with a small phone: opens pages, keeps a picture of each step, looks for what stands in the way."""

    def __init__(self, browser, site: Site) -> None:
        self.context = browser.new_context(viewport=PHONE)
        self.page = self.context.new_page()
        self.site = site

    def role(self, code: str) -> None:
        self.open("/fr/demo/roles/")
        with self.page.expect_navigation():
            self.page.locator(f'button[name="role"][value="{code}"]').click()

    def open(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.site.url(path))

    def press(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words).first.click()

    def save(self) -> None:
        with self.page.expect_navigation() as answered:
            self.page.locator('button.button[name="do"][value="save"]').click()
        assert answered.value.status == 200  # not 409: nobody else wrote meanwhile

    def follow(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=words).first.click()

    def kept(self, step: str) -> str:
        """Keep a picture of this step; nothing may overflow the phone, nor stop a screen reader."""
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(ARTEFACTS / f"{step}.png"), full_page=True)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], step
        found = [rule["id"] for rule in Axe().run(self.page).response["violations"]]
        assert found == [], step
        return self.page.locator("main").inner_text()


def mailed_link(site: Site, subject_words: str, pattern: str) -> str:
    """The link in the last mail whose page holds these words."""
    outbox = site.get("/fr/demo/outbox/").text
    for address in re.findall(r'href="(/fr/demo/outbox/[0-9a-f-]{36}/)"', outbox):
        text = site.get(address).text
        if subject_words in text and (found := re.search(pattern, text)):
            return found[0]
    raise AssertionError(f"no mail holds “{subject_words}”")


def test_from_an_invitation_to_an_event_on_the_agenda(season: Site, browser, today: date) -> None:
    day = today + timedelta(9)
    wrong = f"Rendez-vous le {weekday_word(day + timedelta(1), 'fr')} {day_words(day, 'fr', weekday=False)} à la halle."
    right = f"Rendez-vous le {day_words(day, 'fr')} à la halle."

    # The administrator of a body invites somebody.
    administrator = Phone(browser, season)
    administrator.role("administrator")
    administrator.open("/fr/organise/team/")
    administrator.page.fill('[name="emails"]', ADDRESS)
    administrator.page.select_option('form:has([name="emails"]) [name="role"]', "contributor")
    administrator.press("Envoyer les invitations")
    assert ADDRESS in administrator.kept("01-invited")

    # She opens the link of the mail, chooses a password, and is in the space.
    lou = Phone(browser, season)
    lou.open(mailed_link(season, ADDRESS, r"http://127\.0\.0\.1:\d+/fr/invitations/[\w-]+/"))
    assert "Ville d’Ambrelle" in lou.kept("02-invitation")
    lou.page.fill('[name="name"]', "Lou Tessandier")
    lou.page.fill('[name="password"]', PASSWORD)
    lou.press("Ouvrir mon compte")
    lou.kept("03-welcome")

    # She writes an event; its weekday is wrong, and the page says so.
    lou.open("/fr/organise/events/new/")
    lou.kept("04-blank")
    lou.page.fill('[name="title"]', "Essayer la halle les yeux fermés")
    lou.page.fill('[name="lead"]', wrong)
    lou.page.fill('[name="start_day"]', day.isoformat())
    lou.page.fill('[name="start_time"]', "18:30")
    lou.page.fill('[name="end_time"]', "20:00")
    lou.page.fill('[name="place"]', "Halle aux Grains, Ambrelle")
    lou.page.check('[name="mode"][value="onsite"]')
    lou.page.check('[name="admission"][value="free"]')
    lou.page.locator('[name="formats"][value="workshop"]').evaluate("one => { one.checked = true }")
    lou.save()
    assert weekday_word(day, "fr") in lou.kept("05-finding")
    lou.page.fill('[name="lead"]', right)
    lou.save()
    lou.kept("06-corrected")
    written = lou.page.url

    # She submits it to the month; a moderator asks for a change, she answers, it is accepted.
    lou.follow("Proposer à «")
    lou.kept("07-submit")
    lou.press("Proposer l’événement")
    lou.kept("08-submitted")
    own = lou.page.url
    moderator = Phone(browser, season)
    moderator.role("moderator")
    moderator.open("/fr/organise/submissions/")
    assert "Essayer la halle les yeux fermés" in moderator.kept("09-queue")
    moderator.follow("Essayer la halle les yeux fermés")
    moderator.kept("10-read")
    moderator.page.keyboard.press("c")
    moderator.page.locator("details[open] textarea").last.fill("Combien de personnes à la fois ?")
    moderator.press("Demander ces modifications")
    lou.open(own)
    assert "Combien de personnes à la fois" in lou.kept("11-asked")
    lou.open(written)
    lou.page.fill('[name="lead"]', f"{right} Douze personnes à la fois.")
    lou.save()
    lou.kept("12-changed")
    lou.open(own)
    lou.press("Proposer de nouveau")
    lou.kept("13-again")
    moderator.open("/fr/organise/submissions/")
    moderator.follow("Essayer la halle les yeux fermés")
    moderator.page.keyboard.press("a")
    moderator.press("Accepter et publier")
    moderator.kept("14-accepted")

    # Anybody finds it on the agenda.
    lou.open(own)
    lou.follow("Voir sa page")
    assert "Douze personnes à la fois" in lou.kept("15-published")
    public = season.get(lou.page.url.removeprefix(season.url("")))
    assert public.status == 200
    assert "Essayer la halle les yeux fermés" in public.text
