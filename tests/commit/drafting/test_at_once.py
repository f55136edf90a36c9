"""Proposals confirmed by several processes at the same instant: each once, each with a number of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine

from parvis.commit.drafting import actions
from parvis.commit.drafting.actions.contributing import receive
from parvis.commit.drafting.models import Contribution
from tests.commit.drafting.conftest import World
from tests.commit.drafting.test_cocreation import OPEN, opened
from tests.ground.processes import database_url, run_together

CONFIRM = """
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
from parvis.commit.drafting.actions import confirm
print(confirm({tokens}[number]).number)
"""
LOOK = """
from parvis.ground.journal.models import Entry
print(Entry.objects.filter(action="contribution.received").count())
"""


def proposed(number: int) -> list[str]:
    """The tokens of proposals that nobody has confirmed yet."""
    one = opened(World())
    with time_machine.travel(OPEN, tick=False):
        made = [actions.propose(one, actions.Proposed(f"Idée {n}", "Oui.", f"p{n}@example.org")) for n in range(number)]
    return [contribution.token for contribution in made]


@pytest.mark.django_db(transaction=True)
def test_one_proposal_confirmed_four_times_at_once_is_received_once(tmp_path: Path) -> None:
    tokens, url = proposed(1) * 4, database_url(tmp_path)
    printed = run_together(CONFIRM.format(tokens=tokens), 4, url)

    assert [line.strip() for line in printed] == ["1"] * 4
    assert run_together(LOOK, 1, url) == ["1\n"]


@pytest.mark.django_db(transaction=True)
def test_four_proposals_confirmed_at_once_have_four_numbers(tmp_path: Path) -> None:
    tokens, url = proposed(4), database_url(tmp_path)
    printed = run_together(CONFIRM.format(tokens=tokens), 4, url)

    assert sorted(line.strip() for line in printed) == ["1", "2", "3", "4"]


@pytest.mark.django_db
def test_who_read_the_proposal_before_it_was_received_does_not_receive_it_again(world: Any) -> None:
    with time_machine.travel(OPEN, tick=False):
        made = actions.propose(opened(world), actions.Proposed("Idée", "Oui.", "ines@example.org"))
    first, second = Contribution.objects.get(pk=made.pk), Contribution.objects.get(pk=made.pk)

    assert receive(first) is True
    assert receive(second) is False
    assert (first.number, second.number) == (1, 1)


@pytest.mark.django_db
def test_capitals_do_not_open_the_limit_of_messages_again(world: Any) -> None:
    one = opened(world)
    with time_machine.travel(OPEN, tick=False):
        for n in range(6):
            actions.propose(one, actions.Proposed(f"Idée {n}", "Oui.", "Ines@Example.org"))
        with pytest.raises(actions.TooMany):
            actions.propose(one, actions.Proposed("Encore", "Oui.", "ines@example.ORG"))
