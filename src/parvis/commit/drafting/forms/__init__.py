"""Forms of the institution's lane."""
