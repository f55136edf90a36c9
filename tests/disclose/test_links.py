"""What is tied is shown from both ends, to whoever may see it, and tells a story."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from parvis.disclose.changes import latest_changes
from parvis.disclose.links.actions import add_link, remove_link
from parvis.disclose.links.models import Link, Relation, Standing
from parvis.disclose.links.queries import links_of, story
from parvis.ground.identifiers import PublicType, Ref, Stop, clear, register, resolve
from parvis.ground.journal.actions import record, register_action
from parvis.ground.journal.queries import entries_for
from parvis.ground.places.models import Place
from parvis.ground.search.indexing import Text, index
from parvis.ground.sources.models import Source

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
DOCUMENTED, ILLUSTRATIVE = Standing.DOCUMENTED, Standing.ILLUSTRATIVE
register_action("test.opened", "It opened.")


def stops(place):
    """A place whose website holds its days, apart by spaces; "?" is a day that nobody knows."""
    return [
        Stop(None if word == "?" else date.fromisoformat(word), "day", f"{place.name} {word}", "opening", "")
        for word in place.website.split()
    ]


@pytest.fixture(autouse=True)
def _types():
    for code in ("hall", "garden"):
        register(
            PublicType(
                code=code,
                label=f"a {code}",
                plural=f"{code}s",
                load=lambda uids: {place.uid: place for place in Place.objects.filter(uid__in=uids)},
                visible_to=lambda user: Place.objects.exclude(city="Hidden"),
                title=lambda place, language: f"{place.name} ({language})",
                url=lambda place: f"/places/{place.slug}/",
                stops=stops,
            )
        )
    yield
    for code in ("hall", "garden"):
        clear(code)


@pytest.fixture
def source():
    return Source.objects.create(title="Deliberation", url="https://example.org/deliberation")


def place(name, code="hall", days="", **more):
    stored = Place.objects.create(slug=f"{code}-{name.lower()}", name=name, website=days, **more)
    return Ref(code, stored.uid)


def test_a_link_is_read_from_both_ends(source):
    hall, garden = place("Hall"), place("Garden", "garden")
    add_link(None, hall, Relation.FEEDS, garden, standing=DOCUMENTED, source=source, note="Page 2.")

    (from_hall,) = links_of(*hall, NOBODY, "en")
    (from_garden,) = links_of(*garden, NOBODY, "en")

    assert (from_hall.words, from_hall.objects[0].title) == ("feeds", "Garden (en)")
    assert (from_garden.words, from_garden.objects[0].title) == ("is fed by", "Hall (en)")
    assert from_hall.objects[0].source == source
    assert from_hall.objects[0].type_label == "a garden"
    assert links_of(*garden, NOBODY, "fr")[0].words == "est alimenté par"


def test_a_symmetric_relation_reads_alike_from_both_ends():
    one, two, three = place("One"), place("Two"), place("Three")
    add_link(None, one, Relation.RELATED, two, standing=ILLUSTRATIVE)
    add_link(None, three, Relation.RELATED, one, standing=ILLUSTRATIVE)

    (group,) = links_of(*one, NOBODY, "en")

    assert [linked.title for linked in group.objects] == ["Two (en)", "Three (en)"]


def test_what_is_hidden_gone_or_switched_off_is_not_shown():
    hall = place("Hall")
    for other in (place("Secret", city="Hidden"), Ref("hall", uuid4()), Ref("unheard-of", uuid4())):
        add_link(None, hall, Relation.RELATED, other, standing=ILLUSTRATIVE)

    assert links_of(*hall, NOBODY, "en") == []
    assert not story(*hall, NOBODY, "en")


def test_a_documented_link_names_its_source():
    with pytest.raises(IntegrityError), transaction.atomic():
        add_link(None, place("One"), Relation.FEEDS, place("Two"), standing=DOCUMENTED)


def test_an_object_is_not_tied_to_itself():
    one = place("One")
    with pytest.raises(IntegrityError), transaction.atomic():
        add_link(None, one, Relation.FEEDS, one, standing=ILLUSTRATIVE)


def test_saying_a_link_twice_makes_one():
    one, two = place("One"), place("Two")

    first = add_link(None, one, Relation.FEEDS, two, standing=ILLUSTRATIVE)

    assert add_link(None, one, Relation.FEEDS, two, standing=ILLUSTRATIVE) == first
    assert len(entries_for("hall", one.uid)) == 1


def test_both_journals_tell_of_a_link_and_never_name_what_is_hidden():
    hall, secret = place("Hall"), place("Secret", city="Hidden")
    link = add_link(None, hall, Relation.FEEDS, secret, standing=ILLUSTRATIVE)
    remove_link(None, link)

    at_hall = [line.sentence for line in entries_for("hall", hall.uid, language="en")]
    at_secret = [line.sentence for line in entries_for("hall", secret.uid, language="en")]

    assert at_hall == ["A link with “a hall” was removed.", "A link with “a hall” was added."]
    assert at_secret == ["A link with “Hall (fr)” was removed.", "A link with “Hall (fr)” was added."]
    assert not Link.objects.exists()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_links_cost_one_query_and_one_a_type(number, source, django_assert_num_queries):
    hall = place("Hall")
    for position in range(number):
        for code in ("hall", "garden"):
            other = place(f"{code}{position}", code)
            add_link(None, hall, Relation.FEEDS, other, standing=DOCUMENTED, source=source)

    with django_assert_num_queries(3):
        (group,) = links_of(*hall, NOBODY, "fr")
        assert [linked.source.title for linked in group.objects] == ["Deliberation"] * 2 * number


def test_a_story_is_in_order_and_shows_its_gaps(source):
    hall = place("Hall", days="2018-11-15 ?")
    garden = place("Garden", "garden", days="2016-12-09 2018-11-14 2021-01-01")
    add_link(None, garden, Relation.PRODUCED, hall, standing=DOCUMENTED, source=source)
    add_link(None, hall, Relation.RELATED, place("Secret", days="2017-01-01", city="Hidden"), standing=ILLUSTRATIVE)

    told = story(*hall, NOBODY, "en")

    assert [(stop.day.year, stop.is_own, stop.documented) for stop in told.stops] == [
        (2016, False, True),
        (2018, False, True),
        (2018, True, True),
        (2021, False, True),
    ]
    assert [stop.silence for stop in told.stops] == [0, 705, 0, 778]
    assert [stop.title for stop in told.undated] == ["Hall ?"]
    assert told.stops[0].url == "/places/garden-garden/"


def test_a_story_goes_as_far_as_it_is_asked():
    one, two, three = (place(name, days=f"202{name}-01-01") for name in "123")
    add_link(None, one, Relation.FEEDS, two, standing=ILLUSTRATIVE)
    add_link(None, two, Relation.FEEDS, three, standing=ILLUSTRATIVE)

    assert [stop.day.year for stop in story(*one, NOBODY, "en").stops] == [2021, 2022]
    assert [stop.day.year for stop in story(*one, NOBODY, "en", depth=2).stops] == [2021, 2022, 2023]
    assert not story(*one, NOBODY, "en").stops[1].documented


def test_references_are_resolved_in_one_query_a_type(django_assert_num_queries):
    refs = [place(f"P{number}", code) for number in range(5) for code in ("hall", "garden")]

    with django_assert_num_queries(2):
        found = resolve([*refs, Ref("unheard-of", uuid4())], NOBODY, "en")

    assert {ref: resolved.url for ref, resolved in found.items()}[refs[0]] == "/places/hall-p0/"
    assert len(found) == 5 * 2


def test_latest_changes_show_each_object_that_everybody_finds_once(django_assert_num_queries):
    hall, garden, secret = place("Hall"), place("Garden", "garden"), place("Secret", city="Hidden")
    for ref in (hall, garden, secret, hall):
        record(None, "test.opened", ref.type, ref.uid)

    for ref, title in ((hall, "Hall (en)"), (garden, "Garden (en)")):
        index(ref.type, ref.uid, [Text("en", title, "", f"/places/{ref.uid}/")])

    with django_assert_num_queries(2):
        changes = latest_changes("en")

    assert [(change.title, change.sentence, change.when) for change in changes] == [
        ("Hall (en)", "It opened.", "today"),
        ("Garden (en)", "It opened.", "today"),
    ]
