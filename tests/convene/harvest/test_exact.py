"""A long feed read twice: exactly what changed changes, in few queries; read by several at once, it is read once."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.convene.agenda.models import Event, State, Status
from parvis.convene.harvest.harvesting import read_feed
from parvis.convene.harvest.models import Item
from tests.convene.harvest.announcing import announcing, some
from tests.factories import FeedFactory
from tests.ground.processes import database_url, run_together


@pytest.mark.django_db
@time_machine.travel(datetime(2026, 2, 20, 9, tzinfo=UTC), tick=True)
def test_twenty_changed_five_cancelled_three_gone_are_exactly_that_many_changes():
    # given a source of 120 events that has been read
    with announcing(*some(120), validates=False) as site:
        feed = FeedFactory(address=site.url, rules={})
        read_feed(feed)
        assert Event.objects.filter(state=State.PUBLISHED).count() == 120
        before = dict(Event.objects.values_list("pk", "changed_at"))

        # when 20 change, 5 are cancelled and 3 are gone
        for n in range(20):
            site.change(f"{n}@site.example", **({"hour": "20"} if n % 2 else {"title": f"Nouveau titre {n}"}))
        for n in range(20, 25):
            site.change(f"{n}@site.example", status="CANCELLED", sequence=1)
        site.remove("117@site.example", "118@site.example", "119@site.example")
        with CaptureQueriesContext(connection) as asked:
            reading = read_feed(feed)

    # then these changes are made and no other, in queries that follow the changes and not the length of the feed
    assert (reading.changed, reading.cancelled, reading.gone, reading.unchanged) == (20, 5, 3, 92)
    assert (reading.created, reading.held, reading.skipped, reading.returned) == (0, 0, 0, 0)
    touched = {key for key, at in Event.objects.values_list("pk", "changed_at") if at != before[key]}
    assert len(touched) == 28
    assert Event.objects.filter(status=Status.CANCELLED).count() == 5
    assert Event.objects.filter(state=State.WITHDRAWN).count() == 3
    # Among them, for each that is changed or cancelled, whether somebody who registered is to be told.
    assert len(asked) <= 230


REACH = """
from ipaddress import ip_network
from django.conf import settings
settings.FETCH_PRIVATE, settings.FETCH_PORTS = [ip_network("127.0.0.1/32")], [{port}]
"""
SCRIPT = """
from parvis.convene.harvest.harvesting import read_feed
from parvis.convene.harvest.models import Feed
reading = read_feed(Feed.objects.get())
print(reading.state if reading else "another reads it")
"""


@pytest.mark.django_db(transaction=True)
def test_of_several_processes_that_read_a_feed_at_once_one_does(tmp_path: Path, monkeypatch):
    soon = date.today() + timedelta(days=20)  # noqa: DTZ011 -- the other processes do not travel in time
    with announcing(*some(5, first=soon)) as site:
        monkeypatch.setattr(type(site), "text", slowly(type(site).text))
        FeedFactory(address=site.url)
        reach = REACH.format(port=site.served.port)
        said = run_together(reach + SCRIPT, 4, database_url(tmp_path))
        asked = len(site.served.asked)

    assert sorted(line.strip() for line in said) == ["another reads it"] * 3 + ["done"]
    assert asked == 1
    if connection.vendor == "postgresql":
        assert Item.objects.count() == Event.objects.count() == 5


def slowly(text):
    def later(site):
        time.sleep(3)
        return text(site)

    return later
