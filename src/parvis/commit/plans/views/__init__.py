"""The public pages: each view reads the address, asks one query for a page, and renders it."""

from parvis.commit.plans.views.commitment import commitment, read_page
from parvis.commit.plans.views.listing import listing
from parvis.commit.plans.views.plan import plan

__all__ = ["commitment", "listing", "plan", "read_page"]
