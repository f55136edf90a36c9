"""What devices hand over: once each, in any order, under any clock; nobody who came in is lost."""

from __future__ import annotations

import random
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.convene.checkin import actions
from parvis.convene.checkin.actions import Told
from parvis.convene.checkin.models import Device, Passage
from parvis.convene.checkin.queries import attended
from parvis.convene.checkin.queries.account import account
from parvis.convene.checkin.queries.listing import Cursor, changes
from parvis.convene.registration import actions as registration_actions
from parvis.convene.registration.models import Attendee
from parvis.convene.registration.presence import came_to
from parvis.ground import clock
from tests.factories import DoorFactory, EventFactory, RegistrationFactory, demand, lent

pytestmark = pytest.mark.django_db


def guests(event, number: int) -> list[UUID]:
    """Tickets of that many people who registered."""
    registration = RegistrationFactory(event=event, capacity=None)
    category = registration.categories.get()
    for one in range(number):
        registration_actions.register(registration, category, demand(category, one + 1))
    return list(
        Attendee.objects.filter(sign_up__registration=registration).order_by("pk").values_list("uid", flat=True)
    )


@pytest.fixture
def event():
    return EventFactory(start_day=clock.today() + timedelta(days=1))


@pytest.fixture
def devices(event) -> list[Device]:
    return [lent(DoorFactory(event=event, name=name), f"Téléphone {name}")[0] for name in ("A", "B")]


def entry(ticket: UUID, at, **fields) -> Told:
    return Told(uuid4(), at, ticket, **fields)


def test_two_devices_and_two_hundred_tickets_one_used_twice_are_all_reconciled(event, devices):
    tickets, now = guests(event, 200), clock.now()
    seen = [[], []]
    for place, ticket in enumerate(tickets):
        seen[place % 2].append(entry(ticket, now - timedelta(minutes=30) + timedelta(seconds=place)))
    seen[1].append(entry(tickets[0], now - timedelta(minutes=5)))
    batches = [
        (device, told[start : start + 25])
        for device, told in zip(devices, seen, strict=True)
        for start in range(0, 101, 25)
    ]
    shuffled = [*batches, *batches]
    random.Random(6).shuffle(shuffled)

    for device, batch in shuffled:
        received = actions.receive(device, batch, clock.now())
        assert set(received.kept) == {one.scan for one in batch}

    found = account(event, "fr")
    assert Passage.objects.count() == 201
    assert (found.present, attended(event), found.used_twice) == (200, 200, 1)
    (twice,) = found.twice
    assert (twice.first.device, twice.others[0].device) == ("Téléphone A", "Téléphone B")
    assert [line.number for line in found.doors] == [100, 100]


def test_hours_of_wrong_clocks_are_put_right(event, devices):
    (ticket,) = guests(event, 1)
    first, second = devices
    now = clock.now()
    ahead, behind = timedelta(hours=2), timedelta(minutes=-7)
    # In truth the second device let her in ten minutes ago, the first one five minutes ago.
    actions.receive(first, [entry(ticket, now - timedelta(minutes=5) + ahead)], now + ahead)
    actions.receive(second, [entry(ticket, now - timedelta(minutes=10) + behind)], now + behind)

    (twice,) = account(event, "fr").twice

    assert twice.first.device == second.name
    for passage, minutes in zip(Passage.objects.order_by("at"), (10, 5), strict=True):
        assert abs(passage.at - (now - timedelta(minutes=minutes))) < timedelta(seconds=5)
    first.refresh_from_db()
    assert abs(first.clock_ahead - 7200) < 5


def test_a_passage_is_never_later_than_its_arrival(event, devices):
    (ticket,) = guests(event, 1)
    now = clock.now()

    actions.receive(devices[0], [entry(ticket, now + timedelta(days=400))], now)

    assert Passage.objects.get().at <= clock.now()


def test_a_passage_undone_stays_undone_in_whatever_order_it_is_told(event, devices):
    (ticket,) = guests(event, 1)
    now, scan = clock.now(), uuid4()
    done, undone = Told(scan, now, ticket), Told(scan, now, ticket, annulled=True)

    for batch in ([undone], [done], [done, undone]):
        actions.receive(devices[0], batch, now)

    assert Passage.objects.get().annulled_at is not None
    assert attended(event) == 0


def test_a_device_undoes_no_entry_of_another(event, devices):
    (ticket,) = guests(event, 1)
    now, scan = clock.now(), uuid4()
    actions.receive(devices[0], [Told(scan, now, ticket)], now)

    actions.receive(devices[1], [Told(scan, now, ticket, annulled=True)], now)

    assert attended(event) == 1


def test_a_withdrawn_device_is_heard_for_what_it_saw_before(event, devices, time_machine):
    before, after = guests(event, 2)
    now = clock.now()
    actions.withdraw_device(None, devices[0])
    told = [entry(before, now - timedelta(minutes=3)), entry(after, now + timedelta(minutes=3))]

    time_machine.move_to(now + timedelta(minutes=10))
    received = actions.receive(devices[0], told, clock.now())

    assert received.kept == (told[0].scan,)
    assert received.refused == {told[1].scan: "withdrawn"}
    assert attended(event) == 1


