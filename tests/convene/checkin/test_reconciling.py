"""Passages of several devices as one account, in whatever order they come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from parvis.convene.checkin.reconciling import Entry, doubles, entries_by_ticket

START = datetime(2026, 3, 12, 17, 0, tzinfo=UTC)
A, B = UUID(int=1), UUID(int=2)


def entry(scan: int, ticket: int, minute: int, device: UUID = A, **fields) -> Entry:
    at = START + timedelta(minutes=minute)
    return Entry(UUID(int=scan), UUID(int=ticket), fields.pop("session", None), at, device, device, **fields)


several_entries = st.lists(
    st.builds(
        entry,
        scan=st.integers(0, 20),
        ticket=st.integers(0, 5),
        minute=st.integers(0, 30),
        device=st.sampled_from([A, B]),
        annulled=st.booleans(),
    ),
    unique_by=lambda one: one.scan,
)


def test_the_first_entry_counts_and_the_other_is_shown():
    late, early = entry(1, 7, 12, A), entry(2, 7, 9, B)

    (twice,) = doubles([late, early])

    assert (twice.first, twice.others) == (early, (late,))


def test_entries_at_the_same_instant_have_an_order_all_the_same():
    one, other = entry(1, 7, 9, A), entry(2, 7, 9, B)

    assert doubles([one, other]) == doubles([other, one])


def test_an_entry_that_was_undone_is_no_entry():
    assert doubles([entry(1, 7, 9), entry(2, 7, 10, annulled=True)]) == []


def test_a_ticket_enters_the_event_and_each_session_once():
    session = UUID(int=99)
    assert doubles([entry(1, 7, 9), entry(2, 7, 10, session=session)]) == []
    assert len(doubles([entry(1, 7, 9, session=session), entry(2, 7, 10, session=session)])) == 1


@given(entries=several_entries, data=st.data())
def test_the_account_is_the_same_in_whatever_order_and_however_often_passages_come(entries, data):
    again = data.draw(st.permutations([*entries, *entries[: len(entries) // 2]]))

    assert entries_by_ticket(again) == entries_by_ticket(entries)
    assert doubles(again) == doubles(entries)


@given(entries=several_entries)
def test_no_entry_is_lost(entries):
    account = entries_by_ticket(entries)

    assert {one for several in account.values() for one in several} == {one for one in entries if not one.annulled}
