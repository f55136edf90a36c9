"""Pages of who registers."""
