"""Check-in in a real browser, with the network cut: two devices, two hundred tickets, one used twice; then a camera.

Pages are kept in `var/artefacts/checkin/`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from parvis.convene.checkin import actions
from parvis.convene.checkin.models import Passage
from parvis.convene.checkin.queries.account import account
from parvis.convene.registration import actions as registration_actions
from parvis.convene.registration import tickets
from parvis.convene.registration.models import Attendee
from parvis.ground import clock
from tests.conftest import CHROMIUM
from tests.factories import (
    DoorFactory,
    EventFactory,
    OrganisationFactory,
    RegistrationFactory,
    demand,
    lent,
    organiser_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARTEFACTS = Path("var/artefacts/checkin")
PATIENCE = 60  # seconds
PHONE = {"width": 320, "height": 640}
READY = "window.parvisDoor && !window.parvisDoor.speaking && window.parvisDoor.line.state === 'well'"
SENT = "[...window.parvisDoor.book.passages.values()].every((one) => one.sent)"


@pytest.fixture
def event():
    body = OrganisationFactory()
    # Of tomorrow: registration closes when an event begins, at whatever hour the test runs.
    return EventFactory(
        start_day=clock.today() + timedelta(days=1), title="Assises de l’eau d’Ambrelle", organisation=body
    )


@pytest.fixture
def people(event) -> list[Attendee]:
    """Two hundred who registered, the last three of them together."""
    registration = RegistrationFactory(event=event, capacity=None, largest_party=3)
    category = registration.categories.get()
    for number in range(197):
        registration_actions.register(registration, category, demand(category, number + 1))
    registration_actions.register(registration, category, demand(category, 198, people=3))
    found = Attendee.objects.filter(sign_up__registration=registration).select_related("sign_up__registration__event")
    return list(found.order_by("pk"))


@pytest.fixture
def texts(event, people) -> list[str]:
    key = tickets.key_of(event)
    return [tickets.text_of(one, key) for one in people]


class Phone:
    """A device at a door: a browser of its own, with its own storage."""

    def __init__(self, browser, live_server, event, name: str) -> None:
        self.device, token = lent(DoorFactory(event=event, name=f"Porte {name}"), f"Téléphone {name}")
        self.url = live_server.url + reverse("checkin:door", args=[token])
        self.context = browser.new_context(viewport=PHONE, permissions=["camera"], reduced_motion="reduce")
        self.page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self.heard)

    def heard(self, message) -> None:
        if message.type == "error" and "ERR_INTERNET_DISCONNECTED" not in message.text:
            self.problems.append(message.text)

    def until(self, holds: str) -> None:
        """Wait for an expression of the page; Playwright's own way is an `eval`, which our policy refuses."""
        late = time.monotonic() + PATIENCE
        while not self.page.evaluate(f"Boolean({holds})"):
            assert time.monotonic() < late, holds
            self.page.wait_for_timeout(50)

    def open(self) -> None:
        self.page.goto(self.url)
        self.until(READY)
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        # The worker has put everything by before it says so.
        self.until("navigator.serviceWorker.controller !== null")

    def cut(self) -> None:
        self.context.set_offline(True)

    def mend(self) -> None:
        self.context.set_offline(False)
        self.page.evaluate("window.parvisDoor.soon(0)")
        self.until(f"{READY} && {SENT}")

    def scan(self, text: str) -> str:
        """Show a ticket to the device, as its camera would; the code of its verdict."""
        self.page.evaluate("(text) => window.parvisDoor.scan(text)", text)
        return self.page.get_attribute("#verdict", "data-code") or ""

    def scan_all(self, texts: list[str]) -> list[str]:
        return self.page.evaluate(
            """async (texts) => {
              const codes = [];
              for (const text of texts) {
                await window.parvisDoor.scan(text);
                codes.push(document.getElementById("verdict").dataset.code);
              }
              return codes;
            }""",
            texts,
        )

    def counts(self, number: int) -> None:
        """Wait until the device says that so many came in by it."""
        self.until(f"document.querySelector('[data-count=device]').textContent === '{number}'")

    def kept(self, step: str) -> None:
        """Keep a picture of this state; nothing may overflow the phone, nor stop a screen reader."""
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(ARTEFACTS / f"{step}.png"), full_page=True)
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 320, step
        for scheme in ("dark", "light"):
            self.page.emulate_media(color_scheme=scheme)
            found = Axe().run(self.page, options={"resultTypes": ["violations"]})
            assert not found.response["violations"], f"{step}, {scheme}: {found.generate_report()}"


