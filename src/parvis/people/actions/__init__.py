"""What changes accounts, bodies and memberships: one verb a function, one transaction, one journal entry."""
