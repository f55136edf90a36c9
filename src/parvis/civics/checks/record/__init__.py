"""The checks of a page, for a record that keeps its days and places apart; each remark names its part.

remarks(record, today=…) → [Remark]    the rules of `checks` that make sense for a record, and its own
"""

from parvis.civics.checks.record.reading import remarks
from parvis.civics.checks.record.shape import Record, Remark, Slot

__all__ = ["Record", "Remark", "Slot", "remarks"]
