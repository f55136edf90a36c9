"""What comes back comes back once, whoever looks at the clock, and a failure is called a failure."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from parvis.ground.tasks import scheduled
from parvis.ground.tasks.models import Run, State
from parvis.ground.tasks.schedule import Scheduled, scheduled_tasks, unschedule
from parvis.ground.tasks.scheduler import claim, run_due, run_forever, tidy_runs
from tests.ground.processes import database_url, run_together

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOON = datetime(2026, 3, 1, 12, 20, tzinfo=UTC)


def counted(every=HOUR, offset=timedelta(0), fails=False):
    done = []

    def work():
        done.append(1)
        if fails:
            raise RuntimeError("the mail server is away")
        return f"{len(done)} done"

    return Scheduled("test.counted", every, offset, work), done


@pytest.mark.django_db
def test_a_task_runs_once_in_its_slot_and_again_in_the_next():
    task, done = counted()

    for minutes in (0, 1, 39, 40, 41):
        run_due(NOON + timedelta(minutes=minutes), [task])

    assert len(done) == 2
    assert list(Run.objects.order_by("slot").values_list("slot", "state", "outcome")) == [
        (NOON.replace(minute=0), State.DONE, "1 done"),
        (NOON.replace(hour=13, minute=0), State.DONE, "2 done"),
    ]


def test_slots_of_a_day_begin_at_their_hour():
    task, _ = counted(every=DAY, offset=timedelta(hours=3))

    assert task.slot(datetime(2026, 3, 1, 2, 59, tzinfo=UTC)) == datetime(2026, 2, 28, 3, tzinfo=UTC)
    assert task.slot(datetime(2026, 3, 1, 3, 0, tzinfo=UTC)) == datetime(2026, 3, 1, 3, tzinfo=UTC)


@pytest.mark.django_db
def test_a_failure_is_recorded_as_a_failure_and_does_not_stop_the_others(caplog):
    failing, _ = counted(fails=True)
    other = Scheduled("test.other", HOUR, timedelta(0), lambda: "fine")

    with caplog.at_level("ERROR"):
        runs = run_due(NOON, [failing, other])

    assert [(run.name, run.state) for run in runs] == [("test.counted", State.FAILED), ("test.other", State.DONE)]
    assert Run.objects.get(name="test.counted").outcome == "RuntimeError: the mail server is away"
    assert "test.counted" in caplog.text


@pytest.mark.django_db
def test_a_task_that_is_still_running_is_not_started_again():
    with time_machine.travel(NOON, tick=False):
        assert claim("test.long", NOON - HOUR) is not None
        assert claim("test.long", NOON) is None
    with time_machine.travel(NOON + timedelta(hours=7), tick=False):
        assert claim("test.long", NOON + timedelta(hours=7)) is not None


@pytest.mark.django_db
def test_a_run_whose_process_died_is_called_lost_and_old_runs_are_forgotten():
    with time_machine.travel(NOON, tick=False):
        claim("test.died", NOON)
        Run.objects.create(name="test.old", slot=NOON - timedelta(days=31), state=State.DONE)
    with time_machine.travel(NOON + timedelta(hours=7), tick=False):
        assert tidy_runs() == "1 lost, 1 forgotten"

    assert list(Run.objects.values_list("name", "state")) == [("test.died", State.LOST)]


def test_two_functions_do_not_share_a_name():
    try:
        scheduled("test.name", every=HOUR)(lambda: None)
        with pytest.raises(ValueError, match=r"test\.name"):
            scheduled("test.name", every=HOUR)(lambda: None)
    finally:
        unschedule("test.name")


def test_our_own_tasks_are_known():
    assert {"tasks.housekeeping", "follows.digest"} <= {task.name for task in scheduled_tasks()}


CLAIM_FIFTY_SLOTS = """
from datetime import datetime, timedelta, UTC
from parvis.ground.tasks.scheduler import perform, claim
from parvis.ground.tasks.schedule import Scheduled
task = Scheduled("test.contended", timedelta(hours=1), timedelta(0), lambda: number)
for hour in range(50):
    run = claim("test.contended", datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hour))
    if run is not None:
        perform(run, task)
        print(hour)
"""


@pytest.mark.django_db(transaction=True)
def test_several_schedulers_never_run_a_slot_twice(tmp_path):
    printed = run_together(CLAIM_FIFTY_SLOTS, number=3, url=database_url(tmp_path))

    hours = [int(hour) for output in printed for hour in output.split()]
    assert len(hours) == len(set(hours))
    # A slot is left alone while another is still running elsewhere: how many are, only the machine decides.
    assert 0 in hours
    assert len(hours) >= 10


@pytest.mark.django_db
def test_the_loop_stops_when_it_is_told():
    stop = threading.Event()
    stop.set()

    assert run_forever(stop) is None
