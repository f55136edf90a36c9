"""Pages of the institution's lane."""
