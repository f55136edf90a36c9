"""One asks, confirms, is told once, and leaves when one wants."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils.translation import gettext_lazy, override

from parvis.ground.follows.actions import ask, confirm, follow_own, stop_link
from parvis.ground.follows.facts import UndeliveredError, forget_old, notify, send_digests
from parvis.ground.follows.models import Fact, Follow
from parvis.ground.identifiers import PublicType, clear, register
from parvis.ground.mail.limit import MESSAGES_AN_HOUR
from parvis.ground.places.models import Place
from tests.ground.processes import database_url, run_together

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADA = "ada@example.org"


@pytest.fixture(autouse=True)
def _halls():
    register(
        PublicType(
            code="hall",
            label="hall",
            plural="halls",
            load=lambda uids: {},
            visible_to=lambda user: Place.objects.exclude(city="Hidden"),
            title=lambda place, language: f"{place.name} ({language})",
            url=lambda place: f"/places/{place.slug}/",
        )
    )
    yield
    clear("hall")


@pytest.fixture
def hall():
    return Place.objects.create(slug="hall", name="L’ancienne halle & co")


def address(name, *arguments, language="en"):
    with override(language):
        return reverse(f"follows:{name}", args=arguments)


def follower(place, email=ADA, topic="all", language="en"):
    follow = Follow.objects.create(
        object_type="hall", object_uid=place.uid, email=email, topic=topic, language=language
    )
    return confirm(follow.token, topic)


def path(link):
    return re.sub(r"^https?://[^/]+", "", link)


def links(message):
    return re.findall(r"https?://\S+", message.body)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_the_page_to_the_mailbox_and_back(client, hall, language, django_capture_on_commit_callbacks):
    page = client.get(address("follow", "hall", hall.uid, language=language))
    assert page.status_code == 200
    assert not page.cookies

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            address("follow", "hall", hall.uid, language=language), {"email": "Ada@Example.org", "topic": "details"}
        )
    assert response.headers["Location"] == address("sent", "hall", hall.uid, language=language)
    assert client.get(response.headers["Location"]).status_code == 200

    (message,) = mail.outbox
    assert message.to == [ADA]
    assert f"L’ancienne halle & co ({language})" in message.body
    follow = Follow.objects.get()
    assert follow.confirmed_at is None
    (link,) = [path(link) for link in links(message) if follow.token in link]

    assert client.get(link).status_code == 200
    follow.refresh_from_db()
    assert follow.confirmed_at is None, "a program that opens links must not confirm"

    assert client.post(link).status_code == 200
    follow.refresh_from_db()
    assert follow.confirmed_at is not None
    assert (follow.topic, follow.language) == ("details", language)


def test_a_wrong_address_is_said_and_kept(client, hall):
    page = client.post(address("follow", "hall", hall.uid), {"email": "ada@", "topic": "all"}).content.decode()

    assert 'value="ada@"' in page
    assert "Enter a valid email address." in page
    assert not Follow.objects.exists()


def test_the_link_of_more_details_to_come_chooses_the_topic(client, hall):
    page = client.get(address("follow", "hall", hall.uid) + "?topic=details").content.decode()

    assert re.search(r'value="details"[^>]*checked', page)


def test_what_is_hidden_or_gone_is_not_followed(client):
    hidden = Place.objects.create(slug="secret", name="Secret", city="Hidden")

    for code, uid in (("hall", hidden.uid), ("hall", uuid4()), ("unheard-of", uuid4())):
        assert client.get(address("follow", code, uid)).status_code == 404
        assert client.post(address("follow", code, uid), {"email": ADA, "topic": "all"}).status_code == 404
    assert not Follow.objects.exists()


def test_asking_again_and_again_sends_one_message_in_ten_minutes(hall, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), time_machine.travel(NOON, tick=False) as clock:
        for _ in range(3):
            ask("hall", hall.uid, ADA, topic="all", language="en")
        clock.shift(timedelta(minutes=11))
        ask("hall", hall.uid, " ADA@example.org ", topic="all", language="en")

    assert len(mail.outbox) == 2
    assert Follow.objects.count() == 1


def test_nobody_floods_a_stranger_through_us(django_capture_on_commit_callbacks):
    halls = [Place.objects.create(slug=f"h{number}", name="H") for number in range(MESSAGES_AN_HOUR + 4)]

    with django_capture_on_commit_callbacks(execute=True):
        asked = [ask("hall", place.uid, ADA, topic="all", language="en") for place in halls]
        other = ask("hall", halls[0].uid, "bob@example.org", topic="all", language="en")

    assert asked.count(True) == MESSAGES_AN_HOUR
    assert other
    assert len(mail.outbox) == MESSAGES_AN_HOUR + 1


def test_a_link_that_is_not_known_says_so(client):
    assert client.get(address("confirm", "unknown", "all")).status_code == 404
    assert client.post(address("confirm", "unknown", "all")).status_code == 404
    assert client.get(address("stop", "unknown.signature")).status_code == 200
    assert client.post(address("stop", "unknown.signature")).status_code == 200


def test_followers_are_told_what_is_new_once_in_their_language(hall):
    follower(hall)
    follower(hall, "bob@example.org", language="fr")
    notify("hall", hall.uid, {"fr": "La salle change.", "en": "The room changes."})
    notify("hall", hall.uid, gettext_lazy("Yes"))

    assert send_digests() == 2
    assert send_digests() == 0

    messages = {message.to[0]: message for message in mail.outbox}
    assert "- The room changes.\n- Yes\n" in messages[ADA].body
    assert "- La salle change.\n- Oui\n" in messages["bob@example.org"].body
    assert "/places/hall/" in messages[ADA].body


def test_several_pages_make_one_message(hall):
    other = Place.objects.create(slug="other", name="Other")
    for place in (hall, other):
        follower(place)
        notify("hall", place.uid, {"en": f"{place.name} changes."})

    assert send_digests() == 1
    assert "Other changes." in mail.outbox[0].body
    assert "halle & co changes." in mail.outbox[0].body


def test_nothing_is_sent_when_nothing_is_new(hall):
    follower(hall)

    assert send_digests() == 0
    assert mail.outbox == []


def test_a_fact_that_nobody_waits_for_is_not_kept(hall):
    Follow.objects.create(object_type="hall", object_uid=hall.uid, email=ADA)

    assert notify("hall", hall.uid, {"en": "x"}) is False
    assert not Fact.objects.exists()


def test_nobody_is_told_what_came_before_they_followed(hall):
    follower(hall)
    notify("hall", hall.uid, {"en": "Old."})
    follower(hall, "late@example.org")

    send_digests()

    assert [message.to for message in mail.outbox] == [[ADA]]


def test_those_who_wait_for_details_hear_of_nothing_else(hall):
    follower(hall, topic="details")
    follower(hall, "bob@example.org")
    notify("hall", hall.uid, {"en": "A picture was added."})
    assert send_digests() == 1
    notify("hall", hall.uid, {"en": "The programme is known."}, topic="details")
    assert send_digests() == 2

    to_ada = [message.body for message in mail.outbox if message.to == [ADA]]
    assert len(to_ada) == 1
    assert "programme" in to_ada[0]


def test_what_is_hidden_since_is_not_told(hall):
    follower(hall)
    notify("hall", hall.uid, {"en": "x"})
    Place.objects.update(city="Hidden")

    assert send_digests() == 0


def test_a_message_that_does_not_leave_is_a_failure_and_is_tried_again(hall, settings):
    follower(hall)
    notify("hall", hall.uid, {"en": "The room changes."})
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.ground.refusing_mail.Backend"
    with pytest.raises(UndeliveredError, match="1 digests did not leave, 0 did"):
        send_digests()

    settings.EMAIL_BACKEND = working

    assert send_digests() == 1


def test_one_leaves_by_a_button(client, hall):
    follow = follower(hall)
    other = follower(Place.objects.create(slug="other", name="Other"))
    link = path(stop_link(follow))

    assert "Leave this page and 1 other" in client.get(link).content.decode()
    assert Follow.objects.count() == 2

    client.post(link, {"what": "one"})
    assert list(Follow.objects.all()) == [other]

    client.post(path(stop_link(other)), {"what": "everything"})
    assert not Follow.objects.exists()


def test_a_mail_program_leaves_everything_with_one_click(hall, client):
    from django.test import Client

    follower(hall)
    follower(Place.objects.create(slug="other", name="Other"))
    notify("hall", hall.uid, {"en": "x"})
    send_digests()
    (message,) = mail.outbox
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    strict = Client(enforce_csrf_checks=True)
    response = strict.post(
        path(link), {"List-Unsubscribe": "One-Click"}, headers={"Origin": "https://mail.example"}
    )  # fmt: skip

    assert response.status_code == 200
    assert not Follow.objects.exists()


def test_a_link_to_leave_cannot_be_made_up(client, hall):
    follow, other = follower(hall), follower(hall, "bob@example.org")
    signature = path(stop_link(follow)).rstrip("/").rsplit("/", 1)[1].split(".")[1]

    client.post(address("stop", f"{other.uid.hex}.{signature}"), {"what": "one"})

    assert Follow.objects.count() == 2


def test_wishes_never_confirmed_and_old_facts_are_forgotten(hall):
    with time_machine.travel(NOON, tick=False):
        Follow.objects.create(object_type="hall", object_uid=hall.uid, email="never@example.org")
        follower(hall)
        notify("hall", hall.uid, {"en": "x"})
    with time_machine.travel(NOON + timedelta(days=6), tick=False):
        assert forget_old() == (0, 0)
    with time_machine.travel(NOON + timedelta(days=31), tick=False):
        assert forget_old() == (1, 1)

    assert [follow.email for follow in Follow.objects.all()] == [ADA]


def test_a_link_in_a_page_leads_to_the_form(hall):
    from django.template import Context, Template

    with override("en"):
        html = Template('{% load follows %}{% follow_link "hall" uid "details" %}').render(Context({"uid": hall.uid}))

    assert f'href="{address("follow", "hall", hall.uid)}?topic=details"' in html
    assert "Tell me when more is known" in html


TELL_EVERYONE = """
from django.conf import settings
settings.EMAIL_BACKEND = "parvis.ground.mail.outbox.OutboxBackend"
from parvis.ground.identifiers import PublicType, register
from parvis.ground.places.models import Place
register(PublicType(code="hall", label="hall", plural="halls", load=lambda uids: {},
    visible_to=lambda user: Place.objects.all(), title=lambda place, language: place.name, url=lambda place: "/"))
