"""The first page of the organisers' space: what waits for an answer, then the season."""
