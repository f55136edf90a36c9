"""Pages of reviews: public, of those who write them, of those who answer."""
