"""Transactional tests start from empty tables, guards in place, standard terms there."""

from uuid import uuid4

import pytest
from django.db import connection

from parvis.ground.guards import missing
from parvis.ground.journal.actions import record, register_action
from parvis.ground.journal.models import Entry
from parvis.ground.themes.models import Term

register_action("test.done", "done")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_every_transactional_test_starts_afresh(round_):
    assert Entry.objects.count() == 0
    assert missing(connection) == set()
    assert Term.objects.filter(vocabulary="format").count() >= 20

    record(None, "test.done", "thing", uuid4())
