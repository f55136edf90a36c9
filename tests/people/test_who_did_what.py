"""“Who did what”: the administrators of a body read the journal of what is theirs, and of nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from parvis.convene.agenda import actions
from parvis.ground.journal.actions import record
from parvis.ground.journal.models import Entry
from parvis.ground.journal.queries import entries_for
from parvis.people.actions.memberships import grant_role, invite
from parvis.people.models import Role
from tests.factories import EditionFactory, EventFactory, OrganisationFactory, UserFactory, enter_staff_mode

pytestmark = pytest.mark.django_db
PAGE = "/fr/organise/journal/"


@pytest.fixture
def city():
    return OrganisationFactory(name="Ville d’Ambrelle", slug="ambrelle")


@pytest.fixture
def mayor(city):
    person = UserFactory(name="Awa Morvan")
    grant_role(None, person, city, Role.ADMINISTRATOR)
    return person


def test_it_tells_what_happened_to_ones_own_things_and_nothing_of_others(city, mayor, client):
    mine = EventFactory(organisation=city, title="Nuit des halles", state="draft")
    theirs = EventFactory(organisation=OrganisationFactory(), title="Secret d’ailleurs", state="draft")
    hosted = EditionFactory(host=city)
    actions.edited_by_hand(mayor, mine, ["start_day", "title"])
    actions.edited_by_hand(UserFactory(), theirs, ["title"])
    actions.edition_changed(mayor, hosted, created=False)
    client.force_login(mayor)

    html = client.get(PAGE).content.decode()

    assert "Nuit des halles" in html
    assert "Awa Morvan a modifié" in html
    assert "Secret" not in html
    assert str(theirs.uid) not in html
    assert "Rien à montrer" in client.get(PAGE, {"object": str(theirs.uid)}).content.decode()
    assert str(hosted.uid) in html


def test_only_administrators_read_it(city, client):
    for role in (Role.ORGANISER, Role.CONTRIBUTOR, Role.MODERATOR):
        member = UserFactory()
        grant_role(None, member, city, role)
        client.force_login(member)
        assert client.get(PAGE).status_code == 403
        assert client.get("/fr/organise/journal.csv").status_code == 403


def test_the_private_part_of_the_team_is_read_by_its_administrators_and_nothing_confided_elsewhere(city, mayor, client):
    invite(mayor, city, "guest@ambrelle.example", Role.ORGANISER)
    event = EventFactory(organisation=city)
    record(mayor, "event.changed", "event", event.uid, private={"email": "confided@ambrelle.example"})
    client.force_login(mayor)
    html = client.get(PAGE).content.decode()
    assert "guest@ambrelle.example" in html
    assert "confided@" not in html
    sofia = enter_staff_mode(client, UserFactory(is_superuser=True, is_staff=True))
    assert "confided@" in client.get(PAGE).content.decode()
    assert sofia.staff_session


def test_it_is_filtered_by_person_kind_thing_and_days(city, mayor, client):
    other = UserFactory(name="Yann Le Goff")
    grant_role(mayor, other, city, Role.ORGANISER)
    event = EventFactory(organisation=city)
    actions.edited_by_hand(other, event, ["title"])
    client.force_login(mayor)

    def shown(**asked):
        return client.get(PAGE, asked).content.decode()

    assert "Yann Le Goff a modifié" in shown(person=other.pk)
    assert "donné un rôle" not in shown(person=other.pk)
    assert "donné un rôle" in shown(kind="organisation")
    assert "a modifié" not in shown(kind="organisation")
    assert "donné un rôle" not in shown(object=str(event.uid))
    assert "Rien à montrer" in shown(last="2020-01-01")
    wrong = shown(first="hier", kind="event")
    assert "Yann Le Goff a modifié" in wrong, "a day that is none is said, and the rest applies"
    assert 'value="hier"' in wrong


def test_older_entries_are_behind_a_cursor(city, mayor, client):
    for number in range(60):
        record(mayor, "organisation.named", "organisation", city.uid, public={"name": f"Nom {number}"})
    client.force_login(mayor)
    first = client.get(PAGE).content.decode()
    assert "Nom 59" in first
    assert "Nom 5<" not in first
    older = first.split("before=")[1].split('"')[0]
    assert "Nom 5" in client.get(PAGE, {"before": older}).content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_it_costs_the_same_whatever_happened(city, mayor, client, number, django_assert_num_queries):
    event = EventFactory(organisation=city)
    for _ in range(number):
        record(UserFactory(), "event.published", "event", event.uid)
    client.force_login(mayor)
    with django_assert_num_queries(9):
        client.get(PAGE)


def test_the_file_holds_every_line_and_no_formula(city, mayor, client):
    for number in range(60):
        record(mayor, "organisation.named", "organisation", city.uid, public={"name": f"Nom {number}"})
    mayor.name = "=cmd()"
    mayor.save()
    client.force_login(mayor)
    text = b"".join(client.get("/fr/organise/journal.csv?kind=organisation")).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("quand,")
    assert len(lines) == 1 + Entry.objects.filter(object_type="organisation").count()
    assert "'=cmd()" in text
    assert ",=cmd" not in text


def test_a_sentence_names_parts_and_days_in_the_readers_language():
    event = EventFactory()
    record(None, "event.changed", "event", event.uid, public={"parts": "start day, title, figures"})
    record(None, "event.changed", "event", event.uid, public={"parts": "start_day, unheard_of"})
    record(
        None, "event.rescheduled", "event", event.uid, public={"before": date(2026, 3, 1), "after": date(2026, 3, 12)}
    )
    french = [line.sentence for line in entries_for("event", event.uid, language="fr")]
    english = [line.sentence for line in entries_for("event", event.uid, language="en")]
    assert "du 1er mars 2026 au 12 mars 2026" in french[0]
    assert "1 March 2026" in english[0]
    assert "titre" in french[2]
    assert "start day" not in french[2]
    assert "title" in english[2]
    assert "unheard_of" in french[1]
