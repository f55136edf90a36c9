"""Who asks, and where the links of a mail lead."""

from __future__ import annotations

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory

from parvis.people.adapter import named_by_us
from tests.factories import UserFactory, enter_staff_mode


def test_behind_our_proxy_the_address_is_the_one_it_wrote(settings) -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "203.0.113.9, 198.51.100.7"}
    )

    settings.BEHIND_PROXY = True
    assert get_adapter().get_client_ip(request) == "198.51.100.7"
    settings.BEHIND_PROXY = False
    assert get_adapter().get_client_ip(request) == "127.0.0.1"


def test_a_link_in_mail_names_the_instance(settings) -> None:
    settings.SITE_URL = "https://parvis.example"

    assert named_by_us("http://elsewhere.example/fr/account/x/?a=1") == "https://parvis.example/fr/account/x/?a=1"


@pytest.mark.django_db
def test_only_a_superuser_gives_access_to_the_back_office(client: Client) -> None:
    colleague = UserFactory()
    page = f"/fr/admin/people/user/{colleague.pk}/change/"

    enter_staff_mode(client, UserFactory(is_staff=True))
    assert client.get(page).status_code == 403
    enter_staff_mode(client, UserFactory(is_staff=True, is_superuser=True))
    assert client.post(page, {"is_active": "on", "is_staff": "on"}).status_code == 302

    colleague.refresh_from_db()
    assert colleague.is_staff
