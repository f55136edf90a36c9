"""What the scheduler does for registration; with a registrar beside it, it finds nothing left to do."""

from __future__ import annotations

from datetime import timedelta

from parvis.convene.registration import registrar
from parvis.ground.tasks import scheduled


@scheduled("registration.due", every=timedelta(minutes=1))
def do_what_is_due() -> str:
    """Serve lines, give back what is overdue, move waiting lists, send letters."""
    return registrar.do_what_is_due()
