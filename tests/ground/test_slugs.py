"""Addresses made of titles."""

import pytest

from parvis.ground.identifiers.slugs import slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("L’engagement d’Ambrelle", "l-engagement-d-ambrelle"),
        ("L'été à l'ombre", "l-ete-a-l-ombre"),
        ("Residents’ assembly", "residents-assembly"),
        ("« Aujourd’hui »", "aujourd-hui"),
        ("Plan 2028–2030", "plan-2028-2030"),
        ("’’", ""),
    ],
)
def test_words_around_an_apostrophe_or_a_dash_stay_apart(title: str, slug: str) -> None:
    assert slug_of(title) == slug
