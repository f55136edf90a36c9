"""Pages of accounts, of teams, of the first set-up and of staff mode: one subject a module."""
