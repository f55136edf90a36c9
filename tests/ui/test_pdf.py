"""The face of headings on paper: what it claims to hold, it holds."""

from __future__ import annotations

import pytest
from django.contrib.staticfiles import finders

from parvis.ui.pdf import FONT, HELD, is_in_face


def test_the_face_claims_the_letters_that_its_file_holds_and_no_other():
    letters = pytest.importorskip("fontTools.ttLib").TTFont(finders.find(FONT)).getBestCmap()

    claimed = set()
    for held in HELD:
        first, _dash, last = held.partition("-")
        claimed |= set(range(int(first, 16), int(last or first, 16) + 1))

    assert claimed - set(letters) == set()
    assert {one for one in letters if 0x20 <= one < 0x180 and one not in claimed} == set()


def test_a_name_with_a_letter_that_the_face_lacks_is_set_in_another():
    assert is_in_face("Éloïse Œuvrard-d’Hérouville, Muñoz, Müller")
    for name in ("Anne Størmer", "João Conceição", "Åse", "Łukasz", "Nguyễn", "Αθηνά"):
        assert not is_in_face(name), name
