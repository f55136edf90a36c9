"""A published review is altered by nobody: through the ORM, the back office or SQL, on both engines."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from parvis.civics.proofs import digest, parse, verify
from parvis.commit.plans.actions import write_commitment
from parvis.commit.plans.content import content_of
from parvis.commit.plans.models import Text
from parvis.commit.reviews import actions
from parvis.commit.reviews.actions.publishing import seal
from parvis.commit.reviews.models import (
    Assessment,
    Comment,
    Glance,
    Indicator,
    MethodVersion,
    Recommendation,
    Review,
    Value,
)
from parvis.ground import clock
from parvis.people.actions.accounts import erase_account
from tests.commit.reviews.world import (
    coded,
    commented,
    commitment_of,
    drafted,
    lead_of,
    published,
    reviewer_for,
)
from tests.factories import MilestoneFactory, UserFactory, both, enter_staff_mode

pytestmark = pytest.mark.django_db

CHANGES = {
    "reviews_review": [
        "UPDATE reviews_review SET heading = 'autre' WHERE id = %s",
        "UPDATE reviews_review SET state = 'draft' WHERE id = %s",
        "UPDATE reviews_review SET document = '{{}}' WHERE id = %s",
        "UPDATE reviews_review SET file = '' WHERE id = %s",
        "UPDATE reviews_review SET declaration = 'aucune' WHERE id = %s",
        "UPDATE reviews_review SET reviewer = 'Autre' WHERE id = %s",
        "UPDATE reviews_review SET version_id = version_id + 1 WHERE id = %s",
        "DELETE FROM reviews_review WHERE id = %s",
    ],
    "children": [
        "UPDATE reviews_assessment SET justification = 'autre' WHERE review_id = %s",
        "UPDATE reviews_assessment SET value_id = NULL, absence = 'not-published' WHERE review_id = %s",
        "UPDATE reviews_assessment SET text_id = NULL WHERE review_id = %s",
        "DELETE FROM reviews_assessment WHERE review_id = %s",
        "UPDATE reviews_recommendation SET text = 'autre' WHERE review_id = %s",
        "DELETE FROM reviews_recommendation WHERE review_id = %s",
        "UPDATE reviews_comment SET body = 'autre' WHERE review_id = %s",
        "DELETE FROM reviews_comment WHERE review_id = %s",
    ],
}


def refused(work):
    with pytest.raises(IntegrityError), transaction.atomic():
        work()


@pytest.fixture
def review():
    commitment = commitment_of()
    reviewer = reviewer_for(commitment)
    draft = coded(drafted(commitment, reviewer), reviewer)
    actions.open_comments(reviewer, draft, clock.now() + timedelta(days=1))
    said = actions.comment(UserFactory(), draft, "Le fichier des travaux manque.")
    actions.reply(reviewer, said, "C’est vrai\u202f; il n’était pas promis.")
    commented(draft, reviewer)
    return actions.publish_with_one_time_key(reviewer, draft)


@pytest.mark.parametrize("statement", [line for lines in CHANGES.values() for line in lines])
def test_sql_changes_nothing_of_a_published_review(review, statement):
    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement.replace("{{}}", "{}"), [review.pk])

    refused(run)


def test_the_orm_changes_nothing_of_a_published_review(review):
    assessment = review.assessments.first()
    advice = review.recommendations.get()

    review.heading = "autre"
    refused(review.save)
    refused(lambda: Review.objects.filter(pk=review.pk).update(summary="autre"))
    refused(review.delete)
    assessment.justification = "autre"
    refused(assessment.save)
    refused(assessment.delete)
    refused(lambda: Assessment.objects.filter(review=review).update(absence="pending-review", value=None))
    refused(lambda: Assessment.objects.bulk_update([assessment], ["justification"]))
    refused(advice.delete)
    refused(lambda: Recommendation.objects.create(review=review, number=9, text="De plus."))
    refused(lambda: Comment.objects.create(review=review, side="public", body="Trop tard."))


def test_the_back_office_changes_nothing_of_a_published_review(review, client):
    enter_staff_mode(client, UserFactory(is_staff=True, is_superuser=True))
    address = f"/fr/admin/reviews/review/{review.pk}"

    assert client.get(f"{address}/change/").status_code == 200
    assert client.post(f"{address}/change/", {"heading": "autre"}).status_code == 403
    assert client.post(f"{address}/delete/", {"post": "yes"}).status_code == 403

    review.refresh_from_db()
    assert review.heading == "Bilan à mi-parcours"


def test_nothing_moves_into_a_published_review_nor_out_of_it(review):
    other = commitment_of()
    reviewer = reviewer_for(other)
    draft = coded(drafted(other, reviewer), reviewer)

    refused(lambda: Assessment.objects.filter(review=draft).update(review=review, text=None))
    refused(lambda: Recommendation.objects.filter(review=review).update(review=draft, number=7))


def test_the_verbs_of_a_draft_are_closed_once_it_is_published(review):
    reviewer = review.account
    indicator = review.assessments.first().indicator

    for verb in (
        lambda: actions.code_indicator(reviewer, review, indicator, absence="pending-review"),
        lambda: actions.write_summary(reviewer, review, "autre"),
        lambda: actions.recommend(reviewer, review, "De plus."),
        lambda: actions.take_back_recommendation(reviewer, review.recommendations.get()),
        lambda: actions.publish_with_one_time_key(reviewer, review),
    ):
        with pytest.raises(actions.Closed):
            verb()
    with pytest.raises(actions.TooLate):
        actions.comment(UserFactory(), review, "Trop tard.")


def test_an_account_may_be_forgotten_and_the_name_that_signed_stays(review):
    erase_account(review.account)

    review.refresh_from_db()
    assert review.reviewer == "Camille Rivière"
    assert verify(review.file.encode()).holds()


def test_a_comments_author_may_be_forgotten(review):
    Comment.objects.filter(review=review).update(author=None, name="")

    assert Comment.objects.get(review=review).body == "Le fichier des travaux manque."


def test_what_is_stored_is_what_was_signed(review):
    verdict = verify(review.file.encode(), key=review.key, expected_digest=review.digest)

    assert verdict.holds()
    assert parse(review.document.encode()) == verdict.document
    assert digest(verdict.document) == review.digest
    said = verdict.document["assessments"]
    assert [one["value"] for one in said] == [one.value.code for one in review.assessments.order_by("indicator__order")]


def test_a_value_is_one_of_its_own_indicator():
    commitment = commitment_of()
    reviewer = reviewer_for(commitment)
    review = drafted(commitment, reviewer)
    completion = Indicator.objects.get(version__code="local-2024", code="completion")
    stranger = Value.objects.get(indicator__version__code="local-2024", indicator__code="verifiable", code="yes")

    refused(lambda: actions.code_indicator(reviewer, review, completion, value=stranger, justification="."))


def test_an_indicator_is_one_of_the_reviews_own_method():
    commitment = commitment_of()
    reviewer = reviewer_for(commitment)
    review = drafted(commitment, reviewer)
    elsewhere = Indicator.objects.get(version__code="irm-2018", code="completion")

    refused(
        lambda: actions.code_indicator(reviewer, review, elsewhere, value=elsewhere.scale.first(), justification=".")
    )


def test_a_text_that_is_judged_is_one_of_the_same_commitment():
    commitment, other = commitment_of(), commitment_of()
    reviewer = reviewer_for(commitment)
    review = drafted(commitment, reviewer)
    completion = Indicator.objects.get(version__code="local-2024", code="completion")

    refused(
        lambda: actions.code_indicator(
            reviewer,
            review,
            completion,
            value=completion.scale.first(),
            text=Text.objects.get(commitment=other),
        )
    )


def test_a_value_and_an_absence_exclude_each_other():
    commitment = commitment_of()
    reviewer = reviewer_for(commitment)
    review = drafted(commitment, reviewer)
    completion = Indicator.objects.get(version__code="local-2024", code="completion")

    refused(
        lambda: actions.code_indicator(
            reviewer, review, completion, value=completion.scale.first(), absence="not-published"
        )
    )
    refused(lambda: actions.code_indicator(reviewer, review, completion))


def test_a_method_that_was_adopted_stays_and_a_draft_one_is_mended():
    adopted = MethodVersion.objects.get(code="irm-2018")
    draft = MethodVersion.objects.get(code="irm-2021")

    refused(lambda: MethodVersion.objects.filter(pk=adopted.pk).update(adopted=False))
    refused(lambda: Indicator.objects.filter(version=adopted).update(label="autre"))
    refused(lambda: Value.objects.filter(version=adopted).update(level=0))
    refused(lambda: Value.objects.filter(version=adopted).delete())
    assert Value.objects.filter(version=draft, indicator__code="early-results").update(label="autre") == 3


def test_answers_and_boxes_are_added_and_never_changed(review):
    advice = review.recommendations.get()
    body = lead_of(review.commitment)
    answer = actions.answer_recommendation(None, advice, body, "accepted", "Nous le ferons en 2027.")
    Glance.objects.create(commitment=review.commitment, rows=[])

    answer.body = "Nous ne le ferons pas."
    refused(answer.save)
    refused(answer.delete)
    refused(lambda: Glance.objects.update(rows=[{}]))


def test_a_review_without_its_document_is_not_published():
    commitment = commitment_of()
    draft = drafted(commitment, reviewer_for(commitment))

    refused(lambda: Review.objects.filter(pk=draft.pk).update(state="published"))


def test_a_second_publication_at_the_same_instant_writes_nothing():
    commitment = commitment_of()
    review = published(commitment)
    before = Review.objects.filter(pk=review.pk).values().get()

    with pytest.raises(actions.Closed):
        seal(review, {"forged": True}, b"{}", at=review.published_at)

    assert Review.objects.filter(pk=review.pk).values().get() == before


def test_sql_puts_no_other_row_in_the_place_of_a_published_review(review):
    with connection.cursor() as cursor:
        names = [column.name for column in connection.introspection.get_table_description(cursor, "reviews_review")]
    values = ", ".join("'autre'" if name == "heading" else f'"{name}"' for name in names)
    row = f"INTO reviews_review ({', '.join(names)}) SELECT {values} FROM reviews_review WHERE id = %s"
    statement = (
        f"INSERT OR REPLACE {row}"  # deletes, then inserts, without a word to triggers that are not recursive
        if connection.vendor == "sqlite"
        else f"INSERT {row} ON CONFLICT (id) DO UPDATE SET heading = EXCLUDED.heading"
    )

    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement, [review.pk])

    refused(run)


def test_words_that_were_judged_before_any_adoption_are_not_written_over(review):
    judged = review.assessments.first().text
    assert not judged.frozen

    write_commitment(None, review.commitment, {"solution_fr": "Ne rien publier."})

    judged.refresh_from_db()
    fresh = Text.objects.get(commitment=review.commitment, number=2)
    assert judged.body == "Publier les comptes en données ouvertes."
    assert (fresh.body, fresh.wording, fresh.part) == ("Ne rien publier.", "adopted", "solution")
    assert content_of(review.commitment)["solution_fr"] == "Ne rien publier."


def test_words_that_were_judged_are_not_emptied(review):
    with pytest.raises(ValidationError) as refusal:
        write_commitment(None, review.commitment, {"solution_fr": ""})

    assert list(refusal.value.message_dict) == ["solution_fr"]


def test_a_milestone_whose_words_were_judged_is_not_taken_away():
    commitment = commitment_of()
    step = MilestoneFactory(commitment=commitment)
    words = Text.objects.create(commitment=commitment, milestone=step, part="milestone", language="fr", body="Ouvrir.")
    reviewer = reviewer_for(commitment)
    draft = drafted(commitment, reviewer)
    indicator = Indicator.objects.filter(version=draft.version).order_by("order").first()
    actions.code_indicator(reviewer, draft, indicator, absence="not-published", justification="Rien.", text=words)

    with pytest.raises(ValidationError) as refusal:
        write_commitment(None, commitment, {"milestones": []})

    assert list(refusal.value.message_dict) == ["milestones"]


def test_the_back_office_renames_no_value_under_a_published_review(client):
    review = published(method="irm-2021", phase="end")
    enter_staff_mode(client, UserFactory(is_staff=True, is_superuser=True))
    used, unused = (
        f"/fr/admin/reviews/methodversion/{review.version_id}/change/",
        MethodVersion.objects.create(
            method=review.version.method, code="draft", name=both("Brouillon", "Draft"), first_year=2030
        ),
    )

    assert not review.version.adopted
    assert client.get(used).status_code == 200
    assert client.post(used, {"code": "autre"}).status_code == 403
    assert client.post(f"/fr/admin/reviews/methodversion/{unused.pk}/change/", {}).status_code == 200
