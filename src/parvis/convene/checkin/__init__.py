"""Check-in at the door, with or without a network."""
