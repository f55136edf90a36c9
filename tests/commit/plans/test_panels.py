"""What the rooms above add to the pages of commitments."""

from uuid import uuid4

import pytest

from parvis.commit.plans import panels
from parvis.commit.plans.panels import Judgement, Panel


@pytest.fixture(autouse=True)
def _registers_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_of_commitments", "_of_plans", "_judges"):
        monkeypatch.setattr(panels, name, {})


def test_panels_come_in_their_order_and_those_with_nothing_to_say_are_left_out() -> None:
    panels.register_commitment_panel(
        "later", 20, lambda viewer, commitment: Panel("body", "b.html", {"of": commitment})
    )
    panels.register_commitment_panel("silent", 15, lambda viewer, commitment: None)
    panels.register_commitment_panel("first", 10, lambda viewer, commitment: Panel("lane", "a.html", {}))

    assert panels.commitment_panels(None, "14") == [Panel("lane", "a.html", {}), Panel("body", "b.html", {"of": "14"})]


def test_judgements_are_asked_once_for_all_that_a_page_shows() -> None:
    uids, asked = [uuid4() for _ in range(60)], []

    def judge(viewer, object_type, found):
        asked.append((object_type, found))
        return {found[0]: Judgement("Limité")}

    panels.register_judgements("reviews", judge)

    assert panels.judgements(None, "commitment", uids) == {uids[0]: Judgement("Limité")}
    assert asked == [("commitment", uids)]
