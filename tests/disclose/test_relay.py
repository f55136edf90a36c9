"""Who proposed something is told when what was built on it moves: once, and of nothing that is hidden."""

from uuid import uuid4

import pytest
from django.core import mail
from django.utils.translation import get_language

from parvis.disclose.links.actions import add_link, remove_link
from parvis.disclose.links.models import Relation, Standing
from parvis.ground.follows.actions import confirm
from parvis.ground.follows.facts import notify, send_digests
from parvis.ground.follows.models import Fact, Follow
from parvis.ground.places.models import Place
from tests.disclose.telling import thing, told_types

pytestmark = pytest.mark.django_db
ADA, BOB = "ada@example.org", "bob@example.org"
MOVED = {"fr": "Un point d’avancement est publié.", "en": "A progress report was published."}


@pytest.fixture(autouse=True)
def _types():
    with told_types():
        yield


def follows(ref, email=ADA, topic="all"):
    follow = Follow.objects.create(object_type=ref.type, object_uid=ref.uid, email=email, language="en")
    return confirm(follow.token, topic)


def tie(start, relation, end):
    return add_link(None, start, relation, end, standing=Standing.ILLUSTRATIVE)


def lines_sent():
    send_digests()
    return [line for message in mail.outbox for line in message.body.splitlines() if line.startswith("- ")]


@pytest.fixture
def wish():
    return thing("wish", "A ramp at the quay")


@pytest.fixture
def promise(wish):
    promise = thing("promise", "Open the quay to all")
    tie(wish, Relation.FEEDS, promise)
    return promise


def test_the_author_of_a_contribution_is_told_when_the_promise_built_on_it_moves(wish, promise):
    follows(wish)

    assert notify(*promise, MOVED)

    assert lines_sent() == ["- “Open the quay to all”, which came of it: A progress report was published."]
    assert "A ramp at the quay" in mail.outbox[0].body


def test_it_goes_all_the_way_up_through_answers_parts_and_reviews(wish, promise):
    step, judgement = thing("step", "A step"), thing("judgement", "A review")
    tie(step, Relation.PART_OF, promise)
    tie(judgement, Relation.JUDGES, promise)
    answer = thing("answer", "An answer")
    tie(answer, Relation.ANSWERS, wish)
    follows(wish)

    for moved in (step, judgement, answer):
        notify(*moved, MOVED)

    assert [line.split("”")[0] for line in lines_sent()] == ["- “A step", "- “A review", "- “An answer"]


def test_what_stands_beside_tells_nothing(wish, promise):
    other, following = thing("promise", "Another"), thing("promise", "Successor")
    tie(wish, Relation.RELATED, other)
    tie(following, Relation.FOLLOWS, promise)
    follows(wish)

    assert not notify(*other, MOVED)
    assert not notify(*following, MOVED)
    assert not Fact.objects.exists()


def test_who_follows_both_is_told_once_where_it_happened(wish, promise):
    follows(wish)
    follows(promise)
    follows(wish, BOB)

    notify(*promise, MOVED)
    send_digests()

    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert bodies[ADA].count("A progress report was published.") == 1
    assert "which came of it" not in bodies[ADA]
    assert "which came of it" in bodies[BOB]


def test_two_ways_to_the_same_contribution_make_one_fact(wish, promise):
    step = thing("step", "A step")
    tie(step, Relation.PART_OF, promise)
    tie(wish, Relation.FEEDS, step)
    follows(wish)

    notify(*step, MOVED)

    assert Fact.objects.count() == 1
    assert len(lines_sent()) == 1


def test_a_loop_of_links_tells_nobody_twice(wish, promise):
    tie(promise, Relation.FEEDS, wish)
    follows(wish)
    follows(promise, BOB)

    notify(*promise, MOVED)

    assert Fact.objects.count() == 2
    assert len(lines_sent()) == 2


def test_nothing_hidden_is_told_nor_told_through(wish, promise):
    secret = thing("step", "Secret step", city="Hidden")
    beyond = thing("proof", "Proof")
    tie(secret, Relation.PART_OF, promise)
    tie(beyond, Relation.PART_OF, secret)
    follows(wish)

    assert not notify(*secret, MOVED)
    assert not notify(*beyond, MOVED)


def test_what_is_hidden_before_the_digest_leaves_is_not_named(wish, promise):
    follows(wish)
    notify(*promise, MOVED)
    Place.objects.filter(uid=promise.uid).update(city="Hidden")

    assert lines_sent() == []
    assert mail.outbox == []


def test_a_link_that_is_gone_carries_nothing(wish):
    promise = thing("promise", "Open the quay to all")
    link = tie(wish, Relation.FEEDS, promise)
    remove_link(None, link)
    follows(wish)

    assert not notify(*promise, MOVED)


def test_who_waits_only_for_details_is_not_told_of_what_came_of_them(wish, promise):
    follows(wish, topic="details")

    notify(*promise, MOVED, topic="details")

    assert lines_sent() == []


@pytest.mark.parametrize("number", [2, 40])
def test_telling_costs_the_same_whatever_was_tied(number, wish, promise, django_assert_num_queries):
    for position in range(number):
        other = thing("wish", f"Wish {position}")
        tie(other, Relation.FEEDS, promise)
        follows(other, f"p{position}@example.org")

    with django_assert_num_queries(7):
        notify(*promise, MOVED)

    assert Fact.objects.count() == number


def test_one_fact_told_of_several_objects_reaches_a_follower_of_all_once(wish, promise):
    follows(wish)
    follows(promise)
    news = uuid4()

    notify(*promise, MOVED, news=news)
    notify(*wish, {"fr": "On y a répondu.", "en": "It was answered."}, news=news)

    assert lines_sent() == ["- A progress report was published."]


def test_a_sentence_made_by_a_function_is_made_in_each_language(promise):
    follows(promise)

    notify(*promise, lambda: "{} / {}".format(get_language(), "ok"))

    assert Fact.objects.get().sentence.data == {"fr": "fr / ok", "en": "en / ok"}
