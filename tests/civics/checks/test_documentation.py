"""The catalogue of rules in the documentation is the catalogue of the code."""

import re
from pathlib import Path

import pytest

from parvis.civics.checks import CATALOGUE

DOCS = Path(__file__).parents[3] / "docs" / "organiser"
WORDS = {
    "fr": {"error": "erreur", "warning": "alerte", "info": "info"},
    "en": {s: s for s in ("error", "warning", "info")},
}


@pytest.mark.parametrize(("file", "lang"), [("check.md", "en"), ("check.fr.md", "fr")])
def test_every_rule_is_documented_with_its_severity_and_sentence(file: str, lang: str) -> None:
    text = (DOCS / file).read_text(encoding="utf-8")
    rows = {
        match[1]: match for match in re.finditer(r"^\| `([A-Z]-[A-Z#]+)` \| (\w+).*? \| (.+) \|$", text, re.MULTILINE)
    }

    assert set(rows) == set(CATALOGUE)
    for rule in CATALOGUE.values():
        assert rows[rule.id][2] == WORDS[lang][rule.severity], rule.id
        assert rows[rule.id][3] == rule.title[lang]
