"""Independent reviews: coded under a stated method, and unalterable once published."""
