"""The first set-up: one link, once, on an empty instance."""

from __future__ import annotations

import pytest

from parvis.people.actions.set_up import SetUpRefused, complete_set_up, is_open, open_set_up
from parvis.people.models import Organisation, SetUpLink, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FORM = {
    "email": "admin@ambrelle.example", "name": "Awa", "password": "quatre mots sans rapport",
    "organisation": "Ville d’Ambrelle", "acronym": "", "kind": "local",
}  # fmt: skip


def path_of(link: str) -> str:
    return link.split("8000")[1]


def test_the_link_makes_an_administrator_and_the_host_body(client):
    path = path_of(open_set_up("fr"))
    assert client.get(path).status_code == 200
    answered = client.post(path, FORM, follow=True)
    user, body = User.objects.get(), Organisation.objects.get()
    assert user.is_superuser
    assert user.is_staff
    assert body.memberships.get().role == "administrator"
    assert answered.redirect_chain[-1][0] == f"/fr/organise/team/{body.slug}/"


def test_the_link_works_once(client):
    path = path_of(open_set_up("fr"))
    client.post(path, FORM)
    assert client.get(path).status_code == 410
    assert client.post(path, FORM | {"email": "other@ambrelle.example"}).status_code == 410
    assert User.objects.count() == 1


def test_a_newer_link_replaces_the_older():
    old, new = (open_set_up("fr").split("/")[-2] for _ in range(2))
    assert not is_open(old)
    assert is_open(new)


def test_an_instance_that_has_accounts_cannot_be_set_up_again():
    token = open_set_up("fr").split("/")[-2]
    UserFactory()
    assert not is_open(token)
    with pytest.raises(SetUpRefused):
        complete_set_up(token, language="fr", **FORM)


def test_the_database_does_not_hold_the_link():
    token = open_set_up("fr").split("/")[-2]
    assert SetUpLink.objects.get().token_hash != token
    assert not is_open("guess")


def test_what_was_typed_is_kept_when_something_is_missing(client):
    path = path_of(open_set_up("fr"))
    answered = client.post(path, FORM | {"email": "not an address"})
    page = answered.content.decode()
    assert answered.status_code == 200
    assert "Ville d’Ambrelle" in page
    assert User.objects.count() == 0
    assert is_open(path.split("/")[-2])
