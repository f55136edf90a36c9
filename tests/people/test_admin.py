"""The back office keeps bodies and public persons: names, aliases and successors."""

import pytest
from django.test import Client

from parvis.ground.journal.models import Entry
from parvis.people.models import Organisation
from tests.factories import OrganisationFactory, UserFactory, enter_staff_mode

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    enter_staff_mode(client, UserFactory(is_staff=True, is_superuser=True))
    return client


def form(**changes: str) -> dict[str, str]:
    inline = {"names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0", "names-0-name": "Mairie d’Ambrelle"}
    said = {"name": "Ville d’Ambrelle", "slug": "ville-ambrelle", "kind": "local", "acronym": "", "website": ""}
    return {**said, "summary_0": "", "summary_1": "", "successor": "", "succeeded_on": "", **inline, **changes}


def test_a_body_is_added_with_its_other_name_and_journalled(staff: Client) -> None:
    answer = staff.post("/fr/admin/people/organisation/add/", form())
    assert answer.status_code == 302
    body = Organisation.objects.get(slug="ville-ambrelle")
    assert [other.name for other in body.names.all()] == ["Mairie d’Ambrelle"]
    assert Entry.objects.filter(action="organisation.created", object_uid=body.uid).count() == 1


def test_a_succession_in_a_circle_is_refused_in_a_sentence(staff: Client) -> None:
    former, latter = OrganisationFactory(), OrganisationFactory()
    former.successor = latter
    former.save()
    changes = form(name=latter.name, slug=latter.slug, successor=str(former.pk), **{"names-0-name": ""})
    answer = staff.post(f"/en/admin/people/organisation/{latter.pk}/change/", changes)
    assert answer.status_code == 200
    assert "A body cannot succeed itself, nor one that succeeds it." in answer.content.decode()
    latter.refresh_from_db()
    assert latter.successor is None


def test_the_lists_open_and_search(staff: Client) -> None:
    OrganisationFactory(name="Ambre Habitat")
    assert "Ambre Habitat" in staff.get("/fr/admin/people/organisation/?q=ambre").content.decode()
    assert staff.get("/fr/admin/people/person/add/").status_code == 200
