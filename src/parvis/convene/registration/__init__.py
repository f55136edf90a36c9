"""Registration to events and sessions: places that cannot be sold twice, a waiting list that moves, tickets."""
