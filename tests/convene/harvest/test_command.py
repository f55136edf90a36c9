"""`parvis harvest` reads sources at once and says how it went."""

from __future__ import annotations

import pytest

from parvis.convene.harvest.command import main
from tests.convene.harvest.announcing import announcing, some
from tests.factories import FeedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")


def test_every_source_that_is_not_paused_is_read(capsys):
    from datetime import date, timedelta

    soon = date.today() + timedelta(days=9)  # noqa: DTZ011 -- only what is to come is taken
    with announcing(*some(2, first=soon)) as site:
        feed = FeedFactory(name="Levant", address=site.url)
        FeedFactory(state="paused")
        assert main([]) == 0
        assert "Levant: 2 created, 0 changed" in capsys.readouterr().out
        assert main(["--due"]) == 0
        assert "No source is to be read." in capsys.readouterr().out
        assert main(["--feed", str(feed.pk)]) == 0
        assert "2 unchanged" in capsys.readouterr().out


def test_a_failure_is_told_and_the_command_fails(capsys):
    with announcing(status="410 Gone") as site:
        FeedFactory(name="Levant", address=site.url)
        assert main(["--feed", "Levant"]) == 1
    assert "Levant: The site answered with the error 410." in capsys.readouterr().err


def test_a_source_that_is_not_there_is_named(capsys):
    assert main(["--feed", "Ponant"]) == 2
    assert "There is no source “Ponant”." in capsys.readouterr().err
