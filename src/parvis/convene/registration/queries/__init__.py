"""What pages of registration read: one function a page."""
