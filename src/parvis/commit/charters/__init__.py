"""Charters: pledges by side, who signed them, and what the signatories say of themselves."""
