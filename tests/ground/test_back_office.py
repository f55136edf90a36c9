"""Operators reach every table of the ground; what is a record is not theirs to change."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import override

from tests.factories import enter_staff_mode

pytestmark = pytest.mark.django_db
TABLES = [
    "journal_entry", "places_place", "themes_term", "files_picture", "files_attachment", "sources_source",
    "follows_follow", "follows_fact", "search_document", "mail_outboxmessage", "tasks_run", "links_link",
]  # fmt: skip
RECORDS = ["journal_entry", "search_document", "mail_outboxmessage", "tasks_run", "follows_follow", "follows_fact"]


@pytest.fixture
def operator(client):
    enter_staff_mode(client, get_user_model().objects.create(email="op@example.org", is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_its_list(operator, table):
    with override("fr"):
        assert operator.get(reverse(f"admin:{table}_changelist")).status_code == 200


@pytest.mark.parametrize("table", [table for table in TABLES if table not in RECORDS])
def test_what_operators_keep_can_be_added(operator, table):
    with override("fr"):
        assert operator.get(reverse(f"admin:{table}_add")).status_code == 200


@pytest.mark.parametrize("table", RECORDS)
def test_records_are_not_added_by_hand(operator, table):
    with override("fr"):
        assert operator.get(reverse(f"admin:{table}_add")).status_code == 403


def test_a_place_is_added_with_what_it_declares(operator):
    from parvis.ground.places.models import Place

    with override("fr"):
        address = reverse("admin:places_place_add")
    answers = {
        "name": "Halle", "slug": "halle", "country": "FR", "zone": "Europe/Paris", "website": "ambrelle.example",
        "accessibility": ["ramp", "lift"], "lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0",
        "lines-0-mode": "bus", "lines-0-label": "14", "lines-0-order": "0",
    }  # fmt: skip

    assert operator.post(address, answers).status_code == 302

    place = Place.objects.get()
    assert (place.accessibility, place.website) == (["ramp", "lift"], "https://ambrelle.example")
    assert [str(line) for line in place.lines.all()] == ["Bus 14"]


def test_a_picture_that_is_not_one_is_said_in_the_form(operator):
    from django.core.files.uploadedfile import SimpleUploadedFile

    with override("fr"):
        address = reverse("admin:files_picture_add")

    page = operator.post(address, {"file": SimpleUploadedFile("a.jpg", b"hello"), "alt_0": "x"})

    assert "Ce fichier n’est pas une image lisible ici" in page.content.decode()
