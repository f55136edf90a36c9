"""A count put into JSON and into French and English words."""
