"""Reviews in a page that an import reads: two reports, their indicators and typed absences, sealed, once."""

from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from parvis.commit.plans.models import Commitment
from parvis.commit.reviews.models import Assessment, Glance, Recommendation, Review
from parvis.disclose.importing.records import Record
from parvis.disclose.importing.registry import Asked
from parvis.disclose.importing.running import import_files
from tests import shared

pytestmark = pytest.mark.django_db
PAGES = Path(__file__).parents[2] / "civics" / "formats" / "pages"
FRENCH, ENGLISH = PAGES / "XQ0012.fr.txt", PAGES / "XQ0012.en.txt"


def run(*paths: Path, dry: bool = False) -> Record:
    (*_others, record) = import_files(paths, Asked(publish=True), dry=dry).records
    return record


def judged(review: Review) -> dict[str, str]:
    rows = review.assessments.select_related("indicator", "value").order_by("indicator__order")
    return {row.indicator.code: row.value.code if row.value else f"({row.absence})" for row in rows}


@pytest.fixture
def of_2018(tmp_path: Path) -> Path:
    """The made-up page under the method of the plans of 2018 to 2020."""
    text = FRENCH.read_text(encoding="utf-8")
    for year, other in (("2024", "2020"), ("2023", "2019"), ("2022", "2018")):
        text = text.replace(year, other)
    (tmp_path / "page.txt").write_text(text, encoding="utf-8")
    return tmp_path / "page.txt"


def test_a_page_gives_two_sealed_reviews_under_the_method_of_its_years(of_2018: Path) -> None:
    run(of_2018)

    design, results = Review.objects.order_by("pk")
    assert [(one.product, one.phase, one.version.code, one.state, one.read) for one in (design, results)] == [
        ("design", "design", "irm-2018", "published", True),
        ("transitional", "end", "irm-2018", "published", True),
    ]
    assert design.heading == "Résumé du statut à mi-parcours de l'IRM"
    assert judged(design) == {"verifiable": "yes", "relevant": "no", "potential-impact": "none"}
    assert judged(results) == {"completion": "complete", "early-results": "(no-reviewer-data)"}


def test_each_judgement_has_its_reasons_its_sources_and_the_text_it_judged(of_2018: Path) -> None:
    run(of_2018)

    completion = Assessment.objects.get(indicator__code="completion")
    assert completion.words == "terminé"
    assert "Trois fêtes" in completion.justification
    assert completion.text is not None
    assert (completion.text.part, completion.text.wording) == ("title", "adopted")
    assert [source["locator"] for source in completion.sources] == ["lignes 102, 104", "[xxiv]"]
    assert completion.sources[1]["consulted_on"] == "2025-01-20"


def test_recommendations_keep_their_condition(of_2018: Path) -> None:
    run(of_2018)

    assert [(one.number, one.condition) for one in Recommendation.objects.order_by("number")] == [
        (1, ""),
        (2, "Si la fête devient annuelle"),
        (3, "Si la fête devient annuelle"),
    ]


def test_the_box_is_kept_as_published_with_its_blanks(of_2018: Path) -> None:
    run(of_2018)

    rows = {
        row["label"]: (row["family"], row["words"], row["value"], row["absence"]) for row in Glance.objects.get().rows
    }
    assert rows == {
        "Statut": ("", "", "", "not-published"),
        "Premiers résultats": ("results", "pas de données IRM", "", "no-reviewer-data"),
        "Vérifiable": ("clarity", "Oui", "yes", ""),
        "Pertinent pour les valeurs OGP": ("relevance", "non", "no", ""),
        "Ambition (voir définition)": ("ambition", "Faible", "", ""),
        "Achèvement": ("completion", "", "", "not-published"),
    }


def test_a_second_run_writes_no_review(of_2018: Path) -> None:
    run(of_2018)

    assert run(of_2018).action == "unchanged"
    assert (Review.objects.count(), Glance.objects.count()) == (2, 1)


def test_a_page_that_judges_otherwise_corrects_the_review_and_leaves_the_first_as_it_was(
    of_2018: Path, tmp_path: Path
) -> None:
    run(of_2018)
    later = tmp_path / "later.txt"
    later.write_text(of_2018.read_text().replace("Achèvement : terminé", "Achèvement : substantiel"), encoding="utf-8")

    run(later)

    first, second = Review.objects.filter(phase="end").order_by("number")
    assert (judged(first)["completion"], judged(second)["completion"]) == ("complete", "substantial")
    assert second.corrects == first
    assert Review.objects.filter(phase="design").count() == 1


def test_what_was_read_is_sealed(of_2018: Path) -> None:
    run(of_2018)

    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.filter(indicator__code="completion").update(words="pas commencé")


def test_the_same_reports_in_the_other_language_are_not_doubled() -> None:
    run(ENGLISH)

    record = run(FRENCH)

    assert Commitment.objects.count() == 1
    assert Review.objects.count() == 2
    assert sum("another language" in reason for reason in record.reasons) == 2


def test_the_real_page_has_two_reviews_and_three_recommendations_two_of_them_conditional() -> None:
    (path,) = shared.path("seeds").glob("001_*")

    run(path)

    design, results = Review.objects.order_by("pk")
    assert judged(design) == {"verifiable": "yes", "relevant": "no", "potential-impact": "none"}
    assert judged(results) == {"completion": "complete", "early-results": "(no-reviewer-data)"}
    assert [bool(one.condition) for one in Recommendation.objects.order_by("number")] == [False, True, True]
    assert {one.version.code for one in (design, results)} == {"irm-2018"}
