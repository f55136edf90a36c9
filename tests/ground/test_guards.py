"""The database refuses by itself what must not happen."""

import re

import pytest
from django.db import IntegrityError, connection, transaction

from parvis.ground.guards import AppendOnly, Immutable, NoOverlap, expected, installed, missing

TABLE = "test_booking"


def run(*statements):
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def booking_table(db):
    instant = "timestamptz" if connection.vendor == "postgresql" else "datetime"
    identity = "bigserial primary key" if connection.vendor == "postgresql" else "integer primary key"
    run(
        f"CREATE TABLE {TABLE} (id {identity}, room_id bigint, starts {instant}, ends {instant}, "
        "state varchar(20) NOT NULL DEFAULT 'draft', note varchar(50))"
    )


def install(guard):
    run(*guard.install(connection))


def book(room, start, end, state="confirmed"):
    room = "NULL" if room is None else room
    run(
        f"INSERT INTO {TABLE} (room_id, starts, ends, state) VALUES "
        f"({room}, '2026-03-01 {start}:00', '2026-03-01 {end}:00', '{state}')"
    )


@pytest.mark.django_db
def test_every_guard_that_migrations_promise_is_in_the_database():
    assert expected(connection)
    assert missing(connection) == set()


@pytest.mark.django_db
def test_no_guard_is_left_that_no_migration_promises():
    assert installed(connection) == expected(connection)


@pytest.mark.django_db
def test_a_dropped_guard_is_missed():
    guard = AppendOnly("journal_entry", erasable=("private", "actor_id"))

    run(*guard.lift(connection))
    assert missing(connection) == set(guard.names(connection.vendor))

    install(guard)
    assert missing(connection) == set()


def test_two_bookings_of_a_room_do_not_overlap(booking_table):
    install(NoOverlap(TABLE, same=("room_id",), start="starts", end="ends", when={"state": "confirmed"}))
    book(1, "09:00", "10:00")

    with pytest.raises(IntegrityError):
        book(1, "09:30", "11:00")
    with pytest.raises(IntegrityError):
        book(1, "09:10", "09:20")


def test_touching_other_rooms_no_room_and_unconfirmed_do_not_overlap(booking_table):
    install(NoOverlap(TABLE, same=("room_id",), start="starts", end="ends", when={"state": "confirmed"}))
    book(1, "09:00", "10:00")

    book(1, "10:00", "11:00")
    book(2, "09:00", "10:00")
    book(1, "09:00", "10:00", state="cancelled")
    book(None, "09:00", "10:00")
    book(None, "09:00", "10:00")

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {TABLE}")
        assert cursor.fetchone() == (6,)


def test_moving_a_booking_onto_another_is_refused(booking_table):
    install(NoOverlap(TABLE, same=("room_id",), start="starts", end="ends"))
    book(1, "09:00", "10:00")
    book(1, "11:00", "12:00")

    with pytest.raises(IntegrityError):
        run(f"UPDATE {TABLE} SET starts = '2026-03-01 09:30:00' WHERE starts = '2026-03-01 11:00:00'")
    run(f"UPDATE {TABLE} SET ends = '2026-03-01 11:30:00' WHERE starts = '2026-03-01 11:00:00'")


def test_a_published_row_is_closed_but_for_what_is_named(booking_table):
    install(Immutable(TABLE, when={"state": "published"}, but=("note",)))
    book(1, "09:00", "10:00", state="draft")
    run(f"UPDATE {TABLE} SET room_id = 3")
    run(f"UPDATE {TABLE} SET state = 'published'")

    with pytest.raises(IntegrityError, match="published"):
        run(f"UPDATE {TABLE} SET room_id = 4")
    with pytest.raises(IntegrityError, match="published"):
        run(f"DELETE FROM {TABLE}")
    run(f"UPDATE {TABLE} SET note = 'withdrawn'")


def test_a_guard_is_repeated_without_harm(booking_table):
    for guard in (
        NoOverlap(TABLE, same=("room_id",), start="starts", end="ends"),
        Immutable(TABLE, when={"state": "published"}),
        AppendOnly(TABLE),
    ):
        install(guard)
        install(guard)
        assert set(guard.names(connection.vendor)) <= installed(connection)
        run(*guard.lift(connection))
        assert not set(guard.names(connection.vendor)) & installed(connection)


def test_a_guard_is_written_in_a_migration_as_it_was_declared():
    guard = NoOverlap(TABLE, same=("room_id",), when={"state": "confirmed"})

    name, arguments, keywords = guard.deconstruct()

    assert (name, arguments) == ("NoOverlap", [TABLE])
    assert NoOverlap(*arguments, **keywords).names("sqlite") == guard.names("sqlite")
    assert all(re.fullmatch(r"[a-z_]+", part) for part in guard.names("postgresql"))
