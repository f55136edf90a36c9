"""Several people write the same plan at the same instant, each with a connection of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from parvis.civics.formats.plans import mapping_of
from parvis.commit.exchange import actions
from parvis.commit.exchange.importing.reading import guesses_of
from tests.commit.exchange.tables import many, plan_with_writer
from tests.ground.processes import database_url, run_together

DECIDE = """
from parvis.commit.exchange import actions
from parvis.commit.exchange.models import BroughtTable
from parvis.commit.plans.models import Commitment
table = BroughtTable.objects.select_related("plan__organisation", "by").get()
try:
    actions.decide(table.by, table, good_rows=False)
    print("decided", Commitment.objects.count())
except actions.AlreadyDecided:
    print("too late")
"""
BRING = """
from parvis.civics.formats.plans import guessed, mapping_of, read_csv, read_table
from parvis.commit.exchange.importing.writing import bring
from parvis.commit.exchange.models import BroughtTable
from parvis.commit.plans.models import Commitment, Plan
data = read_table(bytes(BroughtTable.objects.get().content))
done = bring(read_csv(data, mapping_of(guessed(data))), Plan.objects.get(), None, good_rows=False)
print(dict(done.counts), Commitment.objects.count())
"""


def waiting_table() -> None:
    plan, user = plan_with_writer()
    data = many(20, 100).encode()
    table = actions.bring_table(user, plan, "a.csv", data, language="fr")
    actions.name_columns(user, table, mapping_of(guesses_of(data)), language="fr", publish=False)


@pytest.mark.django_db(transaction=True)
def test_of_four_who_decide_at_once_one_does(tmp_path: Path) -> None:
    waiting_table()

    printed = run_together(DECIDE, 4, database_url(tmp_path))

    assert sorted(printed) == ["decided 20\n", "too late\n", "too late\n", "too late\n"]


@pytest.mark.django_db(transaction=True)
def test_the_same_table_brought_three_times_at_once_is_written_once(tmp_path: Path) -> None:
    waiting_table()

    printed = run_together(BRING, 3, database_url(tmp_path))

    assert sorted(printed) == ["{'create': 20} 20\n", "{'unchanged': 20} 20\n", "{'unchanged': 20} 20\n"]
