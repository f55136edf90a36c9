"""What is read of submissions: one function a page."""