@pytest.fixture
def browser(playwright):
    opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield opened
    opened.close()


@pytest.fixture
def phones(browser, live_server, event, texts) -> Iterator[list[Phone]]:
    both = [Phone(browser, live_server, event, name) for name in ("A", "B")]
    for phone in both:
        phone.open()
    yield both
    for phone in both:
        phone.context.close()


def test_two_devices_without_a_network_then_all_is_reconciled_and_the_double_shown(
    phones, texts, event, live_server, people
):
    first, second = phones
    for phone in phones:
        phone.cut()
        phone.page.reload()  # the page itself comes from the device
        phone.until("window.parvisDoor?.book.tickets.size === 200")

    codes = first.scan_all(texts[:100]) + second.scan_all(texts[100:])
    assert codes == ["entry"] * 200
    assert second.scan(texts[0]) == "entry"  # neither can know of the other
    assert first.scan(texts[0]) == "already"
    assert "Hors" in first.page.inner_text("#state") or "Pas de réseau" in first.page.inner_text("#state")
    assert "101 passages à envoyer" in second.page.inner_text("#state")
    first.kept("hors-ligne")

    # The page dies; what was scanned is still there. (A new tab would be on line for an instant: Playwright is late.)
    second.page.reload()
    second.until("window.parvisDoor?.book.passages.size === 101")
    assert Passage.objects.count() == 0

    for phone in (*phones, first):
        phone.mend()

    assert Passage.objects.filter(kind="entry").count() == 201
    found = account(event, "fr")
    assert (found.present, found.used_twice, found.refused) == (200, 1, 1)
    assert [line.number for line in found.doors] == [100, 100]
    for phone in phones:
        phone.page.wait_for_selector("#twice:not([hidden])")
        shown = phone.page.inner_text("#twice")
        assert people[0].name in shown
        assert "Porte A" in shown
        assert "Porte B" in shown
        assert "Tout est envoyé" in phone.page.inner_text("#state")
        assert phone.page.inner_text('[data-count="all"]') == "200"
        phone.kept(f"deux-fois-{phone.device.name[-1].lower()}")
        assert not phone.problems

    organiser = signed_in(first, live_server, organiser_of(event.organisation))
    organiser.goto(live_server.url + reverse("checkin:doors", args=[event.uid]))
    assert people[0].name in organiser.inner_text("section[aria-labelledby=twice]")
    for width in (320, 1280):
        organiser.set_viewport_size({"width": width, "height": 900})
        organiser.screenshot(path=str(ARTEFACTS / f"portes-{width}.png"), full_page=True)
        assert organiser.evaluate("document.documentElement.scrollWidth") <= width
        report = Axe().run(organiser, options={"resultTypes": ["violations"]})
        assert not report.response["violations"], report.generate_report()


