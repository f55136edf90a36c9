"""Why there is no event at an address."""

from __future__ import annotations

from parvis.convene.agenda.models import Event, State


def was_withdrawn(slug: str) -> bool:
    """Whether an event stood at this address and its organiser took it back; one query."""
    return Event.objects.filter(slug=slug, state=State.WITHDRAWN, published_at__isnull=False).exists()
