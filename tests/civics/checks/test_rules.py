"""Each rule speaks when it must, says where and in the text's own words, and is silent on the page put right."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.civics.checks import CATALOGUE, Report, check
from tests.civics.checks.examples import EXAMPLES, ON_THE_DAY, page

TODAY = date(2026, 11, 22)
ACROSS = {"N-COUNT", "X-SCOPE", "X-NAME", "X-ALIAS", "X-ORGANISER", "X-SUPPORT"}

CLEAN = """---
title: Les jardins de Villeneuve
date: 2025-04-02 09:00:00 +02:00
categories:
- Fête
tags:
- jardins
chapeau-text: Une journée dans les jardins de la ville, avec celles et ceux qui les cultivent.
une-ou-diaporama:
- image: "/uploads/jardin.jpg"
  alternative-textuelle: Un potager au bord de la rivière
event_start_date: 2025-05-17 10:00:00 +02:00
event_end_date: 2025-05-18 18:00:00 +02:00
lieu: Jardin des Plantes
adresse: 3 rue des Tilleuls, 44000 Villeneuve
acces:
- type: Tram
  lignes:
  - nom: Ligne 2, arrêt Marché
champs_informations:
- intitule: Horaires
  contenu: 10h-18h
- intitule: Inscription
  contenu: Gratuite
  lien: https://ville.example/jardins
---

## La journée

Le samedi 17 mai de 10h à 18h, la ville ouvre ses jardins. Le **programme** est [en ligne](https://ville.example/p).

## Programme

* **10h-11h :** visite, salle Lilas
* **11h-12h :** atelier, salle Lilas

> La ville pousse par ses jardins.
> Ada Martin, maire, conseil municipal du 4 mars 2025
"""


def findings(report: Report, rule: str) -> list[str]:
    return [finding.quote for finding in report.findings if finding.rule == rule]


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_the_rule_speaks_and_quotes_the_text(rule: str) -> None:
    example = EXAMPLES[rule]
    report = check(example.wrong, "page.md", today=TODAY)

    assert example.quote in findings(report, rule)


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_the_rule_is_silent_on_the_page_put_right(rule: str) -> None:
    assert findings(check(EXAMPLES[rule].right, "page.md", today=TODAY), rule) == []


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_quotes_are_verbatim_on_the_line_named(rule: str) -> None:
    text = EXAMPLES[rule].wrong
    lines = text.split("\n")

    for finding in check(text, "page.md", today=TODAY).findings:
        assert 1 <= finding.line <= len(lines)
        assert finding.quote.split("\n")[0] in lines[finding.line - 1], finding


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_every_finding_has_both_languages(rule: str) -> None:
    for finding in check(EXAMPLES[rule].wrong, "page.md", today=TODAY).findings:
        assert set(finding.message) == set(finding.suggestion) == {"fr", "en"}
        assert all(text.strip() for text in (*finding.message.values(), *finding.suggestion.values()))


def test_every_rule_of_the_catalogue_has_its_example() -> None:
    assert set(EXAMPLES) | ACROSS == set(CATALOGUE)


def test_nothing_is_found_on_a_clean_page() -> None:
    assert check(CLEAN, "page.md", today=TODAY).findings == ()


def test_windows_line_ends_change_nothing() -> None:
    wrong = EXAMPLES["D-WEEKDAY"].wrong
    unix, windows = (check(text, "p.md", today=TODAY).findings for text in (wrong, wrong.replace("\n", "\r\n")))

    assert [(f.rule, f.line) for f in unix] == [(f.rule, f.line) for f in windows]


def test_a_weekday_that_cannot_be_dated_is_left_alone() -> None:
    assert check("Rendez-vous jeudi 3 novembre.", "note.txt", today=TODAY).findings == ()


def test_the_year_of_publication_is_a_weak_witness() -> None:
    text = "---\ntitle: Atelier\ndate: 2022-11-22 09:00:00 +01:00\n---\n\nRendez-vous le jeudi 18 novembre.\n"
    (finding,) = check(text, "p.md", today=TODAY).findings

    assert (finding.rule, finding.severity) == ("D-WEEKDAY", "warning")
    assert finding.fact["years"] == (2021,)


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_checked_without_crashing(text: str) -> None:
    check(text, "page.md", today=TODAY)


PIECES = [line + "\n" for example in EXAMPLES.values() for line in example.wrong.split("\n")]


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.booleans())
@settings(max_examples=200, deadline=None)
def test_lines_of_all_examples_in_any_order_never_crash(lines: list[str], with_front: bool) -> None:
    text = "".join(lines)
    if with_front:
        text = page(ON_THE_DAY, text)

    for finding in check(text, "page.md", today=TODAY).findings:
        assert 1 <= finding.line <= text.count("\n") + 1


def test_code_is_quoted_not_said() -> None:
    body = "Écrire `{: .citation}` ou `<b>`.\n\n```\n[lien](#) <i>ici</i>\n```\n\nFini."

    assert check(page(ON_THE_DAY, body), "page.md", today=TODAY).findings == ()


def test_a_bold_may_run_over_two_lines() -> None:
    assert check(page(ON_THE_DAY, "Un **gras\nsur deux lignes** ici."), "page.md", today=TODAY).findings == ()


@pytest.mark.parametrize("piece", ["[", "<a ", "18h-", "a.", "** ", "\n", "le 1 lundi ", "Aaa Bbb ", "« aa "])
def test_a_hostile_text_takes_time_in_proportion(piece: str) -> None:
    started = time.process_time()

    check(piece * (40_000 // len(piece)), "page.md", today=TODAY)

    assert time.process_time() - started < 8
