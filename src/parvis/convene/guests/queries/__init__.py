"""What the organisers' pages read: one function a page."""
