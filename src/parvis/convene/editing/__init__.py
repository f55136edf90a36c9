"""Pages on which organisers write the season: events, sessions, series, editions, places."""
