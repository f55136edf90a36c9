"""An address is read by a worker; a picture is fetched when a person asks and says what it shows."""

from __future__ import annotations

import io
from ipaddress import ip_network
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from parvis.convene.agenda.models import Event
from parvis.convene.imports import tasks
from parvis.convene.imports.models import Batch, PictureWish, State
from tests.convene.imports.test_pages import brought, organiser, page_of, signed_in, write
from tests.ground.fetching.serving import Served, page, serving

pytestmark = pytest.mark.django_db

CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a@ailleurs.example\r\nDTSTAMP:20261101T000000Z\r\n"
    b"DTSTART:20261212T173000Z\r\nSUMMARY:Les berges\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
PAGE = """---
title: Forum des communs
date: 2026-11-05 09:00:00 +01:00
event_start_date: 2026-12-16 18:30:00 +01:00
lieu: Halle aux Grains
une-ou-diaporama:
- image: {url}
---

Un texte.
"""


@pytest.fixture
def _reaching(settings: Any) -> None:
    settings.FETCH_PRIVATE = (ip_network("127.0.0.0/8"),)


def opened(settings: Any, site: Served) -> None:
    settings.FETCH_PORTS = (site.port,)


def picture() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(kept, "JPEG")
    return kept.getvalue()


@pytest.mark.usefixtures("_reaching")
def test_an_address_becomes_a_table(settings: Any) -> None:
    user, body = organiser()
    client = signed_in(user)

    with serving(page(CALENDAR)) as site:
        opened(settings, site)
        client.post(
            "/fr/organise/import/address/",
            {"address-url": site.url("/agenda.ics"), "address-organisation": body.pk},
        )
        batch = Batch.objects.get()
        tasks.read.call(str(batch.uid))

    batch.refresh_from_db()
    assert batch.state == State.READ, batch.failure
    assert [(row.action, row.title, row.name) for row in batch.rows.all()] == [("create", "Les berges", "agenda.ics")]
    write(client, batch)
    assert Event.objects.get().organisation == body


def test_an_address_that_is_refused_is_said_and_nothing_typed_is_lost() -> None:
    user, body = organiser()
    client = signed_in(user)

    wrong = client.post(
        "/fr/organise/import/address/", {"address-url": "pas une adresse", "address-organisation": body.pk}
    )
    client.post(
        "/fr/organise/import/address/", {"address-url": "http://127.0.0.1/x.ics", "address-organisation": body.pk}
    )
    batch = Batch.objects.get()
    tasks.read.call(str(batch.uid))

    batch.refresh_from_db()
    assert 'value="pas une adresse"' in wrong.content.decode()
    assert batch.state == State.FAILED
    assert "127.0.0.1" in batch.failure
    assert "127.0.0.1" in client.get(page_of(batch)).content.decode()


@pytest.mark.usefixtures("_reaching", "_media_apart")
def test_a_picture_is_fetched_with_its_words(settings: Any) -> None:
    user, body = organiser()
    client = signed_in(user)

    with serving(page(picture(), "image/jpeg")) as site:
        opened(settings, site)
        url = site.url("/forum.jpg")
        file = SimpleUploadedFile("forum.md", PAGE.format(url=url).encode())
        batch = write(client, brought(client, body, file))
        event = Event.objects.get()
        address = reverse("imports:picture", args=[batch.uid])
        form = {"form": "picture-0", "picture-0-event": event.slug, "picture-0-url": url}
        wordless = client.post(address, {**form, "picture-0-alt": "", "picture-0-credit": "Ada"})
        other = client.post(address, {**form, "picture-0-url": site.url("/x.jpg"), "picture-0-alt": "Une halle"})
        client.post(address, {**form, "picture-0-alt": "Une halle pleine", "picture-0-credit": "Ada"})
        tasks.picture.call(PictureWish.objects.get().pk)

    assert wordless.status_code == 200
    assert 'value="Ada"' in wordless.content.decode()
    assert other.status_code == 403
    assert str(event.pictures.get().picture.alt) == "Une halle pleine"
    assert "pictures" in Event.objects.get().edited
    assert "arrivée" in client.get(page_of(batch)).content.decode()


@pytest.mark.usefixtures("_reaching", "_media_apart")
def test_a_picture_that_is_none_is_refused_in_a_sentence_and_may_be_asked_again(settings: Any) -> None:
    user, body = organiser()
    client = signed_in(user)

    with serving(page(b"<html>", "image/jpeg")) as site:
        opened(settings, site)
        url = site.url("/forum.jpg")
        batch = write(client, brought(client, body, SimpleUploadedFile("forum.md", PAGE.format(url=url).encode())))
        form = {"form": "picture-0", "picture-0-event": Event.objects.get().slug, "picture-0-url": url}
        client.post(reverse("imports:picture", args=[batch.uid]), {**form, "picture-0-alt": "Une halle"})
        tasks.picture.call(PictureWish.objects.get().pk)

    wish = PictureWish.objects.get()
    assert (wish.state, bool(wish.failure)) == ("failed", True)
    assert not Event.objects.get().pictures.exists()
    assert "Rapatrier cette image" in client.get(page_of(batch)).content.decode()
