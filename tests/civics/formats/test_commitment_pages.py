"""Commitment pages of an action plan: every value, where it was read, and what is missing as what kind of missing."""

import datetime as dt
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.civics.checks import check
from parvis.civics.formats import EventDocument, kind, read
from parvis.civics.formats.commitment import ABSENCES, INDICATORS, PHASES, PRODUCTS, CommitmentPage, Printed
from tests import shared

PAGES = Path(__file__).parent / "pages"
REAL, FRENCH, ENGLISH = "001", "XQ0012.fr", "XQ0012.en"


def text_of(name: str) -> str:
    if name != REAL:
        return (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    (found,) = shared.path("seeds").glob("001_*")
    return found.read_text(encoding="utf-8")


@cache
def document(name: str) -> EventDocument:
    (found,) = read(text_of(name), f"{name}.txt")
    return found


def page(name: str) -> CommitmentPage:
    found = document(name).commitment
    assert found is not None
    return found


def told(printed: tuple[Printed, ...]) -> list[str]:
    return [one.text for one in printed]


@pytest.mark.parametrize(
    ("name", "identifier", "number", "milestones"),
    [(REAL, "FR0043", "14", ["14.1", "14.2"]), (FRENCH, "XQ0012", "7", ["7.1", "7.2"]),
     (ENGLISH, "XQ0012", "7", ["7.1", "7.2"])],
)  # fmt: skip
def test_a_page_is_one_commitment_with_its_milestones_reviews_and_recommendations(
    name: str, identifier: str, number: str, milestones: list[str]
) -> None:
    found = document(name)

    assert (found.kind, found.external_id, found.number) == ("commitment-page", identifier, number)
    assert [child.number for child in found.children if child.kind == "milestone"] == milestones
    assert [child.kind for child in found.children] == ["milestone"] * 2 + ["review"] * 2 + ["recommendation"] * 3
    assert all(child.title and child.line for child in found.children)
    assert not any(doubt.blocking for doubt in found.doubts)


@pytest.mark.parametrize("name", [REAL, FRENCH, ENGLISH])
def test_every_value_stands_on_the_line_it_names(name: str) -> None:
    lines = [" ".join(line.split()) for line in text_of(name).split("\n")]

    printed = [one for one in page(name).everything_printed() if one.line]

    assert len(printed) > 40
    assert [one for one in printed if one.text not in lines[one.line - 1]] == []
    assert {one.absence for one in printed} <= {"", *ABSENCES}


@pytest.mark.parametrize("name", [REAL, FRENCH, ENGLISH])
def test_no_line_of_a_page_is_lost(name: str) -> None:
    assert page(name).unread == ()


@pytest.mark.parametrize("name", [REAL, FRENCH, ENGLISH])
def test_codes_are_those_of_the_fixed_lists(name: str) -> None:
    found = page(name)

    assert {coding.indicator for coding in found.glance} <= set(INDICATORS)
    assert [review.phase for review in found.reviews] == list(PHASES)
    assert {review.product for review in found.reviews} <= set(PRODUCTS)
    assert all(bool(coding.value) == bool(coding.printed) for review in found.reviews for coding in review.codings)


def test_the_head_of_the_page_says_whose_plan_it_is() -> None:
    found = page(FRENCH)

    assert (found.member.text, found.plan.text, found.cycle.text) == (
        "Bellerive",
        "Plan d’action de Bellerive 2022-2024",
        "2022",
    )
    assert (found.short_title.text, found.title.text) == (
        "Fête des Datajardins",
        "Organiser une fête internationale DataJardins à Bellerive",
    )
    assert told(found.policy_areas) == ["Formations", "Technologie scientifique"]
    assert told(found.values) == ["Innovation et technologie pour l'ouverture"]
    assert (found.new, found.novelty.line) == (True, 49)
    assert page(ENGLISH).new is False


def test_both_names_of_the_lead_are_kept_and_no_support_is_an_absence() -> None:
    found = page(FRENCH)

    assert [named.printed.line for named in found.institutions_in("lead")] == [18, 48]
    assert found.institutions_in("supporting") == ()
    assert [n.printed.absence for n in found.institutions if n.role == "supporting"] == ["not-applicable"]
    assert told(tuple(n.printed for n in page(ENGLISH).institutions_in("supporting"))) == [
        "Growers’ Union",
        "River Watch",
    ]


def test_the_box_is_kept_as_published_with_its_kinds_of_nothing() -> None:
    box = {coding.indicator: (coding.value, coding.printed.absence) for coding in page(FRENCH).glance}

    assert box == {
        "status": ("", "not-published"),
        "early-results": ("", "no-reviewer-data"),
        "verifiable": ("yes", ""),
        "relevant": ("no", ""),
        "ambition": ("low", ""),
        "completion": ("", "not-published"),
    }
    english = {coding.indicator: (coding.value, coding.printed.absence) for coding in page(ENGLISH).glance}
    assert (english["status"], english["completion"]) == (("active", ""), ("", "pending-review"))


def test_a_milestone_keeps_the_adopted_text_and_the_road_map_s_with_their_own_deadlines() -> None:
    first, second = page(FRENCH).milestones

    assert [(w.wording, w.printed.line, w.due.date.iso) for w in first.wordings if w.due and w.due.date] == [
        ("adopted", 73, "2022/.."),
        ("summarised", 58, "2022-41"),
    ]
    assert [w.due.date.iso for w in second.wordings if w.due and w.due.date] == ["2023/..", "2023/.."]
    assert [w.due.date.iso for w in page(ENGLISH).milestones[0].wordings if w.due and w.due.date] == [
        "2022/..",
        "../2022-41",
    ]


def test_what_the_site_repeats_from_the_plan_is_the_adopted_text_and_the_rest_a_summary() -> None:
    found = page(FRENCH)

    wordings = {passage.part: passage.wording for passage in found.passages}

    assert wordings == {
        "problem": "adopted",
        "ambition": "adopted",
        "road-map": "summarised",
        "commitment": "adopted",
    }
    assert {passage.part: passage.wording for passage in page(ENGLISH).passages}["ambition"] == "summarised"
    assert (found.start.date.iso, found.end.date.iso) == ("2022", "2024")  # type: ignore[union-attr]


def test_a_phase_is_tied_to_the_report_it_is_taken_from() -> None:
    assert [
        (review.phase, review.product, review.report and review.report.line) for review in page(FRENCH).reviews
    ] == [
        ("mid-term", "design", 28),
        ("end-of-term", "transitional-results", 28),
    ]


def test_a_review_codes_its_own_indicators_with_the_sentences_that_speak_of_them() -> None:
    design, results = page(FRENCH).reviews

    assert [(coding.indicator, coding.value) for coding in design.codings] == [
        ("verifiable", "yes"),
        ("relevant", "no"),
        ("ambition", "low"),
        ("potential-impact", "none"),
    ]
    assert [one.line for one in design.codings[2].justification] == [87, 87]
    assert design.codings[3].printed.text == "aucun impact potentiel"
    assert [(c.indicator, c.value, c.printed.absence, c.printed.line) for c in results.codings] == [
        ("completion", "complete", "", 102),
        ("early-results", "", "no-reviewer-data", 30),
    ]


def test_a_recommendation_takes_the_condition_that_introduces_its_list() -> None:
    design, results = page(FRENCH).reviews

    conditions = [one.condition.text if one.condition else "" for one in design.recommendations]

    assert conditions == ["", "Si la fête devient annuelle", "Si la fête devient annuelle"]
    assert results.recommendations == ()
    assert [one.number for one in page(ENGLISH).reviews[0].recommendations] == ["", "1", "2"]


def test_references_keep_the_day_they_were_consulted_and_what_calls_them() -> None:
    design, results = page(FRENCH).reviews

    assert [(one.consulted, one.mark, one.called_from) for one in design.citations] == [
        (dt.date(2023, 1, 12), "", 0),
        (dt.date(2023, 10, 3), "", 0),
    ]
    assert [one.title for one in design.citations] == [
        "Pour des jardins ouverts: plan d'action de Bellerive 2022-2024",
        "La fête DataJardins, Youtube",
    ]
    assert [(one.url, one.mark, one.called_from) for one in results.citations] == [
        ("https://datajardins.example/", "xxiv", 104)
    ]


def test_labels_left_in_english_show_a_translation_that_nobody_proofread() -> None:
    reasons = {doubt.reason: doubt for doubt in document(FRENCH).doubts}

    assert told(page(FRENCH).translated) == ["Bellerive Design Report", "Semester 2", "Milestones"]
    assert "Milestones" in reasons["machine-translation"].message["fr"]
    assert page(ENGLISH).translated == ()
    assert (document(FRENCH).language, document(ENGLISH).language) == ("fr", "en")


def test_the_real_page_holds_what_its_readers_found_in_it() -> None:
    found = page(REAL)

    assert (found.member.text, found.cycle.text) == ("France", "2018")
    assert [named.printed.line for named in found.institutions_in("lead")] == [18, 48]
    assert [m.wordings[1].due.date.iso for m in found.milestones if m.wordings[1].due and m.wordings[1].due.date] == [
        "2018-41",
        "2019/..",
    ]
    assert [[(c.indicator, c.value or c.printed.absence) for c in review.codings] for review in found.reviews] == [
        [("verifiable", "yes"), ("relevant", "no"), ("ambition", "low"), ("potential-impact", "none")],
        [("completion", "complete"), ("early-results", "no-reviewer-data")],
    ]
    assert [one.condition is None for one in found.reviews[0].recommendations] == [True, False, False]
    assert [one.consulted for review in found.reviews for one in review.citations] == [
        dt.date(2019, 1, 10),
        dt.date(2019, 10, 25),
        dt.date(2021, 1, 20),
    ]


def test_a_line_that_fits_nowhere_is_told_and_kept() -> None:
    text = text_of(FRENCH).replace("Vue d'ensemble\n", "Vue d'ensemble\n\nUne ligne que rien n'attend.\n")

    (found,) = read(text, "page.txt")

    assert found.commitment is not None
    assert told(found.commitment.unread) == ["Une ligne que rien n'attend."]
    assert [doubt.line for doubt in found.doubts if doubt.reason == "unread-line"] == [8]


def test_a_page_without_its_plan_blocks_and_says_so() -> None:
    text = text_of(FRENCH).replace("Plan d'action: Plan d’action de Bellerive 2022-2024", "Plan d'action:")

    (found,) = read(text, "page.txt")

    assert [doubt.reason for doubt in found.doubts if doubt.blocking] == ["no-plan"]


def test_a_value_may_follow_its_label_at_once_but_never_after_a_blank_line() -> None:
    glued = text_of(FRENCH).replace("Statut:\n", "Statut:\nActif\n")

    (found,) = read(glued, "page.txt")

    assert found.commitment is not None
    assert [(c.value, c.printed.line) for c in found.commitment.glance if c.indicator == "status"] == [("active", 15)]
    assert page(FRENCH).glance[0].printed.absence == "not-published"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    (found,) = read("\ufeff" + text_of(FRENCH).replace("\n", "\r\n"), f"{FRENCH}.txt")

    assert found.commitment == page(FRENCH)


@given(st.lists(st.sampled_from([line for line in text_of(FRENCH).split("\n") if line]), max_size=40))
def test_lines_in_any_order_are_read_or_told_unread(lines: list[str]) -> None:
    text = "Institution chef de file : X\nRevue IRM\n" + "\n".join(lines)
    assert kind(text) == "commitment-page"

    (found,) = read(text, "page.txt")

    assert found.commitment is not None
    rows = [" ".join(line.split()) for line in text.split("\n")]
    assert all(one.text in rows[one.line - 1] for one in found.commitment.everything_printed() if one.line)


def test_pages_of_another_order_in_english_and_french_words_are_told_apart() -> None:
    assert kind(text_of(ENGLISH)) == kind(text_of(FRENCH)) == "commitment-page"


def test_a_page_of_a_thousand_milestones_is_read_and_checked_in_a_moment() -> None:
    road_map = "".join(f"Tenir la rencontre numéro {n} avec les habitants en 2024\n" for n in range(1_000))
    steps = "".join(
        f"{n // 99 + 1}.{n % 99} Tenir la rencontre {n} avec les habitants dès 2024\n" for n in range(1_000)
    )
    text = f"Institution chef de file : X\nRevue IRM\nDescription\nFeuille de route\n{road_map}\nMilestones\n{steps}"

    begun = time.process_time()
    (found,) = read(text, "page.txt")
    check(text, "page.txt", today=dt.date(2026, 11, 22))

    assert found.commitment is not None
    assert len(found.commitment.milestones) == 1_000
    assert time.process_time() - begun < 10  # seconds; comparing each with each would take minutes
