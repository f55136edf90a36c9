"""How busy a process is."""

from __future__ import annotations

from parvis.ground.load import Gauge


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def occupied(gauge: Gauge, clock: Clock, *, requests: int, busy: float, idle: float, turns: int) -> None:
    """So many requests at a time, each as long as said, with as long a pause after it."""
    for _turn in range(turns):
        for _request in range(requests):
            gauge.step(1)
        clock.at += busy
        for _request in range(requests):
            gauge.step(-1)
        clock.at += idle


def test_a_process_whose_threads_go_from_one_request_to_the_next_for_a_second_or_two_is_behind():
    clock = Clock()
    gauge = Gauge(threads=4, now=clock)

    occupied(gauge, clock, requests=4, busy=0.010, idle=0.0002, turns=30)
    short = gauge.is_behind()
    occupied(gauge, clock, requests=4, busy=0.010, idle=0.0002, turns=120)

    assert not short
    assert gauge.is_behind()


def test_a_thread_that_is_often_idle_is_enough_not_to_be_behind():
    clock = Clock()
    gauge = Gauge(threads=4, now=clock)

    occupied(gauge, clock, requests=3, busy=0.010, idle=0.0, turns=500)

    assert not gauge.is_behind()


def test_once_the_crowd_has_gone_it_is_at_ease_again_in_a_moment():
    clock = Clock()
    gauge = Gauge(threads=2, now=clock)
    occupied(gauge, clock, requests=2, busy=0.010, idle=0.0, turns=500)
    assert gauge.is_behind()

    clock.at += 0.2

    assert not gauge.is_behind()


def test_where_no_web_server_counts_requests_nothing_is_behind():
    gauge = Gauge()

    gauge.step(1)

    assert not gauge.is_behind()
