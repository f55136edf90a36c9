"""The team of a body in its space: roles changed, invitations by the dozen, never without an administrator."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from parvis.ground.journal.models import Entry
from parvis.people.actions.memberships import (
    LastAdministratorOfBody,
    change_role,
    grant_role,
    invite,
    withdraw_role,
)
from parvis.people.models import Invitation, Role
from tests.factories import OrganisationFactory, UserFactory
from tests.ground.processes import database_url, run_together

pytestmark = pytest.mark.django_db
TEAM = "/fr/organise/team/ambrelle/"


@pytest.fixture
def city():
    return OrganisationFactory(name="Ville d’Ambrelle", slug="ambrelle")


@pytest.fixture
def mayor(city):
    person = UserFactory(name="Awa Morvan")
    grant_role(None, person, city, Role.ADMINISTRATOR)
    return person


def test_several_people_are_invited_at_once(city, mayor, client, django_capture_on_commit_callbacks):
    client.force_login(mayor)
    lines = "yann@ambrelle.example\n\n  Ann@Ambrelle.example, \nyann@ambrelle.example\n"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(TEAM, {"emails": lines, "role": "contributor"}).status_code == 302
    assert sorted(message.to[0] for message in mail.outbox) == ["ann@ambrelle.example", "yann@ambrelle.example"]
    page = client.get(TEAM).content.decode()
    assert "2 invitations sont en route" in page
    assert "jusqu’au" in page


def test_a_wrong_line_is_named_nothing_is_sent_and_nothing_is_lost(city, mayor, client):
    client.force_login(mayor)
    answered = client.post(
        TEAM, {"emails": f"yann@ambrelle.example\nann chez ambrelle\n{mayor.email}", "role": "administrator"}
    )
    html = answered.content.decode()
    assert "Ligne 2" in html
    assert "ann chez ambrelle" in html
    assert "Ligne 3" in html
    assert "yann@ambrelle.example" in html
    assert not Invitation.objects.exists()


def test_an_invitation_out_of_date_is_shown_and_sent_again(city, mayor, client):
    first, _ = invite(mayor, city, "yann@ambrelle.example", Role.ORGANISER)
    client.force_login(mayor)
    with time_machine.travel(first.expires_at + timedelta(days=1)):
        client.force_login(mayor)
        assert "périmée depuis le" in client.get(TEAM).content.decode()
        client.post(f"{TEAM}invitations/{first.pk}/resend/")
        assert Invitation.objects.filter(withdrawn_at=None).get().expires_at > first.expires_at
        assert "périmée" not in client.get(TEAM).content.decode()


def test_a_role_is_changed_in_one_step_and_one_line_of_the_journal(city, mayor, client):
    member = UserFactory()
    held = grant_role(mayor, member, city, Role.CONTRIBUTOR)
    client.force_login(mayor)
    client.post(f"{TEAM}roles/{held.pk}/change/", {"role": "organiser"})
    assert [one.role for one in member.memberships.all()] == ["organiser"]
    entry = Entry.objects.get(action="membership.changed")
    assert (entry.public, entry.private) == (
        {"role": "organiser", "former": "contributor"},
        {"account": str(member.uid)},
    )


def test_the_last_administrator_stays(city, mayor, client):
    grant_role(mayor, UserFactory(), city, Role.ORGANISER)
    held = city.memberships.get(user=mayor)
    with pytest.raises(LastAdministratorOfBody):
        withdraw_role(mayor, held)
    with pytest.raises(LastAdministratorOfBody):
        change_role(mayor, held, Role.CONTRIBUTOR)
    client.force_login(mayor)
    answered = client.post(f"{TEAM}roles/{held.pk}/withdraw/", follow=True)
    assert "Donnez d’abord ce rôle" in answered.content.decode()
    assert city.memberships.filter(user=mayor).exists()


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_leave_at_once_do_not_leave_the_team_without_one(city, mayor, tmp_path):
    grant_role(None, UserFactory(), city, Role.ADMINISTRATOR)
    keys = list(city.memberships.order_by("pk").values_list("pk", flat=True))
    program = f"""
from parvis.people.actions.memberships import LastAdministratorOfBody, withdraw_role
from parvis.people.models import Membership
held = Membership.objects.select_related("user", "organisation").get(pk={keys}[number])
try:
    withdraw_role(held.user, held)
    print("left")
except LastAdministratorOfBody:
    print("stays")
"""
    printed = run_together(program, 2, database_url(tmp_path))
    assert sorted(word.strip() for word in printed) == ["left", "stays"]


def test_the_former_address_leads_to_the_new_one(city, mayor, client):
    client.force_login(mayor)
    assert client.get("/fr/teams/ambrelle/").url == TEAM
    assert client.get("/fr/organise/team/").url == TEAM


def test_each_role_is_explained(city, mayor, client):
    client.force_login(mayor)
    page = client.get(TEAM).content.decode()
    for sentence in ("Écrit et publie", "Répond à ce que", "Juge de l’extérieur"):
        assert sentence in page
