"""Public pages of laws, and the pages on which they are written."""
