"""What the pages of an event, a series, an edition, an organisation and a place are made of."""

import json
from datetime import date, time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda import actions
from parvis.convene.agenda.models import (
    Figure,
    Inclusion,
    Information,
    Participation,
    Quote,
    RegistrationLink,
)
from parvis.convene.agenda.queries import (
    edition_page,
    event_page,
    organisation_page,
    place_page,
    present_slug,
    series_page,
)
from parvis.ground.places.models import TransportLine
from parvis.ground.sources.models import Source
from parvis.people.models import Membership
from tests.factories import (
    EditionFactory,
    EventFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    SessionFactory,
    UserFactory,
    in_staff_mode,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 12)
NOBODY = AnonymousUser()


def full_event(sessions: int = 1, **fields):
    place = PlaceFactory(accessibility=["ramp"])
    for label, stop in (("14", "Mesureurs"), ("31", "Mesureurs"), ("2", "Quai Vert")):
        TransportLine.objects.create(place=place, mode="bus", label=label, stop=stop, distance_m=40)
    body = OrganisationFactory(name="Service de l’eau")
    event = EventFactory(place=place, formats=["workshop", "round-table"], themes=["environment"], **fields)
    Participation.objects.create(event=event, role="participant", organisation=body, programmes=["Berges"])
    for n in range(sessions):
        session = SessionFactory(
            event=event, start_time=time(18 + n // 6, 10 * (n % 6)), end_time=None, formats=["demo"]
        )
        person = PersonFactory()
        Participation.objects.create(
            event=event, session=session, role="speaker", person=person, organisation=body, office="hydrologue"
        )
        Information.objects.create(event=event, label=f"Garde d’enfants {n}", content="Sur place")
    RegistrationLink.objects.create(event=event, label="S’inscrire sur place", url="https://ambrelle.example/1")
    source = Source.objects.create(title="Dossier de presse", url="https://ambrelle.example/dossier")
    Quote.objects.create(event=event, text="Venez", author="La maire", office="Maire d’Ambrelle", source=source)
    Figure.objects.create(event=event, value="plus de 90", unit="intervenants", scope="cette édition", source=source)
    return event


def test_an_event_page_says_everything_once(time_machine_at) -> None:
    time_machine_at("2026-03-12T09:00:00+01:00")
    event = full_event(body="Un **texte**.")
    EventFactory(title="Conseil", start_day=event.start_day)

    page = event_page(event.slug, NOBODY, "fr", TODAY)

    assert page is not None
    assert page.kicker == "Table ronde, atelier, sur inscription"
    assert page.body_html == "<p>Un <strong>texte</strong>.</p>"
    assert page.date.hours == "18\u202fh\u202f30 – 21\u202fh"
    assert page.date.starts == "2026-03-12T18:30:00+01:00"
    assert page.action is not None
    assert page.action.label == "S’inscrire sur place"
    assert page.place is not None
    assert [(stop.lines, stop.stop) for stop in page.place.transport[0].stops] == [
        (("14", "31"), "Mesureurs"),
        (("2",), "Quai Vert"),
    ]
    assert page.accessibility == ("Rampe",)
    assert page.roles[0].parties[0].programmes == ("Berges",)
    (day,) = page.programme
    assert day.slots[0].people[0].office == "hydrologue"
    assert day.slots[0].people[0].organisation == "Service de l’eau"
    assert page.quotes[0].source is not None
    assert page.figures[0].scope == "cette édition"
    assert [card.title for card in page.same_day] == ["Conseil"]
    assert json.loads(page.json_ld)["startDate"] == "2026-03-12T18:30:00+01:00"


def test_an_event_page_costs_the_same_for_1_and_30_sessions() -> None:
    few, many = full_event(1), full_event(30)
    related = [EventFactory(formats=["visit"], start_day=date(2026, 4, 1)) for _ in range(8)]
    few.related.set(related[:1])
    many.related.set(related)

    costs = []
    for event in (few, many):
        with CaptureQueriesContext(connection) as queries:
            event_page(event.slug, NOBODY, "fr", TODAY)
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 12


def test_a_draft_is_seen_by_its_own_body_and_by_staff_alone() -> None:
    body = OrganisationFactory()
    event = EventFactory(state="draft", organisation=body)
    member, stranger, staff = UserFactory(), UserFactory(), in_staff_mode(UserFactory(is_staff=True))
    Membership.objects.create(user=member, organisation=body, role="organiser")

    seen = [viewer for viewer in (NOBODY, stranger, member, staff) if event_page(event.slug, viewer, "fr", TODAY)]

    assert seen == [member, staff]
    page = event_page(event.slug, staff, "fr", TODAY)
    assert page is not None
    assert page.json_ld == ""


def test_a_session_whose_day_is_in_doubt_is_held_back() -> None:
    event = EventFactory()
    SessionFactory(event=event, title="sûre")
    SessionFactory(event=event, title="douteuse", held_back=True)

    page = event_page(event.slug, NOBODY, "fr", TODAY)

    assert page is not None
    assert [slot.title for day in page.programme for slot in day.slots] == ["sûre"]


def test_a_former_address_leads_to_the_present_one() -> None:
    event = EventFactory(slug="ancienne")
    actions.rename(None, event, "nouvelle")
    actions.rename(None, event, "dernière".replace("è", "e"))

    assert event_page("ancienne", NOBODY, "fr", TODAY) is None
    assert present_slug("ancienne", NOBODY) == "derniere"
    assert present_slug("nouvelle", NOBODY) == "derniere"
    assert present_slug("jamais", NOBODY) is None


def test_nothing_is_to_be_done_once_it_is_over_full_or_cancelled(time_machine_at) -> None:
    time_machine_at("2026-03-12T09:00:00+01:00")
    for fields in ({"status": "full"}, {"status": "cancelled"}, {"start_day": date(2026, 3, 11)}):
        event = EventFactory(**fields)
        RegistrationLink.objects.create(event=event, url="https://ambrelle.example/1")
        page = event_page(event.slug, NOBODY, "fr", TODAY)
        assert page is not None
        assert page.action is None, fields


def test_an_event_belongs_to_several_editions_and_to_a_selection() -> None:
    body = OrganisationFactory(name="Rives vivantes", slug="rives")
    week, summit = EditionFactory(slug="semaine-2018"), EditionFactory(slug="sommet-2018")
    event = EventFactory(editions=[week, summit])
    Inclusion.objects.create(event=event, edition=week, selected_by=body)

    page = event_page(event.slug, NOBODY, "fr", TODAY)
    found = edition_page("semaine-2018", NOBODY, "fr", TODAY)

    assert page is not None
    assert [ref.url for ref in page.editions if not ref.selected_by] == [
        "/fr/editions/semaine-2018/",
        "/fr/editions/sommet-2018/",
    ]
    assert [ref.selected_by for ref in page.editions if ref.selected_by] == ["Rives vivantes"]
    assert found is not None
    assert found.count == 1
    assert found.selections[0].url == "/fr/agenda/?when=all&edition=semaine-2018&selection=rives"


@pytest.mark.parametrize("number", [1, 20])
def test_pages_that_gather_events_cost_the_same_whatever_they_gather(number: int) -> None:
    body, place, edition = (
        OrganisationFactory(slug="b"),
        PlaceFactory(slug="p"),
        EditionFactory(slug="e", series__slug="s"),
    )
    for n in range(number):
        EventFactory(organisers=[body], place=place, editions=[edition], start_day=date(2026, 3, 1 + n))
    expected = {series_page: ("s", 6), edition_page: ("e", 6), organisation_page: ("b", 9), place_page: ("p", 6)}

    for page, (slug, most) in expected.items():
        with CaptureQueriesContext(connection) as queries:
            found = page(slug, NOBODY, "fr", TODAY)
        assert found is not None
        assert page("nobody", NOBODY, "fr", TODAY) is None
        # An empty list of events spares the query of their formats.
        assert most - 1 <= len(queries) <= most, page


def test_a_body_page_sets_apart_what_it_organises_and_what_it_joins() -> None:
    body = OrganisationFactory(slug="dinsic", name="DINSIC")
    organised = EventFactory(title="à elle", organisers=[body])
    joined = EventFactory(title="chez d’autres")
    Participation.objects.create(event=joined, organisation=body, role="participant", programmes=["EIG"])
    Participation.objects.create(event=organised, organisation=body, role="supporter")

    page = organisation_page("dinsic", NOBODY, "fr", date(2026, 1, 1))

    assert page is not None
    assert [card.title for card in page.organises.coming] == ["à elle"]
    assert [card.title for card in page.takes_part.coming] == ["chez d’autres"]
