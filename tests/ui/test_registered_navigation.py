"""What the apps registered."""

from parvis.ui import navigation


def test_every_registered_entry_leads_somewhere() -> None:
    assert navigation.unreachable() == []
