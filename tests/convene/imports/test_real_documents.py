"""The real pages of an agenda, through the page: nothing breaks, and what leaves comes back."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.convene.agenda.models import Event
from parvis.convene.imports import actions
from parvis.convene.imports.models import State
from tests import shared
from tests.convene.imports.test_exports import body_of
from tests.convene.imports.test_pages import bring, brought, organiser, page_of, signed_in, write

pytestmark = pytest.mark.django_db


def test_the_real_pages_are_shown_then_written_and_come_back_with_no_change(settings) -> None:
    folder = shared.path("data/agenda")
    pages = [SimpleUploadedFile(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()]
    user, body = organiser()
    client = signed_in(user)

    batch = brought(client, body, *pages, publish="on")
    actions.choose_all(batch, True)
    shown = client.get(page_of(batch))
    batch.refresh_from_db()
    write(client, batch)

    assert shown.status_code == 200
    assert batch.state == State.DONE, batch.failure
    assert Event.objects.count() == batch.counts["created"] > 10
    assert not Event.objects.filter(slug__regex=r"^[0-9]{2}-").exists()
    assert max(map(len, Event.objects.values_list("slug", flat=True))) <= 95

    archive = zipfile.ZipFile(io.BytesIO(body_of(client.get("/fr/agenda.zip"))))
    leaving = [SimpleUploadedFile(name, archive.read(name)) for name in archive.namelist()]
    response = bring(client, body, *leaving)
    again = type(batch).objects.latest("pk")

    assert response.status_code == 302
    assert {row.action for row in again.rows.all()} == {"unchanged"}, [
        (row.title, row.action, row.parts, row.reasons) for row in again.rows.exclude(action="unchanged")
    ]
