"""From the mission to the signature: who may, in which order, and what is missing."""

from datetime import timedelta

import pytest
import time_machine

from parvis.civics.proofs import canonical, parse, verify
from parvis.commit.plans.models import Responsibility
from parvis.commit.reviews import actions, addresses, rules
from parvis.commit.reviews.actions.publishing import asked, missing
from parvis.commit.reviews.models import Assessment, Review
from parvis.commit.reviews.outcomes import answers as outcomes
from parvis.commit.reviews.public_types import recommendation_stops
from parvis.ground import clock
from parvis.ground.journal.models import Entry
from parvis.people.actions.memberships import grant_role
from parvis.people.models import Role
from tests.civics.proofs.passkey import Passkey
from tests.commit.reviews.world import (
    SOURCE,
    coded,
    commented,
    commitment_of,
    drafted,
    lead_of,
    offered,
    published,
    reviewer_for,
)
from tests.factories import UserFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment():
    return commitment_of()


@pytest.fixture
def reviewer(commitment):
    return reviewer_for(commitment)


def test_a_mission_is_offered_to_a_reviewer_alone(commitment):
    with pytest.raises(actions.NotIndependent):
        offered(commitment, UserFactory())
    with pytest.raises(actions.NotIndependent):
        offered(commitment, member(commitment.plan.organisation, "administrator"))


@pytest.mark.parametrize("role", ["administrator", "organiser", "contributor", "moderator"])
def test_nobody_reviews_the_promise_of_a_body_they_write_for(commitment, reviewer, role):
    grant_role(None, reviewer, lead_of(commitment), Role(role))

    with pytest.raises(actions.NotIndependent):
        offered(commitment, reviewer)


def test_a_reviewer_who_comes_to_work_for_the_institution_writes_no_more(commitment, reviewer):
    review = drafted(commitment, reviewer)
    indicator = asked(review)[0]
    Responsibility.objects.create(
        commitment=commitment, role="supporting", organisation=(body := lead_of(commitment_of()))
    )
    grant_role(None, reviewer, body, Role.CONTRIBUTOR)
    rules.people.forget_roles(reviewer)

    with pytest.raises(actions.NotIndependent):
        actions.code_indicator(reviewer, review, indicator, absence="pending-review")
    assert not rules.may_assess(reviewer, review)


def test_a_lead_institution_writes_no_assessment(commitment, reviewer):
    review = drafted(commitment, reviewer)
    indicator = asked(review)[0]
    lead = member(lead_of(commitment), "administrator")

    for verb in (
        lambda: actions.code_indicator(lead, review, indicator, absence="pending-review"),
        lambda: actions.write_summary(lead, review, "Tout va bien."),
        lambda: actions.recommend(lead, review, "Continuer."),
        lambda: actions.publish_with_one_time_key(lead, review),
    ):
        with pytest.raises(actions.NotIndependent):
            verb()
    assert Assessment.objects.count() == 0


def test_a_mission_is_declined_and_not_taken_afterwards(commitment, reviewer):
    review = offered(commitment, reviewer)

    actions.decline_mission(reviewer, review)

    with pytest.raises(actions.Closed):
        actions.accept_mission(reviewer, review, declaration="Rien à déclarer.", name="Camille")


def test_the_indicators_are_those_of_the_phase(commitment, reviewer):
    design = drafted(commitment, reviewer, phase="design", method="irm-2018")
    end = drafted(commitment, reviewer, phase="end", method="irm-2018")

    assert [one.code for one in asked(design)] == [
        "verifiable",
        "relevant",
        "relevance-access",
        "relevance-participation",
        "relevance-accountability",
        "potential-impact",
    ]
    assert [one.code for one in asked(end)] == ["completion", "early-results"]


