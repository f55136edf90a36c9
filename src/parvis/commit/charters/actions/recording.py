"""What every change of a charter leaves behind: an entry of its journal, a date, an index that is true."""

from __future__ import annotations

from typing import Any

from parvis.commit.charters.finding import index_charter
from parvis.commit.charters.models import Charter
from parvis.ground import clock
from parvis.ground.journal.actions import record


def leave_trace(actor: Any, charter: Charter, action: str, *, public: dict[str, Any] | None = None) -> None:
    """Journal the change, date it and index the charter; call it in the transaction of the change."""
    Charter.objects.filter(pk=charter.pk).update(changed_at=clock.now())
    charter.refresh_from_db(fields=["changed_at"])
    record(actor, action, "charter", charter.uid, public=public)
    index_charter(charter)
