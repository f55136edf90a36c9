from collections.abc import Callable, Iterator

import pytest
import time_machine


@pytest.fixture
def time_machine_at() -> Iterator[Callable[[str], None]]:
    """Stop the clock at an instant (ISO 8601 with its offset) until the test ends."""
    travels: list[time_machine.travel] = []

    def stop(instant: str) -> None:
        from datetime import datetime

        travel = time_machine.travel(datetime.fromisoformat(instant), tick=False)
        travel.start()
        travels.append(travel)

    yield stop
    for travel in reversed(travels):
        travel.stop()
