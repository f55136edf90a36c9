"""What is read: one function a page, each returning plain values ready to print (see `shapes`)."""

from parvis.commit.plans.queries.commitment import commitment_page
from parvis.commit.plans.queries.listing import listing
from parvis.commit.plans.queries.plan import plan_page
from parvis.commit.plans.queries.reading import read_page
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
    "commitment_page",
    "evidence_visible_to",
    "listing",
    "milestones_visible_to",
    "plan_page",
    "plans_visible_to",
    "published",
    "published_plans",
    "read_page",
    "reports_visible_to",
    "visible_to",
]