from parvis.ground.follows.facts import send_digests
print(send_digests())
"""


@pytest.mark.django_db(transaction=True)
def test_two_processes_never_tell_twice(tmp_path):
    hall = Place.objects.create(slug="hall", name="Hall")
    for number in range(30):
        follower(hall, f"person{number}@example.org")
    notify("hall", hall.uid, {"en": "The room changes."})

    printed = run_together(TELL_EVERYONE, number=3, url=database_url(tmp_path))

    assert sum(int(output) for output in printed) == 30


def test_the_author_of_something_follows_it_without_being_asked_twice(hall):
    notify("hall", hall.uid, {"fr": "Avant", "en": "Before"})

    assert follow_own("hall", hall.uid, " Ada@Example.org ", language="en")
    assert not follow_own("hall", hall.uid, ADA, language="en")
    notify("hall", hall.uid, {"fr": "Après", "en": "After"})
    send_digests()

    (message,) = mail.outbox
    assert message.to == [ADA]
    assert "After" in message.body
    assert "Before" not in message.body


def test_an_author_who_had_asked_and_not_confirmed_follows_now(hall):
    follow = Follow.objects.create(object_type="hall", object_uid=hall.uid, email=ADA, language="en")

    assert follow_own("hall", hall.uid, ADA, language="fr")

    follow.refresh_from_db()
    assert follow.confirmed_at is not None
