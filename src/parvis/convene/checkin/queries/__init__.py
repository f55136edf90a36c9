"""What is read at the doors."""

from parvis.convene.checkin.queries.presence import attended, came

__all__ = ["attended", "came"]
