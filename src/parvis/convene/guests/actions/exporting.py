"""A list that leaves the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from parvis.convene.registration.models import Registration
from parvis.ground.journal.actions import record


def tell_export(
    actor: Any, registration: Registration, columns: Sequence[str], narrowed: Mapping[str, str], rows: int
) -> None:
    """Say in the journal who took a list away; which columns and filters is for operators to read.

    Words that were looked for are a name or an address, which the journal would keep when names are erased.
    """
    session = str(registration.session) if registration.session is not None else ""
    record(
        actor,
        "registration.exported",
        "event",
        registration.event.uid,
        public={"session": session},
        private={
            "columns": list(columns),
            "filters": {**narrowed, **({"q": "…"} if narrowed.get("q") else {})},
            "rows": rows,
        },
    )
