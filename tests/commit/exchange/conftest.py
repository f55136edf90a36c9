from collections.abc import Iterator

import pytest
import time_machine
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_november() -> Iterator[None]:
    with time_machine.travel("2026-11-25T10:00:00+00:00", tick=False), translation.override("fr"):
        yield
