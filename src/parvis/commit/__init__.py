"""A public body commits itself: plans, laws, charters, and the independent reviews of what it promised."""
