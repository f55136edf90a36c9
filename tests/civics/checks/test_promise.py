"""What is said of a commitment while it is written; the worst cases were published once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from parvis.civics.checks.promise import PROMISE_RULES, Promise, Step, remarks
from parvis.civics.dates import find_dates, in_semester, in_year, on_day, parse_date

SOUND = Promise(
    title="Publier les comptes rendus",
    solution="Publier sous quinze jours le compte rendu des 16 instances.",
    relevance="Chacun pourra lire ce qui s’est décidé et qui a voté quoi, quinze jours après la séance.",
    values=frozenset({"access-to-information"}),
    starts=date(2025, 1, 1),
    ends=date(2026, 12, 31),
    led=True,
    steps=(Step("Mettre en ligne les comptes rendus", on_day(date(2026, 1, 31))),),
)


def rules(promise: Promise) -> list[tuple[str, str, str]]:
    return [(one.rule, str(one.severity), one.part) for one in remarks(promise)]


def test_a_sound_commitment_is_left_alone() -> None:
    assert remarks(SOUND) == ()


def test_innovation_alone_is_warned_about_before_it_is_adopted() -> None:
    (found,) = remarks(replace(SOUND, values=frozenset({"technology-and-innovation"})))

    assert (found.rule, str(found.severity), found.part) == ("C-REL", "warning", "values")
    assert "en plus de l’une d’elles" in found.message["fr"]
    assert "only beside one of these" in found.message["en"]


def test_a_value_claimed_without_a_sentence_is_warned_about() -> None:
    assert rules(replace(SOUND, relevance="Plus de transparence.")) == [("C-REL", "warning", "relevance")]


def test_a_commitment_that_nobody_leads_is_held_back() -> None:
    assert rules(replace(SOUND, led=False)) == [("C-OWNER", "error", "lead")]


def test_a_commitment_without_a_milestone_is_told_so() -> None:
    assert rules(replace(SOUND, steps=())) == [("C-STEP", "warning", "milestones")]


@pytest.mark.parametrize(
    "text",
    [
        "Organiser un sommet international à Paris dès le 2018 Semester 2 2018",
        "Tenez le sommet à nouveau dans 2019 et au-delà de 2019 et au-delà",
    ],
)
def test_a_label_glued_to_its_deadline_is_held_back(text: str) -> None:
    promise = replace(SOUND, starts=date(2018, 1, 1), ends=date(2020, 12, 31), steps=(Step(text, in_year(2019)),))

    assert ("F-GLUE", "error", "milestones[0]") in rules(promise)


def test_a_deadline_beyond_the_plan_is_held_back_and_an_open_one_is_warned_about() -> None:
    beyond = Step("Tenir le sommet", on_day(date(2027, 1, 1)))
    open_ended = Step("Tenir le sommet chaque année", parse_date("2019 et au-delà"))
    promise = replace(SOUND, starts=date(2018, 1, 1), steps=(beyond, open_ended))

    assert rules(promise) == [("D-OPEN", "error", "milestones[0]"), ("D-OPEN", "warning", "milestones[1]")]


def test_a_semester_that_ends_with_the_plan_is_within_it() -> None:
    assert rules(replace(SOUND, steps=(Step("Publier le bilan", in_semester(2026, 2)),))) == []


@pytest.mark.parametrize(("typed", "severity"), [("", "warning"), ("dès que possible", "warning"), ("mardi", "error")])
def test_a_deadline_that_is_none_is_told_so(typed: str, severity: str) -> None:
    (found,) = remarks(replace(SOUND, steps=(Step("Publier le bilan", None, typed),)))

    assert (found.rule, str(found.severity), found.quote) == ("C-DUE", severity, typed)


def test_a_text_that_names_a_later_date_than_its_deadline_contradicts_it() -> None:
    step = Step("Publier le bilan en juin 2026", in_semester(2025, 2))

    assert rules(replace(SOUND, steps=(step,))) == [("C-MILE", "warning", "milestones[0]")]


def test_a_text_that_recalls_an_earlier_date_does_not() -> None:
    assert find_dates("Mettre à jour la carte publiée en juin 2024")

    step = Step("Mettre à jour la carte publiée en juin 2024", in_semester(2025, 2))
    assert rules(replace(SOUND, steps=(step,))) == []


def test_good_intentions_alone_are_hinted_at() -> None:
    (found,) = remarks(replace(SOUND, solution="Favoriser l’émergence d’un écosystème."))

    assert (found.rule, str(found.severity), found.quote) == ("C-VAGUE", "info", "Favoriser")


def test_good_intentions_with_a_figure_are_not() -> None:
    assert remarks(replace(SOUND, solution="Accompagner 40 communes, dont la liste est publiée.")) == ()


def test_a_milestone_that_nobody_answers_for_is_warned_about() -> None:
    (step,) = SOUND.steps

    assert rules(replace(SOUND, steps=(replace(step, owned=False),))) == [("C-OWNER", "warning", "milestones[0]")]


def test_every_rule_that_speaks_is_in_the_catalogue() -> None:
    worst = Promise(
        solution="Favoriser.",
        ends=date(2020, 12, 31),
        steps=(
            Step("Tenir le sommet à nouveau dans 2019 et au-delà de 2019 et au-delà", in_year(2022), owned=False),
            Step("Publier en 2025", in_year(2019)),
            Step("Publier", None),
        ),
    )
    found = remarks(replace(worst, steps=worst.steps)) + remarks(replace(worst, steps=()))

    assert {one.rule for one in found} == set(PROMISE_RULES)
    assert all(one.message[lang] and one.suggestion[lang] for one in found for lang in ("fr", "en"))
