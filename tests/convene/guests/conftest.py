from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from parvis.people.models import Membership
from tests.factories import OrganisationFactory, UserFactory


@pytest.fixture
def member(client: Client) -> Callable[..., Any]:
    """A logged-in person with a role in a body: `member("organiser", body)`."""

    def become(role: str, body: Any = None) -> Any:
        user = UserFactory()
        Membership.objects.create(user=user, organisation=body or OrganisationFactory(), role=role)
        client.force_login(user)
        return user

    return become
