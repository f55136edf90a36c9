"""The pages of sources: for organisers of the host alone, complete without JavaScript, in a few queries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda.models import Event
from parvis.convene.harvest import actions
from parvis.convene.harvest.harvesting import read_feed
from parvis.convene.harvest.models import Feed, Item, ItemState, Reading, ReadingState
from tests.convene.harvest.announcing import Announced, announcing, some
from tests.factories import EditionFactory, FeedFactory, OrganisationFactory, organiser_of

pytestmark = pytest.mark.django_db
BEFORE = datetime(2026, 2, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_february():
    with time_machine.travel(BEFORE, tick=True):
        yield


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fields(site, edition, /, **changes) -> dict[str, object]:
    return {
        "address": site.url,
        "name": "Agenda du Levant",
        "edition": edition.pk,
        "organisation": edition.host.pk,
        "format": "auto",
        "every_hours": "6",
        "publish": "on",
        "within": "on",
        "hold_errors": "on",
        "do": "try",
    } | changes


def test_an_address_is_tried_row_by_row_before_anything_is_saved():
    edition = EditionFactory(
        host=OrganisationFactory(), first_day=BEFORE.date(), last_day=BEFORE.date().replace(month=12)
    )
    client = client_of(organiser_of(edition.host))
    odd = Announced("odd@site.example", "Sans jour", hour="")
    with announcing(*some(2), Announced("3@x", "Réunion du bureau"), odd) as site:
        tried = client.post("/fr/organise/sources/new/", fields(site, edition, without="réunion")).content.decode()

        assert "Atelier papier numéro 0" in tried
        assert "Il dit « réunion »" in tried.replace("\u202f", " ")
        assert "Sans jour" in tried
        assert not Feed.objects.exists()

        saved = client.post("/fr/organise/sources/new/", fields(site, edition, without="réunion", do="save"))
        feed = Feed.objects.get()
        assert saved["Location"] == f"/fr/organise/sources/{feed.pk}/"
        assert feed.rules["without"] == ["réunion"]
        assert Reading.objects.get().state == ReadingState.WAITING
        read_feed(feed)
    assert Event.objects.count() == 2
    assert set(Item.objects.values_list("state", flat=True)) == {"taken", "held", "skipped"}


def test_an_address_that_cannot_be_read_is_not_saved_and_nothing_typed_is_lost():
    edition = EditionFactory(host=OrganisationFactory())
    client = client_of(organiser_of(edition.host))
    with announcing(status="404 Not Found") as site:
        page = client.post("/en/organise/sources/new/", fields(site, edition, do="save", words="jazz")).content.decode()
    assert "The site answered with the error 404." in page
    assert 'value="jazz"' in page
    assert not Feed.objects.exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "obligatoire"),
        ("http://127.0.0.1:9/a.ics", "Le port 9"),
        ("ftp://a.example/", "https://"),
        ("moi", "adresse web"),
    ],
)
def test_an_address_that_will_not_do_is_refused_in_a_sentence(address, said):
    edition = EditionFactory(host=OrganisationFactory())
    with announcing() as site:
        page = client_of(organiser_of(edition.host)).post(
            "/fr/organise/sources/new/", fields(site, edition, address=address)
        )
    assert said in page.content.decode()
    assert page.status_code == 200


def test_an_edition_of_another_host_is_not_on_offer():
    mine, theirs = EditionFactory(host=OrganisationFactory()), EditionFactory(host=OrganisationFactory())
    client = client_of(organiser_of(mine.host))
    with announcing(*some(1)) as site:
        for changes in ({"edition": theirs.pk}, {"organisation": theirs.host.pk}):
            client.post("/fr/organise/sources/new/", fields(site, mine, do="save", **changes))
    assert not Feed.objects.exists()


@pytest.mark.parametrize("path", ["", "edit/", "remove/", "held/", "progress/"])
def test_a_source_of_another_host_does_not_exist(path):
    feed = FeedFactory()
    url = f"/fr/organise/sources/{feed.pk}/{path}"
    assert client_of(organiser_of(OrganisationFactory())).get(url).status_code == 404
    assert client_of(organiser_of(feed.edition.host)).get(url).status_code in {200, 302}
    assert Client().get(url).status_code == 302


def test_no_verb_reaches_a_source_of_another_host():
    feed = FeedFactory()
    client = client_of(organiser_of(OrganisationFactory()))
    for verb in ("read", "pause", "resume", "accept", "take", "skip", "reconsider"):
        assert client.post(f"/fr/organise/sources/{feed.pk}/do/", {"do": verb}).status_code == 404
    feed.refresh_from_db()
    assert feed.state == "on"
    assert not Reading.objects.exists()


def test_held_things_are_taken_or_left_out_one_by_one_or_all():
    rules = {"hold_new": True, "hold_errors": False, "hold_twins": False}
    with announcing(*some(6), validates=False) as site:
        feed = FeedFactory(address=site.url, rules=rules)
        client = client_of(organiser_of(feed.edition.host))
        assert read_feed(feed).held == 6
        assert not Event.objects.exists()
        url = f"/fr/organise/sources/{feed.pk}/do/"
        first, second, *_ = Item.objects.order_by("day", "pk")

        client.post(url, {"do": "take", "item": [first.pk]})
        assert list(Event.objects.values_list("title", "state")) == [(first.title, "published")]
        client.post(url, {"do": "skip", "item": [second.pk]})
        read_feed(feed)
        second.refresh_from_db()
        assert (second.state, second.by_hand) == (ItemState.SKIPPED, True)

        client.post(url, {"do": "take", "all": "1"})
        assert Event.objects.count() == 5
        assert read_feed(feed).unchanged == 5
        assert Event.objects.count() == 5

        client.post(url, {"do": "reconsider", "item": [second.pk]})
        feed.refresh_from_db()
        read_feed(feed)
    assert Item.objects.get(pk=second.pk).state == ItemState.HELD


def test_what_is_kept_for_review_is_read_again_as_it_was():
    from parvis.convene.harvest.downloading import as_file, read, reread

    with announcing(*some(3)) as site:
        documents = read(site.text().encode(), "auto", "agenda.ics")
    for document in documents:
        again = reread(as_file(document), document.kind, document.external_id)
        assert (again.title, again.start, again.end, again.place) == (
            document.title,
            document.start,
            document.end,
            document.place,
        )


def test_a_thing_without_a_date_cannot_be_taken_and_says_so():
    with announcing(Announced("0@x", "Sans jour", hour=""), *some(1)) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
        client = client_of(organiser_of(feed.edition.host))
        page = client.post(f"/fr/organise/sources/{feed.pk}/do/", {"do": "take", "all": "1"}, follow=True)
    assert "n’a pas de date utilisable" in page.content.decode()
    assert Item.objects.get(state=ItemState.HELD).title == "Sans jour"


def test_new_rules_are_shown_before_they_are_saved_and_decide_again_on_what_they_left_out():
    with announcing(*some(4)) as site:
        feed = FeedFactory(address=site.url, rules={"words": ["couture"], "hold_twins": False, "hold_errors": False})
        read_feed(feed)
        assert Event.objects.count() == 1
        client = client_of(organiser_of(feed.edition.host))
        url = f"/fr/organise/sources/{feed.pk}/edit/"
        values = fields(site, feed.edition, name=feed.name, words="couture, verger")
        page = client.post(url, values).content.decode()
        assert "Atelier verger numéro 3" in page
        feed.refresh_from_db()
        assert feed.rules["words"] == ["couture"]

        client.post(url, values | {"do": "save"})
        read_feed(Feed.objects.get())
    assert Event.objects.count() == 2


def test_a_trial_writes_nothing_at_all():
    edition = EditionFactory(host=OrganisationFactory())
    client = client_of(organiser_of(edition.host))
    with announcing(*some(3)) as site, CaptureQueriesContext(connection) as asked:
        client.post("/fr/organise/sources/new/", fields(site, edition))
    written = [q["sql"] for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows():
    feed = FeedFactory()
    client = client_of(organiser_of(feed.edition.host))

    def filled(number: int) -> None:
        with announcing(*some(number), validates=False) as site:
            Feed.objects.update(address=site.url, rules={"hold_new": True, "hold_twins": False, "hold_errors": False})
            read_feed(Feed.objects.get(pk=feed.pk))

    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    urls = ["/fr/organise/sources/", f"/fr/organise/sources/{feed.pk}/", f"/fr/organise/sources/{feed.pk}/held/"]
    filled(1)
    one = [asked(url) for url in urls]
    filled(3)
    FeedFactory(edition=feed.edition, organisation=feed.organisation)
    FeedFactory(edition=feed.edition, organisation=feed.organisation)
    assert [asked(url) for url in urls] == one
    assert max(one) <= 12


def test_what_waits_is_on_the_list_of_things_to_do():
    with announcing(*some(2)) as site:
        feed = FeedFactory(address=site.url, rules={"hold_new": True})
        read_feed(feed)
    client = client_of(organiser_of(feed.edition.host))
    page = client.get("/fr/organise/").content.decode()
    assert feed.name in page
    assert "2 événements qu’elle annonce attendent" in page
    assert feed.name not in client_of(organiser_of(OrganisationFactory())).get("/fr/organise/").content.decode()


def test_a_source_is_removed_and_its_events_stay():
    with announcing(*some(2)) as site:
        feed = FeedFactory(address=site.url)
        read_feed(feed)
    client = client_of(organiser_of(feed.edition.host))
    assert "restent" in client.get(f"/fr/organise/sources/{feed.pk}/remove/").content.decode()
    client.post(f"/fr/organise/sources/{feed.pk}/remove/")
    assert not Feed.objects.exists()
    assert Event.objects.filter(state="published").count() == 2


def test_progress_is_told_while_a_reading_lasts_and_the_page_comes_again_at_its_end():
    feed = FeedFactory()
    client = client_of(organiser_of(feed.edition.host))
    reading = actions.ask_reading(None, feed)
    Reading.objects.filter(pk=reading.pk).update(state="running", done=300, total=2000)
    url = f"/fr/organise/sources/{feed.pk}/progress/"
    page = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "300 événements écrits sur 2 000" in page.replace("\u202f", " ")
    Reading.objects.filter(pk=reading.pk).update(state="done")
    assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
