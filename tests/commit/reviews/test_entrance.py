"""A reviewer, who organises nothing, finds her missions and nothing else."""

import pytest
from django.urls import reverse

from tests.commit.reviews.world import commitment_of, offered, reviewer_for

pytestmark = pytest.mark.django_db


def test_a_reviewer_finds_her_missions_from_any_page_and_no_door_that_is_closed(client):
    commitment = commitment_of()
    reviewer = reviewer_for(commitment)
    offered(commitment, reviewer)
    client.force_login(reviewer)

    page = client.get(reverse("reviews:index")).content.decode()
    space = client.get(reverse("portal:desk:to-do")).content.decode()

    assert reverse("portal:desk:to-do") in page
    assert "Bilan à mi-parcours" in space
    assert reverse("reviews:desk") in space
    menu = space.split("<main")[0]
    links = {part.split('"')[0] for part in menu.split('href="/fr/organise/')[1:]}
    assert {client.get(f"/fr/organise/{link}").status_code for link in links} <= {200, 302}
