"""Roles, and the invitations that give them once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from parvis.ground.journal.models import Entry
from parvis.people import rules
from parvis.people.actions.memberships import (
    InvitationRefused,
    accept_invitation,
    grant_role,
    invite,
    withdraw_invitation,
    withdraw_role,
)
from parvis.people.models import Invitation, Membership, Role, User
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return OrganisationFactory(name="Ville d’Ambrelle", slug="ambrelle")


@pytest.fixture
def mayor(city):
    person = UserFactory(name="Awa Morvan")
    grant_role(None, person, city, Role.ADMINISTRATOR)
    return person


def link_of(message) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


@pytest.mark.parametrize(
    ("role", "organises", "moderates", "reviews", "invites"),
    [
        (Role.ADMINISTRATOR, True, True, False, True),
        (Role.ORGANISER, True, False, False, False),
        (Role.CONTRIBUTOR, False, False, False, False),
        (Role.MODERATOR, False, True, False, False),
        (Role.REVIEWER, False, False, True, False),
    ],
)
def test_what_each_role_allows_in_its_body_and_nowhere_else(city, role, organises, moderates, reviews, invites):
    person, elsewhere = UserFactory(), OrganisationFactory()
    grant_role(None, person, city, role)
    assert rules.is_organiser(person, city) is organises
    assert rules.is_moderator(person, city) is moderates
    assert rules.is_reviewer(person, city) is reviews
    assert rules.may_invite(person, city) is invites
    assert rules.may_see_team(person, city)
    for rule in (rules.is_organiser, rules.is_moderator, rules.is_reviewer, rules.may_invite, rules.may_see_team):
        assert not rule(person, elsewhere)


def test_nobody_has_no_role_and_a_closed_account_has_none_left(city, mayor, client):
    from django.contrib.auth.models import AnonymousUser

    assert not rules.is_organiser(AnonymousUser())
    mayor.is_active = False
    rules.forget_roles(mayor)
    assert not rules.is_organiser(mayor, city)


def test_roles_are_asked_of_the_database_once(city, mayor, django_assert_num_queries):
    with django_assert_num_queries(1):
        for _ in range(5):
            assert rules.is_organiser(mayor, city)


def test_a_role_given_twice_is_one_role_and_one_line_of_the_journal(city):
    person = UserFactory()
    grant_role(None, person, city, Role.ORGANISER)
    grant_role(None, person, city, Role.ORGANISER)
    assert Membership.objects.filter(user=person).count() == 1
    assert Entry.objects.filter(action="membership.granted", object_uid=city.uid).count() == 1


def test_an_invitation_reaches_the_guest_in_their_language(city, mayor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invite(mayor, city, "Guest@Ambrelle.example", Role.ORGANISER, language="fr")
    message = mail.outbox[0]
    assert message.to == ["guest@ambrelle.example"]
    assert message.subject == "Ville d’Ambrelle vous invite"
    assert "Awa Morvan vous invite" in message.body
    assert "/fr/invitations/" in message.body
    assert not Invitation.objects.filter(token_hash__in=message.body.split("/")).exists()


def test_a_guest_without_an_account_opens_one_from_the_link(city, mayor, client):
    _, link = invite(mayor, city, "guest@ambrelle.example", Role.ORGANISER)
    path = link.split("8000")[1]
    assert "guest@ambrelle.example" in client.get(path).content.decode()
    answered = client.post(path, {"name": "Yann", "password": "quatre mots sans rapport"}, follow=True)
    guest = User.objects.get(email="guest@ambrelle.example")
    assert answered.redirect_chain[-1][0] == "/fr/organise/team/ambrelle/"
    assert rules.has_role(guest, city, Role.ORGANISER)
    assert guest.emailaddress_set.get().verified
    assert client.get(path).status_code == 410


def test_a_weak_password_is_refused_in_a_sentence_and_the_name_is_kept(city, mayor, client):
    _, link = invite(mayor, city, "guest@ambrelle.example", Role.ORGANISER)
    answered = client.post(link.split("8000")[1], {"name": "Yann", "password": "court"})
    assert answered.status_code == 200
    assert 'value="Yann"' in answered.content.decode()
    assert not User.objects.filter(email="guest@ambrelle.example").exists()


def test_a_guest_with_an_account_logs_in_then_accepts(city, mayor, client):
    guest = UserFactory(email="guest@ambrelle.example")
    _, link = invite(mayor, city, guest.email, Role.MODERATOR)
    path = link.split("8000")[1]
    assert "/fr/account/login/?next=" in client.get(path).content.decode()
    client.force_login(guest)
    client.post(path)
    assert rules.has_role(User.objects.get(pk=guest.pk), city, Role.MODERATOR)


def test_someone_else_cannot_accept_in_the_guests_place(city, mayor, client):
    invitation, link = invite(mayor, city, "guest@ambrelle.example", Role.MODERATOR)
    thief = UserFactory()
    with pytest.raises(InvitationRefused) as refused:
        accept_invitation(invitation, thief)
    assert refused.value.reason == "other-address"
    client.force_login(thief)
    assert client.post(link.split("8000")[1]).status_code == 409
    assert not thief.memberships.exists()


def test_an_invitation_works_once(city, mayor):
    guest = UserFactory(email="guest@ambrelle.example")
    invitation, _ = invite(mayor, city, guest.email, Role.MODERATOR)
    accept_invitation(invitation, guest)
    with pytest.raises(InvitationRefused) as refused:
        accept_invitation(invitation, guest)
    assert refused.value.reason == "used"


def test_an_invitation_ends_after_two_weeks(city, mayor, client):
    guest = UserFactory(email="guest@ambrelle.example")
    invitation, link = invite(mayor, city, guest.email, Role.MODERATOR)
    with time_machine.travel(invitation.expires_at + timedelta(seconds=1)):
        with pytest.raises(InvitationRefused) as refused:
            accept_invitation(invitation, guest)
        assert refused.value.reason == "expired"
        assert client.get(link.split("8000")[1]).status_code == 410


def test_a_withdrawn_invitation_and_one_that_was_replaced_no_longer_work(city, mayor):
    guest = UserFactory(email="guest@ambrelle.example")
    first, _ = invite(mayor, city, guest.email, Role.MODERATOR)
    second, _ = invite(mayor, city, guest.email, Role.MODERATOR)
    withdraw_invitation(mayor, second)
    for invitation in (first, second):
        with pytest.raises(InvitationRefused) as refused:
            accept_invitation(invitation, guest)
        assert refused.value.reason == "withdrawn"


def test_administrators_invite_and_the_others_only_look(city, mayor, client):
    member = UserFactory()
    grant_role(mayor, member, city, Role.CONTRIBUTOR)
    client.force_login(member)
    assert client.get("/fr/organise/team/ambrelle/").status_code == 200
    assert client.post("/fr/organise/team/ambrelle/", {"emails": "x@y.example", "role": "organiser"}).status_code == 403
    client.force_login(mayor)
    assert client.post("/fr/organise/team/ambrelle/", {"emails": "x@y.example", "role": "organiser"}).status_code == 302
    assert Invitation.objects.get().email == "x@y.example"


def test_a_stranger_sees_no_team(city, client):
    assert client.get("/fr/organise/team/ambrelle/").status_code == 302
    client.force_login(UserFactory())
    assert client.get("/fr/organise/team/ambrelle/").status_code == 403


def test_one_may_leave_a_role_and_administrators_may_withdraw_it(city, mayor, client):
    member, other = UserFactory(), UserFactory()
    mine = grant_role(mayor, member, city, Role.CONTRIBUTOR)
    theirs = grant_role(mayor, other, city, Role.CONTRIBUTOR)
    client.force_login(member)
    assert client.post(f"/fr/organise/team/ambrelle/roles/{theirs.pk}/withdraw/").status_code == 403
    assert client.post(f"/fr/organise/team/ambrelle/roles/{mine.pk}/withdraw/").status_code == 302
    withdraw_role(mayor, theirs)
    assert [held.user for held in city.memberships.all()] == [mayor]


@pytest.mark.parametrize("members", [1, 3, 30])
def test_the_page_of_a_team_costs_the_same_whatever_its_size(city, mayor, client, members, django_assert_num_queries):
    for _ in range(members):
        grant_role(None, UserFactory(), city, Role.CONTRIBUTOR)
    client.force_login(mayor)
    with django_assert_num_queries(7):
        client.get("/fr/organise/team/ambrelle/")


def test_the_journal_tells_of_teams_without_naming_anyone(city, mayor):
    invitation, _ = invite(mayor, city, "guest@ambrelle.example", Role.ORGANISER)
    guest = UserFactory(email="guest@ambrelle.example")
    accept_invitation(invitation, guest)
    told = Entry.objects.filter(object_uid=city.uid)
    assert {entry.action for entry in told} >= {"invitation.sent", "invitation.accepted", "membership.granted"}
    assert "guest" not in str([entry.public for entry in told])


def test_a_form_from_another_site_is_refused(city, mayor):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mayor)
    form = {"emails": "x@y.example", "role": "organiser"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        assert browser.post("/fr/organise/team/ambrelle/", form, headers=headers).status_code == 403
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}):
        assert browser.post("/fr/organise/team/ambrelle/", form, headers=headers).status_code == 302
