"""Every personal field is declared, with its purpose and how long it is kept."""

from __future__ import annotations

import pytest
from django.utils import translation

from parvis.people import privacy
from parvis.people.queries.register import register_page


def test_no_personal_field_is_left_undeclared():
    assert list(privacy.undeclared()) == []


def test_a_field_that_does_not_exist_cannot_be_declared():
    with pytest.raises(LookupError):
        privacy.register_personal_data("people.User", "shoe_size", "none", "none")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_declared_field_says_why_and_how_long(language):
    with translation.override(language):
        for field in privacy.declared():
            assert str(field.purpose)
            assert str(field.retention)
            assert str(field.basis)
            assert field.label


def test_the_register_speaks_both_languages():
    with translation.override("fr"):
        french = str(register_page())
    with translation.override("en"):
        english = str(register_page())
    assert "jusqu’à ce que vous effaciez votre compte" in french
    assert "until you erase your account" in english


@pytest.mark.django_db
def test_the_page_names_every_declared_purpose(client):
    page = client.get("/en/personal-data/").content.decode()
    for field in privacy.declared():
        with translation.override("en"):
            assert str(field.purpose) in page
