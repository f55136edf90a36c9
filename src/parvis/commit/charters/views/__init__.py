"""Pages of charters: parse, one query or one action, render."""
