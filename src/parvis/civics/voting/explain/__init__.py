"""Explanations found by recounting, never narrated: who paid, what was missing, what would have changed the result."""
