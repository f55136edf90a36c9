"""The page of a story, its feed, its data, and where organisers tie things together."""

import json
from xml.etree import ElementTree

import brotli
import pytest
from django.urls import reverse

from parvis.disclose.links.actions import add_link
from parvis.disclose.links.models import Link, Relation, Standing
from parvis.ground.journal.queries import entries_for
from parvis.people.actions.memberships import grant_role
from parvis.people.models import Role
from parvis.ui.stylesheet import stylesheet
from tests.disclose.telling import thing, told_types
from tests.factories import EventFactory, OrganisationFactory, UserFactory
from tests.ui.test_stylesheet import FONT, VERDIGRIS

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _types():
    with told_types():
        yield


def address(ref, name="story", language="en"):
    return f"/{language}/" + reverse(f"links:{name}", args=[*ref]).split("/", 2)[2]


def long_story(number):
    event = thing("happening", "Meeting", "2019-01-01")
    for position in range(number):
        wish = thing("wish", f"A wish of residents, number {position}", f"202{position % 5}-0{position % 9 + 1}-11")
        add_link(None, event, Relation.PRODUCED, wish, standing=Standing.ILLUSTRATIVE)
    return event


@pytest.mark.parametrize("number", [3, 300])
def test_a_story_of_three_hundred_stops_costs_what_one_of_three_does(client, number, django_assert_max_num_queries):
    event = long_story(number)

    with django_assert_max_num_queries(12) as asked:
        page = client.get(address(event))

    assert page.status_code == 200
    assert page.content.decode().count('class="tag"') >= number
    assert len(asked) == 4  # the journal's version, and the story
    sent = brotli.compress(page.content, mode=brotli.MODE_TEXT, quality=5)
    sheet = brotli.compress(stylesheet(VERDIGRIS).encode())
    assert len(sent) + len(sheet) + FONT.stat().st_size <= 60_000


def test_a_stranger_gets_the_page_without_a_cookie_and_with_a_tag(client):
    page = client.get(address(long_story(2)))

    assert "Set-Cookie" not in page.headers
    assert page["ETag"]
    assert client.get(address(long_story_again(page)), headers={"If-None-Match": page["ETag"]}).status_code == 304


def long_story_again(page):
    return page.context["story"].here.ref


def test_the_page_tells_its_gaps_and_its_drawing_in_words(client):
    wish = thing("wish", "Wish", "2018-01-01 !answers")
    promise = thing("promise", "Promise", "2021-06-01 ?")
    add_link(None, wish, Relation.FEEDS, promise, standing=Standing.ILLUSTRATIVE)

    html = client.get(address(promise)).content.decode()

    assert "2 dated facts, from 2018 to 2021; 1 without a date; 2 gaps." in html
    assert "No answers." in html
    assert "Nothing known for 3 years." in html
    assert 'role="img" aria-labelledby="story-chart-title story-chart-desc"' in html
    assert "Illustration" in html


def test_a_hidden_object_has_no_story(client):
    hidden = thing("wish", "Wish", city="Hidden")

    for name in ("story", "story-json", "story-atom"):
        assert client.get(address(hidden, name)).status_code == 404
    assert client.get(address(hidden._replace(type="unheard-of"))).status_code == 404


def test_the_story_is_data_too(client):
    wish, promise = thing("wish", "Wish", "2025-01-01"), thing("promise", "Promise", "2025-06-01 ?")
    add_link(None, wish, Relation.FEEDS, promise, standing=Standing.ILLUSTRATIVE)

    data = json.loads(client.get(address(promise, "story-json")).content)

    assert [(line["line"], line["date"], line["title"]) for line in data["lines"]] == [
        ("stop", "2025-01-01", "Wish"),
        ("stop", "2025-06-01", "Promise"),
        ("stop", None, "Promise"),
    ]
    assert data["ties"] == [{"from": {"type": "wish", "uid": str(wish.uid)}, "relation": "feeds", "to": data["object"]}]
    assert [one["standing"] for one in data["objects"]] == ["documented", "illustrative"]


