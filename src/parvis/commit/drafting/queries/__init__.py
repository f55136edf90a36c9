"""What its pages read: one function a page."""
