"""What the apps registered."""

import pytest

from parvis.ui import navigation


def test_every_registered_entry_leads_somewhere() -> None:
    assert navigation.unreachable() == []


def test_entries_of_one_group_share_a_menu_and_one_alone_stands_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    space = {
        "ui:a": navigation.Item("To do", "security", order=0),
        "ui:b": navigation.Item("Events", "robots", order=10, group="season"),
        "ui:c": navigation.Item("Hidden", "healthz", order=15, group="team", shown_to=lambda user: False),
        "ui:d": navigation.Item("Places", "portal:home", order=20, group="season"),
        "ui:e": navigation.Item("Tokens", "healthz", order=30, group="team"),
    }
    monkeypatch.setattr(navigation, "SPACE", space)
    monkeypatch.setattr(navigation, "SPACE_GROUPS", {"season": "Season", "team": "Team"})
    monkeypatch.setattr(navigation, "entries", navigation.entries.__wrapped__)

    groups = navigation.space_groups(None)

    assert [(group.label, [entry.label for entry in group.entries]) for group in groups] == [
        ("", ["To do"]),
        ("Season", ["Events", "Places"]),
        ("", ["Tokens"]),
    ]
