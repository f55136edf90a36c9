"""What is read of reviews: one function a page."""
