"""Front matter: values, lines, keys given twice, and where the body begins."""

import pytest

from parvis.civics.formats import FormatError, split
from parvis.civics.formats.full_yaml import load

PAGE = """---
title: 'L''été'
date: 2018-11-12 00:00:00 +01:00
tags:
- un
- "deux"
acces:
- type: Métro
  lignes:
  - nom: 1 et 11
chapeau-text: |-
  Première ligne
  Seconde
vide:
nul: 'null'
title: encore
---

Corps
"""


def test_values_keep_their_words_and_their_lines() -> None:
    page = split(PAGE)

    assert page.data["date"] == "2018-11-12 00:00:00 +01:00"
    assert page.data["tags"] == ["un", "deux"]
    assert page.data["chapeau-text"] == "Première ligne\nSeconde"
    assert page.data["vide"] is None
    assert page.data["nul"] == "null"
    assert page.line("date") == 3
    assert page.line("tags", 1) == 6
    assert page.line("acces", 0, "lignes", 0, "nom") == 10
    assert page.line("acces", 0, "absent") == 8
    assert page.text_line("chapeau-text") == 12


def test_a_key_given_twice_is_said_and_the_last_value_counts() -> None:
    page = split(PAGE)

    assert [(twice.path, twice.line, twice.first_line) for twice in page.duplicates] == [(("title",), 16, 2)]
    assert page.data["title"] == "encore"


def test_the_body_and_its_line_are_those_of_the_file() -> None:
    page = split(PAGE)

    assert page.body == "\nCorps\n"
    assert PAGE.split("\n")[page.body_line - 1 :] == page.body.split("\n")


@pytest.mark.parametrize("text", ["Sans en-tête", "", "-- -\n", "texte\n---\na: b\n---\n"])
def test_a_text_without_front_matter_is_all_body(text: str) -> None:
    page = split(text)

    assert not page.present
    assert (page.body, page.body_line) == (text, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\na: b\n", 1),
        ("---\na: b\nc: d: e\n---\n", 3),
        ("---\na: [1, 2\n---\n", 3),
        ("---\njuste un texte\n---\n", 2),
    ],
)
def test_broken_front_matter_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(FormatError) as refused:
        split(text)

    assert refused.value.line == line
    assert refused.value.message["fr"].startswith(f"Ligne {line}")


def test_styles_the_scanner_does_not_know_are_read_all_the_same() -> None:
    page = split("---\n# commentaire\na: {b: [c, d]}\ne: >\n  plié\n  ici\n---\n")

    assert page.data == {"a": {"b": ["c", "d"]}, "e": "plié ici\n"}
    assert page.line("e") == 4


def test_windows_line_endings_change_nothing() -> None:
    page = split(PAGE.replace("\n", "\r\n"))

    assert page.data == split(PAGE).data
    assert page.body_line == split(PAGE).body_line


def test_a_mapping_nested_forty_times_is_refused_before_it_hurts() -> None:
    deep = "".join(f"{'  ' * level}a{level}:\n" for level in range(60))

    with pytest.raises(FormatError, match="nested more than 40"):
        load(deep, first_line=2)