def test_a_review_says_what_it_lacks_and_is_not_published_without(commitment, reviewer):
    review = drafted(commitment, reviewer)

    with pytest.raises(actions.Incomplete) as refusal:
        actions.publish_with_one_time_key(reviewer, review)

    assert refusal.value.parts == ["le temps de commentaires", "l’indicateur «\u00a0Achèvement\u00a0»"]
    actions.code_indicator(reviewer, review, asked(review)[0], value=asked(review)[0].scale.first())
    assert missing(review)[1:] == ["la justification de «\u00a0Achèvement\u00a0»"]
    actions.code_indicator(
        reviewer, review, asked(review)[0], value=asked(review)[0].scale.first(), justification="Vu."
    )
    assert missing(review)[1:] == ["une source pour «\u00a0Achèvement\u00a0»"]


def test_a_typed_absence_needs_a_justification_and_no_source(commitment, reviewer):
    review = commented(drafted(commitment, reviewer), reviewer)
    actions.code_indicator(
        reviewer, review, asked(review)[0], absence="no-reviewer-data", justification="La régie n’a pas répondu."
    )

    assert missing(review) == []


def test_comments_are_taken_until_the_end_and_each_is_answered_before_publication(commitment, reviewer):
    review = coded(drafted(commitment, reviewer), reviewer)
    body = lead_of(commitment)
    actions.open_comments(reviewer, review, clock.now() + timedelta(days=14))

    said = actions.comment(member(body, "organiser"), review, "Le cinquième fichier est paru.", body)

    assert (said.side, said.organisation) == ("institution", body)
    with time_machine.travel(clock.now() + timedelta(days=15)):
        with pytest.raises(actions.TooLate):
            actions.comment(UserFactory(), review, "Trop tard.")
        assert missing(review) == ["une réponse à chaque commentaire (1 sans réponse)"]
        actions.reply(reviewer, said, "Vu\u202f; la valeur ne change pas.")
        assert actions.publish_with_one_time_key(reviewer, review).state == "published"


def test_a_draft_is_not_published_before_the_end_of_the_comments(commitment, reviewer):
    review = coded(drafted(commitment, reviewer), reviewer)
    actions.open_comments(reviewer, review, clock.now() + timedelta(days=14))

    with pytest.raises(actions.Incomplete) as refusal:
        actions.publish_with_one_time_key(reviewer, review)

    assert refusal.value.parts == ["la fin du temps de commentaires"]


def test_a_comment_that_is_set_aside_is_not_in_the_document_but_its_reason_is(commitment, reviewer):
    review = coded(drafted(commitment, reviewer), reviewer)
    actions.open_comments(reviewer, review, clock.now() + timedelta(days=1))
    said = actions.comment(UserFactory(name="Passant"), review, "Une insulte.")
    actions.set_aside(reviewer, said, "Insulte une personne.")
    commented(review, reviewer)

    document = verify(actions.publish_with_one_time_key(reviewer, review).file.encode()).document

    (kept,) = document["comments"]
    assert (kept["text"], kept["set_aside"]) == ("", "Insulte une personne.")
    assert "Passant" not in review.file


def test_the_document_holds_the_text_that_was_judged(commitment, reviewer):
    review = published(commitment, reviewer)

    (one,) = parse(review.document.encode())["assessments"]

    assert one["text"]["digest"].startswith("sha256:")
    assert (one["text"]["wording"], one["text"]["language"]) == ("adopted", "fr")
    assert one["sources"] == [SOURCE]


def test_the_public_key_and_the_hash_are_in_the_journal(commitment, reviewer):
    review = published(commitment, reviewer)

    entry = Entry.objects.get(action="review.published")

    assert entry.public == {"reviewer": "Camille Rivière", "digest": review.digest, "key": review.key}
    assert len(review.key) == 43


def signing(reviewer, review, *, passkey=None, before=lambda: None, **wrong):
    passkey = passkey or Passkey()
    prepared = actions.prepare(review, key=passkey.public, domain="parvis.example")
    before()
    return actions.publish_with_passkey(
        reviewer,
        review,
        passkey.answer(prepared.challenge, **wrong),
        at=prepared.at,
        asked_digest=prepared.statement["digest"],
        key=passkey.public,
        domain="parvis.example",
    )


