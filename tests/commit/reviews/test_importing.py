"""Reviews read from a page are sealed as they stand, unsigned; the same page again writes nothing."""

import pytest
from django.db import IntegrityError

from parvis.civics.proofs import verify
from parvis.commit.plans.models import Text
from parvis.commit.reviews.actions import import_review, keep_glance
from parvis.commit.reviews.actions.importing import UnknownCode
from parvis.commit.reviews.content import Advice, GlanceRow, Judgement, ReadReview
from parvis.commit.reviews.models import Glance, Review
from parvis.ground.journal.models import Entry
from parvis.ground.sources.models import Source
from tests.commit.reviews.world import commitment_of

pytestmark = pytest.mark.django_db


def page(commitment, **changes):
    """A design report that stands under a “mid-term” heading, as pages of that cycle have it."""
    given = {
        "heading": "Résumé du statut à mi-parcours",
        "product": "design",
        "phase": "design",
        "version": "irm-2018",
        "language": "fr",
        "judgements": (
            Judgement(
                "verifiable",
                "yes",
                words="oui",
                justification="Les jalons se mesurent.",
                text=Text.objects.get(commitment=commitment),
            ),
            Judgement("relevant", "no", words="non"),
            Judgement("potential-impact", "none", words="aucun impact potentiel"),
        ),
        "recommendations": (Advice(1, "Ne pas reprendre."), Advice(2, "Ouvrir au public.", "Si elle revient")),
        "source": Source.objects.get_or_create(title="Page de l’engagement", url="https://partenariat.example/am1")[0],
    }
    return ReadReview(**{**given, **changes})


def test_a_review_is_read_and_sealed_without_a_signature():
    commitment = commitment_of(external_id="AM0001")

    review, written = import_review(None, commitment, page(commitment))

    assert written
    assert (review.state, review.read, review.key) == ("published", True, "")
    assert (review.heading, review.product) == ("Résumé du statut à mi-parcours", "design")
    assert review.slug == "am0001-resume-du-statut-a-mi-parcours"
    assert review.assessments.get(indicator__code="verifiable").text.commitment == commitment
    assert [one.condition for one in review.recommendations.order_by("number")] == ["", "Si elle revient"]
    assert verify(review.file.encode()).signed is None
    assert verify(review.file.encode(), expected_digest=review.digest).holds()
    with pytest.raises(IntegrityError):
        Review.objects.filter(pk=review.pk).update(reviewer="Autre")


def test_the_same_page_again_writes_nothing():
    commitment = commitment_of()
    first, _ = import_review(None, commitment, page(commitment))
    entries = Entry.objects.count()

    again, written = import_review(None, commitment, page(commitment))

    assert (again, written) == (first, False)
    assert Review.objects.count() == 1
    assert Entry.objects.count() == entries


def test_a_page_that_changed_gives_a_new_version_and_the_old_one_stays():
    commitment = commitment_of()
    first, _ = import_review(None, commitment, page(commitment))

    second, written = import_review(None, commitment, page(commitment, summary="Le sommet a eu lieu."))
    third, again = import_review(None, commitment, page(commitment, summary="Le sommet a eu lieu."))

    assert written
    assert (second.corrects, second.number) == (first, 2)
    assert (third, again) == (second, False)
    assert Review.objects.get(pk=first.pk).summary == ""


def test_an_absence_is_an_answer_of_its_own():
    commitment = commitment_of()
    given = page(
        commitment,
        heading="Résumé de fin de période",
        product="transitional",
        phase="end",
        judgements=(
            Judgement("completion", "complete", words="terminé"),
            Judgement("early-results", absence="no-reviewer-data", words="pas de données"),
        ),
        recommendations=(),
    )

    review, _ = import_review(None, commitment, given)

    results = review.assessments.get(indicator__code="early-results")
    assert (results.value, results.absence) == (None, "no-reviewer-data")


@pytest.mark.parametrize("judgement", [Judgement("specificity", "high"), Judgement("verifiable", "perhaps")])
def test_a_code_that_the_method_does_not_have_is_refused_and_nothing_is_written(judgement):
    commitment = commitment_of()

    with pytest.raises(UnknownCode):
        import_review(None, commitment, page(commitment, judgements=(judgement,)))

    assert Review.objects.count() == 0


def test_the_box_is_kept_as_published_and_the_same_box_once():
    commitment = commitment_of()
    rows = (
        GlanceRow("clarity", "Vérifiable", "Oui", value="yes"),
        GlanceRow("completion", "Achèvement", "", absence="not-published"),
    )

    _glance, written = keep_glance(None, commitment, rows, language="fr")
    _same, again = keep_glance(None, commitment, rows, language="fr")
    _newer, changed = keep_glance(None, commitment, rows[:1], language="fr")

    assert (written, again, changed) == (True, False, True)
    assert Glance.objects.count() == 2
