"""Several people press the button at the same instant: the rows are written once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from parvis.convene.agenda.models import Event
from parvis.convene.imports import actions
from parvis.convene.imports.models import State
from tests.convene.imports.test_pages import HEADER, organiser
from tests.ground.processes import database_url, run_together

DECIDE = """
from parvis.convene.agenda.models import Event
from parvis.convene.imports import actions
from parvis.convene.imports.models import Batch
batch = Batch.objects.select_related("organisation", "by").get()
try:
    actions.decide(batch.by, batch)
    print("decided", Event.objects.count())
except actions.AlreadyDecided:
    print("too late")
"""


@pytest.mark.django_db(transaction=True)
def test_of_four_who_decide_at_once_one_does(tmp_path: Path) -> None:
    user, body = organiser()
    rows = "".join(f"e{n},Rencontre {n},2026-12-{n + 1:02},,,,\n" for n in range(20))
    batch = actions.bring_files(user, body, [("saison.csv", (HEADER + rows).encode())])
    actions.choose_all(batch, True)
    assert batch.state == State.READ

    printed = run_together(DECIDE, 4, database_url(tmp_path))

    assert sorted(printed) == ["decided 20\n", "too late\n", "too late\n", "too late\n"]
    if connection.vendor == "postgresql":
        assert Event.objects.count() == 20