def test_the_feed_tells_what_changed_in_any_object_of_the_story(client):
    wish, promise, beside = (thing("wish", name, "2025-01-01") for name in ("Wish", "Promise", "Beside"))
    add_link(None, wish, Relation.FEEDS, promise, standing=Standing.ILLUSTRATIVE)

    feed = ElementTree.fromstring(client.get(address(promise, "story-atom")).content)  # noqa: S314 -- our own output

    entries = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) for entry in feed.findall(f"{ATOM}entry")
    ]
    assert entries == [
        ("Promise", "A link with “Wish” was added."),
        ("Wish", "A link with “Promise” was added."),
    ]
    assert str(beside.uid) not in str(entries)


# --- Tying ----------------------------------------------------------------------------------------


@pytest.fixture
def body():
    return OrganisationFactory(name="Ville d’Ambrelle")


@pytest.fixture
def organiser(client, body):
    user = UserFactory()
    grant_role(None, user, body, Role.ORGANISER)
    client.force_login(user)
    return user


def indexed_event(**more):
    from parvis.convene.agenda.finding import index_events

    event = EventFactory(**more)
    index_events([event.pk])
    return event


def asked(other, **more):
    return {
        "q": "rencontre",
        "other": f"event:{other.uid}",
        "relation": "out:feeds",
        "standing": "documented",
        "source_title": "Délibération du 3 mars",
        "source_url": "https://ambrelle.example/deliberation",
        **more,
    }


def test_an_organiser_ties_what_her_body_answers_for(client, organiser, body):
    ours = indexed_event(organisation=body, title="Atelier des berges")
    theirs = indexed_event(organisation=OrganisationFactory(), title="Rencontre nationale")
    page = address(("event", ours.uid), "edit", "fr")

    assert "Rencontre nationale" in client.get(page, {"q": "rencontre"}).content.decode()
    answer = client.post(page, asked(theirs))

    assert answer.status_code == 302
    link = Link.objects.get()
    assert (link.from_uid, link.relation, link.to_uid) == (ours.uid, "feeds", theirs.uid)
    assert (link.standing, link.source.title) == ("documented", "Délibération du 3 mars")
    assert entries_for("event", theirs.uid)[0].action == "link.added"


def test_the_relation_may_be_said_from_the_other_end(client, organiser, body):
    ours = indexed_event(organisation=body, title="Atelier des berges")
    theirs = indexed_event(organisation=OrganisationFactory(), title="Rencontre nationale")

    client.post(address(("event", ours.uid), "edit", "fr"), asked(theirs, relation="in:follows"))

    link = Link.objects.get()
    assert (link.from_uid, link.relation, link.to_uid) == (theirs.uid, "follows", ours.uid)


def test_a_documented_link_without_its_document_is_refused_and_nothing_typed_is_lost(client, organiser, body):
    ours = indexed_event(organisation=body, title="Atelier des berges")
    theirs = indexed_event(organisation=OrganisationFactory(), title="Rencontre nationale")

    answer = client.post(
        address(("event", ours.uid), "edit", "en"), asked(theirs, source_title="", note="Page 3, en bas")
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "A documented link names its document." in html
    assert "Page 3, en bas" in html
    assert not Link.objects.exists()


def test_nobody_ties_two_things_of_other_bodies(client, organiser):
    one = indexed_event(organisation=OrganisationFactory(), title="Rencontre une")
    two = indexed_event(organisation=OrganisationFactory(), title="Rencontre deux")

    assert client.post(address(("event", one.uid), "edit", "fr"), asked(two)).status_code == 403
    assert not Link.objects.exists()


def test_a_link_is_removed_by_those_who_answer_for_one_end(client, organiser, body):
    ours, theirs = EventFactory(organisation=body), EventFactory(organisation=OrganisationFactory())
    others = EventFactory(organisation=OrganisationFactory())
    mine = link_between(ours, theirs)
    foreign = link_between(theirs, others)

    assert client.get(f"/fr/organise/links/{mine.uid}/remove/").status_code == 200
    assert client.post(f"/fr/organise/links/{mine.uid}/remove/").status_code == 302
    assert client.post(f"/fr/organise/links/{foreign.uid}/remove/").status_code == 403
    assert list(Link.objects.values_list("pk", flat=True)) == [foreign.pk]


def link_between(one, two):
    from parvis.ground.identifiers import Ref

    return add_link(None, Ref("event", one.uid), Relation.RELATED, Ref("event", two.uid), standing="illustrative")


def test_a_contributor_ties_nothing(client, body):
    user = UserFactory()
    grant_role(None, user, body, Role.CONTRIBUTOR)
    client.force_login(user)

    assert client.get("/fr/organise/links/").status_code == 403
