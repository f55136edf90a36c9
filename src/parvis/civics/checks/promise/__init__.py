"""A commitment as its author fills it in: what a reader, and a reviewer, would stumble over before it is adopted.

remarks(promise) → [Remark]    each names the part of the form it stands beside
"""

from parvis.civics.checks.promise.rules import PROMISE_RULES, remarks
from parvis.civics.checks.promise.shape import CORE_VALUES, Promise, Step

__all__ = ["CORE_VALUES", "PROMISE_RULES", "Promise", "Step", "remarks"]
