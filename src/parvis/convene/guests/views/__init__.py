"""The organisers' pages: set-up, list, one person, adding, export."""
