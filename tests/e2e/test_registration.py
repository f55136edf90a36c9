"""Registering as a resident does on a small old phone: every state of each page, both languages, no JavaScript.

Screenshots of each state are kept in `var/artefacts/registration/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import caches
from django.urls import reverse

from parvis.convene.agenda.models import Event
from parvis.convene.registration import actions, links
from parvis.convene.registration.actions.line import stand_in_line
from parvis.convene.registration.actions.setting_up import save_category, save_purpose, save_question, settle_form
from parvis.convene.registration.models import (
    Access,
    Arrival,
    Category,
    Kind,
    Purpose,
    Question,
    Registration,
    SignUp,
    State,
)
from parvis.ground import clock
from tests.factories import CategoryFactory, OrganisationFactory, RegistrationFactory, SessionFactory, both, demand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARTEFACTS = Path("var/artefacts/registration")
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 800}


class Phone:
    """A browser without JavaScript, and a second one in the dark with it, which axe needs."""

    def __init__(self, browser, live_server) -> None:
        self.url = live_server.url
        self.context = browser.new_context(viewport=PHONE, java_script_enabled=False)
        self.page = self.context.new_page()
        self.looked = browser.new_context(viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
        self.axe_page = self.looked.new_page()

    def open(self, path: str) -> None:
        caches["pages"].clear()
        self.page.goto(self.url + path)

    def press(self, words: str) -> None:
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=words, exact=True).first.click()

    def kept(self, state: str) -> str:
        """Keep a picture of this state; nothing may overflow the phone, nor stop a screen reader."""
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(ARTEFACTS / f"{state}.png"), full_page=True)
        # The markup as this reader has it, judged where scripts run: an answer to a form cannot be asked for again.
        html = self.page.content()
        self.axe_page.route("**/judged/", lambda route: route.fulfill(body=html, content_type="text/html"))
        # What is read in the other language differs by its words alone: one width is enough.
        for viewport in (PHONE,) if state.endswith("-en") else (PHONE, DESK):
            self.axe_page.set_viewport_size(viewport)
            self.axe_page.goto(f"{self.url}/judged/")
            width = self.axe_page.evaluate("document.documentElement.scrollWidth")
            assert width <= viewport["width"], (state, viewport)
            found = [rule["id"] for rule in Axe().run(self.axe_page).response["violations"]]
            assert found == [], (state, viewport)
        self.axe_page.unroute("**/judged/")
        return self.page.locator("main").inner_text()


@pytest.fixture
def phone(browser, live_server) -> Iterator[Phone]:
    one = Phone(browser, live_server)
    yield one
    one.context.close()
    one.looked.close()


def full_form() -> Registration:
    """Everything that a form may ask: categories, a code, a party, questions of each kind, sessions, consents."""
    registration = RegistrationFactory(
        event__title="Trois scénarios pour les berges de l’Ambre",
        event__organisation=OrganisationFactory(),
        capacity=20,
        largest_party=4,
        confirm_by_mail=True,
        contact="accueil@ambrelle.example",
        words=both("Une seule inscription pour la journée.", "One registration for the whole day."),
    )
    CategoryFactory(registration=registration, order=1, capacity=3, name=both("Presse", "Press"))
    save_category(
        None,
        Category(registration=registration, name=both("Agents", "Staff"), access=Access.CODE, code="AGENT", order=2),
    )
    options = [{"code": code, "label": {"fr": fr, "en": en}} for code, fr, en in MEALS]
    for kind, more in (
        (Kind.LINE, {"each": True}),
        (Kind.TEXT, {}),
        (Kind.CHOICE, {"options": options, "required": True}),
        (Kind.CHOICES, {"options": options}),
        (Kind.YES, {}),
    ):
        question = Question(
            registration=registration, kind=kind, label=both(f"Question {kind}", f"Asked {kind}"), **more
        )
        save_question(None, question)
    save_purpose(None, Purpose(registration=registration, label=both("Recevoir le compte rendu", "Receive the report")))
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day, title="Atelier")
    settle_form(RegistrationFactory(event=registration.event, session=session, capacity=5))
    settle_form(registration)
    return registration


MEALS = (("all", "Je mange de tout", "I eat everything"), ("veg", "Végétarien", "Vegetarian"))


def come(registration: Registration, number: int = 1, **fields) -> SignUp:
    category = registration.categories.order_by("order", "pk").first()
    return actions.register(registration, category, demand(category, number, **fields)).sign_up


def form_of(registration: Registration, language: str = "fr") -> str:
    return f"/{language}/agenda/{registration.event.slug}/register/"


def test_from_the_event_to_the_ticket_and_back_without_a_script(phone):
    registration = full_form()
    phone.open(f"/fr/agenda/{registration.event.slug}/")
    assert "20 places libres" in phone.kept("01-event")
    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name="S’inscrire", exact=True).first.click()
    phone.kept("02-form")

    phone.press("S’inscrire")
    assert "Indiquez votre nom" in phone.kept("03-mistakes")

    phone.page.get_by_label("Votre nom").fill("Camille Rivière")
    phone.page.get_by_label("Votre adresse électronique").fill("camille@ambrelle.example")
    phone.press("Ajouter une personne")
    assert phone.page.get_by_label("Votre nom").input_value() == "Camille Rivière"
    phone.page.get_by_label("Nom", exact=True).fill("Ada")
    phone.kept("04-party")
    phone.page.get_by_label("Public").first.check()
    phone.page.get_by_label("Je mange de tout").first.check()
    phone.page.wait_for_timeout(2100)  # nobody writes a form in less than two seconds
    phone.press("S’inscrire")
    assert "Nous avons écrit à c…@ambrelle.example" in phone.kept("05-held")

    phone.page.get_by_label("Les six chiffres du message").fill("12")
    phone.press("Confirmer")
    phone.kept("06-wrong-code")
    sign_up = registration.sign_ups.get()
    phone.page.get_by_label("Les six chiffres du message").fill(sign_up.confirm_code)
    phone.press("Confirmer")
    assert "Vos billets" in phone.kept("07-tickets")

    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name="Modifier mon inscription").click()
    phone.kept("08-change")
    phone.page.get_by_label("Votre nom").fill("Camille R.")
    phone.press("Enregistrer ces modifications")
    assert "Camille R." in phone.kept("09-changed")

    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name="Annuler mon inscription").click()
    phone.kept("10-leave")
    phone.press("Oui, annuler")
    assert "Votre inscription est annulée" in phone.kept("11-cancelled")
    registration.refresh_from_db()
    assert registration.free == 20


def test_a_form_that_takes_nobody_says_why_in_both_languages(phone):
    day, hour = timedelta(days=1), timedelta(hours=1)
    states = {
        "before": {"opens_at": clock.now() + day},
        "soon": {"opens_at": clock.now() + timedelta(minutes=5)},
        "waiting": {"capacity": 0},
        "full": {"capacity": 0, "waiting_capacity": 0},
        "closed": {"closes_at": clock.now() - hour},
        "off": {"running": False},
        "cancelled": {},
    }
    for state, rules in states.items():
        registration = RegistrationFactory(**rules)
        if state == "cancelled":
            Event.objects.filter(pk=registration.event.pk).update(status="cancelled")
        for language in ("fr", "en"):
            phone.open(form_of(registration, language))
            phone.kept(f"form-{state}-{language}")


def test_every_state_of_a_registration_has_a_page_in_both_languages(phone):
    registration = RegistrationFactory(capacity=5, confirm_by_mail=True, largest_party=2)
    sign_up = come(registration, people=2)
    until = clock.now() + timedelta(hours=1)
    for state in State:
        SignUp.objects.filter(pk=sign_up.pk).update(
            state=state, until=until, rank=1 if state == State.WAITING else None, reason="Réservé aux agents."
        )
        sign_up.refresh_from_db()
        for language in ("fr", "en"):
            typed, full = links.typed(sign_up, until), links.typed(sign_up, None)
            for kind, signature in (("own", links.mailed(sign_up)), ("typed", typed), ("full", full)):
                phone.open(reverse("registration:own", args=[signature]).replace("/fr/", f"/{language}/"))
                phone.kept(f"{kind}-{state}-{language}")


def test_the_line_is_a_whole_page(phone):
    registration = RegistrationFactory()
    arrivals = [stand_in_line(registration, demand(registration.categories.get(), n)) for n in range(3)]
    # As if they came this very second, however slow the machine: who waits for long serves the line herself.
    Arrival.objects.update(created_at=clock.now() + timedelta(hours=1))
    phone.open(reverse("registration:line", args=[links.in_line(arrivals[2])]))
    assert "2 personnes sont avant vous" in phone.kept("line")


def test_a_list_of_sessions_and_a_dead_link_are_whole_pages(phone):  # not after the line, whose page opens itself again
    event = RegistrationFactory(category=False).event
    event.registrations.all().delete()
    RegistrationFactory(event=event, session=SessionFactory(event=event, start_day=event.start_day), capacity=3)
    phone.open(f"/fr/agenda/{event.slug}/register/")
    assert "3 places libres" in phone.kept("sessions")

    phone.open(reverse("registration:own", args=["abc.def"]))
    phone.kept("gone")


def test_a_ticket_prints_on_one_page(browser, live_server):
    sign_up = come(RegistrationFactory())
    page = browser.new_page()
    page.goto(live_server.url + reverse("registration:own", args=[links.mailed(sign_up)]))

    printed = page.pdf(format="A4")

    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page/") + printed.count(b"/Type /Page ") <= 1
    page.close()
