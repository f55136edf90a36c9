"""What is read of charters: one function a page."""
