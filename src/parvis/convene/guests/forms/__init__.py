"""Forms of the set-up and of what is done with those who registered."""
