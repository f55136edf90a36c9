"""A story goes up to what an object came from and down to what came of it, in order, and shows what is missing."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from parvis.disclose.links.actions import add_documented_link, add_link
from parvis.disclose.links.models import Relation, Standing
from parvis.disclose.links.queries import whole_story
from parvis.disclose.links.ties import forget_ties, register_ties, ties_of
from parvis.disclose.links.words import ends_of
from parvis.ground.identifiers import Ref
from parvis.ground.sources.models import Citation, Source
from tests.disclose.telling import thing, told_types

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _types():
    with told_types():
        yield


def tie(start, relation, end, standing=Standing.ILLUSTRATIVE):
    return add_link(None, start, relation, end, standing=standing)


def told(ref, **more):
    return whole_story(*ref, NOBODY, "en", TODAY, **more)


def titles(story):
    return [line.title for line in story.lines]


@pytest.fixture
def chain():
    """The whole loop, from the event to the next plan."""
    event = thing("happening", "Meeting", "2025-01-10")
    wish = thing("wish", "Wish", "2025-02-01")
    answer = thing("answer", "Answer", "2025-03-01")
    promise = thing("promise", "Promise", "2025-04-01")
    step = thing("step", "Step", "2025-06-01")
    proof = thing("proof", "Proof", "2025-07-01")
    judgement = thing("judgement", "Judgement", "2026-01-05")
    advice = thing("advice", "Advice", "2026-01-06")
    following = thing("promise", "Next promise", "2027-01-01")
    tie(event, Relation.PRODUCED, wish)
    tie(answer, Relation.ANSWERS, wish)
    tie(wish, Relation.FEEDS, promise)
    tie(step, Relation.PART_OF, promise)
    tie(proof, Relation.PROVES, step)
    tie(judgement, Relation.JUDGES, promise)
    tie(judgement, Relation.RECOMMENDS, advice)
    tie(advice, Relation.RECOMMENDS, following)
    return [event, wish, answer, promise, step, proof, judgement, advice, following]


def test_the_whole_loop_is_told_in_order_from_its_middle(chain):
    story = told(chain[3])

    assert titles(story) == [
        *("Meeting", "Wish", "Answer", "Promise", "Step", "Proof", "Judgement", "Advice", "Next promise"),
    ]
    assert [line.coming for line in story.lines] == [False] * 8 + [True]
    assert [line.title for line in story.lines if line.is_own] == ["Promise"]


def test_the_loop_is_the_same_from_its_first_event(chain):
    assert titles(told(chain[0])) == titles(told(chain[3]))


def test_from_the_evidence_one_reads_what_it_proves_and_what_became_of_it(chain):
    assert {"Meeting", "Wish", "Promise", "Step", "Proof", "Judgement", "Advice"} <= set(titles(told(chain[5])))


def test_a_story_does_not_come_down_to_what_stands_beside():
    plan = thing("promise", "Plan", "2025-01-01")
    one, other = (thing("promise", name, "2025-02-01") for name in ("One", "Other"))
    shared = thing("wish", "Shared wish", "2024-12-01")
    for each in (one, other):
        tie(each, Relation.PART_OF, plan)
        tie(shared, Relation.FEEDS, each)

    assert titles(told(one)) == ["Shared wish", "Plan", "One"]
    assert titles(told(plan)) == ["Plan", "One", "Other"]


def test_what_came_of_an_object_is_shown_in_its_whole_without_the_rest_of_it():
    plan, kept = thing("promise", "Plan", "2025-01-01"), thing("promise", "Kept", "2025-02-01")
    other = thing("promise", "Other", "2025-02-01")
    wish, beside = thing("wish", "Wish", "2024-12-01"), thing("wish", "Beside", "2024-12-01")
    for each in (kept, other):
        tie(each, Relation.PART_OF, plan)
    for each in (wish, beside):
        tie(each, Relation.FEEDS, kept)

    assert titles(told(wish)) == ["Wish", "Plan", "Kept"]


def test_what_is_beside_is_told_of_the_object_alone():
    one, week, far = (thing("happening", name, "2025-01-01") for name in ("One", "Same week", "Far"))
    tie(one, Relation.SAME_WEEK, week)
    tie(week, Relation.RELATED, far)

    assert titles(told(one)) == ["One", "Same week"]


def test_a_loop_of_links_ends():
    one, two, three = (thing("promise", name, "2025-01-01") for name in ("One", "Two", "Three"))
    for start, end in ((one, two), (two, three), (three, one)):
        tie(start, Relation.FEEDS, end)

    assert sorted(titles(told(one))) == ["One", "Three", "Two"]


def test_what_only_a_hidden_object_ties_is_not_told():
    one = thing("wish", "One", "2025-01-01")
    hidden = thing("answer", "Hidden", "2025-02-01", city="Hidden")
    beyond = thing("promise", "Beyond", "2025-03-01")
    tie(one, Relation.FEEDS, hidden)
    tie(hidden, Relation.FEEDS, beyond)

    story = told(one)

    assert titles(story) == ["One"]
    assert story.ties == ()
    assert whole_story(*hidden, NOBODY, "en", TODAY) is None


def test_what_should_be_there_and_is_not_is_said_after_its_object():
    wish = thing("wish", "Wish", "2025-01-01 !answers")
    promise = thing("promise", "Promise", "2025-06-01 !judges")
    tie(wish, Relation.FEEDS, promise)
    tie(thing("judgement", "Judgement", "2025-07-01"), Relation.JUDGES, promise)

    story = told(promise)

    assert [(line.kind, line.title) for line in story.lines] == [
        ("stop", "Wish"),
        ("missing", "No answers."),
        ("stop", "Promise"),
        ("stop", "Judgement"),
    ]
    assert story.gaps == 1


def test_nothing_is_said_to_miss_where_the_walk_does_not_look():
    promise = thing("promise", "Promise", "2025-01-01 !proves")
    step = thing("step", "Step", "2025-06-01")
    tie(step, Relation.PART_OF, promise)

    assert [line.kind for line in told(step).lines] == ["stop", "stop"]
    assert [line.kind for line in told(promise).lines] == ["stop", "missing", "stop"]


def test_a_silence_of_more_than_a_year_is_a_line_of_its_own():
    one = thing("wish", "One", "2018-11-12")
    tie(one, Relation.FEEDS, thing("promise", "Two", "2021-03-01"))
    tie(one, Relation.FEEDS, thing("promise", "Three", "2021-12-01 ?"))

    story = told(one)

    assert [(line.kind, line.title) for line in story.lines] == [
        ("stop", "One"),
        ("silence", "Nothing known for 2 years."),
        ("stop", "Two"),
        ("stop", "Three"),
        ("stop", "Three"),
    ]
    assert story.lines[-1].when == ""


def test_documented_and_illustrative_are_told_apart():
    one, two, three = (thing("promise", name, "2025-01-01") for name in ("One", "Two", "Three"))
    add_documented_link(None, one, Relation.FEEDS, two, title="Minutes", url="https://example.org/m", note="page 3")
    tie(two, Relation.FEEDS, three)

    story = told(one)

    parts = {part.title: part for part in story.parts}
    assert {title: part.documented for title, part in parts.items()} == {"One": True, "Two": True, "Three": False}
    assert (parts["Two"].words, parts["Two"].source.title, parts["Two"].note) == (
        "is fed by “One”",
        "Minutes",
        "page 3",
    )
    assert story.illustrative


def test_a_relation_narrows_the_story(chain):
    story = told(chain[3], relation="answers")

    assert titles(story) == ["Wish", "Answer", "Promise"]
    assert {one.relation: one.objects for one in story.relations}["answers"] == 2
    assert told(chain[3], relation="nonsense").chosen == ""


def test_ties_of_an_apps_own_tables_are_told_as_links_are():
    step = thing("step", "Step", "2025-01-01")
    source = Source.objects.create(title="Minutes")
    Citation.objects.create(source=source, object_type=step.type, object_uid=step.uid)
    proof = Ref("proof", source.uid)
    register_ties(
        "test",
        lambda: [
            ties_of(Citation.objects.all(), ("proof", "source__uid"), Relation.PROVES, (F("object_type"), "object_uid"))
        ],
    )
    try:
        from parvis.ground.places.models import Place

        Place.objects.create(slug="proof", name="Proof", website="2025-02-01", uid=proof.uid)
        story = told(step)
    finally:
        forget_ties("test")

    assert titles(story) == ["Step", "Proof"]
    assert story.parts[1].documented


@pytest.mark.parametrize("number", [3, 300])
def test_a_story_asks_as_much_for_three_stops_as_for_three_hundred(number, django_assert_max_num_queries):
    event = thing("happening", "Meeting", "2020-01-01")
    for position in range(number):
        wish = thing("wish", f"Wish {position}", f"2021-01-{position % 28 + 1:02}")
        tie(event, Relation.PRODUCED, wish)

    with django_assert_max_num_queries(3):
        story = told(event)

    assert len(story.stops) == number + 1


def test_a_story_too_long_for_a_page_says_so():
    event = thing("happening", "Meeting", "2020-01-01")
    for position in range(5):
        tie(event, Relation.PRODUCED, thing("wish", f"Wish {position}", "2021-01-01"))

    story = told(event, most=3)

    assert story.cut
    assert len(story.parts) == 3


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        ("day", date(2019, 8, 17), date(2019, 8, 17)),
        ("month", date(2019, 8, 1), date(2019, 8, 31)),
        ("quarter", date(2019, 7, 1), date(2019, 9, 30)),
        ("semester", date(2019, 7, 1), date(2019, 12, 31)),
        ("year", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_a_date_allows_every_day_of_its_period(precision, first, last):
    assert ends_of(date(2019, 8, 17), precision) == (first, last)
