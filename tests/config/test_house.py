"""The checks of the house find what they look for, and nothing in the house as it stands."""

from __future__ import annotations

import os
from pathlib import Path

import polib
import pytest

from parvis.config import messages
from parvis.config.commands import house


def catalogue(tmp_path: Path, *entries: polib.POEntry) -> Path:
    target = tmp_path / "app" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    target.parent.mkdir(parents=True)
    written = polib.POFile()
    written.extend(entries)
    written.save(str(target))
    return target


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        (polib.POEntry(msgid="Hello", msgstr=""), "no French translation"),
        (polib.POEntry(msgid="Hello", msgstr="Bonjour", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="%(n)s seats", msgstr="%(m)s places"), "names a value"),
        (polib.POEntry(msgid="The day", msgstr="L'heure"), "straight apostrophe"),
    ],
)
def test_a_faulty_translation_is_told_in_a_sentence(tmp_path, monkeypatch, entry, word):
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    (fault, *_) = messages.faults_of(catalogue(tmp_path, entry))
    assert fault.startswith("app: ")
    assert word in fault


def test_a_right_translation_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    assert messages.faults_of(catalogue(tmp_path, polib.POEntry(msgid="%(n)s day", msgstr="%(n)s jour"))) == []


def test_a_catalogue_is_compiled_once_and_again_when_it_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    source = catalogue(tmp_path, polib.POEntry(msgid="Hello", msgstr="Bonjour"))
    assert messages.compile_catalogues() == [source.with_suffix(".mo")]
    assert messages.compile_catalogues() == []
    later = source.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert len(messages.compile_catalogues()) == 1


def test_a_template_may_not_use_the_layer_above(tmp_path, monkeypatch):
    for name, text in {
        "ui/templates/ui/low.html": "{% include 'portal/high.html' %}",
        "portal/templates/portal/high.html": "{% extends 'ui/low.html' %}",
        "people/templates/people/x.html": "{% url 'portal:home' %}",
        "portal/urls.py": 'app_name = "portal"\n',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(house, "SOURCE", tmp_path)
    found = list(house.templates())
    assert len(found) == 2
    assert "ui/templates/ui/low.html" in found[1]
    assert "people/templates/people/x.html" in found[0]


def test_every_model_has_its_migration():
    assert list(house.migrations()) == []


def test_our_templates_obey_the_layers():
    assert list(house.templates()) == []


@pytest.mark.django_db
def test_every_menu_entry_leads_somewhere():
    assert list(house.addresses()) == []
