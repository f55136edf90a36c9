"""Pages on which organisers write the season: one noun a module."""
