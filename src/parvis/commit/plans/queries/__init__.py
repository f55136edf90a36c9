"""What is read: one function a page, each returning plain values ready to print (see `shapes`)."""

from parvis.commit.plans.queries.visibility import (
    evidence_visible_to,
    milestones_visible_to,
    plans_visible_to,
    published,
    published_plans,
    reports_visible_to,
    visible_to,
)

__all__ = [
    "evidence_visible_to",
    "milestones_visible_to",
    "plans_visible_to",
    "published",
    "published_plans",
    "reports_visible_to",
    "visible_to",
]