def test_a_ticket_that_is_not_here_is_kept_and_counted(event, devices):
    actions.receive(devices[0], [entry(uuid4(), clock.now(), reason="unknown")], clock.now())

    assert attended(event) == 1
    assert Passage.objects.get().attendee is None
    assert account(event, "fr").all_the_same == 1


def test_receiving_costs_the_same_for_one_passage_and_for_three_hundred(event, devices, django_assert_max_num_queries):
    tickets = guests(event, 300)
    for number in (1, 300):
        batch = [entry(ticket, clock.now()) for ticket in tickets[:number]]
        # One insertion for each fifty rows: SQLite takes so many values at once.
        with django_assert_max_num_queries(9 + number // 50):
            actions.receive(devices[0], batch, clock.now())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_batches_in_any_order_and_number_give_the_same_account(data):
    event = EventFactory(start_day=clock.today() + timedelta(days=1))
    devices = [lent(DoorFactory(event=event), name)[0] for name in ("un", "deux")]
    offsets = [timedelta(minutes=data.draw(st.integers(-90, 90))) for _device in devices]
    now = clock.now()
    told = []
    for which, (device, offset) in enumerate(zip(devices, offsets, strict=True)):
        for number in range(data.draw(st.integers(1, 4))):
            minute, ticket = data.draw(st.integers(1, 60)), data.draw(st.integers(1, 3))
            scan, at = uuid4(), now - timedelta(minutes=minute) + offset
            told.append((device, offset, Told(scan, at, UUID(int=ticket)), (which, number)))
            if data.draw(st.booleans()):
                told.append((device, offset, Told(scan, at, UUID(int=ticket), annulled=True), (which, number)))

    outcomes = []
    for _turn in range(2):
        order = data.draw(st.permutations([*told, *told[:2]]))
        Passage.objects.filter(event=event).delete()
        for device, offset, one, _name in order:
            actions.receive(device, [one], clock.now() + offset)
        rows = Passage.objects.filter(event=event).order_by("scan")
        outcomes.append([(one.scan, one.ticket, one.device_id, one.annulled_at is None) for one in rows])
        found = account(event, "fr")
        outcomes[-1].append((found.present, found.used_twice, [line.number for line in found.doors]))

    assert outcomes[0] == outcomes[1]


def test_a_device_learns_what_is_new_and_nothing_twice_for_long(event, devices, time_machine):
    tickets = guests(event, 3)
    everything = changes(event, "fr", None, clock.now())
    assert len(everything["tickets"]) == everything["good"] == 3

    time_machine.move_to(clock.now())
    time_machine.shift(timedelta(minutes=5))
    cursor = Cursor.of(changes(event, "fr", None, clock.now())["cursor"])
    time_machine.shift(timedelta(minutes=5))
    assert changes(event, "fr", cursor, clock.now())["tickets"] == []

    sign_up = Attendee.objects.get(uid=tickets[0]).sign_up
    registration_actions.cancel(sign_up)
    actions.receive(devices[0], [entry(tickets[1], clock.now())], clock.now())
    news = changes(event, "fr", cursor, clock.now())
    assert [(one.uid, one.state, one.name) for one in news["tickets"]] == [(str(tickets[0]), "cancelled", "")]
    assert [one["ticket"] for one in news["passages"]] == [str(tickets[1])]
    assert news["good"] == 2


@pytest.mark.parametrize("text", ["", "x", "1", "1.2.3", "-1.5", "9" * 30 + ".1", "1.²"])
def test_a_cursor_that_is_none_asks_for_everything(text):
    assert Cursor.of(text) is None


def test_other_rooms_learn_who_came(event, devices):
    tickets = guests(event, 3)
    registration = event.registrations.get()
    actions.receive(devices[0], [entry(ticket, clock.now()) for ticket in tickets[:2]], clock.now())

    assert set(came_to(registration).values_list("uid", flat=True)) == set(tickets[:2])


@pytest.mark.parametrize("now", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_a_clock_beyond_reason_is_told_so_and_breaks_nothing(client, event, now):
    token = lent(DoorFactory(event=event), "Téléphone")[1]
    (ticket,) = guests(event, 1)
    far = {"scan": str(uuid4()), "ticket": str(ticket), "at": "9999-12-31T23:59:59-12:00"}
    near = {"scan": str(uuid4()), "ticket": str(ticket), "at": clock.now().isoformat()}

    answers = [
        client.post(
            f"/fr/door/{token}/passages.json",
            {"now": said, "passages": [far, near]},
            content_type="application/json",
        )
        for said in (now, clock.now().isoformat())
    ]

    assert [one.status_code for one in answers] == [400, 200]
    assert answers[1].json() == {"kept": [near["scan"]], "refused": {far["scan"]: "unreadable"}}
