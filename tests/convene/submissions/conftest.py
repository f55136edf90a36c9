"""The day on which tests of submissions live."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from parvis.convene.submissions.models import RefusalReason
from parvis.convene.submissions.reasons import install_standard_reasons

TODAY = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _the_day(request) -> Iterator[None]:
    if request.path.stem == "test_together":  # other processes keep the real time
        yield
        return
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def reason(db) -> RefusalReason:
    """A standard reason; emptied tables get them back."""
    install_standard_reasons(RefusalReason.objects)
    return RefusalReason.objects.get(code="off-topic", host=None)
