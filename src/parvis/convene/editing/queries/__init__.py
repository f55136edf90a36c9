"""What the pages of organisers read: one function a page."""