def test_a_passkey_signs_the_review(commitment, reviewer):
    review = commented(coded(drafted(commitment, reviewer), reviewer), reviewer)

    signing(reviewer, review)

    verdict = verify(review.file.encode(), key=review.key)
    assert (verdict.holds(), verdict.kind, review.signed_with) == (True, "passkey", "passkey")


def test_a_review_that_changed_under_the_signature_is_not_published(commitment, reviewer):
    review = commented(coded(drafted(commitment, reviewer), reviewer), reviewer)

    with pytest.raises(actions.Moved):
        signing(reviewer, review, before=lambda: actions.write_summary(reviewer, review, "Autre conclusion."))

    assert Review.objects.get(pk=review.pk).state == "comment"


def test_a_passkey_that_signs_something_else_publishes_nothing(commitment, reviewer):
    review = commented(coded(drafted(commitment, reviewer), reviewer), reviewer)

    with pytest.raises(actions.WrongSignature):
        signing(reviewer, review, origin="https://evil.example")

    assert Review.objects.get(pk=review.pk).file == ""


def test_a_correction_is_a_new_version_and_the_first_stays(commitment, reviewer):
    first = published(commitment, reviewer)
    before = Review.objects.filter(pk=first.pk).values().get()

    draft = actions.begin_correction(reviewer, first)
    again = actions.begin_correction(reviewer, first)
    indicator = draft.assessments.get().indicator
    actions.code_indicator(
        reviewer,
        draft,
        indicator,
        value=indicator.scale.get(code="limited"),
        justification="Un fichier était vide.",
        sources=[SOURCE],
    )
    second = actions.publish_with_one_time_key(reviewer, commented(draft, reviewer))

    assert again == draft
    assert (second.corrects, second.number) == (first, 2)
    assert parse(second.document.encode())["corrects"] == {"uid": str(first.uid), "digest": first.digest}
    assert Review.objects.filter(pk=first.pk).values().get() == before
    assert second.key != first.key


def test_a_recommendation_is_answered_and_followed_up(commitment, reviewer):
    advice = published(commitment, reviewer).recommendations.get()
    body = lead_of(commitment)
    speaker = member(body, "organiser")

    actions.answer_recommendation(speaker, advice, body, "accepted", "Oui.")
    actions.answer_recommendation(speaker, advice, body, "done", "Les contrats sont en ligne.")

    assert [one.kind for one in advice.answers.order_by("at")] == ["accepted", "done"]
    assert Entry.objects.filter(action="recommendation.answered", object_uid=advice.uid).count() == 2


def test_a_correction_keeps_the_answers_to_what_it_asks_in_the_same_words(commitment, reviewer):
    first, body = published(commitment, reviewer), lead_of(commitment)
    speaker = member(body, "organiser")
    actions.answer_recommendation(speaker, first.recommendations.get(), body, "accepted", "Oui.")
    draft = actions.begin_correction(reviewer, first)
    actions.recommend(reviewer, draft, "Publier aussi les avenants.")
    assert not any(one.answers.exists() for one in draft.recommendations.all())

    with time_machine.travel(clock.now() + timedelta(days=1)):
        second = actions.publish_with_one_time_key(reviewer, commented(draft, reviewer))

    same, new = second.recommendations.order_by("number")
    assert [(one.kind, one.body, one.organisation, one.author) for one in same.answers.all()] == [
        ("accepted", "Oui.", body, speaker)
    ]
    assert not new.answers.exists()
    asked_first = first.recommendations.get()
    assert asked_first.answers.count() == 1
    # Told once: on the home page by the version that stands, in a story where the answer was given.
    (outcome,) = outcomes(clock.today(), 9)
    assert outcome.url == addresses.recommendation(second.slug, same.number)
    assert [len(recommendation_stops(one)) for one in (asked_first, same)] == [2, 1]


def test_the_file_is_canonical(commitment, reviewer):
    review = published(commitment, reviewer)

    assert canonical(parse(review.file.encode())).decode() == review.file
