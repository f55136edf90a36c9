"""Badges and attendance sheets: who is on them, what they say, that they are documents for everybody."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from parvis.convene.guests.models import PaperRun, RunState
from parvis.convene.guests.papers import runs, sheets
from parvis.convene.guests.papers.fitting import size_for
from parvis.convene.guests.papers.wanted import Wanted, page_of, pdf_of, people_for
from parvis.convene.registration import actions
from parvis.convene.registration.models import Attendee, Category, Kind, Question, Registration, SignUp, State
from parvis.ground import clock
from parvis.people.models import Role
from parvis.ui.pdf import Refused, pdf
from tests.factories import (
    CategoryFactory,
    EventFactory,
    OrganisationFactory,
    RegistrationFactory,
    SessionFactory,
    demand,
    member,
    organiser_of,
)

pytestmark = pytest.mark.django_db
NAMES = ["Zoé Çelik", "Anaïs Lefèvre", "Ελένη Παπαδοπούλου", "محمد بن عبد الله", "élodie Martin"]


def named(registration: Registration, *names: str, category: Category | None = None, **fields: Any) -> list[SignUp]:
    one = category or registration.categories.order_by("order", "pk").first()
    made = [
        SignUp(registration=registration, category=one, state=State.CONFIRMED, name=name, **fields) for name in names
    ]
    SignUp.objects.bulk_create(made)
    Attendee.objects.bulk_create([Attendee(sign_up=sign_up, name=sign_up.name) for sign_up in made])
    return made


@pytest.fixture
def registration() -> Registration:
    days = {"start_day": date(2026, 12, 9), "end_day": date(2026, 12, 11)}
    event = EventFactory(title="Sommet des communs", organisation=OrganisationFactory(), **days)
    return RegistrationFactory(event=event, capacity=None)


@pytest.fixture
def organiser(registration: Registration, client: Client) -> Client:
    client.force_login(organiser_of(registration.event.organisation))
    return client


def inflated(made: bytes) -> bytes:
    """What a PDF holds, its compressed streams opened."""
    streams = re.findall(rb"/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", made, flags=re.DOTALL)
    return made + b"\n".join(zlib.decompress(stream) for stream in streams)


def html(registration: Registration, wanted: Wanted) -> str:
    return page_of(registration, wanted, people_for(registration, wanted), "fr", for_pdf=True)


def test_only_people_with_a_ticket_are_printed_by_name_whatever_their_accents(registration):
    named(registration, *NAMES)
    pending = named(registration, "Personne en attente")[0]
    SignUp.objects.filter(pk=pending.pk).update(state=State.WAITING, rank=1)

    printed = re.findall(r'class="badge-name[^>]*>([^<]+)<', html(registration, Wanted("badges")))

    assert printed == ["Anaïs Lefèvre", "élodie Martin", "Zoé Çelik", "Ελένη Παπαδοπούλου", "محمد بن عبد الله"]


def test_who_left_a_party_is_not_printed(registration):
    Registration.objects.filter(pk=registration.pk).update(largest_party=2)
    registration.refresh_from_db()
    category = registration.categories.get()
    with_child = actions.register(registration, category, demand(category, 1, people=2)).sign_up

    actions.cancel_attendee(with_child, with_child.attendees.last())

    assert html(registration, Wanted("badges")).count('class="badge-name') == 1


def test_a_badge_says_the_category_in_a_word_and_the_answer_that_was_chosen(registration):
    press = CategoryFactory(registration=registration, name=LazyI18nString({"fr": "Presse", "en": "Press"}), order=1)
    body = Question.objects.create(registration=registration, label="Organisme", kind=Kind.LINE)
    named(registration, "Anaïs Lefèvre", category=press, answers={str(body.uid): "Le Courrier d’Ambrelle"})
    named(registration, "Zoé Çelik")

    of_press = html(registration, Wanted("badges", category=str(press.uid), line=str(body.uid)))

    assert "Presse" in of_press
    assert "Le Courrier d’Ambrelle" in of_press
    assert "Zoé" not in of_press


def test_a_name_is_as_large_as_the_badge_lets_it_be():
    sizes = [size_for(name, 80, 23) for name in ("Jean", "Anaïs Lefèvre", "Marie-Thérèse de La Rochefoucauld-Montbel")]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1] >= 10
    assert size_for("W" * 200, 80, 23) == 10


def test_a_sheet_has_a_page_for_twenty_people_each_day_with_its_header_and_the_total_at_the_end(registration):
    named(registration, *(f"Personne {number:02}" for number in range(45)))

    page = html(registration, Wanted("sheet"))

    assert page.count("<section") == 3 * 3
    assert page.count("<thead>") == 9
    assert page.count("45 personnes attendues") == 3
    assert page.count("Page 3 sur 3") == 3
    assert page.count("Mercredi 9") == 3


def test_what_people_need_is_on_the_sheet_only_when_asked_for(registration):
    category = registration.categories.get()
    sign_up = actions.register(registration, category, demand(category, 1, need_words="boucle magnétique")).sign_up

    assert "boucle magnétique" not in html(registration, Wanted("sheet"))
    assert "boucle magnétique" in html(registration, Wanted("sheet", needs=True))
    assert sign_up.state == State.CONFIRMED


def test_who_takes_a_session_along_is_on_its_sheet_with_the_name_given_for_the_event(registration):
    session = SessionFactory(event=registration.event, start_day=registration.event.start_day)
    workshop = RegistrationFactory(event=registration.event, session=session)
    category = registration.categories.get()
    actions.register(registration, category, demand(category, 1, sessions=(workshop.pk,)))
    actions.register(registration, category, demand(category, 2))

    page = html(workshop, Wanted("sheet"))

    assert "Personne 1.0" in page
    assert "Personne 2.0" not in page
    assert len(sheets.days_of(workshop)) == 1


def test_the_pdf_is_tagged_titled_in_french_and_holds_its_typefaces(registration):
    named(registration, *NAMES)

    made = pdf_of(registration, Wanted("badges", codes=True), people_for(registration, Wanted("badges")), "fr")

    assert made.startswith(b"%PDF-1.7")
    inside = inflated(made)
    for sign in (
        b"pdfuaid:part",
        b"/MarkInfo",
        b"/StructTreeRoot",
        b"/Lang (fr)",
        b"/DisplayDocTitle true",
        b"/FontFile",
    ):
        assert sign in inside, sign
    assert b"Sommet des communs" in inside
    assert inside.count(b"/S /H1") == len(NAMES)


def test_a_paper_fetches_nothing():
    with pytest.raises(Refused, match=r"elsewhere\.example"):
        pdf(
            '<html lang="fr"><head><title>a</title></head><body><img src="https://elsewhere.example/a.png"></body></html>'
        )


def test_the_page_to_print_is_there_without_pdf_and_for_the_team_alone(organiser, registration):
    named(registration, *NAMES)
    address = reverse("guests:papers-page", args=[registration.event.uid])

    page = organiser.get(address, {"kind": "sheet"})

    assert page.status_code == 200
    assert "Zoé Çelik" in page.content.decode()
    organiser.logout()
    organiser.force_login(organiser_of(OrganisationFactory()))
    assert organiser.get(address, {"kind": "sheet"}).status_code == 403


def test_few_badges_are_made_at_once_and_many_by_a_worker_part_by_part(organiser, registration, monkeypatch):
    named(registration, *(f"Personne {number:02}" for number in range(20)))
    address = reverse("guests:papers-pdf", args=[registration.event.uid])
    asked = {"kind": "badges", "form": "90x54"}

    at_once = organiser.post(address, asked)
    monkeypatch.setattr(runs, "AT_ONCE", 10)
    monkeypatch.setattr(runs, "PART", 16)
    by_worker = organiser.post(address, asked)

    assert at_once["Content-Type"] == "application/pdf"
    run = PaperRun.objects.get()
    assert by_worker["Location"] == reverse("guests:paper-run", args=[run.uid])
    runs.make(run)
    run.refresh_from_db()
    assert (run.state, run.position) == (RunState.DONE, 20)
    assert list(run.parts.order_by("number").values_list("people", flat=True)) == [16, 4]
    assert organiser.get(reverse("guests:paper-part", args=[run.uid, 2])).content.startswith(b"%PDF")


def test_files_of_names_are_seen_by_who_asked_for_them_and_go_after_a_day(organiser, registration):
    named(registration, *NAMES)
    owner = member(registration.event.organisation, Role.CONTRIBUTOR)
    run = runs.ask(owner, registration, Wanted("badges"), "fr")

    assert organiser.get(reverse("guests:paper-run", args=[run.uid])).status_code == 404
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert runs.forget_old() > 0
    assert not PaperRun.objects.exists()


def test_what_makes_papers_leaves_the_checks_of_pictures_alone():
    """Loading weasyprint would have Pillow accept truncated pictures everywhere in the process."""
    program = (
        "from PIL import ImageFile; from parvis.ui import pdf; pdf.weasyprint(); print(ImageFile.LOAD_TRUNCATED_IMAGES)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "False"
