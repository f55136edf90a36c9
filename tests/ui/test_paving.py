"""Patterns drawn from identifiers."""

import re
import subprocess
import sys
from uuid import UUID

from parvis.ui import paving

EVENTS = [str(UUID(int=n * 7919)) for n in range(400)]


def test_the_same_identifier_gives_the_same_stones_in_another_process() -> None:
    code = "import sys; from parvis.ui.paving import paving; sys.stdout.write(paving(sys.argv[1]))"
    elsewhere = subprocess.run([sys.executable, "-c", code, EVENTS[5]], capture_output=True, text=True, check=True)
    assert elsewhere.stdout == paving.paving(EVENTS[5])


def test_a_uuid_and_its_text_are_the_same_identifier() -> None:
    assert paving.paving(UUID(EVENTS[3])) == paving.paving(EVENTS[3])


def test_every_family_is_drawn_and_pictures_hardly_ever_repeat() -> None:
    drawn = [paving.paving(event) for event in EVENTS]
    assert {re.search(r"paving (p\d)", one).group(1) for one in drawn} == {f"p{n}" for n in range(len(paving.FAMILIES))}
    assert len(set(drawn)) > 390


def test_a_pattern_is_small_and_needs_no_inline_style() -> None:
    for event in EVENTS:
        drawn = paving.paving(event)
        assert len(drawn) < 900
        assert "style" not in drawn
        assert "#" not in drawn


def test_each_family_has_its_plain_stones_in_the_style_sheet() -> None:
    rules = paving.rules()
    for number in range(len(paving.FAMILIES)):
        assert f".p{number}::before" in rules