def signed_in(phone: Phone, live_server, user):
    """A page of this person, signed in without the log-in form."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
    context = phone.context.browser.new_context()
    context.add_cookies([{**cookie, "url": live_server.url}])
    return context.new_page()


def test_each_ticket_gets_its_word_shape_and_way_on(phones, texts, event, people):
    phone, other = phones
    registration_actions.cancel(people[1].sign_up)
    assert other.scan(texts[2]) == "entry"
    other.mend()
    phone.mend()

    for text, code in {texts[0]: "entry", texts[1]: "cancelled", texts[2]: "already"}.items():
        assert phone.scan(text) == code
        phone.kept(f"verdict-{code}")
    assert re.search(r"à \d+.h.*, Porte B \(autre appareil\)", phone.page.inner_text("#verdict"))
    changed = texts[3][:60] + ("B" if texts[3][60] == "A" else "A") + texts[3][61:]
    assert phone.scan(changed) == "false"
    assert phone.scan("https://example.org/") == "no-ticket"

    late = registration_actions.register(
        people[0].sign_up.registration,
        people[0].sign_up.category,
        demand(people[0].sign_up.category, 900),
    ).sign_up.attendees.get()
    phone.cut()
    assert phone.scan(tickets.text_of(late)) == "unknown"
    phone.kept("verdict-unknown")
    phone.page.get_by_role("button", name="Laisser entrer quand même").click()
    assert phone.page.get_attribute("#verdict", "data-code") == "entry"
    phone.mend()
    assert Passage.objects.filter(attendee=late, kind="entry", reason="unknown", annulled_at=None).count() == 1
    assert Passage.objects.filter(ticket=late.uid, kind="refused").exclude(annulled_at=None).count() == 1


def test_people_are_found_by_name_come_in_together_and_are_taken_back(phones, people, event):
    phone = phones[0]
    Attendee.objects.filter(pk=people[-1].pk).update(name="Hélène Œuvrard")
    phone.page.evaluate("window.parvisDoor.learnFrom('')")
    phone.until("[...window.parvisDoor.book.tickets.values()].some((one) => one.name.startsWith('Hélène'))")
    phone.cut()

    phone.page.fill("#q", "oeuv hel")
    phone.kept("recherche")
    phone.page.get_by_role("button", name="Faire entrer les 3").click()
    phone.kept("groupe")
    phone.counts(3)
    phone.page.get_by_role("button", name="Annuler cette entrée").click()
    phone.counts(0)

    phone.page.get_by_role("button", name=re.compile("^Faire entrer Hélène")).click()
    phone.mend()
    assert account(event, "fr").present == 1
    assert Passage.objects.exclude(annulled_at=None).count() == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_door_without_a_script_is_read_by_everybody(browser, live_server, event, people, language):
    """Each answer of the server to a phone that runs no script, judged by one that does."""
    Attendee.objects.filter(pk=people[-1].pk).update(name="Hélène Œuvrard")
    device, token = lent(DoorFactory(event=event, name="Quai Vert"), "Vieux téléphone")
    url = live_server.url + reverse("checkin:door", args=[token]).replace("/fr/", f"/{language}/")
    plain = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    eye = browser.new_context(viewport=PHONE, color_scheme="dark", reduced_motion="reduce").new_page()

    def read(state: str) -> str:
        # The same markup where axe can run, without the program of the door.
        html = plain.content().replace('type="module"', 'type="text/plain"')
        eye.route("**/judged/", lambda route: route.fulfill(body=html, content_type="text/html"))
        eye.goto(f"{live_server.url}/judged/")
        eye.screenshot(path=str(ARTEFACTS / f"sans-script-{state}-{language}.png"), full_page=True)
        assert eye.evaluate("document.documentElement.scrollWidth") <= 320, state
        assert [one["id"] for one in Axe().run(eye).response["violations"]] == [], state
        eye.unroute("**/judged/")
        return plain.locator("main").inner_text()

    def look_up(words: str) -> None:
        plain.fill("#plain-q", words)
        with plain.expect_navigation():
            plain.locator("#plain .door-search button").click()

    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    plain.goto(url)
    read("open")
    look_up("zzzz")
    assert {"fr": "Personne de ce nom", "en": "Nobody of this name"}[language] in read("nobody")
    look_up("Œuvrard")
    assert "Hélène Œuvrard" in read("found")
    with plain.expect_navigation():
        plain.locator("#plain .people button").first.click()
    assert {"fr": "Entrez", "en": "Come in"}[language] in read("in")
    look_up("Œuvrard")
    assert {"fr": "Déjà entré", "en": "Already in"}[language] in read("again")
    actions.withdraw_device(None, device)
    plain.goto(url)
    assert {"fr": "Appareil retiré", "en": "Device withdrawn"}[language] in read("withdrawn")
    plain.context.close()
    eye.context.close()


def test_a_withdrawn_device_hands_over_and_forgets_every_name(phones, texts):
    phone = phones[0]
    phone.cut()
    phone.scan(texts[0])
    actions.withdraw_device(None, phone.device)
    phone.context.set_offline(False)
    phone.page.evaluate("window.parvisDoor.soon(0)")

    phone.until("window.parvisDoor.line.state === 'closed'")

    assert Passage.objects.filter(kind="entry").count() == 1
    left = """new Promise((kept) => {
      const asked = indexedDB.open(`parvis-door-${document.getElementById("door").dataset.device}`);
      asked.onsuccess = () => {
        const found = asked.result.transaction("tickets").objectStore("tickets").count();
        found.onsuccess = () => kept(found.result);
      };
    })"""
    assert phone.page.evaluate(left) == 0
    phone.kept("retire")
    phone.page.reload()


def test_the_program_and_the_server_decide_the_same(phones, event, people):
    """Random passages, reconciled by both; scans as the program makes them."""
    import random

    from parvis.convene.checkin.reconciling import Entry, doubles

    chance, now = random.Random(25), clock.now()
    entries = [
        Entry(
            UUID(int=chance.getrandbits(128)), people[chance.randrange(5)].uid, None,
            now.replace(microsecond=0), None, UUID(int=chance.randrange(3)), chance.random() < 0.2,
        )
        for _number in range(60)
    ]  # fmt: skip
    told = [
        {"scan": str(one.scan), "ticket": str(one.ticket), "session": None, "kind": "entry", "annulled": one.annulled,
         "at": one.at.timestamp() * 1000, "door": str(one.door)}
        for one in entries
    ]  # fmt: skip
    script = """async (told) => {
      const rules = await import("/static/checkin/door/rules.js");
      return rules.doubles(told).map((several) => several.map((one) => one.scan)).sort();
    }"""
    found = phones[0].page.evaluate(script, told)

    assert found == sorted(
        [str(one.first.scan), *[str(other.scan) for other in one.others]] for one in doubles(entries)
    )


def film_of(text: str, path: Path) -> Path:
    """A film of one ticket held before the camera, as raw YUV 4:2:0 (YUV4MPEG2), black and white."""
    squares, width, height, size = tickets.modules(text), 640, 480, 8
    side = len(squares) * size
    left, top = (width - side) // 2, (height - side) // 2
    rows = []
    for y in range(height):
        row = bytearray(b"\xb4" * width)
        if top <= y < top + side:
            for x, dark in enumerate(squares[(y - top) // size]):
                row[left + x * size : left + (x + 1) * size] = (b"\x10" if dark else b"\xeb") * size
        rows.append(bytes(row))
    frame = b"FRAME\n" + b"".join(rows) + b"\x80" * (width * height // 2)
    path.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 3)
    return path


@pytest.mark.parametrize("network", ["on", "cut"])
def test_the_camera_reads_a_ticket(playwright, live_server, event, texts, tmp_path, network):
    film = film_of(texts[0], tmp_path / "ticket.y4m")
    flags = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    opened = playwright.chromium.launch(
        executable_path=CHROMIUM, args=[*flags, f"--use-file-for-fake-video-capture={film}"]
    )
    phone = Phone(opened, live_server, event, "caméra")
    phone.open()
    if network == "cut":
        phone.cut()
        phone.page.reload()
        phone.until("window.parvisDoor?.book.tickets.size === 200")
    phone.page.get_by_role("button", name="Ouvrir la caméra").click()
    phone.page.wait_for_selector('#verdict[data-code="entry"]', timeout=20_000)
    slow = phone.page.evaluate("performance.getEntriesByName('verdict')[0].duration")
    phone.kept(f"camera-{network}")
    phone.page.get_by_role("button", name="Fermer la caméra").click()
    assert phone.page.evaluate("document.getElementById('video').srcObject === null")
    phone.counts(1)
    assert not phone.problems
    opened.close()
    assert slow < 3000  # on a phone it is a tenth of that; a machine that runs ten things at once is no phone
