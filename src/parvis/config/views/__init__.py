"""Pages of the instance itself: its duties, its state, its errors."""
